/*
 * See stream.h.  Text is converted in blocks of whole paragraphs, small enough
 * to stay in the cache from pass to pass.  While a whole paragraph lies in the
 * caller's memory it is converted from there; only what is cut by the end of
 * an input buffer is copied, to `pending`.
 */
#define _POSIX_C_SOURCE 200809L

#include "core/stream.h"

#include <time.h>

#include "core/paragraph.h"
#include "rules/error.h"
#include "rules/memory.h"
#include "text/utf8.h"

#define BLOCK_SIZE ((size_t)32 << 10)
#define APPEND_SIZE ((size_t)4 << 10) /* how far a paragraph's end is looked for at once */
#define LONGEST_END 3                 /* bytes of the longest paragraph end */

struct block {
    size_t length; /* 0: more source is needed */
    enum zn_piece piece;
};

static size_t limit_of(const struct zhnorm_stream *stream)
{
    return stream->chain.converter->max_pending;
}

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* ---- Converting blocks -------------------------------------------------------------- */

/* Does the document end in the middle of the character that begins at `at`? */
static bool is_cut_short(const uint8_t *text, struct block block, size_t at)
{
    size_t rest = block.length - at;
    return block.piece == ZN_PIECE_LAST && text[at] >= 0xC2 && text[at] <= 0xF4 &&
           zn_utf8_maximal_subpart(text + at, rest) == rest;
}

static void fail_input(struct zhnorm_stream *stream, const uint8_t *text, struct block block,
                       size_t valid)
{
    uint64_t offset = stream->source_offset + valid;
    zn_fail(&stream->failure, ZHNORM_ERROR_INPUT, "byte %llu (0x%02X) is not valid UTF-8%s",
            (unsigned long long)offset, (unsigned)text[valid],
            is_cut_short(text, block, valid) ? ": the text ends inside a character" : "");
    stream->failure.offset = offset;
    stream->finished = true;
}

/* Converts one piece; a failure is kept to be reported when all is drained. */
static void convert_piece(struct zhnorm_stream *stream, const uint8_t *text, size_t length,
                          enum zn_piece piece)
{
    zhnorm_error error;
    size_t before = stream->ready.length;
    int status = zn_chain_run(&stream->chain, text, length, piece, &stream->ready, &error);
    if (status != ZHNORM_OK) {
        stream->ready.length = before;
        stream->failure = error;
        stream->finished = true;
        return;
    }
    stream->output_bytes += stream->ready.length - before;
    if (piece == ZN_PIECE_CUT)
        stream->forced_cuts++;
    if (piece == ZN_PIECE_LAST)
        stream->finished = true;
}

/*
 * Converts a block.  Of one with a bad byte, the paragraphs before it are
 * converted as if the document ended there.
 */
static void convert_block(struct zhnorm_stream *stream, const uint8_t *text,
                          struct block block)
{
    size_t length = block.length;
    if (stream->chain.converter->bad_input == ZHNORM_BAD_INPUT_REJECT) {
        size_t valid = zn_utf8_valid_prefix(text, length);
        if (valid != length) {
            size_t whole = zn_paragraph_last_end(text, valid, true);
            convert_piece(stream, text, whole, ZN_PIECE_LAST);
            if (stream->failure.status == ZHNORM_OK)
                fail_input(stream, text, block, valid);
            stream->source_offset += whole;
            return;
        }
    }
    convert_piece(stream, text, length, block.piece);
    stream->source_offset += length;
}

/* ---- Finding blocks ----------------------------------------------------------------- */

/* A block at the start of `text`, of which nothing before `from` ends a paragraph. */
static struct block find_long_block(const struct zhnorm_stream *stream, const uint8_t *text,
                                    size_t from, size_t length, bool final)
{
    size_t limit = limit_of(stream);
    size_t window = smaller(length, limit);
    /* A CR that ends the window counts only if the next byte can be seen. */
    size_t end = zn_paragraph_first_end(text, from, window, window < length || final);
    if (end != 0 && end < length && text[end - 1] == '\r' && text[end] == '\n')
        end++;
    if (end != 0)
        return (struct block){end, ZN_PIECE_WHOLE};
    if (length > limit)
        return (struct block){zn_paragraph_cut(text, limit), ZN_PIECE_CUT};
    if (final)
        return (struct block){length, ZN_PIECE_WHOLE};
    return (struct block){0, ZN_PIECE_WHOLE};
}

/* As many paragraphs at the start of `text` as fit in a block, at least one. */
static struct block find_block(const struct zhnorm_stream *stream, const uint8_t *text,
                               size_t length, bool final)
{
    size_t window = smaller(length, smaller(BLOCK_SIZE, limit_of(stream)));
    size_t end = zn_paragraph_last_end(text, window, final && window == length);
    if (end == 0)
        return find_long_block(stream, text, 0, length, final);
    return (struct block){end, ZN_PIECE_WHOLE};
}

/* Marks the block that ends the document. */
static struct block mark_last(struct block block, size_t length, bool final)
{
    if (final && block.length == length)
        block.piece = ZN_PIECE_LAST;
    return block;
}

