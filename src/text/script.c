/*
 * See script.h.  Most characters are three bytes long and are decided by their
 * entry alone: the inner loop copies them through an exclusive or.  All else
 * goes through step().  tests/bench/README.md has the measurements.
 */
#include "text/script.h"

#include "text/character.h"
#include "text/utf8.h"

#define SLICE_OUTPUT ((size_t)256 << 10) /* room that one slice of text may ask for */
#define SLICE_LEAST ((size_t)64)
#define STORE_SLACK ((size_t)64) /* bytes that wide stores may touch behind the end */

/* A place in the text and what is known of the paragraph around it. */
struct cursor {
    const struct zn_rulebook *rulebook;
    const uint8_t *text;
    const uint8_t *end;
    const uint8_t *at;
    uint8_t *out;
    /* Whether the paragraph is traditional, as found out at one place. */
    const uint8_t *decided_at;
    const uint8_t *decided_to; /* it holds up to here without another look */
    bool traditional;
    bool cut;
};

static inline uint32_t load_32(const uint8_t *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    return word;
}

static inline void store_32(uint8_t *bytes, uint32_t word)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    memcpy(bytes, &word, sizeof word);
}

static inline bool is_three_byte_lead(uint32_t word)
{
    return (word & 0xF0) == 0xE0;
}

/* The place among the entries of the three-byte character in `word`. */
static inline uint32_t three_byte_place(const uint16_t *pages, uint32_t word)
{
    return (uint32_t)pages[(word & 0x0F) << 6 | (word >> 8 & 0x3F)] << ZN_PAGE_BITS |
           (word >> 16 & 0x3F);
}

/* ---- Traditional paragraphs ------------------------------------------------------ */

static bool is_evidence(const struct zn_rulebook *rulebook, uint32_t code_point)
{
    uint32_t place = zn_rulebook_place(rulebook, code_point);
    return (rulebook->evidence[place >> ZN_PAGE_BITS] >> (place & (ZN_PAGE_SIZE - 1)) & 1) !=
           0;
}

/* What a look at one character says about its paragraph. */
enum finding { NOTHING, EVIDENCE, PARAGRAPH_END };

static enum finding look_at(const struct zn_rulebook *rulebook, const uint8_t *at,
                            size_t *length)
{
    uint32_t code_point;
    *length = zn_utf8_decode(at, &code_point);
    if (is_evidence(rulebook, code_point))
        return EVIDENCE;
    return zn_is_paragraph_end(code_point) ? PARAGRAPH_END : NOTHING;
}

/*
 * Looks back from `at` for evidence in the same paragraph, as far as the last
 * place that was decided, whose answer holds here if no paragraph lies between.
 */
static bool is_traditional_before(const struct cursor *cursor, const uint8_t *at)
{
    const struct zn_rulebook *rulebook = cursor->rulebook;
    while (at > cursor->decided_at) {
        at--;
        while (zn_utf8_is_continuation(*at))
            at--;
        size_t length;
        enum finding finding = look_at(rulebook, at, &length);
        if (finding != NOTHING)
            return finding == EVIDENCE;
    }
    return cursor->traditional;
}

/* Looks on from `at`; `*stop` is where the evidence or the paragraph's end is. */
static bool is_traditional_after(const struct zn_rulebook *rulebook, const uint8_t *at,
                                 const uint8_t *end, const uint8_t **stop)
{
    enum finding finding = NOTHING;
    size_t length = 0;
    while (at < end && (finding = look_at(rulebook, at, &length)) == NOTHING)
        at += length;
    *stop = at;
    return finding == EVIDENCE;
}

/*
 * Is the paragraph around the cursor traditional?  In traditional text a
 * character or two on either side tell; what was found out is kept, so that
 * the cost is linear whatever the text.
 */
static bool in_traditional_paragraph(struct cursor *cursor)
{
    if (cursor->at >= cursor->decided_to) {
        bool found = is_traditional_before(cursor, cursor->at);
        cursor->decided_to = cursor->at;
        if (!found)
            found = is_traditional_after(cursor->rulebook, cursor->at, cursor->end,
                                         &cursor->decided_to);
        cursor->traditional = found;
        cursor->decided_at = cursor->at;
    }
    return cursor->traditional;
}

