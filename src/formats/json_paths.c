/* See json_paths.h. */
#include "formats/json_paths.h"

#include <string.h>

#include "formats/json_escape.h"

#define NONE UINT32_MAX

struct node {
    size_t name; /* where its key begins in `names` */
    size_t length;
    zn_json_place child; /* the first; NONE */
    zn_json_place next;  /* its parent's next child; NONE */
    bool is_chosen;
    bool has_all; /* and so is everything below it */
};

/* ---- Names of fields ----------------------------------------------------------------------
 */

/* One key of a field's name. */
struct key {
    const char *text;
    size_t length;
    bool is_star; /* a '*' that stands for all */
    bool is_last;
};

static struct key first_key(const char *field)
{
    size_t length = 0;
    while (field[length] != '\0' && field[length] != '.')
        length += field[length] == '\\' && field[length + 1] != '\0' ? 2 : 1;
    return (struct key){field, length, length == 1 && field[0] == '*', field[length] == '\0'};
}

const char *zn_json_field_error(const char *field)
{
    for (;;) {
        struct key key = first_key(field);
        if (key.length == 0)
            return "a key in it is empty";
        if (key.is_star && !key.is_last)
            return "'*' may only be its last key; write '\\*' for a key of that name";
        if (key.is_last) {
            size_t slashes = 0;
            while (slashes < key.length && key.text[key.length - 1 - slashes] == '\\')
                slashes++;
            return slashes % 2 != 0 ? "nothing follows the '\\' at its end" : NULL;
        }
        field += key.length + 1;
    }
}

/* ---- The tree --------------------------------------------------------------------------- */

static struct node *node_at(const struct zn_json_paths *paths, zn_json_place place)
{
    return (struct node *)(void *)paths->nodes.data + place;
}

static size_t node_count(const struct zn_json_paths *paths)
{
    return paths->nodes.length / sizeof(struct node);
}

void zn_json_paths_init(struct zn_json_paths *paths, const zhnorm_allocator *allocator)
{
    zn_buffer_init(&paths->nodes, allocator);
    zn_buffer_init(&paths->names, allocator);
}

void zn_json_paths_free(struct zn_json_paths *paths)
{
    zn_buffer_free(&paths->nodes);
    zn_buffer_free(&paths->names);
}

static bool add_node(struct zn_json_paths *paths, size_t name, size_t length)
{
    struct node node = {name, length, NONE, NONE, false, false};
    return node_count(paths) < NONE && zn_buffer_append(&paths->nodes, &node, sizeof node);
}

/* Appends the key to the names, without its backslashes.  False: no memory. */
static bool add_name(struct zn_json_paths *paths, struct key key)
{
    if (!zn_buffer_reserve(&paths->names, key.length))
        return false;
    for (size_t i = 0; i < key.length; i++) {
        if (key.text[i] == '\\')
            i++;
        paths->names.data[paths->names.length++] = (uint8_t)key.text[i];
    }
    return true;
}

/* The child of this key, which is made if there is none.  NONE: no memory. */
static zn_json_place add_child(struct zn_json_paths *paths, zn_json_place parent,
                               struct key key)
{
    size_t name = paths->names.length;
    if (!add_name(paths, key))
        return NONE;
    size_t length = paths->names.length - name;
    for (zn_json_place i = node_at(paths, parent)->child; i != NONE;
         i = node_at(paths, i)->next) {
        const struct node *node = node_at(paths, i);
        if (node->length == length &&
            memcmp(paths->names.data + node->name, paths->names.data + name, length) == 0) {
            paths->names.length = name;
            return i;
        }
    }
    zn_json_place child = (zn_json_place)node_count(paths);
    if (!add_node(paths, name, length))
        return NONE;
    node_at(paths, child)->next = node_at(paths, parent)->child;
    node_at(paths, parent)->child = child;
    return child;
}

static bool add_field(struct zn_json_paths *paths, const char *field)
{
    zn_json_place place = ZN_JSON_ROOT;
    for (;;) {
        struct key key = first_key(field);
        if (key.is_star) {
            node_at(paths, place)->has_all = true;
            break;
        }
        place = add_child(paths, place, key);
        if (place == NONE)
            return false;
        if (key.is_last)
            break;
        field += key.length + 1;
    }
    node_at(paths, place)->is_chosen = true;
    return true;
}

/* Children come behind their parents, so that one pass is enough. */
static void spread_all(struct zn_json_paths *paths)
{
    for (size_t i = 0; i < node_count(paths); i++) {
        const struct node *parent = node_at(paths, (zn_json_place)i);
        for (zn_json_place j = parent->child; parent->has_all && j != NONE;
             j = node_at(paths, j)->next) {
            node_at(paths, j)->is_chosen = true;
            node_at(paths, j)->has_all = true;
        }
    }
}

bool zn_json_paths_build(struct zn_json_paths *paths, const char *const *fields, size_t count)
{
    paths->nodes.length = 0;
    paths->names.length = 0;
    if (!add_node(paths, 0, 0))
        return false;
    for (size_t i = 0; i < count; i++)
        if (!add_field(paths, fields[i]))
            return false;
    spread_all(paths);
    return true;
}

/* ---- Following it -------------------------------------------------------------------------
 */

static bool is_key(const struct zn_json_paths *paths, const struct node *node, const char *key,
                   size_t length, bool has_escapes)
{
    const uint8_t *name = paths->names.data + node->name;
    if (has_escapes)
        return zn_json_spells((const uint8_t *)key, length, name, node->length);
    return node->length == length && memcmp(name, key, length) == 0;
}

zn_json_place zn_json_paths_enter(const struct zn_json_paths *paths, zn_json_place place,
                                  const char *key, size_t length)
{
    if (place == ZN_JSON_NOWHERE)
        return place;
    const struct node *parent = node_at(paths, place);
    bool has_escapes = parent->child != NONE && memchr(key, '\\', length) != NULL;
    for (zn_json_place i = parent->child; i != NONE; i = node_at(paths, i)->next)
        if (is_key(paths, node_at(paths, i), key, length, has_escapes))
            return i;
    /* All below is chosen, whatever its name: so it is below the child, too. */
    return parent->has_all ? place : ZN_JSON_NOWHERE;
}

bool zn_json_paths_choose(const struct zn_json_paths *paths, zn_json_place place)
{
    return place != ZN_JSON_NOWHERE && node_at(paths, place)->is_chosen;
}