/* ---- Feeding ------------------------------------------------------------------------ */

static void fail_memory(struct zhnorm_stream *stream)
{
    zn_fail_memory(&stream->failure);
    stream->finished = true;
}

/*
 * Adds input to the pending paragraph until it is whole or must be cut, and
 * converts it.
 */
static void feed_pending(struct zhnorm_stream *stream, zhnorm_input *input, bool final)
{
    struct zn_buffer *pending = &stream->pending;
    size_t rest = input->length - input->position;
    size_t before = pending->length;
    size_t limit = limit_of(stream);
    size_t room = before > limit ? 0 : limit - before + 1;
    size_t added = smaller(rest, smaller(room, APPEND_SIZE));
    const char *data = added == 0 ? "" : input->data + input->position;
    if (!zn_buffer_append(pending, data, added)) {
        fail_memory(stream);
        return;
    }
    bool is_final = final && added == rest;
    size_t from = stream->scanned > LONGEST_END ? stream->scanned - LONGEST_END : 0;
    struct block block =
        find_long_block(stream, pending->data, from, pending->length, is_final);
    stream->scanned = pending->length;
    input->position += added;
    if (block.length == 0)
        return;
    convert_block(stream, pending->data, mark_last(block, pending->length, is_final));
    /* What lies behind the block came with this input, or follows a cut. */
    size_t left = pending->length - block.length;
    if (left <= added) {
        input->position -= left;
        pending->length = 0;
    } else {
        memmove(pending->data, pending->data + block.length, left);
        pending->length = left;
    }
    stream->scanned = 0;
}

/* Converts one block from the input, or keeps what is left of it. */
static void feed_direct(struct zhnorm_stream *stream, zhnorm_input *input, bool final)
{
    const uint8_t *text = (const uint8_t *)input->data + input->position;
    size_t rest = input->length - input->position;
    struct block block = mark_last(find_block(stream, text, rest, final), rest, final);
    if (block.length == 0) {
        if (!zn_buffer_append(&stream->pending, text, rest))
            fail_memory(stream);
        stream->scanned = rest;
        input->position += rest;
        return;
    }
    convert_block(stream, text, block);
    input->position += block.length;
}

/* Makes some progress. False: nothing is left to do with this input. */
static bool feed(struct zhnorm_stream *stream, zhnorm_input *input, bool final)
{
    if (stream->finished)
        return false;
    bool has_input = input->position < input->length;
    if (stream->pending.length != 0 && (has_input || final))
        feed_pending(stream, input, final);
    else if (has_input)
        feed_direct(stream, input, final);
    else if (final)
        convert_piece(stream, (const uint8_t *)"", 0, ZN_PIECE_LAST);
    else
        return false;
    return true;
}

/* The same for a document whose rules must be chosen before it is converted. */
static bool choose_and_feed(struct zhnorm_stream *stream, zhnorm_input *input, bool final)
{
    struct zn_selection *selection = &stream->selection;
    if (stream->finished)
        return false;
    if (selection->pending) {
        if (!zn_selection_take(selection, stream->chain.converter, input, final))
            fail_memory(stream);
        else if (!selection->pending)
            stream->chain.rules = &selection->choice->rules;
        return !selection->pending || stream->finished;
    }
    if (selection->head.position < selection->head.length)
        return feed(stream, &selection->head, final && input->position == input->length);
    return feed(stream, input, final);
}

/* Gives the caller what is ready; true when all of it has been taken. */
static bool drain(struct zhnorm_stream *stream, zhnorm_output *output)
{
    size_t rest = stream->ready.length - stream->taken;
    size_t given = smaller(rest, output->capacity - output->position);
    if (given != 0)
        memcpy(output->data + output->position, stream->ready.data + stream->taken, given);
    output->position += given;
    stream->taken += given;
    if (given != rest)
        return false;
    stream->ready.length = 0;
    stream->taken = 0;
    return true;
}

static int report(struct zhnorm_stream *stream, zhnorm_error *error)
{
    stream->failed = true;
    if (error != NULL)
        *error = stream->failure;
    return stream->failure.status;
}

static int run(zhnorm_stream *stream, zhnorm_input *input, zhnorm_output *output,
               int directive, int *more, zhnorm_error *error)
{
    *more = 0;
    if (stream->failed)
        return zn_fail(error, ZHNORM_ERROR_STATE, "the stream has failed; reset it first");
    if (directive != ZHNORM_CONTINUE && directive != ZHNORM_END)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "the directive is out of range");
    if (input->position > input->length || output->position > output->capacity)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "a position lies behind its buffer");
    if (stream->finished && stream->failure.status == ZHNORM_OK &&
        (directive != ZHNORM_END || input->position != input->length))
        return zn_fail(error, ZHNORM_ERROR_STATE, "the stream has ended; reset it first");
    do {
        if (!drain(stream, output)) {
            *more = 1;
            return ZHNORM_OK;
        }
    } while (choose_and_feed(stream, input, directive == ZHNORM_END));
    return stream->failure.status == ZHNORM_OK ? ZHNORM_OK : report(stream, error);
}

