/*
 * JSON Lines on standard output.
 */
#ifndef ZN_CLI_JSON_H
#define ZN_CLI_JSON_H

#include <jansson.h>
#include <stdio.h>

/*
 * A file's name, which may be any bytes: in one that is not UTF-8 every byte
 * beyond ASCII becomes a question mark.  NULL: no memory.
 */
json_t *zn_cli_json_name(const char *name);

/*
 * A piece of text; in place of each maximal subpart that is not UTF-8 stands U+FFFD.
 * NULL: no memory.
 */
json_t *zn_cli_json_text(const char *text, size_t length);

/*
 * Appends to a list a value, which it takes.  NULL, of either, stands for lack of
 * memory: then the list is freed, and NULL returned.
 */
json_t *zn_cli_json_append(json_t *list, json_t *value);

/* The same with a member of an object. */
json_t *zn_cli_json_set(json_t *object, const char *key, json_t *value);

/*
 * The members of an object as text, without its braces; frees the object.  NULL, for it
 * as well, stands for lack of memory.  Free with free.
 */
char *zn_cli_json_members(json_t *object);

/*
 * Prints a value as a line, and frees it; NULL stands for lack of memory.  What
 * cannot be written is told by zn_cli_stdout_close.  Returns ZN_CLI_DONE or, having
 * said that there is no memory, ZN_CLI_IO.
 */
int zn_cli_json_print(FILE *out, json_t *json);

#endif
