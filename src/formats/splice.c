/*
 * See splice.h.  An edit is divided at the edges of the pieces that it covers: each piece
 * gets as many characters of what comes out as it had of what went in, the last one the
 * rest.  So markup between two pieces keeps its place, and what is pinned stays.
 */
#include "formats/splice.h"

#include <string.h>

#include "text/log.h"

struct cursor {
    const struct zn_splice *splice;
    const struct zn_splice_target *target;
    const struct zn_field_piece *pieces;
    size_t count;
    size_t piece; /* the first that does not end before the place in the text */
    size_t at;    /* how far the source has been copied */
    size_t patch; /* the first that has not been put in */
    bool failed;
};

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

static size_t count_characters(const char *text, size_t length)
{
    size_t count = 0;

    for (size_t i = 0; i < length; i++)
        count += !is_continuation(text[i]);
    return count;
}

/* The bytes of the first `count` characters. */
static size_t characters_length(const char *text, size_t length, size_t count)
{
    size_t i = 0;

    for (; i < length; i++) {
        if (is_continuation(text[i]))
            continue;
        if (count == 0)
            break;
        count--;
    }
    return i;
}

static void copy_bytes(struct cursor *cursor, size_t to)
{
    const char *source = cursor->splice->source + cursor->at;

    if (to <= cursor->at)
        return;
    if (!zn_buffer_append(cursor->target->out, source, to - cursor->at))
        cursor->failed = true;
    cursor->at = to;
}

/* Puts a patch in instead of the source, which has been copied up to there. */
static void put_patch(struct cursor *cursor, const struct zn_splice_patch *patch)
{
    const struct zn_splice_patches *patches = cursor->splice->patches;
    const struct zn_splice_target *target = cursor->target;
    uint64_t before = target->output_offset + target->out->length - patch->output;

    if (patch->output_length != 0 &&
        !zn_buffer_append(target->out, patches->output.data + patch->output,
                          patch->output_length))
        cursor->failed = true;
    cursor->at = patch->source + patch->source_length;
    for (size_t i = 0; i < patch->edit_count && target->edits != NULL; i++) {
        zhnorm_edit told = zn_log_edits(&patches->edits)[patch->edit + i];
        told.source_offset += target->source_offset;
        told.output_offset += before;
        if (!zn_buffer_append(target->edits, &told, sizeof told))
            cursor->failed = true;
    }
}

/* The next patch, if it lies before `to`; else NULL. */
static const struct zn_splice_patch *next_patch(const struct cursor *cursor, size_t to)
{
    const struct zn_splice_patches *patches = cursor->splice->patches;

    if (patches == NULL ||
        cursor->patch == patches->patches.length / sizeof(struct zn_splice_patch))
        return NULL;
    const struct zn_splice_patch *patch =
        (const struct zn_splice_patch *)(const void *)patches->patches.data + cursor->patch;
    return patch->source < to ? patch : NULL;
}

static void copy_source(struct cursor *cursor, size_t to)
{
    const struct zn_splice_patch *patch;

    while ((patch = next_patch(cursor, to)) != NULL) {
        copy_bytes(cursor, patch->source);
        put_patch(cursor, patch);
        cursor->patch++;
    }
    copy_bytes(cursor, to);
}

/* ---- One piece ----------------------------------------------------------------------- */

/* What an edit does to one piece. */
struct change {
    const struct zn_field_piece *piece;
    size_t text; /* the part of the text that is replaced */
    size_t text_length;
    const char *output;
    size_t output_length;
};

/* Whether the text that was matched lies in the source as it does in the text. */
static bool has_entry_in_piece(const zhnorm_edit *edit, const struct zn_field_piece *piece)
{
    size_t end = (size_t)edit->source_offset + edit->source_length;

    return (edit->flags & ZHNORM_EDIT_ENTRY) != 0 && piece->kind == ZN_PIECE_SAME &&
           edit->source_offset - edit->entry_before >= piece->text &&
           end + edit->entry_behind <= piece->text + piece->text_length;
}

/* Tells of a change as an edit of the file. */
static void tell(struct cursor *cursor, const zhnorm_edit *edit, const struct change *change,
                 size_t source, size_t source_length, size_t out_before)
{
    const struct zn_splice_target *target = cursor->target;
    zhnorm_edit told = *edit;

    if (target->edits == NULL)
        return;
    told.source_offset = target->source_offset + source;
    told.source_length = (uint32_t)source_length;
    told.output_offset = target->output_offset + out_before;
    told.output_length = (uint32_t)(target->out->length - out_before);
    if (!has_entry_in_piece(edit, change->piece) ||
        change->text_length != edit->source_length) {
        told.flags &= (uint16_t)~ZHNORM_EDIT_ENTRY;
        told.entry_before = 0;
        told.entry_behind = 0;
    }
    if (!zn_buffer_append(target->edits, &told, sizeof told))
        cursor->failed = true;
}

