/* See records_check.h. */
#include "records_check.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "checks.h"
#include "formats/delimited_scan.h"
#include "formats/json_scan.h"
#include "rules/memory.h"

/* ---- JSON Lines ------------------------------------------------------------------------- */

/* Is there an escape of a surrogate?  jansson takes none that stands alone. */
static int has_surrogate(const char *line, size_t length)
{
    for (size_t i = 0; i + 3 < length; i++)
        if (line[i] == '\\' && line[i + 1] == 'u' && (line[i + 2] | 0x20) == 'd' &&
            strchr("89abcdefABCDEF", line[i + 3]) != NULL)
            return 1;
    return 0;
}

/*
 * jansson is stricter about surrogates alone, numbers that no type of C holds, and U+0000 in
 * keys; about UTF-8 our reader leaves the say to others.  Ours is stricter about depth, and
 * about a NUL byte, which jansson takes for the end of the text.
 */
static void compare_verdicts(const char *line, size_t length, const json_t *json,
                             const json_error_t *error, const struct zn_json_scan *scan,
                             enum zn_json_verdict verdict)
{
    enum json_error_code code = json == NULL ? json_error_code(error) : json_error_unknown;
    if (json != NULL)
        require(verdict == ZN_JSON_RIGHT || memchr(line, '\0', length) != NULL ||
                    strncmp(scan->expected, "no more than 512", 16) == 0,
                "what jansson takes, we take");
    else if (verdict == ZN_JSON_RIGHT)
        require(code == json_error_numeric_overflow || code == json_error_null_byte_in_key ||
                    code == json_error_stack_overflow || has_surrogate(line, length) ||
                    !is_utf8(line, length),
                "what we take, jansson takes");
}

/* Empties the strings of an array in the chosen field. */
static void empty_strings(json_t *array)
{
    for (size_t i = 0; i < json_array_size(array); i++) {
        json_t *element = json_array_get(array, i);
        if (json_is_string(element))
            json_array_set_new(array, i, json_string(""));
        else if (json_is_array(element))
            empty_strings(element);
    }
}

/* Empties the chosen strings, so that what is left can be compared. */
static void empty_chosen(json_t *json, const char *field)
{
    for (size_t i = 0; i < json_array_size(json); i++)
        empty_chosen(json_array_get(json, i), field);
    json_t *value = json_object_get(json, field);
    if (json_is_string(value))
        json_object_set_new(json, field, json_string(""));
    else if (json_is_array(value))
        empty_strings(value);
}

static json_t *load(const char *line, size_t length, json_error_t *error)
{
    return json_loadb(line, length, JSON_DECODE_ANY | JSON_ALLOW_NUL, error);
}

struct reader {
    struct zn_json_paths paths;
    struct zn_json_scan scan;
};

static void check_line(struct reader *reader, const char *source, size_t source_length,
                       const char *output, size_t output_length, const char *field)
{
    json_error_t error;
    json_t *before = load(source, source_length, &error);
    enum zn_json_verdict verdict =
        zn_json_scan_run(&reader->scan, &reader->paths, source, source_length);
    if (verdict != ZN_JSON_EMPTY)
        compare_verdicts(source, source_length, before, &error, &reader->scan, verdict);
    if (verdict != ZN_JSON_RIGHT)
        require(output_length == source_length && memcmp(source, output, source_length) == 0,
                "a line that is wrong stays");
    else
        require(zn_json_scan_run(&reader->scan, &reader->paths, output, output_length) ==
                    ZN_JSON_RIGHT,
                "a line that is right stays right");
    if (verdict == ZN_JSON_RIGHT && before != NULL) {
        json_t *after = load(output, output_length, &error);
        require(after != NULL, "jansson takes what comes out");
        empty_chosen(before, field);
        empty_chosen(after, field);
        require(json_equal(before, after), "only chosen strings differ");
        json_decref(after);
    }
    json_decref(before);
}

