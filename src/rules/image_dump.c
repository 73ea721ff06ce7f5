/*
 * See image_dump.h.  A key is a text whose outcome consumes all of it; a node
 * whose outcome consumes less is on the way to a longer key.
 */
#include "rules/image_dump.h"

#include <stdlib.h>

#include "rules/image_walk.h"
#include "text/utf8.h"

#define KEY_BYTES ((size_t)ZN_DEPTH_MAX * ZN_UTF8_MAX)

/* A line of the dump, while the lines are sorted: where it is in the text. */
struct line {
    const struct zn_buffer *text;
    size_t start;
    size_t length;
};

struct dump {
    struct zn_image_walk walk;
    struct zn_buffer text;  /* the lines as they were found */
    struct zn_buffer lines; /* of struct line */
};

struct key {
    uint8_t bytes[KEY_BYTES];
    size_t length;
};

static bool append_line(struct dump *dump, const struct key *key, const uint8_t *output,
                        size_t length, const char *flag)
{
    struct line line = {&dump->text, dump->text.length, 0};
    bool is_itself = length == key->length && memcmp(output, key->bytes, length) == 0;
    struct zn_buffer *text = &dump->text;
    bool done = zn_buffer_append(text, key->bytes, key->length);
    if (done && (!is_itself || *flag != '\0'))
        done = zn_buffer_append(text, "\t", 1) && zn_buffer_append(text, output, length) &&
               zn_buffer_append(text, flag, strlen(flag));
    done = done && zn_buffer_append(text, "\n", 1);
    line.length = text->length - line.start;
    return done && zn_buffer_append(&dump->lines, &line, sizeof line);
}

/*
 * The line of a key with an outcome in the pool, if that consumes all of it;
 * two lines, if there is another outcome for traditional paragraphs.
 */
static bool add_outcome(struct dump *dump, const struct key *key, uint32_t offset)
{
    const char *flag = "";
    for (bool more = true; more; flag = "\ttraditional-only") {
        const uint8_t *record = dump->walk.rulebook.outcomes + offset;
        struct zn_outcome outcome;
        memcpy(&outcome, record, sizeof outcome);
        more = (outcome.consumed & ZN_OUTCOME_CONDITIONAL) != 0;
        outcome.consumed &= (uint16_t)~ZN_OUTCOME_CONDITIONAL;
        if (outcome.consumed == key->length &&
            !append_line(dump, key, record + sizeof outcome, outcome.length, flag))
            return false;
        offset += (uint32_t)zn_outcome_size(outcome);
    }
    return true;
}

/* The line of a key that is put out as the entries of its characters say. */
static bool add_entries(struct dump *dump, const struct key *key, uint32_t consumed)
{
    const struct zn_rulebook *rulebook = &dump->walk.rulebook;
    struct key output = *key;
    if (consumed != key->length)
        return true;
    for (size_t at = 0; at < key->length;) {
        uint32_t point;
        size_t length = zn_utf8_decode(key->bytes + at, &point);
        uint32_t entry = rulebook->entries[zn_rulebook_place(rulebook, point)];
        for (size_t i = 0; i < 3 && entry != 0; i++)
            output.bytes[at + i] ^= (uint8_t)(entry >> (8 * i));
        at += length;
    }
    return append_line(dump, key, output.bytes, output.length, "");
}

static void set_key(struct key *key, const uint32_t *path, size_t count)
{
    key->length = 0;
    for (size_t i = 0; i < count; i++)
        key->length += zn_utf8_encode(path[i], key->bytes + key->length);
}

static bool add_characters(struct dump *dump)
{
    const struct zn_image_walk *walk = &dump->walk;
    struct key key;
    for (uint32_t page = 1; page < walk->page_count; page++) {
        for (uint32_t i = 0; i < ZN_PAGE_SIZE; i++) {
            uint32_t entry = walk->rulebook.entries[page * ZN_PAGE_SIZE + i];
            uint32_t point = walk->characters[page] + i;
            if (walk->characters[page] == ZN_NO_CHARACTER || entry == 0)
                continue;
            set_key(&key, &point, 1);
            uint32_t value = entry & ZN_ENTRY_VALUE_MASK;
            bool done = (entry & ZN_ENTRY_OUTCOME) != 0
                            ? add_outcome(dump, &key, value * ZN_OUTCOME_ALIGNMENT)
                            : add_entries(dump, &key, (uint32_t)key.length);
            if (!done)
                return false;
        }
    }
    return true;
}

static bool add_slots(struct dump *dump)
{
    const struct zn_image_walk *walk = &dump->walk;
    uint32_t path[ZN_DEPTH_MAX];
    struct key key;
    for (uint32_t slot = 0; slot < walk->slot_count; slot++) {
        if (!zn_image_slot_is_used(walk, slot))
            continue;
        set_key(&key, path, zn_image_path(walk, slot, path));
        uint32_t outcome = walk->rulebook.slots[slot].outcome;
        bool done = (outcome & ZN_SLOT_AS_ENTRIES) != 0
                        ? add_entries(dump, &key, outcome & ~ZN_SLOT_AS_ENTRIES)
                        : add_outcome(dump, &key, outcome);
        if (!done)
            return false;
    }
    return true;
}

static int compare_lines(const void *a, const void *b)
{
    const struct line *left = a;
    const struct line *right = b;
    size_t length = left->length < right->length ? left->length : right->length;
    int order =
        memcmp(left->text->data + left->start, right->text->data + right->start, length);
    return order != 0 ? order
                      : (left->length > right->length) - (left->length < right->length);
}

static bool write_sorted(struct dump *dump, struct zn_buffer *out)
{
    struct line *lines = (struct line *)(void *)dump->lines.data;
    size_t count = dump->lines.length / sizeof *lines;
    if (count != 0)
        qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++) {
        if (!zn_buffer_append(out, dump->text.data + lines[i].start, lines[i].length))
            return false;
    }
    return true;
}

int zn_image_dump(const struct zn_image_header *header, const zhnorm_allocator *allocator,
                  struct zn_buffer *out)
{
    struct dump dump;
    zn_buffer_init(&dump.text, allocator);
    zn_buffer_init(&dump.lines, allocator);
    int status = zn_image_walk_init(&dump.walk, header, allocator);
    if (status == ZHNORM_OK &&
        !(add_characters(&dump) && add_slots(&dump) && write_sorted(&dump, out)))
        status = ZHNORM_ERROR_NO_MEMORY;
    zn_image_walk_free(&dump.walk);
    zn_buffer_free(&dump.text);
    zn_buffer_free(&dump.lines);
    return status;
}
