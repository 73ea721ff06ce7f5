/*
 * See form_fold.h.  A scan jumps to the next character that unicode.h gives a
 * kind; each kind has a rule, and some look at what stands beside them:
 *
 *   - joiners go between Han, where nothing joins: what counts is what stands
 *     beside them when all removals are done;
 *   - variation selectors go behind Han;
 *   - a half-width sound mark is a combining mark behind kana;
 *   - full-width separators fold between full-width digits.
 */
#include "text/form_fold.h"

#include "text/character.h"
#include "text/form_output.h"
#include "text/scan.h"
#include "text/unicode.h"
#include "text/utf8.h"

struct character {
    const uint8_t *at;
    size_t length;
    uint32_t code_point;
    enum zn_form_kind kind;
};

struct fold {
    const struct zn_settings *settings;
    const uint8_t *text;
    const uint8_t *end;
    struct zn_form_output output;
    size_t composing; /* where `out` first has a character that may compose; or SIZE_MAX */
    /* Of the last character that stays and belongs to none before it, as it comes out. */
    enum zn_char_class base;
    /* What is behind has been looked at up to these places, with this result. */
    const uint8_t *joiners_end;
    bool joiners_before_han;
    const uint8_t *groups_end;
    bool groups_of_thousands;
};

static inline struct character read_at(const uint8_t *at)
{
    struct character character = {.at = at};
    character.length = zn_utf8_decode(at, &character.code_point);
    character.kind = zn_unicode_form(character.code_point);
    return character;
}

/* ---- Numbers in full-width digits ---------------------------------------------- */

enum {
    WIDE_LENGTH = 3, /* bytes of U+FF00 to U+FFFF */
    GROUP_LENGTH = 3 * WIDE_LENGTH
};

static bool is_digit(uint8_t byte)
{
    return byte >= '0' && byte <= '9';
}

/* Is the full-width twin of an ASCII mark or digit at `at`? */
static bool is_wide(const uint8_t *at, const uint8_t *end, char ascii)
{
    return end - at >= WIDE_LENGTH && at[0] == 0xEF && at[1] == 0xBC &&
           at[2] == 0x80 + (ascii - ' ');
}

static bool is_wide_digit(const uint8_t *at, const uint8_t *end)
{
    return end - at >= WIDE_LENGTH && at[0] == 0xEF && at[1] == 0xBC && at[2] >= 0x90 &&
           at[2] <= 0x99;
}

static const uint8_t *skip_wide_digits(const uint8_t *at, const uint8_t *end)
{
    while (is_wide_digit(at, end))
        at += WIDE_LENGTH;
    return at;
}

/*
 * May the digits before the comma at `at` be the first group of a number in
 * thousands?  They are one to three, do not begin with zero, and are not the
 * rest of a number that begins otherwise.
 */
static bool is_first_group(const struct fold *fold, const uint8_t *at)
{
    const uint8_t *first = at;
    while (first - fold->text >= WIDE_LENGTH && is_wide_digit(first - WIDE_LENGTH, fold->end))
        first -= WIDE_LENGTH;
    if (at - first > GROUP_LENGTH || is_wide(first, fold->end, '0'))
        return false;
    if (first > fold->text && is_digit(first[-1]))
        return false;
    return first - fold->text < WIDE_LENGTH || !is_wide(first - WIDE_LENGTH, fold->end, '.');
}

/* Does the comma at `at`, the first between these digits, part groups of thousands? */
static bool parts_thousands(struct fold *fold, const uint8_t *at)
{
    if (at < fold->groups_end)
        return fold->groups_of_thousands;
    bool thousands = is_first_group(fold, at);
    while (is_wide(at, fold->end, ',') && is_wide_digit(at + WIDE_LENGTH, fold->end)) {
        const uint8_t *group = at + WIDE_LENGTH;
        at = skip_wide_digits(group, fold->end);
        thousands &= at - group == GROUP_LENGTH;
    }
    thousands &= at == fold->end || !is_digit(*at);
    fold->groups_end = at;
    fold->groups_of_thousands = thousands;
    return thousands;
}