static size_t line_length(const char *text, size_t length)
{
    const char *end = length != 0 ? memchr(text, '\n', length) : NULL;
    return end != NULL ? (size_t)(end - text) : length;
}

void check_jsonl(const char *source, size_t source_length, const char *output,
                 size_t output_length, const char *field)
{
    struct reader *reader = malloc(sizeof *reader);
    if (reader == NULL)
        abort();
    zn_json_paths_init(&reader->paths, &zn_default_allocator);
    zn_json_scan_init(&reader->scan, &zn_default_allocator);
    require(zn_json_paths_build(&reader->paths, &field, 1), "there is memory");
    if (source_length >= 3 && memcmp(source, "\xEF\xBB\xBF", 3) == 0) {
        require(output_length >= 3 && memcmp(output, source, 3) == 0, "the mark stays");
        source += 3;
        source_length -= 3;
        output += 3;
        output_length -= 3;
    }
    for (;;) {
        size_t before = line_length(source, source_length);
        size_t after = line_length(output, output_length);
        check_line(reader, source, before, output, after, field);
        require((before == source_length) == (after == output_length),
                "as many lines come out");
        if (before == source_length)
            break;
        source += before + 1;
        source_length -= before + 1;
        output += after + 1;
        output_length -= after + 1;
    }
    zn_json_paths_free(&reader->paths);
    zn_json_scan_free(&reader->scan);
    free(reader);
}

/* ---- CSV and TSV ------------------------------------------------------------------------ */

/* A walk through the fields of a file. */
struct walk {
    const char *data;
    size_t length; /* that is left */
    char separator;
    struct zn_delimited_scan scan;
};

static struct walk begin_walk(const char *data, size_t length, char separator)
{
    struct walk walk = {.data = data, .length = length, .separator = separator};
    if (length >= 3 && memcmp(data, "\xEF\xBB\xBF", 3) == 0) {
        walk.data += 3;
        walk.length -= 3;
    }
    zn_delimited_begin(&walk.scan);
    return walk;
}

static enum zn_delimited_event walk_on(struct walk *walk)
{
    return zn_delimited_next(&walk->scan, walk->data, walk->length, true, walk->separator);
}

/* Goes behind the record that has been read. */
static void end_record(struct walk *walk)
{
    walk->data += walk->scan.at;
    walk->length -= walk->scan.at;
    zn_delimited_begin(&walk->scan);
}

int is_delimited(const char *source, size_t length, char separator)
{
    struct walk walk = begin_walk(source, length, separator);
    while (walk.length != 0) {
        enum zn_delimited_event event = walk_on(&walk);
        if (event == ZN_DELIMITED_LAST_FIELD)
            end_record(&walk);
        else if (event != ZN_DELIMITED_FIELD)
            return 0;
    }
    return 1;
}

static void require_same_field(const struct walk *before, const struct walk *after)
{
    const struct zn_delimited_field *one = &before->scan.field;
    const struct zn_delimited_field *two = &after->scan.field;
    size_t length = one->end - one->begin;
    require(one->is_quoted == two->is_quoted && two->end - two->begin == length &&
                memcmp(before->data + one->begin, after->data + two->begin, length) == 0,
            "other fields stay");
}

void check_delimited(const char *source, size_t source_length, const char *output,
                     size_t output_length, char separator, size_t column)
{
    struct walk before = begin_walk(source, source_length, separator);
    struct walk after = begin_walk(output, output_length, separator);
    size_t at = 0;
    while (before.length != 0) {
        enum zn_delimited_event event = walk_on(&before);
        /* A field that became empty may leave nothing of a last record without an end. */
        require(walk_on(&after) == event, "the records stay");
        if (at++ != column)
            require_same_field(&before, &after);
        if (event == ZN_DELIMITED_LAST_FIELD) {
            end_record(&before);
            end_record(&after);
            at = 0;
        }
    }
    require(after.length == 0, "nothing is added");
}