static bool spell(const struct zn_splice *splice, const struct change *change,
                  struct zn_buffer *out)
{
    if (splice->speller == NULL || change->output_length == 0)
        return zn_buffer_append(out, change->output, change->output_length);
    return splice->speller(splice->context, change->piece, change->output,
                           change->output_length, out);
}

/* Puts the change of a piece into the source. */
static void put(struct cursor *cursor, const zhnorm_edit *edit, const struct change *change)
{
    const struct zn_field_piece *piece = change->piece;
    const char *text = (const char *)cursor->splice->field->text.data + change->text;
    bool is_same = change->text_length == change->output_length &&
                   memcmp(text, change->output, change->output_length) == 0;
    size_t source = piece->source;
    size_t length = change->text_length != 0 ? piece->source_length : 0;

    if (is_same && (edit->flags & ZHNORM_EDIT_KEPT) == 0)
        return;
    if (piece->kind == ZN_PIECE_SAME) {
        source += change->text - piece->text;
        length = change->text_length;
    } else if (change->text != piece->text) {
        source += piece->source_length; /* it is put in behind the piece */
    }
    copy_source(cursor, source);
    size_t before = cursor->target->out->length;
    if (is_same)
        copy_source(cursor, source + length);
    else if (!spell(cursor->splice, change, cursor->target->out))
        cursor->failed = true;
    cursor->at = source + length;
    tell(cursor, edit, change, source, length, before);
}

/* ---- One edit ------------------------------------------------------------------------ */

/* Goes to the piece that the byte at `text` belongs to, or behind which it would stand. */
static void go_to(struct cursor *cursor, size_t text, bool is_insertion)
{
    while (cursor->piece + 1 < cursor->count) {
        const struct zn_field_piece *piece = &cursor->pieces[cursor->piece];
        size_t end = piece->text + piece->text_length;
        if (is_insertion ? end >= text : end > text)
            return;
        cursor->piece++;
    }
}

/* The characters that an edit has yet to deal with. */
struct rest {
    size_t in;
    size_t out;
};

/*
 * How many characters of what comes out go to a piece of which the edit takes some
 * `characters`.  What stands for something pinned comes out as well, unless characters
 * went; it is not written.
 */
static size_t share(const struct zn_field_piece *piece, bool is_last, size_t characters,
                    const struct rest *rest)
{
    bool is_whole = rest->out >= rest->in;

    if (rest->in == 0)
        return rest->out;
    if (piece->kind == ZN_PIECE_PINNED)
        return is_whole ? characters : 0;
    if (is_last)
        return is_whole ? rest->out - (rest->in - characters) : rest->out;
    return characters < rest->out ? characters : rest->out;
}

/* Is there a piece behind this one, before `end`, that what comes out can go to? */
static bool has_successor(const struct cursor *cursor, size_t piece, size_t end)
{
    for (piece++; piece < cursor->count && cursor->pieces[piece].text < end; piece++)
        if (cursor->pieces[piece].kind != ZN_PIECE_PINNED)
            return true;
    return false;
}

static void put_edit(struct cursor *cursor, const zhnorm_edit *edit)
{
    const struct zn_field *field = cursor->splice->field;
    const char *output = cursor->splice->converted + edit->output_offset;
    size_t output_length = edit->output_length;
    size_t start = (size_t)edit->source_offset;
    size_t end = start + edit->source_length;
    const char *text = (const char *)field->text.data;
    struct rest rest = {count_characters(text + start, end - start),
                        count_characters(output, output_length)};

    go_to(cursor, start, start == end);
    size_t i = cursor->piece;
    do {
        const struct zn_field_piece *piece = &cursor->pieces[i];
        size_t piece_end = piece->text + piece->text_length;
        size_t stop = end < piece_end ? end : piece_end;
        size_t characters = count_characters(text + start, stop - start);
        size_t taken = share(piece, !has_successor(cursor, i, end), characters, &rest);
        size_t taken_length = characters_length(output, output_length, taken);
        if (piece->kind != ZN_PIECE_PINNED || start == stop)
            put(cursor, edit,
                &(struct change){piece, start, stop - start, output, taken_length});
        output += taken_length;
        output_length -= taken_length;
        rest.in -= characters;
        rest.out -= taken;
        start = stop;
        i++;
    } while (start < end && i < cursor->count);
}

bool zn_splice(const struct zn_splice *splice, const struct zn_splice_target *target)
{
    struct cursor cursor = {.splice = splice,
                            .target = target,
                            .pieces = zn_field_pieces(splice->field),
                            .count = zn_field_piece_count(splice->field)};

    for (size_t i = 0; i < splice->edit_count && cursor.count != 0; i++)
        put_edit(&cursor, &splice->edits[i]);
    copy_source(&cursor, splice->length);
    return !cursor.failed;
}
