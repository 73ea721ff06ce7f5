/* See json.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/json.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"
#include "text/utf8.h"

json_t *zn_cli_json_name(const char *name)
{
    json_t *string = json_string(name);

    if (string != NULL)
        return string;
    char *plain = strdup(name);
    if (plain == NULL)
        return NULL;
    for (char *at = plain; *at != '\0'; at++)
        if ((unsigned char)*at >= 0x80)
            *at = '?';
    string = json_string(plain);
    free(plain);
    return string;
}

/* Copies a text with U+FFFD in place of what is not UTF-8; returns its new length. */
static size_t replace_malformed(const uint8_t *text, size_t length, char *copy)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    size_t written = 0;

    while (length != 0) {
        size_t valid = zn_utf8_valid_prefix(text, length);
        memcpy(copy + written, text, valid);
        written += valid;
        text += valid;
        length -= valid;
        if (length == 0)
            break;
        size_t bad = zn_utf8_maximal_subpart(text, length);
        memcpy(copy + written, replacement, sizeof replacement - 1);
        written += sizeof replacement - 1;
        text += bad;
        length -= bad;
    }
    return written;
}

json_t *zn_cli_json_text(const char *text, size_t length)
{
    enum { GROWTH = 3 }; /* a byte becomes U+FFFD at worst */
    json_t *string = json_stringn(length != 0 ? text : "", length);

    if (string != NULL || length > SIZE_MAX / GROWTH)
        return string;
    char *copy = malloc(GROWTH * length + 1);
    if (copy == NULL)
        return NULL;
    string = json_stringn(copy, replace_malformed((const uint8_t *)text, length, copy));
    free(copy);
    return string;
}

json_t *zn_cli_json_append(json_t *list, json_t *value)
{
    if (json_array_append_new(list, value) == 0)
        return list;
    json_decref(list);
    return NULL;
}

json_t *zn_cli_json_set(json_t *object, const char *key, json_t *value)
{
    if (json_object_set_new(object, key, value) == 0)
        return object;
    json_decref(object);
    return NULL;
}

char *zn_cli_json_members(json_t *object)
{
    char *text = object != NULL ? json_dumps(object, JSON_COMPACT | JSON_EMBED) : NULL;

    json_decref(object);
    return text;
}

int zn_cli_json_print(FILE *out, json_t *json)
{
    enum { DIGITS = 4 };
    /* json_dumpf would lock the stream for each token. */
    char *text =
        json != NULL ? json_dumps(json, JSON_COMPACT | JSON_REAL_PRECISION(DIGITS)) : NULL;

    json_decref(json);
    if (text == NULL)
        return zn_cli_memory_error();
    /* What cannot be written leaves its mark on the stream. */
    fputs(text, out);
    putc('\n', out);
    free(text);
    return ZN_CLI_DONE;
}
