/*
 * See script.h.  Most characters are three bytes long and are decided by their
 * entry alone, through an exclusive or.  tests/bench/README.md says what was
 * measured.
 */
#include "text/script.h"

#include "text/character.h"
#include "text/script_block.h"
#include "text/script_log.h"
#include "text/utf8.h"
#include "text/word.h"

#define BLOCK_LEAST ((size_t)64)        /* whatever an outcome may grow to */
#define OUTPUT_ROOM ((size_t)256 << 10) /* what one block may ask for */
#define PREFETCH_AHEAD ((size_t)6)      /* candidates */
#define COPY_WIDE ((size_t)32)          /* bytes that short copies always touch */

/* A place in the text and what is known of the paragraph around it. */
struct cursor {
    const struct zn_rulebook *rulebook;
    const uint8_t *text;
    const uint8_t *end;
    const uint8_t *at;
    uint8_t *out;
    struct zn_script_log *log; /* NULL: nobody asks */
    /* Whether the paragraph is traditional, as found out at one place. */
    const uint8_t *decided_at;
    const uint8_t *decided_to; /* it holds up to here without another look */
    bool traditional;
    bool cut;
};

/* What will be read soon can be asked for. */
#if defined(__GNUC__)
#define PREFETCH(address) __builtin_prefetch(address) /* no function: gcc would drop it */
#else
#define PREFETCH(address) ((void)(address))
#endif

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

/* What `length` bytes at the cursor become, which is put out from `out` to its end. */
static inline struct zn_script_span span_of(const struct cursor *cursor, size_t length,
                                            const uint8_t *out, size_t out_length)
{
    return (struct zn_script_span){cursor->at, length, out, out_length};
}

/*
 * Puts out an outcome and moves on behind what it consumes.  `cause` is the number
 * of what decided for it.
 */
static inline void put_outcome(struct cursor *cursor, uint32_t offset, const uint16_t *cause)
{
    enum zn_paragraph_kind kind = ZN_PLAIN;
    const uint8_t *record = cursor->rulebook->outcomes + offset;
    struct zn_outcome outcome;
    memcpy(&outcome, record, sizeof outcome);
    if ((outcome.consumed & ZN_OUTCOME_CONDITIONAL) != 0) {
        outcome.consumed &= (uint16_t)~ZN_OUTCOME_CONDITIONAL;
        if (in_traditional_paragraph(cursor)) {
            record += zn_outcome_size(outcome);
            memcpy(&outcome, record, sizeof outcome);
            kind = ZN_TRADITIONAL;
        }
    }
    const uint8_t *output = record + sizeof outcome;
    memcpy(cursor->out, output, ZN_OUTCOME_WIDE); /* nearly all are this short */
    if (outcome.length > ZN_OUTCOME_WIDE)
        memcpy(cursor->out, output, outcome.length);
    if (cursor->log != NULL)
        zn_script_log_outcome(cursor->log,
                              span_of(cursor, outcome.consumed, cursor->out, outcome.length),
                              *cause, kind);
    cursor->out += outcome.length;
    cursor->at += outcome.consumed;
}

/*
 * Follows the edges from a base as far as the text does.  `*slot` is the last
 * slot reached, if any.  False: a longer match is possible, but the text is cut
 * here.
 */
static inline bool follow(const struct cursor *cursor, const uint8_t *at, uint32_t base,
                          uint32_t *slot)
{
    const struct zn_rulebook *rulebook = cursor->rulebook;
    while (base != ZN_NO_EDGES) {
        size_t rest = (size_t)(cursor->end - at);
        uint32_t place;
        uint32_t word;
        if (rest >= sizeof word && zn_is_three_byte_lead(word = zn_load_32(at))) {
            place = zn_three_byte_place(rulebook->leads, word);
            at += 3;
        } else if (rest == 0) {
            return !cursor->cut;
        } else {
            uint32_t code_point;
            at += zn_utf8_decode(at, &code_point);
            place = zn_rulebook_place(rulebook, code_point);
        }
        uint32_t child = base + rulebook->numbers[place];
        if (rulebook->slots[child].owner != base)
            break;
        *slot = child;
        base = rulebook->slots[child].base;
    }
    return true;
}

/* Puts out what the entry of the character at the cursor says, which is at `place`. */
static void put_entry(struct cursor *cursor, uint32_t place, size_t length)
{
    const struct zn_rulebook *rulebook = cursor->rulebook;
    uint32_t entry = rulebook->entries[place];
    if ((entry & ZN_ENTRY_OUTCOME) != 0) {
        put_outcome(cursor, (entry & ZN_ENTRY_VALUE_MASK) * ZN_OUTCOME_ALIGNMENT,
                    &rulebook->place_causes[place]);
        return;
    }
    /* Only characters of three bytes have anything but 0 in their entry. */
    memcpy(cursor->out, cursor->at, length);
    cursor->out[0] ^= (uint8_t)entry;
    cursor->out[1] ^= (uint8_t)(entry >> 8);
    cursor->out[2] ^= (uint8_t)(entry >> 16);
    if (cursor->log != NULL)
        zn_script_log_outcome(cursor->log, span_of(cursor, length, cursor->out, length),
                              rulebook->place_causes[place], ZN_PLAIN);
    cursor->out += length;
    cursor->at += length;
}

