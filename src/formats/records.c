/* See records.h. */
#include "formats/records.h"

#include <stdio.h>
#include <string.h>

#include "rules/error.h"
#include "text/utf8.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF";
enum { MARK_LENGTH = sizeof byte_order_mark - 1 };

static size_t smaller(size_t a, size_t b)
{
    return a < b ? a : b;
}

void zn_records_init(struct zn_records *records, struct zn_emitter *emitter,
                     const struct zn_record_kind *kind, void *context)
{
    *records = (struct zn_records){.emitter = emitter, .kind = kind, .context = context};
    zn_buffer_init(&records->pending, zn_emit_allocator(emitter));
}

void zn_records_free(struct zn_records *records)
{
    zn_buffer_free(&records->pending);
}

void zn_records_begin(struct zn_records *records, const struct zn_format_part *part)
{
    records->pending.length = 0;
    records->offset = 0;
    records->line = 1;
    records->may_have_mark = part->first;
    records->is_passing = false;
    records->kind->reset(records->context);
}

/* ---- Records that are wrong ------------------------------------------------------------- */

int zn_records_wrong(struct zn_records *records, const char *record, size_t length, size_t at,
                     const char *message, zhnorm_error *error)
{
    int status =
        zn_emit_wrong(records->emitter, records->offset + at, records->line, message, error);
    return status != ZHNORM_OK ? status
                               : zn_emit_copy(records->emitter, record, length, error);
}

bool zn_records_accept_bytes(struct zn_records *records, const char *record, size_t length,
                             int *status, zhnorm_error *error)
{
    char message[64];
    if (zn_emit_bad_input(records->emitter) != ZHNORM_BAD_INPUT_REJECT)
        return true;
    size_t valid = zn_utf8_valid_prefix((const uint8_t *)record, length);
    if (valid == length)
        return true;
    snprintf(message, sizeof message, "byte 0x%02X is not valid UTF-8",
             (unsigned)(uint8_t)record[valid]);
    *status = zn_records_wrong(records, record, length, valid, message, error);
    return false;
}

/* The record at hand is too long: its first line is passed on as it is. */
static int refuse_length(struct zn_records *records, zhnorm_error *error)
{
    char message[64];
    snprintf(message, sizeof message, "the record is longer than %zu MiB",
             ZN_RECORD_MOST >> 20);
    records->is_passing = true;
    records->kind->reset(records->context);
    return zn_emit_wrong(records->emitter, records->offset, records->line, message, error);
}

/* ---- Going through the input -------------------------------------------------------------
 */

/* Some input at hand, and how far it has been dealt with. */
struct window {
    const char *data;
    size_t length;
    size_t at;
    bool final;
    bool is_dry; /* more input is needed */
};

static void advance(struct zn_records *records, struct window *window, size_t length,
                    uint64_t lines)
{
    window->at += length;
    records->offset += length;
    records->line += lines;
}

static int pass_mark(struct zn_records *records, struct window *window, zhnorm_error *error)
{
    size_t length = smaller(window->length, MARK_LENGTH);
    bool fits = memcmp(window->data, byte_order_mark, length) == 0;
    if (fits && length < MARK_LENGTH && !window->final) {
        window->is_dry = true;
        return ZHNORM_OK;
    }
    records->may_have_mark = false;
    if (!fits || length < MARK_LENGTH)
        return ZHNORM_OK;
    advance(records, window, MARK_LENGTH, 0);
    return zn_emit_copy(records->emitter, byte_order_mark, MARK_LENGTH, error);
}

/* Copies the rest of a line; where its end is not there yet, all but what may belong to it. */
static int pass_line(struct zn_records *records, struct window *window, zhnorm_error *error)
{
    const char *data = window->data + window->at;
    size_t left = window->length - window->at;
    size_t length = records->kind->measure_line(data, left, window->final);
    records->is_passing = length == 0;
    if (length == 0) {
        window->is_dry = true;
        length = left - (left != 0 && data[left - 1] == '\r');
    }
    int status = zn_emit_copy(records->emitter, data, length, error);
    advance(records, window, length, !records->is_passing);
    return status;
}

static int take_record(struct zn_records *records, struct window *window, zhnorm_error *error)
{
    const char *data = window->data + window->at;
    size_t left = window->length - window->at;
    /* However the input is divided, no more of a record is looked at. */
    size_t visible = smaller(left, ZN_RECORD_MOST + 1);
    uint64_t lines = 0;
    size_t length = records->kind->measure(records->context, data, visible,
                                           window->final && visible == left, &lines);
    if (length > ZN_RECORD_MOST || (length == 0 && visible > ZN_RECORD_MOST))
        return refuse_length(records, error);
    if (length == 0) {
        window->is_dry = true;
        return ZHNORM_OK;
    }
    int status = records->kind->convert(records->context, data, length, error);
    advance(records, window, length, lines);
    return status;
}

static int run(struct zn_records *records, struct window *window, zhnorm_error *error)
{
    int status = ZHNORM_OK;
    while (status == ZHNORM_OK && !window->is_dry && window->at < window->length) {
        if (records->may_have_mark)
            status = pass_mark(records, window, error);
        else if (records->is_passing)
            status = pass_line(records, window, error);
        else
            status = take_record(records, window, error);
    }
    return status;
}

/* Keeps what is left of the pending bytes. */
static void drop_pending(struct zn_buffer *pending, size_t length)
{
    if (length != 0)
        memmove(pending->data, pending->data + length, pending->length - length);
    pending->length -= length;
}

/*
 * Adds to the pending bytes a line at most, lest what can be taken from the input itself is
 * copied.  Returns how much was taken of it; 0: no memory.
 */
static size_t add_pending(struct zn_records *records, const char *data, size_t length)
{
    size_t room = ZN_RECORD_MOST + 1 - smaller(records->pending.length, ZN_RECORD_MOST);
    size_t part = smaller(length, room);
    size_t line = records->kind->measure_line(data, part, false);
    if (line != 0)
        part = line;
    return zn_buffer_append(&records->pending, data, part) ? part : 0;
}

int zn_records_feed(struct zn_records *records, const char *data, size_t length,
                    zhnorm_error *error)
{
    while (length != 0) {
        bool is_pending = records->pending.length != 0;
        size_t taken = is_pending ? add_pending(records, data, length) : length;
        if (taken == 0)
            return zn_fail_memory(error);
        struct window window = {.data = data, .length = length};
        if (is_pending)
            window = (struct window){.data = (const char *)records->pending.data,
                                     .length = records->pending.length};
        int status = run(records, &window, error);
        if (status != ZHNORM_OK)
            return status;
        if (is_pending)
            drop_pending(&records->pending, window.at);
        else if (!zn_buffer_append(&records->pending, data + window.at, length - window.at))
            return zn_fail_memory(error);
        data += taken;
        length -= taken;
    }
    return ZHNORM_OK;
}

int zn_records_end(struct zn_records *records, zhnorm_error *error)
{
    struct window window = {.data = (const char *)records->pending.data,
                            .length = records->pending.length,
                            .final = true};
    return run(records, &window, error);
}
