/*
 * Which strings of a JSON value are chosen: the names that a user gives ("title",
 * "meta.title", "*"), as a tree that a walk through the value follows.  Knows nothing of
 * the text around the keys.
 */
#ifndef ZN_FORMATS_JSON_PATHS_H
#define ZN_FORMATS_JSON_PATHS_H

#include <stdbool.h>
#include <stddef.h>

#include "text/buffer.h"

/*
 * A field's name is the keys on the way to it with '.' between them.  Arrays on the way are
 * passed through, and the strings of an array in a chosen field are chosen.  '*' as the last
 * key stands for all strings from there on.  '\' takes the character behind it as it is.
 *
 * What is wrong with a name, as a static sentence; NULL: nothing.
 */
const char *zn_json_field_error(const char *field);

/* A place in a value: where a walk through it has come to. */
typedef uint32_t zn_json_place;

#define ZN_JSON_ROOT ((zn_json_place)0)
#define ZN_JSON_NOWHERE ((zn_json_place)UINT32_MAX) /* nothing from here on is chosen */

struct zn_json_paths {
    struct zn_buffer nodes; /* of struct node */
    struct zn_buffer names; /* the keys that the nodes name */
};

void zn_json_paths_init(struct zn_json_paths *paths, const zhnorm_allocator *allocator);
void zn_json_paths_free(struct zn_json_paths *paths);

/* Takes the names, which must be right.  False: no memory. */
bool zn_json_paths_build(struct zn_json_paths *paths, const char *const *fields, size_t count);

/*
 * Where the value of a key is, in an object at `place`.  `key` is as it stands between its
 * quotation marks, escapes and all, and valid.
 */
zn_json_place zn_json_paths_enter(const struct zn_json_paths *paths, zn_json_place place,
                                  const char *key, size_t length);

/* Whether a string at this place, or in an array there, is chosen. */
bool zn_json_paths_choose(const struct zn_json_paths *paths, zn_json_place place);

#endif