/* ---- One step --------------------------------------------------------------------- */

/* Puts out an outcome and moves on behind what it consumes. */
static void put_outcome(struct cursor *cursor, uint32_t offset)
{
    const uint8_t *record = cursor->rulebook->outcomes + offset;
    struct zn_outcome outcome;
    memcpy(&outcome, record, sizeof outcome);
    if ((outcome.consumed & ZN_OUTCOME_CONDITIONAL) != 0) {
        outcome.consumed &= (uint16_t)~ZN_OUTCOME_CONDITIONAL;
        if (in_traditional_paragraph(cursor)) {
            size_t size = sizeof outcome + outcome.length;
            record += (size + ZN_OUTCOME_ALIGNMENT - 1) & ~(size_t)(ZN_OUTCOME_ALIGNMENT - 1);
            memcpy(&outcome, record, sizeof outcome);
        }
    }
    memcpy(cursor->out, record + sizeof outcome, outcome.length);
    cursor->out += outcome.length;
    cursor->at += outcome.consumed;
}

/*
 * Decides what stands at the cursor, whatever it is.  False: a longer match is
 * possible, but the text is cut here.
 */
static bool step(struct cursor *cursor)
{
    const struct zn_rulebook *rulebook = cursor->rulebook;
    uint32_t code_point;
    size_t length = zn_utf8_decode(cursor->at, &code_point);
    uint32_t place = zn_rulebook_place(rulebook, code_point);
    uint32_t entry = rulebook->entries[place];
    uint32_t base = (entry & ZN_ENTRY_EDGES) != 0 ? rulebook->bases[place] : 0;
    uint32_t reached = 0;
    for (const uint8_t *at = cursor->at + length; base != 0;) {
        if (at == cursor->end) {
            if (cursor->cut)
                return false;
            break;
        }
        at += zn_utf8_decode(at, &code_point);
        uint32_t slot = base + rulebook->numbers[zn_rulebook_place(rulebook, code_point)];
        if (rulebook->slots[slot].owner != base)
            break;
        reached = slot;
        base = rulebook->slots[slot].base;
    }
    if (reached != 0) {
        put_outcome(cursor, rulebook->slot_outcomes[reached]);
    } else if ((entry & ZN_ENTRY_OUTCOME) != 0) {
        put_outcome(cursor, (entry & ZN_ENTRY_VALUE_MASK) * ZN_OUTCOME_ALIGNMENT);
    } else {
        memcpy(cursor->out, cursor->at, length);
        if (length == 3) {
            cursor->out[0] ^= (uint8_t)entry;
            cursor->out[1] ^= (uint8_t)(entry >> 8);
            cursor->out[2] ^= (uint8_t)(entry >> 16);
        }
        cursor->out += length;
        cursor->at += length;
    }
    return true;
}

/* ---- The inner loop ------------------------------------------------------------------ */

/*
 * Copies three-byte characters through their entries for as long as nothing
 * longer can be matched.  Stops within four bytes of the end at the latest.
 */
static void run_three_bytes(struct cursor *cursor, const uint8_t *stop)
{
    const uint16_t *pages = cursor->rulebook->pages;
    const uint32_t *entries = cursor->rulebook->entries;
    const uint8_t *at = cursor->at;
    uint8_t *out = cursor->out;
    while (at < stop) {
        uint32_t word = load_32(at);
        if (!is_three_byte_lead(word))
            break;
        uint32_t place = three_byte_place(pages, word);
        uint32_t entry = entries[place];
        if (entry >= ZN_ENTRY_SIMPLE_LIMIT) {
            /* The next character nearly always says that no match begins. */
            uint32_t next = load_32(at + 3);
            if ((entry & ZN_ENTRY_OUTCOME) != 0 || !is_three_byte_lead(next))
                break;
            uint32_t base = cursor->rulebook->bases[place];
            uint32_t number = cursor->rulebook->numbers[three_byte_place(pages, next)];
            if (cursor->rulebook->slots[base + number].owner == base)
                break;
            entry &= ZN_ENTRY_VALUE_MASK;
        }
        store_32(out, word ^ entry);
        at += 3;
        out += 3;
    }
    cursor->at = at;
    cursor->out = out;
}