static uint64_t now(void)
{
    struct timespec time = {0};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * UINT64_C(1000000000) + (uint64_t)time.tv_nsec;
}

int zhnorm_stream_run(zhnorm_stream *stream, zhnorm_input *input, zhnorm_output *output,
                      int directive, int *more, zhnorm_error *error)
{
    stream->begun = true;
    if (!stream->chain.record.wanted)
        return run(stream, input, output, directive, more, error);
    uint64_t start = now();
    int status = run(stream, input, output, directive, more, error);
    stream->nanoseconds += now() - start;
    return status;
}

/* ---- Life --------------------------------------------------------------------------- */

void zn_stream_init(struct zhnorm_stream *stream, const zhnorm_converter *converter)
{
    *stream = (struct zhnorm_stream){.scanned = 0};
    zn_chain_init(&stream->chain, converter);
    zn_selection_init(&stream->selection, converter);
    zn_buffer_init(&stream->pending, &converter->allocator);
    zn_buffer_init(&stream->ready, &converter->allocator);
}

void zn_stream_release(struct zhnorm_stream *stream)
{
    zn_selection_free(&stream->selection, stream->chain.converter);
    zn_chain_free(&stream->chain);
    zn_buffer_free(&stream->pending);
    zn_buffer_free(&stream->ready);
}

int zhnorm_stream_open(const zhnorm_converter *converter, zhnorm_stream **stream,
                       zhnorm_error *error)
{
    *stream = zn_allocate(&converter->allocator, 1, sizeof **stream);
    if (*stream == NULL)
        return zn_fail_memory(error);
    zn_stream_init(*stream, converter);
    return ZHNORM_OK;
}

int zhnorm_stream_listen(zhnorm_stream *stream, zhnorm_listener *listener, void *context,
                         zhnorm_error *error)
{
    struct zn_record *record = &stream->chain.record;
    if (!record->wanted)
        return zn_fail(error, ZHNORM_ERROR_STATE,
                       "the converter keeps no record; see options.record");
    if (stream->begun)
        return zn_fail(error, ZHNORM_ERROR_STATE, "the document has begun");
    record->listener = listener;
    record->context = context;
    return ZHNORM_OK;
}

int zhnorm_stream_choose(zhnorm_stream *stream, const zhnorm_detection *detection,
                         zhnorm_error *error)
{
    if (stream->begun)
        return zn_fail(error, ZHNORM_ERROR_STATE, "the document has begun");
    const struct zn_choices *choices = stream->chain.converter->choices;
    if (choices != NULL) {
        zn_selection_decide(&stream->selection, choices, detection);
        stream->chain.rules = &stream->selection.choice->rules;
    }
    return ZHNORM_OK;
}

zhnorm_stats zhnorm_stream_stats(const zhnorm_stream *stream)
{
    const struct zn_record *record = &stream->chain.record;
    return (zhnorm_stats){
        .input_bytes = stream->source_offset,
        .output_bytes = stream->output_bytes,
        .malformed = stream->chain.malformed,
        .forced_cuts = stream->forced_cuts,
        .private_use = stream->chain.tally.private_use,
        .replacements = stream->chain.tally.replacements,
        .unassigned = stream->chain.tally.unassigned,
        .code_points = record->count.code_points,
        .han = record->count.han,
        .edits = record->edit_count,
        .script_changes = record->script_changes,
        .ambiguous = record->ambiguous,
        .nanoseconds = stream->nanoseconds,
    };
}

uint64_t zhnorm_stream_changes(const zhnorm_stream *stream, size_t index)
{
    return index < ZN_RULES ? stream->chain.tally.changes[index] : 0;
}

const char *zhnorm_stream_choice(const zhnorm_stream *stream)
{
    return stream->selection.choice == NULL ? NULL : stream->selection.choice->name;
}

const zhnorm_detection *zhnorm_stream_detection(const zhnorm_stream *stream)
{
    return stream->selection.choice == NULL ? NULL : &stream->selection.detection;
}

void zhnorm_stream_reset(zhnorm_stream *stream)
{
    zn_chain_reset(&stream->chain);
    zn_selection_reset(&stream->selection, stream->chain.converter);
    stream->pending.length = 0;
    stream->scanned = 0;
    stream->ready.length = 0;
    stream->taken = 0;
    stream->source_offset = 0;
    stream->output_bytes = 0;
    stream->forced_cuts = 0;
    stream->nanoseconds = 0;
    stream->begun = false;
    stream->failure = (zhnorm_error){.status = ZHNORM_OK};
    stream->failed = false;
    stream->finished = false;
}

void zhnorm_stream_free(zhnorm_stream *stream)
{
    if (stream == NULL)
        return;
    const zhnorm_converter *converter = stream->chain.converter;
    zn_stream_release(stream);
    zn_release(&converter->allocator, stream);
}
