/*
 * See script.h.  Most characters are three bytes long and are decided by their
 * entry alone, through an exclusive or.  tests/bench/README.md says what was
 * measured.
 */
#include "text/script.h"

#include "text/character.h"
#include "text/script_log.h"
#include "text/utf8.h"
#include "text/word.h"

#define BLOCK_SIZE ((size_t)4 << 10)    /* bytes of text; stays in the first cache */
#define BLOCK_LEAST ((size_t)64)        /* whatever an outcome may grow to */
#define OUTPUT_ROOM ((size_t)256 << 10) /* what one block may ask for */
#define PREFETCH_AHEAD ((size_t)6)      /* candidates */
#define READ_AHEAD ((size_t)10)         /* bytes that wide loads may read */
#define COPY_WIDE ((size_t)32)          /* bytes that short copies always touch */
#define STORE_SLACK ((size_t)64)        /* at least what wide stores may touch behind an end */

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

/*
 * A hot loop in a function of its own has the registers to itself.  What will be
 * read soon can be asked for.
 */
#if defined(__GNUC__)
#define NOT_INLINE __attribute__((noinline))
#define PREFETCH(address) __builtin_prefetch(address) /* no function: gcc would drop it */
#else
#define NOT_INLINE
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

/*
 * A block is converted in phases.  The first gives every character what its
 * entry says, which never changes a length, and lists the places where
 * something else could happen; it has no branch that the text decides but for
 * the length of characters.  The second thins the list out, by the character
 * behind the pair; it has none either.  The third looks at these places in
 * order, and copies what lies between them.
 */
struct block {
    const uint8_t *start;
    uint8_t copy[BLOCK_SIZE + STORE_SLACK];
    uint16_t candidates[BLOCK_SIZE]; /* places, counted from the start */
    size_t candidate_count;
};

/* What the first phase keeps in registers, whatever it writes. */
struct tables {
    const uint32_t *leads;
    const uint32_t *entries;
    const uint32_t *filter;
    uint32_t filter_shift;
};

static inline uint32_t bit_of(const uint32_t *bits, uint32_t bit)
{
    return bits[bit / 32] >> (bit % 32) & 1;
}

/* 1 if the pair of three-byte characters can be an edge; 0 for most others. */
static inline uint32_t may_be_edge(const struct tables *tables, uint32_t word, uint32_t next)
{
    return bit_of(tables->filter, zn_filter_bit(word, next, tables->filter_shift));
}

/*
 * The first phase over three-byte characters, from place `at` of the block up
 * to the last one that another follows.  Returns the place behind it.
 */
static NOT_INLINE size_t copy_three_bytes(const struct tables tables, struct block *block,
                                          size_t at, size_t stop)
{
    const uint8_t *text = block->start;
    uint8_t *copy = block->copy;
    uint16_t *candidate = block->candidates + block->candidate_count;
    uint32_t word = zn_load_32(text + at);
    uint32_t next = zn_load_32(text + at + 3);
    while (zn_is_three_byte_lead(next) && at < stop) {
        uint32_t entry = tables.entries[zn_three_byte_place(tables.leads, word)];
        zn_store_32(copy + at, word ^ entry);
        *candidate = (uint16_t)at;
        candidate += may_be_edge(&tables, word, next) | entry >> ZN_ENTRY_OUTCOME_BIT;
        at += 3;
        word = next;
        next = zn_load_32(text + at + 3);
    }
    block->candidate_count = (size_t)(candidate - block->candidates);
    return at;
}

/* The first phase for one character of any length, whatever follows it. */
static size_t copy_one(const struct zn_rulebook *rulebook, const struct tables *tables,
                       struct block *block, size_t at)
{
    uint32_t code_point;
    size_t length = zn_utf8_decode(block->start + at, &code_point);
    uint32_t place = zn_rulebook_place(rulebook, code_point);
    uint32_t entry = rulebook->entries[place];
    uint32_t word = zn_load_32(block->start + at);
    zn_store_32(block->copy + at, word ^ entry);
    bool is_candidate = rulebook->bases[place] != ZN_NO_EDGES;
    if (is_candidate) {
        uint32_t next = zn_load_32(block->start + at + length);
        is_candidate = may_be_edge(tables, zn_filter_word(word), zn_filter_word(next)) != 0;
    }
    if (is_candidate || (entry & ZN_ENTRY_OUTCOME) != 0)
        block->candidates[block->candidate_count++] = (uint16_t)at;
    return at + length;
}