static bool is_in_number(struct fold *fold, const uint8_t *at)
{
    return at - fold->text >= WIDE_LENGTH && is_wide_digit(at - WIDE_LENGTH, fold->end) &&
           is_wide_digit(at + WIDE_LENGTH, fold->end) &&
           (!is_wide(at, fold->end, ',') || parts_thousands(fold, at));
}

/* ---- Rules ------------------------------------------------------------------------ */

/* Of the kinds that a rule changes. */
static const uint8_t rules[ZN_FORM_KINDS] = {
    [ZN_FORM_SEPARATOR] = ZN_RULE_FULLWIDTH_SEPARATORS,
    [ZN_FORM_JOINER] = ZN_RULE_JOINERS,
    [ZN_FORM_VARIATION_SELECTOR] = ZN_RULE_VARIATION_SEQUENCES,
    [ZN_FORM_INVISIBLE] = ZN_RULE_INVISIBLES,
    [ZN_FORM_BIDI_CONTROL] = ZN_RULE_BIDI_CONTROLS,
    [ZN_FORM_CONTROL] = ZN_RULE_CONTROLS,
    [ZN_FORM_RADICAL] = ZN_RULE_RADICALS,
    [ZN_FORM_PRESENTATION] = ZN_RULE_PRESENTATION_FORMS,
    [ZN_FORM_HALFWIDTH] = ZN_RULE_HALFWIDTH_FORMS,
    [ZN_FORM_SOUND_MARK] = ZN_RULE_HALFWIDTH_FORMS,
    [ZN_FORM_COMPATIBILITY] = ZN_RULE_COMPATIBILITY_IDEOGRAPHS,
    [ZN_FORM_LETTER] = ZN_RULE_FULLWIDTH_LETTERS,
    [ZN_FORM_DIGIT] = ZN_RULE_FULLWIDTH_DIGITS,
    [ZN_FORM_SIGN] = ZN_RULE_FULLWIDTH_SIGNS,
};

static bool is_on(const struct fold *fold, enum zn_form_kind kind)
{
    return zn_rule_is_on(fold->settings, (enum zn_rule)rules[kind]);
}

static bool is_removed_kind(enum zn_form_kind kind)
{
    return kind >= ZN_FORM_JOINER && kind <= ZN_FORM_CONTROL;
}

/*
 * Is Han the first that stays behind the joiner at `at`, if Han is before it?
 * Then all that lies between is removed, joiners and variation selectors too.
 */
static bool is_before_han(struct fold *fold, const uint8_t *at)
{
    if (at < fold->joiners_end)
        return fold->joiners_before_han;
    bool han = false;
    while (at < fold->end) {
        struct character character = read_at(at);
        if (!is_removed_kind(character.kind) || !is_on(fold, character.kind)) {
            han = zn_is_han(character.code_point);
            break;
        }
        at += character.length;
    }
    fold->joiners_end = at;
    fold->joiners_before_han = han;
    return han;
}

/* Does its rule change a character that is not plain? */
static bool applies(struct fold *fold, const struct character *character)
{
    if (!is_on(fold, character->kind))
        return false;
    switch (character->kind) {
    case ZN_FORM_SEPARATOR:
        return is_on(fold, ZN_FORM_DIGIT) && is_in_number(fold, character->at);
    case ZN_FORM_JOINER:
        return fold->base == ZN_CHAR_HAN && is_before_han(fold, character->at);
    case ZN_FORM_VARIATION_SELECTOR:
        return fold->base == ZN_CHAR_HAN;
    default:
        return true;
    }
}

/* What a character folds to. */
static uint32_t target_of(const struct fold *fold, const struct character *character)
{
    enum { TO_SPACING = 2 }; /* from U+3099 to U+309B, from U+309A to U+309C */
    uint32_t target = zn_unicode_fold(character->code_point);
    if (character->kind == ZN_FORM_SOUND_MARK)
        return fold->base == ZN_CHAR_KANA ? target : target + TO_SPACING;
    /* Presentation forms of curly brackets become full-width ones, which fold as well. */
    if (zn_unicode_form(target) == ZN_FORM_SIGN && is_on(fold, ZN_FORM_SIGN))
        return zn_unicode_fold(target);
    return target;
}

