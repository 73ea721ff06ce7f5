/* See markdown_emit.h. */
#include "formats/markdown_emit.h"

#include "formats/markdown_check.h"
#include "formats/markdown_field.h"
#include "formats/markdown_opaque.h"
#include "formats/markdown_padding.h"
#include "formats/markdown_spell.h"

void zn_markdown_output_init(struct zn_markdown_output *output, struct zn_emitter *emitter,
                             const struct zn_format_options *options)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);

    *output = (struct zn_markdown_output){.emitter = emitter};
    zn_markdown_html_init(&output->html, emitter, options);
    zn_field_init(&output->field, allocator);
    zn_buffer_init(&output->converted, allocator);
    zn_buffer_init(&output->before, allocator);
    zn_buffer_init(&output->behind, allocator);
    zn_buffer_init(&output->ranges, allocator);
}

void zn_markdown_output_free(struct zn_markdown_output *output)
{
    zn_markdown_html_free(&output->html);
    zn_field_free(&output->field);
    zn_buffer_free(&output->converted);
    zn_buffer_free(&output->before);
    zn_buffer_free(&output->behind);
    zn_buffer_free(&output->ranges);
}

void zn_markdown_output_begin(struct zn_markdown_output *output, const char *file, char *body,
                              zhnorm_error *error)
{
    output->file = file;
    output->body = body;
    output->at = 0;
    output->error = error;
    zn_markdown_html_begin(&output->html);
}

int zn_markdown_copy_to(struct zn_markdown_output *output, size_t offset)
{
    size_t from = output->at;

    if (offset <= from)
        return ZHNORM_OK;
    output->at = offset;
    return zn_emit_copy(output->emitter, output->body + from, offset - from, output->error);
}

/* ---- A leaf -------------------------------------------------------------------------- */

/* Converts the titles of the leaf's links, which go with its field. */
static int emit_titles(struct zn_markdown_output *output, const struct zn_markdown_leaf *leaf)
{
    int status = ZHNORM_OK;

    for (size_t i = 0; i < leaf->count && status == ZHNORM_OK; i++) {
        const struct zn_markdown_item *item = &leaf->items[i];
        struct zn_markdown_speller speller = {leaf, item->begin, true};
        if (item->kind != ZN_MARKDOWN_TITLE)
            continue;
        zn_markdown_fill_title(&output->field, leaf, item);
        status = zn_emit_inner_field(output->emitter, ZN_PURPOSE_ATTRIBUTE, &output->field,
                                     leaf->source + item->begin, item->end - item->begin,
                                     item->begin - leaf->items[0].begin, zn_markdown_spell,
                                     &speller, output->error);
    }
    return status;
}

static size_t leaf_end(const struct zn_markdown_leaf *leaf)
{
    return leaf->items[leaf->count - 1].end;
}

/* Whether the field is the source, with nothing in it that would have to be written otherwise.
 */
static bool is_source(const struct zn_field *field, size_t length)
{
    const struct zn_field_piece *piece = zn_field_pieces(field);

    return !field->failed && zn_field_piece_count(field) == 1 &&
           piece->kind == ZN_PIECE_SAME && piece->source_length == length;
}

/* Converts text without markup and without a record of its edits, which is faster. */
static int emit_plain(struct zn_markdown_output *output, enum zn_purpose purpose,
                      const char *source, size_t length)
{
    struct zn_buffer *converted = &output->converted;

    converted->length = 0;
    int status =
        zn_emit_convert(output->emitter, purpose, source, length, converted, output->error);
    return status != ZHNORM_OK ? status
                               : zn_emit_instead(output->emitter, source, length,
                                                 (const char *)converted->data,
                                                 converted->length, output->error);
}

static int emit_as(struct zn_markdown_output *output, const struct zn_markdown_leaf *leaf,
                   enum zn_purpose purpose)
{
    size_t begin = leaf->items[0].begin;
    struct zn_markdown_speller speller = {leaf, begin, false};
    int status = emit_titles(output, leaf);

    if (status != ZHNORM_OK)
        return status;
    const char *source = leaf->source + begin;
    size_t length = leaf_end(leaf) - begin;
    zn_markdown_fill(&output->field, leaf);
    if (zn_emit_is_plain(output->emitter) && is_source(&output->field, length))
        return emit_plain(output, purpose, source, length);
    return zn_emit_field(output->emitter, purpose, &output->field, source, length,
                         zn_markdown_spell, &speller, output->error);
}

/* ---- What came out ------------------------------------------------------------------- */

/* Makes text of what md4c takes for definitions of references: footnotes. */
static bool hide_notes(struct zn_buffer *lines, struct zn_buffer *ranges)
{
    ranges->length = 0;
    if (lines->length == 0 || memchr(lines->data, '^', lines->length) == NULL)
        return true;
    if (!zn_markdown_find_opaque((const char *)lines->data, lines->length, ranges))
        return false;
    const struct zn_markdown_range *array =
        (const struct zn_markdown_range *)(const void *)ranges->data;
    for (size_t i = 0; i < ranges->length / sizeof *array; i++)
        if (array[i].is_note)
            memset(lines->data + array[i].hidden, 'x', array[i].hidden_end - array[i].hidden);
    return true;
}

