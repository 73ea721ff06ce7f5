/*
 * Text of any bytes as JSON, which takes UTF-8 only.
 * Knows nothing of edits.
 */
#ifndef ZN_CLI_REPORT_TEXT_H
#define ZN_CLI_REPORT_TEXT_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "cli/change.h"

/*
 * A string: U+FFFD stands for every byte that is not UTF-8, and "…" for what is
 * beyond `most` bytes.  NULL: no memory.
 */
json_t *zn_report_string(const char *text, size_t length, size_t most);

/*
 * A file's name: what a reader would not see or be misled by, and what is not UTF-8,
 * is written as escapes, "\xff" for a byte and "\u{202e}" for a character.  NULL: no
 * memory.
 */
json_t *zn_report_name(const char *name);

/* The next character, or the byte that begins none: *code_point is then negative. */
size_t zn_report_next(const char *text, size_t length, int32_t *code_point);

/* The part of a text that is up to `count` characters before `at`, in its line. */
struct zn_cli_span zn_report_before(const char *text, size_t at, size_t count);

/* The part that is up to `count` characters from `at` on, in its line. */
struct zn_cli_span zn_report_behind(const char *text, size_t length, size_t at, size_t count);

#endif
