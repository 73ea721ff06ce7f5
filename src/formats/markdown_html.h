/*
 * The blocks of HTML in a Markdown document: each is converted as a page is.  An element
 * that is not to be converted may hold several of them, and Markdown between them.
 */
#ifndef ZN_FORMATS_MARKDOWN_HTML_H
#define ZN_FORMATS_MARKDOWN_HTML_H

#include "formats/format.h"
#include "formats/html_emit.h"
#include "formats/html_walk.h"
#include "formats/markdown_tag.h"

struct zn_markdown_html {
    struct zn_html_wishes wishes;
    struct zn_html_page page;
    struct zn_html_items items;
    struct zn_html_output output;
    /* The element that is open and not to be converted, and how many of its name are. */
    struct zn_markdown_name element;
    size_t excluded;
};

void zn_markdown_html_init(struct zn_markdown_html *html, struct zn_emitter *emitter,
                           const struct zn_format_options *options);
void zn_markdown_html_free(struct zn_markdown_html *html);

/* Begins a document. */
void zn_markdown_html_begin(struct zn_markdown_html *html);

/*
 * Hands on a block, `length` bytes at `source`, which are changed meanwhile.  On failure the
 * error's place counts from there.
 */
int zn_markdown_html_emit(struct zn_markdown_html *html, char *source, size_t length,
                          zhnorm_error *error);

/* Looks at the tags of a block, for what comes behind it. */
void zn_markdown_html_pass(struct zn_markdown_html *html, const char *source, size_t length);

/* Whether what comes now is in an element that is not converted. */
static inline bool zn_markdown_html_excludes(const struct zn_markdown_html *html)
{
    return html->excluded != 0;
}

#endif