/* A paragraph behind what is looked at shows whether that ends where it did. */
static const char probe[] = "\n\nx\n";

/* Lines of the body, in which what lies from `begin` to `end` is `words`. */
static bool put_lines(struct zn_buffer *lines, const char *body, const size_t edges[4],
                      const char *words, size_t length)
{
    lines->length = 0;
    return zn_buffer_append(lines, body + edges[0], edges[1] - edges[0]) &&
           zn_buffer_append(lines, words, length) &&
           zn_buffer_append(lines, body + edges[2], edges[3] - edges[2]) &&
           zn_buffer_append(lines, probe, sizeof probe - 1) && zn_markdown_pad(lines);
}

/*
 * Whether a stretch of the body, from edges[1] to edges[2], comes out with the structure that
 * it had; what is looked at goes from edges[0] to edges[3].
 */
static bool is_alike(struct zn_markdown_output *output, const size_t edges[4])
{
    const char *source = output->body + edges[1];
    size_t source_length = edges[2] - edges[1];
    size_t length;
    const char *held = zn_emit_held(output->emitter, &length);
    struct zn_buffer *before = &output->before;
    struct zn_buffer *behind = &output->behind;

    if (length == source_length && memcmp(held, source, length) == 0)
        return true;
    return put_lines(before, output->body, edges, source, source_length) &&
           put_lines(behind, output->body, edges, held, length) &&
           hide_notes(before, &output->ranges) && hide_notes(behind, &output->ranges) &&
           zn_markdown_is_alike((const char *)before->data, before->length,
                                (const char *)behind->data, behind->length);
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/*
 * The same for a leaf, with the lines that it is in.  A table's cell is looked at by itself:
 * the line would be parsed again for each.
 */
static bool is_leaf_alike(struct zn_markdown_output *output,
                          const struct zn_markdown_leaf *leaf)
{
    const char *body = leaf->source;
    size_t begin = leaf->items[0].begin;
    size_t end = leaf_end(leaf);
    size_t edges[] = {begin, begin, end, end};

    while (!leaf->is_cell && edges[0] > 0 && !is_line_end(body[edges[0] - 1]))
        edges[0]--;
    while (!leaf->is_cell && edges[3] < leaf->length && !is_line_end(body[edges[3]]))
        edges[3]++;
    return is_alike(output, edges);
}

/* ---- What the parser finds ------------------------------------------------------------ */

int zn_markdown_emit_leaf(void *context, const struct zn_markdown_leaf *leaf)
{
    static const enum zn_purpose attempts[] = {ZN_PURPOSE_BLOCK, ZN_PURPOSE_ATTRIBUTE};
    struct zn_markdown_output *output = context;
    struct zn_emitter *emitter = output->emitter;
    bool is_done = false;

    /* md4c has told of it before, or it stays as it is. */
    if (leaf->items[0].begin < output->at || zn_markdown_html_excludes(&output->html))
        return 0;
    int status = zn_markdown_copy_to(output, leaf->items[0].begin);

    if (status == ZHNORM_OK)
        status = zn_emit_hold(emitter, output->error);
    for (size_t i = 0; i < sizeof attempts / sizeof *attempts && !is_done; i++) {
        if (status == ZHNORM_OK)
            status = emit_as(output, leaf, attempts[i]);
        if (status != ZHNORM_OK)
            return status;
        is_done = is_leaf_alike(output, leaf);
        if (!is_done)
            zn_emit_withdraw(emitter);
    }
    if (is_done)
        output->at = leaf_end(leaf);
    return zn_emit_release(emitter, output->error);
}

/* Counts the place of an error from the beginning of the file. */
static void place_in_file(const struct zn_markdown_output *output, const char *source)
{
    if (output->error == NULL || output->error->status != ZHNORM_ERROR_INPUT)
        return;
    output->error->offset += (uint64_t)(source - output->file);
    for (const char *byte = output->file; byte < source; byte++)
        output->error->line += *byte == '\n';
}

/* A block that would end elsewhere is handed on as it is. */
static int emit_whole_html(struct zn_markdown_output *output, char *source, size_t begin,
                           size_t end)
{
    const size_t edges[] = {begin, begin, end, end};
    int status = zn_emit_hold(output->emitter, output->error);

    if (status != ZHNORM_OK)
        return status;
    status = zn_markdown_html_emit(&output->html, source, end - begin, output->error);
    if (status != ZHNORM_OK) {
        place_in_file(output, source);
        return status;
    }
    if (is_alike(output, edges))
        output->at = end;
    else
        zn_emit_withdraw(output->emitter);
    status = zn_emit_release(output->emitter, output->error);
    return status == ZHNORM_OK ? zn_markdown_copy_to(output, end) : status;
}

int zn_markdown_emit_html(void *context, size_t begin, size_t end, bool is_whole)
{
    struct zn_markdown_output *output = context;
    char *source = output->body + begin;

    if (begin < output->at)
        return 0;
    int status = zn_markdown_copy_to(output, begin);
    if (status == ZHNORM_OK && is_whole)
        status = emit_whole_html(output, source, begin, end);
    zn_markdown_html_pass(&output->html, source, end - begin);
    return status;
}