static inline bool is_busy_ascii(const struct zn_rulebook *rulebook, uint8_t byte)
{
    return (rulebook->busy_ascii[byte / 64] >> byte % 64 & 1) != 0;
}

/*
 * The first phase, over characters that begin before `stop`; reads up to seven
 * bytes from before it on.  Returns the place behind the last of them.
 */
static size_t copy_block(const struct zn_rulebook *rulebook, struct block *block, size_t stop)
{
    const struct tables tables = {rulebook->leads, rulebook->entries, rulebook->filter,
                                  rulebook->filter_shift};
    const uint8_t *text = block->start;
    size_t at = 0;
    while (at < stop) {
        if (text[at] < 0x80 && !is_busy_ascii(rulebook, text[at])) {
            block->copy[at] = text[at];
            at++;
            continue;
        }
        if (zn_is_three_byte_lead(text[at]))
            at = copy_three_bytes(tables, block, at, stop);
        if (at < stop)
            at = copy_one(rulebook, &tables, block, at);
    }
    return at;
}

/*
 * The second phase: drops the pairs of three-byte characters that neither decide
 * anything nor are followed by the third character of a key.
 */
static NOT_INLINE void thin_candidates(const struct zn_rulebook *rulebook, struct block *block)
{
    const uint32_t *deep = rulebook->deep;
    const uint32_t shift = rulebook->filter_shift;
    uint16_t *candidates = block->candidates;
    size_t kept = 0;
    for (size_t i = 0; i < block->candidate_count; i++) {
        /* The first phase wrote as many as it counted. */
        // NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign)
        uint16_t place = candidates[i];
        const uint8_t *at = block->start + place;
        uint32_t word = zn_load_32(at);
        uint32_t next = zn_load_32(at + 3);
        uint32_t third = zn_filter_word(zn_load_32(at + 6));
        uint32_t entry = rulebook->entries[zn_three_byte_place(rulebook->leads, word)];
        uint32_t is_long = zn_is_three_byte_lead(word);
        uint32_t is_next_long = zn_is_three_byte_lead(next);
        candidates[kept] = place;
        kept += ((is_long & is_next_long) ^ 1u) | entry >> ZN_ENTRY_OUTCOME_BIT |
                bit_of(deep, zn_deep_pair_bit(word, next, shift)) |
                bit_of(deep, zn_deep_edge_bit(word, next, third, shift));
    }
    block->candidate_count = kept;
}

/* Puts out the copies of the characters from the cursor to `to`; what these were. */
static inline struct zn_script_span move_copies(struct cursor *cursor,
                                                const struct block *block, const uint8_t *to)
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
static inline void put_copies(struct cursor *cursor, const struct block *block,
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
static inline void leave_to_copies(struct cursor *cursor, const struct block *block,
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
static inline bool decide(struct cursor *cursor, const struct block *block, const uint8_t *at,
                          const uint8_t *end, const uint8_t **next)
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
static inline const uint8_t *candidate_at(const struct block *block, size_t number)
{
    // NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult)
    return block->start + block->candidates[number];
}

/* Converts one block, which ends before `stop`. False: see decide(). */
static bool run_block(struct cursor *cursor, struct block *block, const uint8_t *stop)
{
    block->start = cursor->at;
    block->candidate_count = 0;
    const uint8_t *end =
        block->start + copy_block(cursor->rulebook, block, (size_t)(stop - block->start));
    thin_candidates(cursor->rulebook, block);
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
    if (limit > BLOCK_SIZE - ZN_UTF8_MAX)
        limit = BLOCK_SIZE - ZN_UTF8_MAX;
    return limit < BLOCK_LEAST ? BLOCK_LEAST : limit;
}

/* Converts the cursor's text, as far as it can be decided. */
static bool run_text(struct cursor *cursor, struct zn_buffer *out)
{
    const struct zn_rulebook *rulebook = cursor->rulebook;
    const size_t limit = block_limit(rulebook);
    struct block block;
    for (bool decided = true; decided && cursor->at < cursor->end;) {
        size_t rest = (size_t)(cursor->end - cursor->at);
        size_t taken = rest < limit ? rest : limit;
        size_t room = taken * rulebook->max_growth + rulebook->max_output + STORE_SLACK;
        if (!zn_buffer_reserve(out, room))
            return false;
        cursor->out = out->data + out->length;
        if (cursor->log != NULL)
            cursor->log->out = out->data;
        if (rest > READ_AHEAD)
            decided = run_block(cursor, &block,
                                cursor->at +
                                    (taken < rest - READ_AHEAD ? taken : rest - READ_AHEAD));
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