/*
 * Puts out what the entries of the characters in the next `length` bytes say.  That
 * a match decided for them, which has number `cause`, is one edit.
 */
static void put_entries(struct cursor *cursor, size_t length, uint32_t cause)
{
    const struct zn_rulebook *rulebook = cursor->rulebook;
    struct zn_script_log *log = cursor->log;
    struct zn_script_span span = span_of(cursor, length, cursor->out, length);
    cursor->log = NULL;
    for (const uint8_t *end = cursor->at + length; cursor->at < end;) {
        uint32_t code_point;
        size_t each = zn_utf8_decode(cursor->at, &code_point);
        put_entry(cursor, zn_rulebook_place(rulebook, code_point), each);
    }
    cursor->log = log;
    if (log != NULL)
        zn_script_log_entries(log, span, cause);
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
    uint32_t slot = 0;
    if (!follow(cursor, cursor->at + length, rulebook->bases[place], &slot))
        return false;
    /* Slot 0 belongs to nobody. */
    if (slot == 0)
        put_entry(cursor, place, length);
    else if ((rulebook->slots[slot].outcome & ZN_SLOT_AS_ENTRIES) != 0)
        put_entries(cursor, rulebook->slots[slot].outcome & ~ZN_SLOT_AS_ENTRIES,
                    rulebook->slot_causes[slot]);
    else
        put_outcome(cursor, rulebook->slots[slot].outcome, &rulebook->slot_causes[slot]);
    return true;
}

/* ---- Blocks --------------------------------------------------------------------------- */

/* Puts out the copies of the characters from the cursor to `to`; what these were. */
static inline struct zn_script_span
move_copies(struct cursor *cursor, const struct zn_block *block, const uint8_t *to)
{
    const uint8_t *copy = block->copy + (cursor->at - block->start);
    size_t length = (size_t)(to - cursor->at);
    struct zn_script_span span = span_of(cursor, length, cursor->out, length);
    memcpy(cursor->out, copy, COPY_WIDE);
    if (length > COPY_WIDE)
        memcpy(cursor->out, copy, length);
    cursor->out += length;
    cursor->at = to;
    return span;
}

/* Puts out copies of characters that nothing but their entries decided about. */
static inline void put_copies(struct cursor *cursor, const struct zn_block *block,
                              const uint8_t *to)
{
    struct zn_script_span span = move_copies(cursor, block, to);
    if (cursor->log != NULL)
        zn_script_log_characters(cursor->log, span);
}

/*
 * Leaves to the copies what a match puts out as the entries of its characters say,
 * up to `to` in a block that ends at `end`.
 */
static inline void leave_to_copies(struct cursor *cursor, const struct zn_block *block,
                                   const uint8_t *at, const uint8_t *to, const uint8_t *end,
                                   uint32_t cause)
{
    if (to > end) { /* there is no copy of all of it */
        put_copies(cursor, block, at);
        put_entries(cursor, (size_t)(to - at), cause);
    } else if (cursor->log != NULL) {
        put_copies(cursor, block, at);
        zn_script_log_entries(cursor->log, move_copies(cursor, block, to), cause);
    }
}

/* The place among the entries of the character at `at`, and its length. */
static inline uint32_t place_at(const struct zn_rulebook *rulebook, const uint8_t *at,
                                size_t *length)
{
    uint32_t word = zn_load_32(at);
    *length = 3;
    if (zn_is_three_byte_lead(word))
        return zn_three_byte_place(rulebook->leads, word);
    uint32_t code_point;
    *length = zn_utf8_decode(at, &code_point);
    return zn_rulebook_place(rulebook, code_point);
}

/*
 * The third phase at one candidate, of a block that ends at `end`.  `*next` is
 * moved to where the following candidate can be.  False: the rest must wait for
 * more text.
 */
