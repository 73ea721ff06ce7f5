/*
 * Markdown: keeps the file until its end, for what a line is can depend on any other, and
 * then has its front matter and what the parser finds converted.
 */
#include "formats/driver.h"
#include "formats/front_matter.h"
#include "formats/markdown_cost.h"
#include "formats/markdown_emit.h"
#include "formats/markdown_field.h"
#include "formats/markdown_padding.h"
#include "formats/markdown_parse.h"
#include "rules/error.h"
#include "rules/memory.h"
#include "text/utf8.h"

#define MARKDOWN_MAX ((size_t)4 << 20)

/* A larger file's memory is not kept for the next. */
#define KEPT_MAX ((size_t)1 << 20)

static const char byte_order_mark[] = "\xEF\xBB\xBF";

struct markdown {
    struct zn_emitter *emitter;
    struct zn_markdown_parser *parser;
    struct zn_markdown_output output;
    struct zn_buffer file;
    char *body; /* in it, behind the front matter */
    size_t body_length;
    struct zn_field field;   /* of a leaf, to choose by */
    struct zn_buffer choice; /* the text that a choice is made by */
    zhnorm_error *error;
};

static void markdown_close(void *state)
{
    struct markdown *markdown = state;

    if (markdown->parser != NULL)
        zn_markdown_parser_close(markdown->parser);
    zn_markdown_output_free(&markdown->output);
    zn_buffer_free(&markdown->file);
    zn_buffer_free(&markdown->choice);
    zn_field_free(&markdown->field);
    zn_release(zn_emit_allocator(markdown->emitter), markdown);
}

static void *markdown_open(struct zn_emitter *emitter, const struct zn_format_options *options,
                           enum zn_format format)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);
    struct markdown *markdown = zn_allocate_zeroed(allocator, 1, sizeof *markdown);

    (void)format;
    if (markdown == NULL)
        return NULL;
    markdown->emitter = emitter;
    markdown->parser = zn_markdown_parser_open(allocator);
    zn_buffer_init(&markdown->file, allocator);
    zn_buffer_init(&markdown->choice, allocator);
    zn_field_init(&markdown->field, allocator);
    zn_markdown_output_init(&markdown->output, emitter, options);
    if (markdown->parser == NULL) {
        markdown_close(markdown);
        return NULL;
    }
    return markdown;
}

static void markdown_begin(void *state, const struct zn_format_part *part)
{
    struct markdown *markdown = state;

    (void)part;
    if (markdown->file.capacity > KEPT_MAX)
        zn_buffer_free(&markdown->file);
    markdown->file.length = 0;
}

static int markdown_feed(void *state, const char *data, size_t length, zhnorm_error *error)
{
    struct markdown *markdown = state;

    if (length > MARKDOWN_MAX - markdown->file.length)
        return zn_fail(error, ZHNORM_ERROR_INPUT,
                       "a Markdown file of more than %zu MiB; it has to be in memory as a "
                       "whole, so divide it, or convert it as text",
                       MARKDOWN_MAX >> 20);
    return zn_buffer_append(&markdown->file, data, length) ? ZHNORM_OK : zn_fail_memory(error);
}

/* ---- The choice ---------------------------------------------------------------------- */

enum { ENOUGH = -3 };

static int choose_by(struct markdown *markdown, const void *text, size_t length)
{
    struct zn_buffer *choice = &markdown->choice;

    if (!zn_buffer_append(choice, text, length) || !zn_buffer_append(choice, "\n", 1))
        return ZN_MARKDOWN_NO_MEMORY;
    return choice->length < ZHNORM_CHOICE_LOOK ? 0 : ENOUGH;
}

static int choose_by_leaf(void *context, const struct zn_markdown_leaf *leaf)
{
    struct markdown *markdown = context;

    zn_markdown_fill(&markdown->field, leaf);
    return markdown->field.failed
               ? ZN_MARKDOWN_NO_MEMORY
               : choose_by(markdown, markdown->field.text.data, markdown->field.text.length);
}

static int choose_by_html(void *context, size_t begin, size_t end, bool is_whole)
{
    struct markdown *markdown = context;

    (void)is_whole;
    return choose_by(markdown, markdown->body + begin, end - begin);
}

