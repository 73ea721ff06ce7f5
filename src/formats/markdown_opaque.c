/*
 * See markdown_opaque.h.  No range holds a backtick or a line's end, so none takes a code
 * span apart; nor a pipe, which divides a table's cells whatever stands around it.
 */
#include "formats/markdown_opaque.h"

/* How far behind its beginning the end of such a stretch is looked for. */
enum { REACH = 512, FORMULA_REACH = 4096, EMOJI_REACH = 40 };

enum closer {
    CLOSER_BRACES,
    CLOSER_TEMPLATE,
    CLOSER_BRACE,
    CLOSER_WIKI,
    CLOSER_FORMULA,
    CLOSER_DISPLAY,
    CLOSERS
};

struct scan {
    const char *source;
    size_t length;
    struct zn_buffer *ranges;
    /* Before these offsets there is no such end: so nothing is looked for twice. */
    size_t none_before[CLOSERS];
    size_t taken; /* where the last range ends */
    bool failed;
};

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_letter(c) || is_digit(c);
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* The byte at an offset; 0 outside the source. */
static char at(const struct scan *scan, size_t offset)
{
    return (char)(offset < scan->length ? scan->source[offset] : '\0');
}

static char before(const struct scan *scan, size_t offset)
{
    return (char)(offset > 0 ? scan->source[offset - 1] : '\n');
}

static bool begins(const struct scan *scan, size_t offset, const char *text)
{
    size_t length = strlen(text);

    return scan->length - offset >= length && memcmp(scan->source + offset, text, length) == 0;
}

/* Whether nothing but blanks and the marks of quotations stands before it in its line. */
static bool is_at_line_start(const struct scan *scan, size_t offset)
{
    size_t nearest = offset > REACH ? offset - REACH : 0;

    while (offset > nearest && (is_blank(before(scan, offset)) || before(scan, offset) == '>'))
        offset--;
    return is_line_end(before(scan, offset));
}

static size_t add(struct scan *scan, const struct zn_markdown_range *range)
{
    if (!zn_buffer_append(scan->ranges, range, sizeof *range))
        scan->failed = true;
    scan->taken = range->end;
    return range->end;
}

/* Whether every bracket has its partner there. */
static bool has_pairs(const struct scan *scan, size_t begin, size_t end)
{
    size_t open = 0;

    for (; begin < end; begin++) {
        if (scan->source[begin] == '[')
            open++;
        else if (scan->source[begin] == ']' && open-- == 0)
            return false;
    }
    return open == 0;
}

/* Adds what must not be parsed, unless that would hide half of a link. */
static size_t add_hidden(struct scan *scan, size_t begin, size_t end)
{
    struct zn_markdown_range range = {(uint32_t)begin, (uint32_t)end, (uint32_t)begin,
                                      (uint32_t)end, false};

    return has_pairs(scan, begin, end) ? add(scan, &range) : begin + 1;
}

/* Adds what has a meaning, but no other for the parser. */
static size_t add_visible(struct scan *scan, size_t begin, size_t end)
{
    struct zn_markdown_range range = {(uint32_t)begin, (uint32_t)end, (uint32_t)end,
                                      (uint32_t)end, false};

    return add(scan, &range);
}

/* ---- What has an end of its own ---------------------------------------------------- */

/* The offset behind the next `text` in the line; 0: there is none nearby. */
static size_t find_closer(struct scan *scan, size_t offset, enum closer closer,
                          const char *text)
{
    size_t limit = scan->length - offset < REACH ? scan->length : offset + REACH;

    if (offset < scan->none_before[closer])
        return 0;
    for (size_t i = offset; i < limit; i++) {
        char c = scan->source[i];
        if (begins(scan, i, text))
            return i + strlen(text);
        if (is_line_end(c) || c == '`' || c == '|')
            limit = i;
    }
    scan->none_before[closer] = limit;
    return 0;
}

