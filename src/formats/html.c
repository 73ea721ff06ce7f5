/*
 * HTML: the whole page is kept, for what a text belongs to is known only from the tree.
 * What the tree does not explain stays as it is.
 */
#include <stdio.h>

#include "formats/driver.h"
#include "formats/html_emit.h"
#include "formats/html_items.h"
#include "formats/html_page.h"
#include "formats/html_walk.h"
#include "rules/error.h"
#include "rules/memory.h"
#include "text/utf8.h"

struct html {
    struct zn_emitter *emitter;
    struct zn_html_wishes wishes;
    struct zn_buffer source;
    struct zn_html_page page;
    struct zn_html_items items;
    struct zn_html_output output;
};

static void *html_open(struct zn_emitter *emitter, const struct zn_format_options *options,
                       enum zn_format format)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);
    struct html *html = zn_allocate_zeroed(allocator, 1, sizeof *html);

    (void)format;
    if (html == NULL)
        return NULL;
    html->emitter = emitter;
    html->wishes = (struct zn_html_wishes){options->attributes, zn_emit_target(emitter)};
    zn_buffer_init(&html->source, allocator);
    zn_html_page_init(&html->page, allocator);
    zn_html_items_init(&html->items, allocator);
    zn_html_output_init(&html->output, emitter);
    return html;
}

static void html_close(void *state)
{
    struct html *html = state;

    zn_html_output_free(&html->output);
    zn_html_items_free(&html->items);
    zn_html_page_free(&html->page);
    zn_buffer_free(&html->source);
    zn_release(zn_emit_allocator(html->emitter), html);
}

static void html_begin(void *state, const struct zn_format_part *part)
{
    struct html *html = state;

    (void)part; /* it has no lines to be cut at */
    html->source.length = 0;
}

static int html_feed(void *state, const char *data, size_t length, zhnorm_error *error)
{
    struct html *html = state;

    if (length > ZN_HTML_MAX_SIZE - html->source.length) {
        int status = zn_fail(error, ZHNORM_ERROR_INPUT,
                             "an HTML file of more than %zu MiB; a page is kept in memory",
                             ZN_HTML_MAX_SIZE >> 20);
        if (error != NULL)
            error->offset = ZN_HTML_MAX_SIZE;
        return status;
    }
    return zn_buffer_append(&html->source, data, length) ? ZHNORM_OK : zn_fail_memory(error);
}

/* Bad bytes are looked for in all of the page, since it is delivered whole or not at all. */
static int check_bytes(const struct html *html, zhnorm_error *error)
{
    const struct zn_html_page *page = &html->page;
    char message[80];

    if (zn_emit_bad_input(html->emitter) != ZHNORM_BAD_INPUT_REJECT)
        return ZHNORM_OK;
    size_t valid = zn_utf8_valid_prefix((const uint8_t *)page->source, page->length);
    if (valid == page->length)
        return ZHNORM_OK;
    (void)snprintf(message, sizeof message, "byte %zu (0x%02X) is not valid UTF-8", valid,
                   (unsigned)(uint8_t)page->source[valid]);
    return zn_html_page_fail(page, valid, message, error);
}

static int html_end(void *state, zhnorm_error *error)
{
    struct html *html = state;
    struct zn_html_page *page = &html->page;

    zn_html_items_reset(&html->items);
    if (!zn_buffer_reserve(&html->source, 1)) /* an empty file has an address, too */
        return zn_fail_memory(error);
    zn_html_page_open(page, (char *)html->source.data, html->source.length);
    int status = check_bytes(html, error);
    if (status == ZHNORM_OK)
        status = zn_html_page_parse(page, error);
    if (status == ZHNORM_OK && !zn_html_walk(page, &html->wishes, &html->items))
        status = zn_fail_memory(error);
    if (status == ZHNORM_OK)
        status = zn_html_begin_document(&html->output, &html->items, error);
    if (status == ZHNORM_OK)
        status = zn_html_emit(&html->output, page, &html->items, error);
    zn_html_page_reset(page);
    return status;
}

const struct zn_format_driver zn_html_driver = {html_open, html_close, html_begin, html_feed,
                                                html_end};
