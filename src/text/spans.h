/*
 * Recognisers of what must be left whole: tags, character entities, code
 * spans, URLs and paths.  Each looks at bytes only and says where the thing
 * ends.  Knows nothing of runs.
 */
#ifndef ZN_TEXT_SPANS_H
#define ZN_TEXT_SPANS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * What failed searches have found out, so that searching again costs nothing.
 * All zero at the start of a paragraph.
 */
struct zn_span_memory {
    const uint8_t *no_tag_before; /* no tag begins before this place */
    uint32_t lone_backticks;      /* bit n: no further run of n backticks */
};

/* Each returns the end of the thing that begins at `at`, or `at`: not there. */
const uint8_t *zn_span_tag(struct zn_span_memory *memory, const uint8_t *at,
                           const uint8_t *end);
const uint8_t *zn_span_entity(const uint8_t *at, const uint8_t *end);
const uint8_t *zn_span_code(struct zn_span_memory *memory, const uint8_t *at,
                            const uint8_t *end);

/* TeX between dollar signs, \( and \), or \[ and \]; no Han in it. */
const uint8_t *zn_span_math(const uint8_t *at, const uint8_t *end);

/*
 * The end of the URL or path that goes on at `at`.  It ends at a space, a
 * quotation mark, a CJK mark, and before a mark that is followed by Han or by
 * nothing more of it; a URL also at Han.
 */
const uint8_t *zn_span_url(const uint8_t *at, const uint8_t *end);
const uint8_t *zn_span_path(const uint8_t *at, const uint8_t *end);

/* Does a path of several names, such as /usr/lib, begin with the slash at `at`? */
bool zn_span_is_path(const uint8_t *at, const uint8_t *end);

/* Are these ASCII letters one that Internet domains end in? */
bool zn_span_is_domain(const uint8_t *letters, size_t length);

static inline bool zn_is_ascii_letter(uint8_t byte)
{
    return (uint8_t)((byte | 0x20) - 'a') < 26;
}

static inline bool zn_is_ascii_digit(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10;
}

static inline bool zn_is_ascii_alnum(uint8_t byte)
{
    return zn_is_ascii_letter(byte) || zn_is_ascii_digit(byte);
}

#endif
