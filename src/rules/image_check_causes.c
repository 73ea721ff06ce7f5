/*
 * See image_check_causes.h.  The names are checked first, for the other sections
 * point there.
 */
#include "rules/image_check_causes.h"

#include "text/utf8.h"

#define CODE_POINTS 0x110000u

/* The sections, as they are being checked. */
struct checker {
    const struct zn_image_header *header;
    const struct zn_cause *causes;
    const uint16_t *place_causes;
    const uint16_t *slot_causes;
    const struct zn_candidates *candidates;
    const char *names;
    uint32_t names_length;
    size_t cause_count;
    size_t candidate_count;
};

static uint32_t length_of(const struct checker *checker, enum zn_section_kind kind)
{
    return checker->header->sections[kind].length;
}

static const void *data_of(const struct checker *checker, enum zn_section_kind kind)
{
    return (const uint8_t *)checker->header + checker->header->sections[kind].offset;
}

static const char *check_lengths(const struct checker *checker)
{
    size_t slots = length_of(checker, ZN_SECTION_SLOTS) / sizeof(struct zn_slot);
    if (checker->cause_count == 0 || checker->cause_count > ZN_CAUSES_MOST ||
        length_of(checker, ZN_SECTION_CAUSES) % sizeof(struct zn_cause) != 0 ||
        length_of(checker, ZN_SECTION_SLOT_CAUSES) != slots * sizeof(uint16_t) ||
        length_of(checker, ZN_SECTION_CANDIDATES) % sizeof(struct zn_candidates) != 0)
        return "a section of causes has a wrong length";
    return NULL;
}

static const char *check_names(const struct checker *checker)
{
    const char *names = checker->names;
    uint32_t length = checker->names_length;
    if (length == 0 || names[0] != '\0' || names[length - 1] != '\0')
        return "the names do not end where they should";
    if (zn_utf8_valid_prefix((const uint8_t *)names, length) != length)
        return "a name is not UTF-8";
    return NULL;
}

/* Does a string begin at `offset`? */
static bool is_name(const struct checker *checker, uint32_t offset)
{
    return offset < checker->names_length &&
           (offset == 0 || checker->names[offset - 1] == '\0');
}

static bool is_good_cause(const struct checker *checker, const struct zn_cause *cause)
{
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++) {
        if (!is_name(checker, cause->names[kind]) ||
            (cause->flags[kind] & ~ZN_CAUSE_AMBIGUOUS) != 0)
            return false;
    }
    return true;
}

static const char *check_causes(const struct checker *checker)
{
    static const struct zn_cause nothing = {.names = {0}};
    if (memcmp(&checker->causes[ZN_CAUSE_NOTHING], &nothing, sizeof nothing) != 0)
        return "what nothing decided has a cause";
    for (size_t i = 0; i < checker->cause_count; i++) {
        if (!is_good_cause(checker, &checker->causes[i]))
            return "a cause is wrong";
    }
    return NULL;
}

static const char *check_numbers(const struct checker *checker)
{
    size_t places = length_of(checker, ZN_SECTION_PLACE_CAUSES) / sizeof(uint16_t);
    size_t slots = length_of(checker, ZN_SECTION_SLOT_CAUSES) / sizeof(uint16_t);
    for (size_t i = 0; i < places; i++) {
        /* Page 0 is that of characters without rules. */
        if (checker->place_causes[i] >= checker->cause_count ||
            (i < ZN_PAGE_SIZE && checker->place_causes[i] != ZN_CAUSE_NOTHING))
            return "a character has a wrong cause";
    }
    for (size_t i = 0; i < slots; i++) {
        if (checker->slot_causes[i] >= checker->cause_count)
            return "a slot has a wrong cause";
    }
    return NULL;
}

/*
 * Are there so many strings from `first` on, none of them empty?  `*behind`
 * receives where the last one ends.
 */
static bool has_strings(const struct checker *checker, uint32_t first, uint32_t count,
                        uint32_t *behind)
{
    uint32_t at = first;
    for (uint32_t i = 0; i < count; i++) {
        if (!is_name(checker, at) || checker->names[at] == '\0')
            return false;
        at += (uint32_t)strlen(checker->names + at) + 1;
    }
    *behind = at;
    return true;
}

/* Strings lie behind one another, so that looking at all of them ends soon. */
static const char *check_candidates(const struct checker *checker)
{
    uint32_t behind = 0;
    for (size_t i = 0; i < checker->candidate_count; i++) {
        const struct zn_candidates *each = &checker->candidates[i];
        if (each->code_point >= CODE_POINTS || each->count < 2 ||
            each->count > ZN_CANDIDATES_MOST || each->first < behind ||
            (i != 0 && each->code_point <= each[-1].code_point) ||
            !has_strings(checker, each->first, each->count, &behind))
            return "the candidates of a character are wrong";
    }
    return NULL;
}

const char *zn_image_check_causes(const struct zn_image_header *header)
{
    static const char *(*const checks[])(const struct checker *) = {
        check_lengths, check_names, check_causes, check_numbers, check_candidates};
    struct checker checker = {.header = header};
    checker.causes = data_of(&checker, ZN_SECTION_CAUSES);
    checker.place_causes = data_of(&checker, ZN_SECTION_PLACE_CAUSES);
    checker.slot_causes = data_of(&checker, ZN_SECTION_SLOT_CAUSES);
    checker.candidates = data_of(&checker, ZN_SECTION_CANDIDATES);
    checker.names = data_of(&checker, ZN_SECTION_NAMES);
    checker.names_length = length_of(&checker, ZN_SECTION_NAMES);
    checker.cause_count = length_of(&checker, ZN_SECTION_CAUSES) / sizeof(struct zn_cause);
    checker.candidate_count =
        length_of(&checker, ZN_SECTION_CANDIDATES) / sizeof(struct zn_candidates);
    const char *reason = NULL;
    for (size_t i = 0; reason == NULL && i < sizeof checks / sizeof checks[0]; i++)
        reason = checks[i](&checker);
    return reason;
}
