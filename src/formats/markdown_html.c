/* See markdown_html.h. */
#include "formats/markdown_html.h"

#include "rules/error.h"

void zn_markdown_html_init(struct zn_markdown_html *html, struct zn_emitter *emitter,
                           const struct zn_format_options *options)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);

    html->wishes = (struct zn_html_wishes){options->attributes, zn_emit_target(emitter)};
    html->excluded = 0;
    zn_html_page_init(&html->page, allocator);
    zn_html_items_init(&html->items, allocator);
    zn_html_output_init(&html->output, emitter);
}

void zn_markdown_html_free(struct zn_markdown_html *html)
{
    zn_html_output_free(&html->output);
    zn_html_items_free(&html->items);
    zn_html_page_free(&html->page);
}

void zn_markdown_html_begin(struct zn_markdown_html *html)
{
    html->excluded = 0;
}

/* Whether there is anything that may change: text, or the declaration of a language. */
static bool has_something(const char *source, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((source[i] & 0x80) != 0 ||
            (source[i] == '=' && i >= 4 && (source[i - 1] == 'g' || source[i - 1] == 'G')))
            return true;
    return false;
}

int zn_markdown_html_emit(struct zn_markdown_html *html, char *source, size_t length,
                          zhnorm_error *error)
{
    if (zn_markdown_html_excludes(html) || !has_something(source, length))
        return zn_emit_copy(html->output.emitter, source, length, error);
    zn_html_items_reset(&html->items);
    zn_html_page_open(&html->page, source, length);
    int status = zn_html_page_parse(&html->page, error);
    if (status == ZHNORM_OK && !zn_html_walk(&html->page, &html->wishes, &html->items))
        status = zn_fail_memory(error);
    if (status == ZHNORM_OK)
        status = zn_html_emit(&html->output, &html->page, &html->items, error);
    zn_html_page_reset(&html->page);
    return status;
}

/* The offset of the next less-than sign that is no comment's, from `at` on. */
static size_t next_tag(const char *source, size_t length, size_t at)
{
    while (at < length) {
        const char *tag = memchr(source + at, '<', length - at);
        if (tag == NULL)
            return length;
        at = (size_t)(tag - source);
        if (length - at < 4 || memcmp(tag, "<!--", 4) != 0)
            return at;
        for (at += 4; at < length; at++)
            if (source[at] == '>' && source[at - 1] == '-' && source[at - 2] == '-')
                break;
    }
    return length;
}

void zn_markdown_html_pass(struct zn_markdown_html *html, const char *source, size_t length)
{
    struct zn_markdown_name name;

    for (size_t at = next_tag(source, length, 0); at < length;
         at = next_tag(source, length, at + 1)) {
        enum zn_markdown_tag tag = zn_markdown_read_tag(source + at, length - at, &name);
        if (html->excluded != 0) {
            if (strcmp(name.text, html->element.text) == 0)
                html->excluded = name.closes ? html->excluded - 1 : html->excluded + 1;
        } else if (tag == ZN_MARKDOWN_TAG_EXCLUDED && !name.closes) {
            html->element = name;
            html->excluded = 1;
        }
    }
}