/* Begins the document, with what there is of text in it. */
static int begin_document(struct markdown *markdown, const char *front, size_t front_length)
{
    static const struct zn_markdown_visitor callbacks = {choose_by_leaf, choose_by_html, NULL};
    struct zn_markdown_visitor visitor = callbacks;
    struct zn_buffer *choice = &markdown->choice;

    choice->length = 0;
    if (zn_emit_chooses(markdown->emitter)) {
        visitor.context = markdown;
        if (!zn_front_matter_text(front, front_length, choice) ||
            zn_markdown_parse(markdown->parser, markdown->body, markdown->body_length,
                              &visitor) == ZN_MARKDOWN_NO_MEMORY)
            return zn_fail_memory(markdown->error);
    }
    const char *text = choice->length != 0 ? (const char *)choice->data : "";
    return zn_emit_document(markdown->emitter, text, choice->length, markdown->error);
}

/* ---- The file ------------------------------------------------------------------------ */

/* Fails where the file is not UTF-8 and must be. */
static int check_encoding(const struct markdown *markdown)
{
    const struct zn_buffer *file = &markdown->file;
    size_t valid;

    if (zn_emit_bad_input(markdown->emitter) != ZHNORM_BAD_INPUT_REJECT)
        return ZHNORM_OK;
    valid = zn_utf8_valid_prefix(file->data, file->length);
    if (valid == file->length)
        return ZHNORM_OK;
    int status =
        zn_fail(markdown->error, ZHNORM_ERROR_INPUT, "byte %zu (0x%02X) is not valid UTF-8",
                valid, (unsigned)file->data[valid]);
    if (markdown->error != NULL) {
        markdown->error->offset = valid;
        markdown->error->line = 1;
        for (size_t i = 0; i < valid; i++)
            markdown->error->line += file->data[i] == '\n';
    }
    return status;
}

static int emit_body(struct markdown *markdown)
{
    struct zn_markdown_visitor visitor = {zn_markdown_emit_leaf, zn_markdown_emit_html,
                                          &markdown->output};
    int status =
        zn_markdown_parse(markdown->parser, markdown->body, markdown->body_length, &visitor);

    if (status == ZN_MARKDOWN_NO_MEMORY)
        return zn_fail_memory(markdown->error);
    if (status == ZN_MARKDOWN_TOO_MUCH)
        return zn_fail(markdown->error, ZHNORM_ERROR_INPUT,
                       "cannot be parsed as Markdown in reasonable time: its links or tables "
                       "say little with much");
    return status != 0 ? status
                       : zn_markdown_copy_to(&markdown->output, markdown->body_length);
}

static int convert_file(struct markdown *markdown)
{
    if (!zn_markdown_pad(&markdown->file))
        return zn_fail_memory(markdown->error);
    char *file = (char *)markdown->file.data;
    size_t length = markdown->file.length;
    size_t mark = sizeof byte_order_mark - 1;
    int status = ZHNORM_OK;

    if (length < mark || memcmp(file, byte_order_mark, mark) != 0)
        mark = 0;
    size_t front = zn_front_matter_length(file + mark, length - mark,
                                          zn_emit_allocator(markdown->emitter));
    markdown->body = file + mark + front;
    markdown->body_length = length - mark - front;
    zn_markdown_output_begin(&markdown->output, file, markdown->body, markdown->error);
    const char *too_much = zn_markdown_too_much(markdown->body, markdown->body_length);
    if (too_much != NULL)
        return zn_fail(markdown->error, ZHNORM_ERROR_INPUT, "cannot be parsed as Markdown: %s",
                       too_much);
    status = begin_document(markdown, file + mark, front);
    if (status == ZHNORM_OK)
        status = zn_emit_copy(markdown->emitter, file, mark, markdown->error);
    if (status == ZHNORM_OK)
        status = zn_front_matter_emit(markdown->emitter, file + mark, front, markdown->error);
    return status == ZHNORM_OK ? emit_body(markdown) : status;
}

static int markdown_end(void *state, zhnorm_error *error)
{
    struct markdown *markdown = state;

    markdown->error = error;
    if (markdown->file.length == 0)
        return zn_emit_document(markdown->emitter, "", 0, error);
    int status = check_encoding(markdown);
    return status == ZHNORM_OK ? convert_file(markdown) : status;
}

const struct zn_format_driver zn_markdown_driver = {
    markdown_open, markdown_close, markdown_begin, markdown_feed, markdown_end};
