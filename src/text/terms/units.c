/* See units.h. */
#include "text/terms/units.h"

#include <string.h>

#include "rules/hash.h"
#include "rules/memory.h"
#include "text/character.h"
#include "text/utf8.h"

#define CHARACTERS_END ((size_t)0x34000) /* no Han characters are assigned from here on */
#define WORDS_MAX ((size_t)32768)        /* the other numbers are for characters */
#define WORD_SLOTS (2 * WORDS_MAX)
#define SIGHTINGS ((size_t)65536)
/*
 * The first words get a number at once, later ones when they are seen a second
 * time: most never are.
 */
#define WORDS_AT_ONCE (WORDS_MAX / 2)
#define SIGHTINGS_LEAST 2

size_t zn_units_memory(void)
{
    return CHARACTERS_END * sizeof(uint16_t) + WORD_SLOTS * sizeof(uint16_t) + SIGHTINGS +
           ZN_UNITS_MAX * (ZN_UNIT_SIZE + sizeof(uint64_t));
}

bool zn_units_init(struct zn_units *units, const zhnorm_allocator *allocator)
{
    *units = (struct zn_units){.allocator = allocator, .count = ZN_UNIT_FIRST};
    units->characters = zn_allocate_zeroed(allocator, CHARACTERS_END, sizeof(uint16_t));
    units->words = zn_allocate_zeroed(allocator, WORD_SLOTS, sizeof(uint16_t));
    units->sightings = zn_allocate_zeroed(allocator, SIGHTINGS, 1);
    units->texts = zn_allocate_zeroed(allocator, ZN_UNITS_MAX, ZN_UNIT_SIZE);
    units->counts = zn_allocate_zeroed(allocator, ZN_UNITS_MAX, sizeof(uint64_t));
    return units->characters != NULL && units->words != NULL && units->sightings != NULL &&
           units->texts != NULL && units->counts != NULL;
}

void zn_units_free(struct zn_units *units)
{
    if (units->allocator == NULL)
        return;
    zn_release(units->allocator, units->characters);
    zn_release(units->allocator, units->words);
    zn_release(units->allocator, units->sightings);
    zn_release(units->allocator, units->texts);
    zn_release(units->allocator, units->counts);
    *units = (struct zn_units){0};
}

/* Gives bytes a number; 0 when there is none left. */
static uint32_t add_unit(struct zn_units *units, const uint8_t *bytes, size_t length)
{
    if (units->count == ZN_UNITS_MAX)
        return ZN_UNIT_BREAK;
    memcpy(units->texts[units->count], bytes, length);
    return units->count++;
}

static uint32_t count_unit(struct zn_units *units, uint32_t unit)
{
    if (unit != ZN_UNIT_BREAK) {
        units->counts[unit]++;
        units->total++;
    }
    return unit;
}

static uint32_t character_unit(struct zn_units *units, uint32_t code_point,
                               const uint8_t *bytes, size_t length)
{
    if (code_point >= CHARACTERS_END)
        return ZN_UNIT_BREAK;
    uint16_t *number = &units->characters[code_point];
    if (*number == 0 && zn_is_han(code_point))
        *number = (uint16_t)add_unit(units, bytes, length);
    return count_unit(units, *number);
}

static uint32_t word_unit(struct zn_units *units, const uint8_t *bytes, size_t length)
{
    uint64_t hash = zn_hash(ZN_HASH_START, bytes, length);
    uint8_t padded[ZN_UNIT_SIZE] = {0};
    memcpy(padded, bytes, length);
    size_t slot = (size_t)hash % WORD_SLOTS;
    for (; units->words[slot] != 0; slot = (slot + 1) % WORD_SLOTS) {
        if (memcmp(units->texts[units->words[slot]], padded, ZN_UNIT_SIZE) == 0)
            return count_unit(units, units->words[slot]);
    }
    uint8_t *sighting = &units->sightings[(hash >> 32) % SIGHTINGS];
    if (units->word_count == WORDS_MAX)
        return ZN_UNIT_BREAK;
    if (units->word_count >= WORDS_AT_ONCE && *sighting < SIGHTINGS_LEAST - 1) {
        ++*sighting;
        return ZN_UNIT_BREAK;
    }
    units->words[slot] = (uint16_t)add_unit(units, bytes, length);
    units->word_count += units->words[slot] != 0;
    return count_unit(units, units->words[slot]);
}

static bool is_letter(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

static bool is_digit(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10;
}

/*
 * A run of ASCII letters and digits.  It counts only if it touches a Han
 * character, and with letters only if it is short.
 */
static uint32_t next_word(struct zn_units *units, const uint8_t **at, const uint8_t *end,
                          bool after_han)
{
    const uint8_t *start = *at;
    const uint8_t *stop = start;
    bool has_letter = false;
    for (; stop < end && (is_letter(*stop) || is_digit(*stop)); stop++)
        has_letter |= is_letter(*stop);
    *at = stop;
    bool before_han = false;
    if (stop < end && *stop >= 0x80) {
        uint32_t code_point;
        zn_utf8_decode(stop, &code_point);
        before_han = zn_is_han(code_point);
    }
    size_t length = (size_t)(stop - start);
    if (length > ZN_UNIT_SIZE || !(after_han || before_han))
        return ZN_UNIT_BREAK;
    return !has_letter ? ZN_UNIT_DIGITS : word_unit(units, start, length);
}

uint32_t zn_units_next(struct zn_units *units, const uint8_t **at, const uint8_t *end,
                       bool after_han)
{
    const uint8_t *start = *at;
    if (*start < 0x80) {
        if (is_letter(*start) || is_digit(*start))
            return next_word(units, at, end, after_han);
        ++*at;
        return ZN_UNIT_BREAK;
    }
    uint32_t code_point;
    size_t length = zn_utf8_decode(start, &code_point);
    *at = start + length;
    return character_unit(units, code_point, start, length);
}

size_t zn_unit_text(const struct zn_units *units, uint32_t unit, char out[ZN_UNIT_SIZE])
{
    size_t length = 0;
    while (length < ZN_UNIT_SIZE && units->texts[unit][length] != 0) {
        out[length] = (char)units->texts[unit][length];
        length++;
    }
    return length;
}