/* {{…}}, {%…%}, {#id}, {.class}, {:…} */
static size_t brace(struct scan *scan, size_t offset)
{
    char next = at(scan, offset + 1);
    size_t end = 0;

    if (next == '{')
        end = find_closer(scan, offset + 2, CLOSER_BRACES, "}}");
    else if (next == '%')
        end = find_closer(scan, offset + 2, CLOSER_TEMPLATE, "%}");
    else if (next == '#' || next == '.' || next == ':')
        end = find_closer(scan, offset + 2, CLOSER_BRACE, "}");
    return end != 0 ? add_hidden(scan, offset, end) : offset + 1;
}

/* [^1], [^1]: at a line's start, [!NOTE], and [[a wiki link]] */
static size_t bracket(struct scan *scan, size_t offset)
{
    char next = at(scan, offset + 1);
    size_t i = offset + 2;

    if (next == '[') {
        size_t end = find_closer(scan, i, CLOSER_WIKI, "]]");
        char behind = at(scan, end);
        return end != 0 && behind != '(' && behind != '[' && behind != ':'
                   ? add_visible(scan, offset, end)
                   : offset + 2;
    }
    if (next != '^' && next != '!')
        return offset + 1;
    while (i < offset + REACH && (is_word(at(scan, i)) || at(scan, i) == '-' ||
                                  at(scan, i) == '_' || (at(scan, i) & 0x80) != 0))
        i++;
    if (i == offset + 2 || at(scan, i) != ']')
        return offset + 1;
    i++;
    if (at(scan, i) == '(' || at(scan, i) == '[')
        return i;
    if (next != '^' || at(scan, i) != ':' || !is_at_line_start(scan, offset))
        return add_visible(scan, offset, i);
    /* Without its colon it is no definition. */
    struct zn_markdown_range note = {(uint32_t)offset, (uint32_t)i + 1, (uint32_t)i,
                                     (uint32_t)i + 1, true};
    return add(scan, &note);
}

/* ---- Formulae ---------------------------------------------------------------------- */

/* $$…$$, which may go over lines; each is a range, without what makes it a quotation. */
static size_t display(struct scan *scan, size_t offset)
{
    size_t end = offset + 2;
    size_t limit =
        scan->length - offset < FORMULA_REACH ? scan->length : offset + FORMULA_REACH;

    if (offset < scan->none_before[CLOSER_DISPLAY])
        return end;
    for (; end < limit && !begins(scan, end, "$$"); end++) {
        char c = scan->source[end];
        bool is_blank_line = c == '\n' && is_line_end(at(scan, end + 1));
        if (c == '`' || c == '|' || is_blank_line)
            limit = end;
    }
    if (end >= limit) {
        scan->none_before[CLOSER_DISPLAY] = limit;
        return offset + 2;
    }
    end += 2;
    if (!has_pairs(scan, offset, end))
        return offset + 2;
    for (size_t i = offset; i < end;) {
        while (i < end &&
               (is_blank(at(scan, i)) || is_line_end(at(scan, i)) || at(scan, i) == '>'))
            i++;
        size_t begin = i;
        while (i < end && !is_line_end(at(scan, i)))
            i++;
        if (i > begin)
            (void)add_hidden(scan, begin, i);
    }
    return end;
}

/* Whether it is TeX that has words in it rather than prose with two sums of money. */
static bool is_formula(const struct scan *scan, size_t begin, size_t end)
{
    bool has_words = false;
    bool is_ascii = true;

    for (size_t i = begin; i < end; i++) {
        is_ascii = is_ascii && (scan->source[i] & 0x80) == 0;
        has_words = has_words || begins(scan, i, "\\text") || begins(scan, i, "\\mathrm") ||
                    begins(scan, i, "\\mbox");
    }
    return is_ascii || has_words;
}

/* $…$, by the rule that keeps sums of money apart: no blank inside it at its ends, no
 * digit behind it. */
static size_t formula(struct scan *scan, size_t offset)
{
    size_t from = offset + 1;

    if (at(scan, from) == '$')
        return display(scan, offset);
    if (is_blank(at(scan, from)) || is_word(before(scan, offset)))
        return from;
    size_t end = find_closer(scan, from, CLOSER_FORMULA, "$");
    if (end == 0)
        return from;
    if (is_blank(before(scan, end - 1)) || is_digit(at(scan, end)) ||
        !is_formula(scan, from, end - 1))
        return from;
    return add_hidden(scan, offset, end);
}

