/* See sides.h. */
#include "core/audit/sides.h"

#include <string.h>

#include "rules/archive.h"
#include "rules/memory.h"
#include "text/utf8.h"

/* What the two columns of OpenCC's tables hold, by the beginning of their names. */
struct columns {
    const char *prefix;
    enum zn_side keys;
    enum zn_side values;
};

static const struct columns known_tables[] = {
    {"ST", ZN_SIDE_SIMPLIFIED, ZN_SIDE_TRADITIONAL},
    {"TS", ZN_SIDE_TRADITIONAL, ZN_SIDE_SIMPLIFIED},
    {"TW", ZN_SIDE_TRADITIONAL, ZN_SIDE_TRADITIONAL},
    {"HK", ZN_SIDE_TRADITIONAL, ZN_SIDE_TRADITIONAL},
};

/* Notes all characters of a text as of a side; those that are not Han do no harm. */
static void add_text(struct zn_sides *sides, const char *text, size_t length,
                     enum zn_side side)
{
    const uint8_t *at = (const uint8_t *)text;
    const uint8_t *end = at + length;
    while (at < end) {
        uint32_t code_point;
        at += zn_utf8_decode(at, &code_point);
        if (code_point < ZN_SIDES_END)
            sides->bits[code_point] |= (uint8_t)side;
    }
}

static void add_table(struct zn_sides *sides, const char *text, size_t length,
                      const struct columns *columns)
{
    const char *end = text + length;
    while (text < end) {
        const char *stop = memchr(text, '\n', (size_t)(end - text));
        if (stop == NULL)
            stop = end;
        const char *tab = memchr(text, '\t', (size_t)(stop - text));
        if (tab == NULL)
            tab = stop;
        add_text(sides, text, (size_t)(tab - text), columns->keys);
        add_text(sides, tab, (size_t)(stop - tab), columns->values);
        text = stop + 1;
    }
}

bool zn_sides_init(struct zn_sides *sides, const zhnorm_allocator *allocator)
{
    const struct zn_archive *archive = zn_archive_get();
    const struct zn_archive_text *list = zn_archive_at(archive, archive->tables.offset);
    *sides = (struct zn_sides){.allocator = allocator};
    sides->bits = zn_allocate_zeroed(allocator, ZN_SIDES_END, 1);
    if (sides->bits == NULL)
        return false;
    for (uint32_t i = 0; i < archive->tables.count; i++) {
        const char *name = zn_archive_string(archive, list[i].name);
        for (size_t k = 0; k < sizeof known_tables / sizeof known_tables[0]; k++) {
            if (strncmp(name, known_tables[k].prefix, strlen(known_tables[k].prefix)) == 0)
                add_table(sides, zn_archive_string(archive, list[i].text), list[i].length,
                          &known_tables[k]);
        }
    }
    return true;
}

void zn_sides_free(struct zn_sides *sides)
{
    if (sides->allocator != NULL)
        zn_release(sides->allocator, sides->bits);
    *sides = (struct zn_sides){0};
}

void zn_sides_add_values(struct zn_sides *sides, const zhnorm_dict *dict, enum zn_side side)
{
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    for (size_t i = 0; i < zn_dictionary_count(dict); i++)
        add_text(sides, dict->text + entries[i].value, entries[i].value_length, side);
}
