/* Cutting a paragraph into runs.  See runs.h. */
#include "text/runs.h"

#include "text/character.h"
#include "text/spans.h"
#include "text/utf8.h"

/* From how many dots on a run of them is an ellipsis. */
enum { ELLIPSIS_DOTS = 3 };

struct cutter {
    const uint8_t *text;
    const uint8_t *end;
    struct zn_buffer *scratch;
    struct zn_run *runs;
    size_t count;
    size_t capacity;
    bool has_pairs;
    bool has_quotes;
    bool has_dots;
    struct zn_span_memory memory;
};

/* Makes room for some runs more. False: no memory. */
static bool grow(struct cutter *cutter)
{
    size_t wanted = cutter->capacity + 64;
    if (wanted > SIZE_MAX / sizeof(struct zn_run) ||
        !zn_buffer_grow(cutter->scratch, wanted * sizeof(struct zn_run)))
        return false;
    cutter->runs = (struct zn_run *)(void *)cutter->scratch->data;
    cutter->capacity = cutter->scratch->capacity / sizeof(struct zn_run);
    return true;
}

/* Begins a run; there is room for it. */
static inline void push(struct cutter *cutter, const uint8_t *at, enum zn_run_kind kind,
                        enum zn_mark mark, unsigned flags)
{
    cutter->runs[cutter->count++] = (struct zn_run){.start = (uint32_t)(at - cutter->text),
                                                    .kind = (uint8_t)kind,
                                                    .mark = (uint8_t)mark,
                                                    .flags = (uint8_t)flags};
}

/* Begins a run unless the one before is of the same kind and takes this in. */
static void extend(struct cutter *cutter, const uint8_t *at, enum zn_run_kind kind)
{
    if (cutter->runs[cutter->count - 1].kind != kind)
        push(cutter, at, kind, ZN_MARK_NONE, 0);
}

/* How often the character of `length` bytes at `at` stands there on end. */
static size_t count_repeats(const uint8_t *at, const uint8_t *end, size_t length)
{
    size_t count = 1;
    while ((size_t)(end - at) >= (count + 1) * length &&
           memcmp(at, at + count * length, length) == 0)
        count++;
    return count;
}

/* Is the mark before `behind` an apostrophe, as in it's, or a sign for feet? */
static bool is_apostrophe(const struct cutter *cutter, const uint8_t *behind)
{
    const struct zn_run *before = &cutter->runs[cutter->count - 1];
    if (before->kind != ZN_RUN_LATIN && before->kind != ZN_RUN_DIGIT)
        return false;
    if (behind == cutter->end || (size_t)(cutter->end - behind) < zn_utf8_length(*behind))
        return false;
    uint32_t code_point;
    zn_utf8_decode(behind, &code_point);
    enum zn_char_class class = zn_char_class(code_point);
    return class == ZN_CHAR_LATIN || class == ZN_CHAR_DIGIT;
}

/* ---- ASCII ------------------------------------------------------------- */

/* Letters are told apart before; what has no kind of its own is a SYMBOL. */
static const uint8_t ascii_kinds[128] = {
    ['\t'] = ZN_RUN_SPACE, [' '] = ZN_RUN_SPACE, ['!'] = ZN_RUN_MARK,  ['"'] = ZN_RUN_QUOTE,
    ['\''] = ZN_RUN_QUOTE, ['('] = ZN_RUN_OPEN,  [')'] = ZN_RUN_CLOSE, [','] = ZN_RUN_MARK,
    [':'] = ZN_RUN_MARK,   [';'] = ZN_RUN_MARK,  ['?'] = ZN_RUN_MARK,  ['['] = ZN_RUN_OPEN,
    [']'] = ZN_RUN_CLOSE,  ['{'] = ZN_RUN_OPEN,  ['}'] = ZN_RUN_CLOSE, ['0'] = ZN_RUN_DIGIT,
    ['1'] = ZN_RUN_DIGIT,  ['2'] = ZN_RUN_DIGIT, ['3'] = ZN_RUN_DIGIT, ['4'] = ZN_RUN_DIGIT,
    ['5'] = ZN_RUN_DIGIT,  ['6'] = ZN_RUN_DIGIT, ['7'] = ZN_RUN_DIGIT, ['8'] = ZN_RUN_DIGIT,
    ['9'] = ZN_RUN_DIGIT,
};