/* ---- Addresses --------------------------------------------------------------------- */

static bool is_in_address(char c)
{
    return c > ' ' && c < 0x7F && strchr("<>\"'`|\\^{}[]*", c) == NULL;
}

/* Where the address ends whose part `offset` is in. */
static size_t address_end(const struct scan *scan, size_t offset)
{
    size_t open = 0;
    size_t begin = offset;

    for (; is_in_address(at(scan, offset)) && !begins(scan, offset, "~~"); offset++) {
        if (at(scan, offset) == '(')
            open++;
        else if (at(scan, offset) == ')' && open-- == 0)
            break;
    }
    while (offset > begin && strchr("?!.,:;_~(", before(scan, offset)) != NULL)
        offset--;
    return offset;
}

/* The scheme before "://" at `offset`; its beginning, or `offset` if it is another. */
static size_t scheme_start(const struct scan *scan, size_t offset)
{
    static const char *const schemes[] = {"https", "http", "ftp", NULL};

    for (const char *const *scheme = schemes; *scheme != NULL; scheme++) {
        size_t length = strlen(*scheme);
        if (offset >= length && begins(scan, offset - length, *scheme) &&
            !is_word(before(scan, offset - length)))
            return offset - length;
    }
    return offset;
}

/* In angle brackets the parser knows an address itself. */
static size_t address(struct scan *scan, size_t begin, size_t rest)
{
    size_t end = address_end(scan, rest);

    if (end == rest || before(scan, begin) == '<')
        return rest;
    return add_hidden(scan, begin, end);
}

/* ---- Colons ------------------------------------------------------------------------ */

/* :smile:, ::: and its word, and the colon that begins a definition. */
static size_t colon(struct scan *scan, size_t offset)
{
    size_t i = offset + 1;

    if (begins(scan, offset, "://")) {
        size_t begin = scheme_start(scan, offset);
        return begin < offset && begin >= scan->taken ? address(scan, begin, offset + 3)
                                                      : offset + 3;
    }
    if (is_at_line_start(scan, offset)) {
        while (at(scan, i) == ':' || (i >= offset + 3 && at(scan, i) == ' '))
            i++;
        if (i >= offset + 3) {
            while (is_word(at(scan, i)))
                i++;
            return add_visible(scan, offset, i);
        }
        if (is_blank(at(scan, i)))
            return add_visible(scan, offset, i);
    }
    if (!is_letter(at(scan, offset + 1)) && at(scan, offset + 1) != '+' &&
        at(scan, offset + 1) != '-')
        return offset + 1;
    i = offset + 2;
    while (i < offset + EMOJI_REACH && (is_word(at(scan, i)) || at(scan, i) == '_' ||
                                        at(scan, i) == '+' || at(scan, i) == '-'))
        i++;
    bool is_emoji = at(scan, i) == ':' && at(scan, i + 1) != '/' && i > offset + 2;
    return is_emoji ? add_hidden(scan, offset, i + 1) : offset + 1;
}

bool zn_markdown_find_opaque(const char *source, size_t length, struct zn_buffer *ranges)
{
    struct scan scan = {.source = source, .length = length, .ranges = ranges};

    for (size_t i = 0; i < length && !scan.failed;) {
        switch (source[i]) {
        case '\\':
            i += 2;
            break;
        case '$':
            i = formula(&scan, i);
            break;
        case '{':
            i = brace(&scan, i);
            break;
        case '[':
            i = bracket(&scan, i);
            break;
        case ':':
            i = colon(&scan, i);
            break;
        case 'w':
            i = begins(&scan, i, "www.") && !is_word(before(&scan, i))
                    ? address(&scan, i, i + 4)
                    : i + 1;
            break;
        default:
            i++;
        }
    }
    return !scan.failed;
}
