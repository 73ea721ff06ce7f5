/*
 * A page in memory: its source and the tree that gumbo makes of it.  Refuses what would take
 * too much memory or time.  Knows nothing of what is text in it.
 */
#ifndef ZN_FORMATS_HTML_PAGE_H
#define ZN_FORMATS_HTML_PAGE_H

#include <gumbo.h>
#include <stdbool.h>
#include <stddef.h>

#include "formats/html_arena.h"
#include "text/buffer.h"
#include "zhnorm/zhnorm.h"

/* The largest file. */
#define ZN_HTML_MAX_SIZE ((size_t)6 << 20)

struct zn_html_page {
    char *source; /* changed while it is parsed, and restored */
    size_t length;
    size_t start; /* behind a byte order mark */
    struct zn_html_arena arena;
    struct zn_buffer hidden; /* what was changed */
    const GumboNode *document;
};

void zn_html_page_init(struct zn_html_page *page, const zhnorm_allocator *allocator);
void zn_html_page_free(struct zn_html_page *page);

/*
 * Takes a file of at most ZN_HTML_MAX_SIZE bytes.  They must stay where they are as long as
 * the page is used.
 */
void zn_html_page_open(struct zn_html_page *page, char *source, size_t length);

/*
 * Parses it.  Fails with ZHNORM_ERROR_INPUT where the page is more than can be dealt with, and
 * with ZHNORM_ERROR_NO_MEMORY.  O(length) but for pages that are nested deeply on purpose.
 */
int zn_html_page_parse(struct zn_html_page *page, zhnorm_error *error);

/* Forgets the tree. */
void zn_html_page_reset(struct zn_html_page *page);

/* Whether all of a piece is in the source: what gumbo has made up is not. */
bool zn_html_page_has(const struct zn_html_page *page, const GumboStringPiece *piece);

/* Fails with ZHNORM_ERROR_INPUT at an offset of the file, and says its line. */
int zn_html_page_fail(const struct zn_html_page *page, size_t offset, const char *message,
                      zhnorm_error *error);

#endif