static inline bool decide(struct cursor *cursor, const struct zn_block *block,
                          const uint8_t *at, const uint8_t *end, const uint8_t **next)
{
    const struct zn_rulebook *rulebook = cursor->rulebook;
    size_t length;
    uint32_t place = place_at(rulebook, at, &length);
    uint32_t slot = 0;
    if (!follow(cursor, at + length, rulebook->bases[place], &slot)) {
        put_copies(cursor, block, at);
        return false;
    }
    uint32_t outcome = rulebook->slots[slot].outcome;
    const uint16_t *cause = &rulebook->slot_causes[slot];
    if (slot == 0) {
        uint32_t entry = rulebook->entries[place];
        if ((entry & ZN_ENTRY_OUTCOME) == 0)
            return true;
        outcome = (entry & ZN_ENTRY_VALUE_MASK) * ZN_OUTCOME_ALIGNMENT;
        cause = &rulebook->place_causes[place];
    } else if ((outcome & ZN_SLOT_AS_ENTRIES) != 0) {
        outcome &= ~ZN_SLOT_AS_ENTRIES;
        *next = at + outcome;
        leave_to_copies(cursor, block, at, *next, end, *cause);
        return true;
    }
    put_copies(cursor, block, at);
    put_outcome(cursor, outcome, cause);
    *next = cursor->at;
    return true;
}

/*
 * The slot that a candidate will look at first.  Where nothing can begin it is
 * a useless one, but never lies outside the slots.
 */
static inline const struct zn_slot *first_slot(const struct zn_rulebook *rulebook,
                                               const uint8_t *at)
{
    uint32_t place = zn_three_byte_place(rulebook->leads, zn_load_32(at));
    uint32_t next = zn_three_byte_place(rulebook->leads, zn_load_32(at + 3));
    return &rulebook->slots[rulebook->bases[place] + rulebook->numbers[next]];
}

/* Where a candidate stands.  The first phase wrote as many as it counted. */
static inline const uint8_t *candidate_at(const struct zn_block *block, size_t number)
{
    // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult)
    return block->start + block->candidates[number];
}

/* Converts one block, which ends before `stop`. False: see decide(). */
static bool run_block(struct cursor *cursor, struct zn_block *block, const uint8_t *stop)
{
    block->start = cursor->at;
    block->candidate_count = 0;
    const uint8_t *end =
        block->start + zn_block_copy(cursor->rulebook, block, (size_t)(stop - block->start));
    zn_block_thin(cursor->rulebook, block);
    const bool is_large = cursor->rulebook->is_large;
    const uint8_t *next = block->start;
    for (size_t i = 0; i < block->candidate_count; i++) {
        const uint8_t *at = candidate_at(block, i);
        if (is_large && i + PREFETCH_AHEAD < block->candidate_count)
            PREFETCH(first_slot(cursor->rulebook, candidate_at(block, i + PREFETCH_AHEAD)));
        if (at >= next && !decide(cursor, block, at, end, &next))
            return false;
    }
    if (cursor->at < end)
        put_copies(cursor, block, end);
    return true;
}

/* The number of bytes that a block may take, for its output to have room. */
static size_t block_limit(const struct zn_rulebook *rulebook)
{
    size_t limit = OUTPUT_ROOM / rulebook->max_growth;
    if (limit > ZN_BLOCK_SIZE - ZN_UTF8_MAX)
        limit = ZN_BLOCK_SIZE - ZN_UTF8_MAX;
    return limit < BLOCK_LEAST ? BLOCK_LEAST : limit;
}

/* Converts the cursor's text, as far as it can be decided. */
static bool run_text(struct cursor *cursor, struct zn_buffer *out)
{
    const struct zn_rulebook *rulebook = cursor->rulebook;
    const size_t limit = block_limit(rulebook);
    struct zn_block block;
    for (bool decided = true; decided && cursor->at < cursor->end;) {
        size_t rest = (size_t)(cursor->end - cursor->at);
        size_t taken = rest < limit ? rest : limit;
        size_t room = taken * rulebook->max_growth + rulebook->max_output + ZN_BLOCK_SLACK;
        if (!zn_buffer_reserve(out, room))
            return false;
        cursor->out = out->data + out->length;
        if (cursor->log != NULL)
            cursor->log->out = out->data;
        if (rest > ZN_BLOCK_AHEAD)
            decided = run_block(
                cursor, &block,
                cursor->at + (taken < rest - ZN_BLOCK_AHEAD ? taken : rest - ZN_BLOCK_AHEAD));
        else
            decided = step(cursor);
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
                   const uint8_t *text, size_t length, bool cut, struct zn_log *log,
                   struct zn_buffer *out)
{
    struct zn_script_log script_log = {.log = log, .rulebook = rulebook};
    if (log != NULL)
        script_log.text_base = log->source_base - state->tail.length;
    if (state->tail.length != 0) {
        if (!zn_buffer_append(&state->tail, text, length))
            return false;
        text = state->tail.data;
        length = state->tail.length;
    }
    if (length == 0)
        return true;
    script_log.text = text;
    struct cursor cursor = {
        .rulebook = rulebook,
        .text = text,
        .end = text + length,
        .at = text,
        .log = log == NULL ? NULL : &script_log,
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