static enum zn_mark ascii_mark(uint8_t byte)
{
    switch (byte) {
    case ',':
        return ZN_MARK_COMMA;
    case ';':
        return ZN_MARK_SEMICOLON;
    case ':':
        return ZN_MARK_COLON;
    case '!':
        return ZN_MARK_EXCLAMATION;
    case '?':
        return ZN_MARK_QUESTION;
    case '(':
    case ')':
        return ZN_MARK_ROUND;
    case '[':
    case ']':
        return ZN_MARK_SQUARE;
    case '{':
    case '}':
        return ZN_MARK_CURLY;
    case '"':
        return ZN_MARK_STRAIGHT_DOUBLE;
    case '\'':
        return ZN_MARK_STRAIGHT_SINGLE;
    default:
        return ZN_MARK_NONE;
    }
}

/* The end of the address that the colon at `at` belongs to, or `at`. */
static const uint8_t *address_at_colon(const struct cutter *cutter, const uint8_t *at)
{
    const struct zn_run *before = &cutter->runs[cutter->count - 1];
    ptrdiff_t left = cutter->end - at;
    if (before->kind != ZN_RUN_LATIN || left < 2)
        return at;
    if (left >= 3 && at[1] == '/' && at[2] == '/')
        return zn_span_url(at + 3, cutter->end);
    bool drive = at - cutter->text == before->start + 1 && before[-1].kind != ZN_RUN_DIGIT &&
                 (at[1] == '\\' || (at[1] == '/' && left >= 3 && zn_is_ascii_letter(at[2])));
    return drive ? zn_span_path(at + 1, cutter->end) : at;
}

/* The end of the address that the slash at `at` belongs to, or `at`. */
static const uint8_t *address_at_slash(const struct cutter *cutter, const uint8_t *at)
{
    const struct zn_run *before = &cutter->runs[cutter->count - 1];
    if (before->kind == ZN_RUN_LATIN && before[-1].kind == ZN_RUN_DOT) {
        const uint8_t *letters = cutter->text + before->start;
        if (zn_span_is_domain(letters, (size_t)(at - letters)))
            return zn_span_url(at, cutter->end);
    }
    bool fresh = before->kind != ZN_RUN_LATIN && before->kind != ZN_RUN_DIGIT;
    return fresh && zn_span_is_path(at, cutter->end) ? zn_span_url(at, cutter->end) : at;
}

/* The end of the URL without a scheme that the dot at `at` belongs to, or `at`. */
static const uint8_t *address_at_dot(const struct cutter *cutter, const uint8_t *at)
{
    const struct zn_run *before = &cutter->runs[cutter->count - 1];
    bool www = before->kind == ZN_RUN_LATIN && at - cutter->text == before->start + 3 &&
               memcmp(at - 3, "www", 3) == 0 && cutter->end - at >= 2;
    if (!www || !(zn_is_ascii_alnum(at[1]) || (at[1] >= 0xE4 && at[1] <= 0xE9)))
        return at;
    /* A domain may be of Han, too. */
    return at[1] < 0x80 ? zn_span_url(at, cutter->end) : zn_span_path(at + 1, cutter->end);
}

/* Cuts off a protected run if one begins at `at`; returns its end, or `at`. */
static const uint8_t *cut_protected(struct cutter *cutter, const uint8_t *at)
{
    enum zn_run_kind kind = ZN_RUN_OPAQUE;
    const uint8_t *next = at;
    switch (*at) {
    case '<':
        next = zn_span_tag(&cutter->memory, at, cutter->end);
        kind = ZN_RUN_MARKUP;
        break;
    case '&':
        next = zn_span_entity(at, cutter->end);
        kind = ZN_RUN_MARKUP;
        break;
    case '`':
        next = zn_span_code(&cutter->memory, at, cutter->end);
        break;
    case ':':
        next = address_at_colon(cutter, at);
        break;
    case '/':
        next = address_at_slash(cutter, at);
        break;
    case '.':
        next = address_at_dot(cutter, at);
        break;
    case '$':
    case '\\':
        next = zn_span_math(at, cutter->end);
        break;
    default:
        break;
    }
    if (next != at)
        push(cutter, at, kind, ZN_MARK_NONE, 0);
    return next;
}