/* Copies ASCII, where the rulebook leaves all of it alone. */
static void run_ascii(struct cursor *cursor, const uint8_t *stop)
{
    const uint8_t *at = cursor->at;
    uint8_t *out = cursor->out;
    while (at < stop && *at < 0x80)
        *out++ = *at++;
    cursor->at = at;
    cursor->out = out;
}

/* Converts up to `stop`. False: the rest must wait for more text. */
static bool run_slice(struct cursor *cursor, const uint8_t *stop)
{
    /* The wide loads of run_three_bytes() read this far. */
    const uint8_t *end = cursor->end;
    const uint8_t *wide_stop = end - cursor->at > 7 ? end - 7 : cursor->at;
    if (wide_stop > stop)
        wide_stop = stop;
    bool plain_ascii = cursor->rulebook->plain_ascii;
    while (cursor->at < stop) {
        run_three_bytes(cursor, wide_stop);
        if (cursor->at >= stop)
            break;
        if (plain_ascii && *cursor->at < 0x80)
            run_ascii(cursor, stop);
        else if (!step(cursor))
            return false;
    }
    return true;
}

/* Converts the cursor's text, as far as it can be decided, in slices. */
static bool run_text(struct cursor *cursor, struct zn_buffer *out)
{
    const struct zn_rulebook *rulebook = cursor->rulebook;
    size_t slice = SLICE_OUTPUT / rulebook->max_growth;
    if (slice < SLICE_LEAST)
        slice = SLICE_LEAST;
    bool decided = true;
    while (decided && cursor->at < cursor->end) {
        size_t rest = (size_t)(cursor->end - cursor->at);
        if (rest > slice)
            rest = slice;
        size_t room = rest * rulebook->max_growth + rulebook->max_output + STORE_SLACK;
        if (!zn_buffer_reserve(out, room))
            return false;
        cursor->out = out->data + out->length;
        decided = run_slice(cursor, cursor->at + rest);
        out->length = (size_t)(cursor->out - out->data);
    }
    return true;
}

/* Remembers what the next piece of a cut paragraph must know. */
static bool keep_tail(const struct cursor *cursor, struct zn_script_state *state)
{
    state->traditional = cursor->cut && is_traditional_before(cursor, cursor->end);
    size_t rest = (size_t)(cursor->end - cursor->at);
    if (state->tail.length != 0) { /* then the cursor's text is the tail itself */
        memmove(state->tail.data, cursor->at, rest);
        state->tail.length = rest;
        return true;
    }
    return zn_buffer_append(&state->tail, cursor->at, rest);
}

bool zn_script_run(const struct zn_rulebook *rulebook, struct zn_script_state *state,
                   const uint8_t *text, size_t length, bool cut, struct zn_buffer *out)
{
    if (state->tail.length != 0) {
        if (!zn_buffer_append(&state->tail, text, length))
            return false;
        text = state->tail.data;
        length = state->tail.length;
    }
    if (length == 0)
        return true;
    struct cursor cursor = {
        .rulebook = rulebook,
        .text = text,
        .end = text + length,
        .at = text,
        .decided_at = text,
        .decided_to = text,
        .traditional = state->traditional,
        .cut = cut,
    };
    return run_text(&cursor, out) && keep_tail(&cursor, state);
}

void zn_script_state_init(struct zn_script_state *state, const zhnorm_allocator *allocator)
{
    *state = (struct zn_script_state){.traditional = false};
    zn_buffer_init(&state->tail, allocator);
}

void zn_script_state_reset(struct zn_script_state *state)
{
    state->tail.length = 0;
    state->traditional = false;
}

void zn_script_state_free(struct zn_script_state *state)
{
    zn_buffer_free(&state->tail);
}
