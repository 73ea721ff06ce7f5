/*
 * See change_json.h.  A text may have millions of edits, and their form is fixed: so it
 * is written here, and jansson is asked only about strings in which something has to be
 * escaped.
 */
#include "cli/change_json.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/candidates.h"
#include "cli/cause.h"
#include "cli/json.h"
#include "text/utf8.h"

/* What is being written. */
struct writer {
    struct zn_buffer *out;
    bool failed; /* no memory */
};

static void put(struct writer *writer, const char *text, size_t length)
{
    if (!writer->failed)
        writer->failed = !zn_buffer_append(writer->out, text, length);
}

static void put_plain(struct writer *writer, const char *text)
{
    put(writer, text, strlen(text));
}

/* Whether a text stands in a string as it is. */
static bool is_plain(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((unsigned char)text[i] < ' ' || text[i] == '"' || text[i] == '\\')
            return false;
    return zn_utf8_valid_prefix((const uint8_t *)text, length) == length;
}

static void put_escaped(struct writer *writer, const char *text, size_t length)
{
    json_t *json = zn_cli_json_text(text, length);
    char *string = json != NULL ? json_dumps(json, JSON_ENCODE_ANY) : NULL;

    if (string != NULL)
        put_plain(writer, string);
    else
        writer->failed = true;
    free(string);
    json_decref(json);
}

static void put_text(struct writer *writer, const char *text, size_t length)
{
    if (!is_plain(text, length)) {
        put_escaped(writer, text, length);
        return;
    }
    put(writer, "\"", 1);
    put(writer, text, length);
    put(writer, "\"", 1);
}

/* Puts an element of a list, of which `*count` have been put. */
static void put_element(struct writer *writer, size_t *count, const char *text, size_t length)
{
    if ((*count)++ != 0)
        put(writer, ",", 1);
    put_text(writer, text, length);
}

static void put_place(struct writer *writer, const struct zn_cli_change *change)
{
    char text[64];
    int length = snprintf(text, sizeof text, "\"line\":%" PRIu64 ",\"column\":%" PRIu64,
                          change->start.line, change->start.column);

    put(writer, text, (size_t)length);
}

static void put_range(struct writer *writer, const char *key, uint64_t offset, uint64_t length,
                      uint64_t start, uint64_t end)
{
    char text[160];
    int written = snprintf(text, sizeof text,
                           ",\"%s\":{\"offset\":%" PRIu64 ",\"length\":%" PRIu64
                           ",\"character\":%" PRIu64 ",\"characters\":%" PRIu64 "}",
                           key, offset, length, start, end - start);

    put(writer, text, (size_t)written);
}

static void put_passes(struct writer *writer, const zhnorm_edit *edit)
{
    const struct zn_cli_pass *pass;
    size_t count = 0;

    put_plain(writer, ",\"passes\":[");
    for (size_t i = 0; (pass = zn_cli_pass_at(i)) != NULL; i++)
        if ((edit->passes & pass->bit) != 0)
            put_element(writer, &count, pass->name, strlen(pass->name));
    put(writer, "]", 1);
}

/* Puts the names of an edit's causes that are dictionaries, or those that are rules. */
static void put_causes(struct writer *writer, const struct zn_cli_cause *causes,
                       size_t cause_count, bool dictionaries)
{
    size_t count = 0;

    put_plain(writer, dictionaries ? ",\"dictionaries\":[" : ",\"rules\":[");
    for (size_t i = 0; i < cause_count; i++)
        if ((causes[i].pass == ZHNORM_PASS_SCRIPT) == dictionaries &&
            causes[i].pass != ZHNORM_PASS_UTF8)
            put_element(writer, &count, causes[i].name, causes[i].length);
    put(writer, "]", 1);
}

static void put_entry(struct writer *writer, const struct zn_cli_change *change)
{
    if (!change->has_entry) {
        put_plain(writer, ",\"entry\":null");
        return;
    }
    put_plain(writer, ",\"entry\":{\"key\":");
    put_text(writer, change->key.text, change->key.length);
    put_plain(writer, ",\"value\":");
    put_text(writer, change->value.text, change->value.length);
    put(writer, "}", 1);
}

static void put_flag(struct writer *writer, const char *key, bool value)
{
    put_plain(writer, key);
    put_plain(writer, value ? "true" : "false");
}

static void put_candidates(struct writer *writer, const struct zn_cli_change *change,
                           const zhnorm_converter *converter)
{
    struct zn_cli_span candidates[ZN_CLI_CANDIDATES_MAX];
    size_t known = zn_cli_candidates(change, converter, candidates);
    size_t count = 0;

    put_plain(writer, ",\"candidates\":[");
    while (count < known) {
        const struct zn_cli_span *candidate = &candidates[count];
        put_element(writer, &count, candidate->text, candidate->length);
    }
    put(writer, "]", 1);
}

bool zn_cli_change_json(struct zn_buffer *out, const struct zn_cli_change *change,
                        const zhnorm_converter *converter)
{
    const zhnorm_edit *edit = change->edit;
    struct writer writer = {.out = out};
    struct zn_cli_cause causes[ZN_CLI_CAUSES_MAX];
    size_t cause_count = zn_cli_causes(edit, causes);

    put_place(&writer, change);
    put_range(&writer, "source", edit->source_offset, edit->source_length,
              change->start.characters, change->end.characters);
    put_range(&writer, "output", edit->output_offset, edit->output_length,
              change->output_start, change->output_end);
    put_plain(&writer, ",\"before\":");
    put_text(&writer, change->before.text, change->before.length);
    put_plain(&writer, ",\"after\":");
    put_text(&writer, change->after.text, change->after.length);
    put_passes(&writer, edit);
    put_causes(&writer, causes, cause_count, false);
    put_causes(&writer, causes, cause_count, true);
    put_entry(&writer, change);
    put_flag(&writer, ",\"ambiguous\":", (edit->flags & ZHNORM_EDIT_AMBIGUOUS) != 0);
    put_candidates(&writer, change, converter);
    put_flag(&writer, ",\"kept\":", (edit->flags & ZHNORM_EDIT_KEPT) != 0);
    return !writer.failed;
}