/* Cuts off the dots or hyphens that begin at `at`; returns their end. */
static const uint8_t *cut_repeated(struct cutter *cutter, const uint8_t *at)
{
    size_t count = count_repeats(at, cutter->end, 1);
    if (*at == '.' && count >= ELLIPSIS_DOTS) {
        extend(cutter, at, ZN_RUN_ELLIPSIS);
    } else if (*at == '.') {
        push(cutter, at, ZN_RUN_DOT, ZN_MARK_NONE, 0);
        cutter->has_dots = true;
        return at + 1;
    } else if (count == 2) {
        push(cutter, at, ZN_RUN_DASH, ZN_MARK_NONE, 0);
    } else {
        extend(cutter, at, ZN_RUN_SYMBOL);
    }
    return at + count;
}

/* One ASCII mark; a bracket behind a backslash is TeX's, not the text's. */
static void cut_mark(struct cutter *cutter, const uint8_t *at, enum zn_run_kind kind)
{
    bool bracket = kind == ZN_RUN_OPEN || kind == ZN_RUN_CLOSE;
    if (bracket && at > cutter->text && at[-1] == '\\') {
        extend(cutter, at, ZN_RUN_SYMBOL);
        return;
    }
    cutter->has_pairs |= bracket || kind == ZN_RUN_QUOTE;
    cutter->has_quotes |= kind == ZN_RUN_QUOTE;
    push(cutter, at, kind, ascii_mark(*at), 0);
}

/* Cuts off what begins with the ASCII character at `at`; returns its end. */
static const uint8_t *cut_ascii(struct cutter *cutter, const uint8_t *at)
{
    if (zn_is_ascii_letter(*at)) {
        extend(cutter, at, ZN_RUN_LATIN);
        while (at < cutter->end && zn_is_ascii_letter(*at))
            at++;
        return at;
    }
    const uint8_t *next = cut_protected(cutter, at);
    if (next != at)
        return next;
    if (*at == '.' || *at == '-')
        return cut_repeated(cutter, at);
    if (*at == '`') { /* no code: all of them at once, or each would look for the end */
        extend(cutter, at, ZN_RUN_SYMBOL);
        return at + count_repeats(at, cutter->end, 1);
    }
    enum zn_run_kind kind = (enum zn_run_kind)ascii_kinds[*at];
    if (kind == ZN_RUN_EDGE || (*at == '\'' && is_apostrophe(cutter, at + 1)))
        kind = ZN_RUN_SYMBOL;
    if (kind == ZN_RUN_DIGIT || kind == ZN_RUN_SPACE || kind == ZN_RUN_SYMBOL)
        extend(cutter, at, kind);
    else
        cut_mark(cutter, at, kind);
    return at + 1;
}

/* ---- All else ---------------------------------------------------------- */

static enum zn_mark wide_mark(uint32_t code_point)
{
    switch (code_point) {
    case 0xFF0C:
        return ZN_MARK_COMMA;
    case 0xFF1B:
        return ZN_MARK_SEMICOLON;
    case 0xFF1A:
        return ZN_MARK_COLON;
    case 0xFF01:
        return ZN_MARK_EXCLAMATION;
    case 0xFF1F:
        return ZN_MARK_QUESTION;
    case 0xFF08:
    case 0xFF09:
        return ZN_MARK_ROUND;
    case 0x3001:
    case 0xFF64:
        return ZN_MARK_PAUSE;
    case 0x3002:
    case 0xFF61:
        return ZN_MARK_STOP;
    case 0x201C:
        return ZN_MARK_DOUBLE_OPEN;
    case 0x201D:
        return ZN_MARK_DOUBLE_CLOSE;
    case 0x2018:
        return ZN_MARK_SINGLE_OPEN;
    case 0x2019:
        return ZN_MARK_SINGLE_CLOSE;
    case 0x300C:
    case 0xFE41: /* these four have vertical forms */
        return ZN_MARK_CORNER_OPEN;
    case 0x300D:
    case 0xFE42:
        return ZN_MARK_CORNER_CLOSE;
    case 0x300E:
    case 0xFE43:
        return ZN_MARK_WHITE_CORNER_OPEN;
    case 0x300F:
    case 0xFE44:
        return ZN_MARK_WHITE_CORNER_CLOSE;
    default:
        return ZN_MARK_CJK_BRACKET;
    }
}