/* ---- The walk ------------------------------------------------------------------------ */

/* Takes in that `code_point` stands next in the output. */
static void note(struct fold *fold, uint32_t code_point)
{
    enum zn_char_class class = zn_char_class(code_point);
    if (class != ZN_CHAR_EXTEND)
        fold->base = class;
}

/* Takes in that the character at `at` may compose with what is before it. */
static void note_composing(struct fold *fold, const uint8_t *at)
{
    const struct zn_form_output *output = &fold->output;
    if (fold->composing == SIZE_MAX)
        fold->composing = output->out->length + (size_t)(at - fold->text) - output->copied;
}

/* Takes the plain text that the scan jumped over. */
static void note_plain(struct fold *fold, const uint8_t *from, const uint8_t *to)
{
    while (to > from) {
        do
            to--;
        while (zn_utf8_is_continuation(*to));
        uint32_t code_point;
        zn_utf8_decode(to, &code_point);
        enum zn_char_class class = zn_char_class(code_point);
        if (class != ZN_CHAR_EXTEND) {
            fold->base = class;
            return;
        }
    }
}

/* Folds or removes a character. False: no memory. */
static bool change(struct fold *fold, const struct character *character)
{
    size_t from = (size_t)(character->at - fold->text);
    size_t to = from + character->length;
    enum zn_rule rule = (enum zn_rule)rules[character->kind];
    if (is_removed_kind(character->kind))
        return zn_form_replace(&fold->output, from, to, NULL, 0, rule);
    uint32_t target = target_of(fold, character);
    if (zn_unicode_form(target) == ZN_FORM_COMPOSES)
        note_composing(fold, character->at);
    note(fold, target);
    return zn_form_replace(&fold->output, from, to, &target, 1, rule);
}

/* Takes a character that is not plain. False: no memory. */
static bool take(struct fold *fold, const struct character *character)
{
    switch (character->kind) {
    case ZN_FORM_PRIVATE_USE:
        fold->output.tally->private_use++;
        break;
    case ZN_FORM_REPLACEMENT:
        fold->output.tally->replacements++;
        break;
    case ZN_FORM_UNASSIGNED:
        fold->output.tally->unassigned++;
        break;
    case ZN_FORM_COMPOSES:
    case ZN_FORM_DECOMPOSES:
        note_composing(fold, character->at);
        break;
    default:
        if (applies(fold, character))
            return change(fold, character);
        break;
    }
    note(fold, character->code_point);
    return true;
}

/* Takes characters from `at` on until one is plain; returns its place. NULL: no memory. */
static const uint8_t *take_run(struct fold *fold, const uint8_t *at)
{
    while (at < fold->end) {
        struct character character = read_at(at);
        if (character.kind == ZN_FORM_PLAIN)
            break;
        if (!take(fold, &character))
            return NULL;
        at += character.length;
    }
    return at;
}

bool zn_form_fold(const struct zn_settings *settings, const uint8_t *text, size_t length,
                  struct zn_tally *tally, struct zn_buffer *out, size_t *composing)
{
    const uint8_t *end = text + length;
    const struct zn_scanner *scanner = zn_scanner();
    struct fold fold = {.settings = settings,
                        .text = text,
                        .end = end,
                        .output = {.text = text, .out = out, .tally = tally},
                        .composing = SIZE_MAX,
                        .base = ZN_CHAR_PARAGRAPH_END,
                        .joiners_end = text,
                        .groups_end = text};
    for (const uint8_t *at = text; at < end;) {
        const uint8_t *stop = scanner->find_form(at, end);
        note_plain(&fold, at, stop);
        at = take_run(&fold, stop);
        if (at == NULL)
            return false;
    }
    if (!zn_form_copy(&fold.output, length))
        return false;
    *composing = fold.composing == SIZE_MAX ? out->length : fold.composing;
    return true;
}