/* The kind of a character that classes do not tell, whatever its number; or EDGE. */
static enum zn_run_kind single_kind(uint32_t code_point)
{
    switch (code_point) {
    case 0x2026: /* horizontal ellipsis */
    case 0x22EF: /* midline horizontal ellipsis */
        return ZN_RUN_ELLIPSIS;
    case 0x2022: /* bullet */
    case 0x2027: /* hyphenation point */
    case 0x25CF: /* black circle */
    case 0x30FB: /* katakana middle dot */
    case 0xFF65: /* its half-width form */
        return ZN_RUN_INTERPUNCT;
    case 0xFF0E: /* full-width full stop */
        return ZN_RUN_DOT;
    default:
        return ZN_RUN_EDGE;
    }
}

/* The kind of a character that stands a number of times on end; or EDGE. */
static enum zn_run_kind repeated_kind(uint32_t code_point, const uint8_t *at,
                                      const uint8_t *end, size_t *count)
{
    size_t length = zn_utf8_length(*at);
    switch (code_point) {
    case 0x3002: /* ideographic full stop */
    case 0xFF61: /* its half-width form */
        *count = count_repeats(at, end, length);
        return *count >= ELLIPSIS_DOTS ? ZN_RUN_ELLIPSIS : ZN_RUN_EDGE;
    case 0x00B7: /* middle dot */
        *count = count_repeats(at, end, length);
        if (*count >= ELLIPSIS_DOTS)
            return ZN_RUN_ELLIPSIS;
        *count = 1;
        return ZN_RUN_INTERPUNCT;
    case 0x2014: /* em dash */
    case 0x2015: /* horizontal bar */
    case 0x2500: /* box drawings light horizontal */
    case 0xFF0D: /* full-width hyphen-minus */
        *count = count_repeats(at, end, length);
        return *count == 2 ? ZN_RUN_DASH : ZN_RUN_SYMBOL;
    case 0x2E3A: /* two-em dash */
        *count = count_repeats(at, end, length);
        return *count == 1 ? ZN_RUN_DASH : ZN_RUN_SYMBOL;
    default:
        *count = 1;
        return single_kind(code_point);
    }
}

/* Cuts off what `repeated_kind` knows; returns its end, or `at`: it does not. */
static const uint8_t *cut_repeated_wide(struct cutter *cutter, const uint8_t *at,
                                        uint32_t code_point)
{
    size_t count;
    enum zn_run_kind kind = repeated_kind(code_point, at, cutter->end, &count);
    if (kind == ZN_RUN_EDGE)
        return at;
    if (kind == ZN_RUN_ELLIPSIS || kind == ZN_RUN_SYMBOL)
        extend(cutter, at, kind);
    else
        push(cutter, at, kind, ZN_MARK_NONE, ZN_RUN_WIDE);
    cutter->has_dots |= kind == ZN_RUN_DOT;
    return at + count * zn_utf8_length(*at);
}

/* Do combining marks behind this run belong to it? */
static bool takes_extension(const struct zn_run *run)
{
    return (run->kind >= ZN_RUN_HAN && run->kind <= ZN_RUN_OPAQUE) ||
           run->kind == ZN_RUN_SYMBOL;
}

static void cut_wide(struct cutter *cutter, const uint8_t *at, uint32_t code_point)
{
    /* The classes that make runs of any length. */
    static const uint8_t kinds[] = {
        [ZN_CHAR_OTHER] = ZN_RUN_SYMBOL,
        [ZN_CHAR_SPACE] = ZN_RUN_SPACE,
        [ZN_CHAR_PARAGRAPH_END] = ZN_RUN_SYMBOL,
        [ZN_CHAR_HAN] = ZN_RUN_HAN,
        [ZN_CHAR_KANA] = ZN_RUN_KANA,
        [ZN_CHAR_HANGUL] = ZN_RUN_HANGUL,
        [ZN_CHAR_LATIN] = ZN_RUN_LATIN,
        [ZN_CHAR_DIGIT] = ZN_RUN_DIGIT,
        [ZN_CHAR_CJK_STOP] = ZN_RUN_MARK,
        [ZN_CHAR_CJK_OPEN] = ZN_RUN_OPEN,
        [ZN_CHAR_CJK_CLOSE] = ZN_RUN_CLOSE,
        [ZN_CHAR_CJK_MARK] = ZN_RUN_SYMBOL,
        [ZN_CHAR_EXTEND] = ZN_RUN_SYMBOL,
    };
    enum zn_char_class class = zn_char_class(code_point);
    enum zn_mark mark = wide_mark(code_point);
    enum zn_run_kind kind = (enum zn_run_kind)kinds[class];
    if (mark >= ZN_MARK_DOUBLE_OPEN)
        kind = mark == ZN_MARK_SINGLE_CLOSE && is_apostrophe(cutter, at + zn_utf8_length(*at))
                   ? ZN_RUN_SYMBOL
                   : ZN_RUN_QUOTE;
    if (class == ZN_CHAR_EXTEND && takes_extension(&cutter->runs[cutter->count - 1]))
        return;
    switch (kind) {
    case ZN_RUN_MARK:
        push(cutter, at, kind, mark, ZN_RUN_WIDE);
        break;
    case ZN_RUN_OPEN:
    case ZN_RUN_CLOSE:
    case ZN_RUN_QUOTE:
        cutter->has_pairs = true;
        cutter->has_quotes |= kind == ZN_RUN_QUOTE;
        push(cutter, at, kind, mark, ZN_RUN_WIDE);
        break;
    case ZN_RUN_HAN:
        push(cutter, at, kind, ZN_MARK_NONE, 0);
        break;
    default:
        extend(cutter, at, kind);
    }
}

/* Cuts off what begins with the character at `at`, not ASCII; returns its end. */
static const uint8_t *cut_other(struct cutter *cutter, const uint8_t *at,
                                const struct zn_scanner *scanner)
{
    if ((*at >= 0xE4 && *at <= 0xE9) ||
        (*at == 0xE3 && at + 1 < cutter->end && at[1] >= 0x90)) {
        const uint8_t *stop = scanner->skip_han(at, cutter->end);
        if (stop != at) {
            push(cutter, at, ZN_RUN_HAN, ZN_MARK_NONE, 0);
            return stop;
        }
    }
    size_t length = zn_utf8_length(*at);
    if ((size_t)(cutter->end - at) < length) {
        /* Cut short, which valid text never is. */
        extend(cutter, at, ZN_RUN_SYMBOL);
        return cutter->end;
    }
    uint32_t code_point;
    zn_utf8_decode(at, &code_point);
    const uint8_t *stop = cut_repeated_wide(cutter, at, code_point);
    if (stop != at)
        return stop;
    cut_wide(cutter, at, code_point);
    return at + length;
}

bool zn_runs_cut(struct zn_paragraph *paragraph, const uint8_t *text, uint32_t length,
                 const struct zn_scanner *scanner, struct zn_buffer *scratch)
{
    struct cutter cutter = {.text = text, .end = text + length, .scratch = scratch};
    cutter.runs = (struct zn_run *)(void *)scratch->data;
    cutter.capacity = scratch->capacity / sizeof(struct zn_run);
    /* Two edges; and each turn of the loop begins one run at most. */
    if (cutter.capacity < 2 && !grow(&cutter))
        return false;
    push(&cutter, text, ZN_RUN_EDGE, ZN_MARK_NONE, 0);
    for (const uint8_t *at = text; at < cutter.end;) {
        if (cutter.capacity - cutter.count < 2 && !grow(&cutter))
            return false;
        at = *at < 0x80 ? cut_ascii(&cutter, at) : cut_other(&cutter, at, scanner);
    }
    push(&cutter, cutter.end, ZN_RUN_EDGE, ZN_MARK_NONE, 0);
    *paragraph = (struct zn_paragraph){.text = text,
                                       .length = length,
                                       .runs = cutter.runs,
                                       .count = cutter.count,
                                       .has_pairs = cutter.has_pairs,
                                       .has_quotes = cutter.has_quotes,
                                       .has_dots = cutter.has_dots};
    return true;
}

/* ---- Quotation marks alone --------------------------------------------- */

/* The kind of run that the character at `at` would be part of, for a neighbour. */
static enum zn_run_kind neighbour_kind(const uint8_t *at)
{
    uint32_t code_point;
    zn_utf8_decode(at, &code_point);
    switch (zn_char_class(code_point)) {
    case ZN_CHAR_LATIN:
        return ZN_RUN_LATIN;
    case ZN_CHAR_DIGIT:
        return ZN_RUN_DIGIT;
    default:
        return ZN_RUN_SYMBOL;
    }
}

/* The text between two quotation marks: its first character, and its last. */
static void push_between(struct cutter *cutter, const uint8_t *from, const uint8_t *to)
{
    if (from == to)
        return;
    const uint8_t *last = to - 1;
    while (last > from && zn_utf8_is_continuation(*last))
        last--;
    push(cutter, from, neighbour_kind(from), ZN_MARK_NONE, 0);
    if (last != from)
        push(cutter, last, neighbour_kind(last), ZN_MARK_NONE, 0);
}

/* The quotation mark at `at`, U+300C to U+300F or U+201C, U+201D; or NONE. */
static enum zn_mark directed_quote(const uint8_t *at, const uint8_t *end)
{
    if (end - at < 3 || at[1] != 0x80)
        return ZN_MARK_NONE;
    if (at[0] == 0xE3 && (at[2] & 0xFC) == 0x8C)
        return (enum zn_mark)(ZN_MARK_CORNER_OPEN + (at[2] & 3));
    if (at[0] == 0xE2 && (at[2] | 1) == 0x9D)
        return at[2] == 0x9C ? ZN_MARK_DOUBLE_OPEN : ZN_MARK_DOUBLE_CLOSE;
    return ZN_MARK_NONE;
}

bool zn_runs_cut_quotes(struct zn_paragraph *paragraph, const uint8_t *text, uint32_t length,
                        uint32_t first, bool has_curly, const struct zn_scanner *scanner,
                        struct zn_buffer *scratch, bool *is_such)
{
    enum { TURN = 6, LENGTH = 3 }; /* runs of a turn and of what is last; bytes of a mark */
    struct cutter cutter = {.text = text, .end = text + length, .scratch = scratch};
    cutter.runs = (struct zn_run *)(void *)scratch->data;
    cutter.capacity = scratch->capacity / sizeof(struct zn_run);
    *is_such = false;
    if (cutter.capacity < TURN && !grow(&cutter))
        return false;
    push(&cutter, text, ZN_RUN_EDGE, ZN_MARK_NONE, 0);
    const unsigned wanted = ZN_SCAN_CORNER_QUOTES | (has_curly ? ZN_SCAN_CURLY_QUOTES : 0);
    const uint8_t *at = text;
    const uint8_t *next =
        has_curly ? scanner->find_mark(text, text, cutter.end, wanted) : text + first;
    while (next < cutter.end) {
        if (cutter.capacity - cutter.count < TURN && !grow(&cutter))
            return false;
        enum zn_mark mark = directed_quote(next, cutter.end);
        if (mark == ZN_MARK_NONE)
            return true;
        push_between(&cutter, at, next);
        push(&cutter, next, ZN_RUN_QUOTE, mark, ZN_RUN_WIDE);
        at = next + LENGTH;
        next = scanner->find_mark(text, at, cutter.end, wanted);
    }
    push_between(&cutter, at, cutter.end);
    push(&cutter, cutter.end, ZN_RUN_EDGE, ZN_MARK_NONE, 0);
    *is_such = true;
    *paragraph = (struct zn_paragraph){.text = text,
                                       .length = length,
                                       .runs = cutter.runs,
                                       .count = cutter.count,
                                       .has_pairs = true,
                                       .has_quotes = true};
    return true;
}
