/*
 * What is part of something else than a sentence: the marks of numbers, times,
 * operators, addresses and emoticons, and all that a pair shields.  See
 * runs.h.  Every test looks at a bounded number of bytes or runs, so the whole
 * stays linear.
 */
#include <stddef.h>
#include <string.h>

#include "text/runs.h"
#include "text/spans.h"

/* A mark and what stands at its sides, the spaces before it being absent. */
struct place {
    const struct zn_paragraph *paragraph;
    const struct zn_run *left;
    const struct zn_run *mark;
    const struct zn_run *right;
    bool spaced; /* there are spaces before it */
};

static uint8_t byte_at(const struct zn_paragraph *paragraph, size_t offset)
{
    return offset < paragraph->length ? paragraph->text[offset] : 0;
}

static uint8_t first_byte(const struct place *place, const struct zn_run *run)
{
    return byte_at(place->paragraph, run->start);
}

/* ---- Numbers ----------------------------------------------------------- */

/*
 * Is there a number of four digits or more among those that commas join to
 * `run`, to its left or right?  Then no comma of them parts thousands.
 */
static bool has_long_number(const struct zn_run *run, ptrdiff_t step)
{
    enum { NUMBERS_MAX = 16 };
    for (int i = 0; i < NUMBERS_MAX; i++, run += 2 * step) {
        if (zn_run_length(run) > 3)
            return true;
        if (run[step].kind != ZN_RUN_MARK || run[step].mark != ZN_MARK_COMMA ||
            run[2 * step].kind != ZN_RUN_DIGIT)
            break;
    }
    return false;
}

/* The comma of 1,000 and 12,345,678; not those of 500,800,1000. */
static bool is_thousands(const struct place *place)
{
    return place->mark->mark == ZN_MARK_COMMA && place->left->kind == ZN_RUN_DIGIT &&
           place->right->kind == ZN_RUN_DIGIT && zn_run_length(place->left) <= 3 &&
           zn_run_length(place->right) == 3 && !has_long_number(place->left, -1) &&
           !has_long_number(place->right, 1) &&
           zn_is_ascii_digit(first_byte(place, place->left)) &&
           zn_is_ascii_digit(first_byte(place, place->right));
}

/* The colon of 15:30, 3:2 and 1 : 3. */
static bool is_ratio(const struct place *place)
{
    const struct zn_run *right = place->right;
    if (place->mark->mark != ZN_MARK_COLON || place->left->kind != ZN_RUN_DIGIT)
        return false;
    if (place->spaced && right->kind == ZN_RUN_SPACE)
        right++;
    return right->kind == ZN_RUN_DIGIT;
}

static bool is_hexadecimal_or_colon(uint8_t byte)
{
    uint8_t letter = byte | 0x20;
    return zn_is_ascii_digit(byte) || (letter >= 'a' && letter <= 'f') || byte == ':';
}

/*
 * A colon between groups of up to four hexadecimal digits, of which there are
 * three or more, as in network addresses.  The answer is the same for all
 * colons of one address.
 */
static bool is_hexadecimal_address(const struct place *place)
{
    enum { LENGTH_MAX = 40, GROUP_MAX = 4 };
    const struct zn_paragraph *paragraph = place->paragraph;
    size_t mark = place->mark->start;
    size_t start = mark;
    size_t stop = mark;
    while (mark - start < LENGTH_MAX && start > 0 &&
           is_hexadecimal_or_colon(paragraph->text[start - 1]))
        start--;
    /* The colon of a label before the address. */
    if (start < mark && paragraph->text[start] == ':' && paragraph->text[start + 1] != ':')
        start++;
    while (stop - mark < LENGTH_MAX && is_hexadecimal_or_colon(byte_at(paragraph, stop)))
        stop++;
    bool bracketed = start > 0 && paragraph->text[start - 1] == '[';
    if (stop - start > LENGTH_MAX || (paragraph->text[start] == ':' && !bracketed) ||
        paragraph->text[stop - 1] == ':' ||
        (start > 0 && zn_is_ascii_letter(paragraph->text[start - 1])) ||
        zn_is_ascii_letter(byte_at(paragraph, stop)))
        return false;
    size_t colons = 0;
    size_t group = 0;
    for (size_t at = start; at < stop && group <= GROUP_MAX; at++) {
        bool colon = paragraph->text[at] == ':';
        colons += colon;
        group = colon ? 0 : group + 1;
    }
    return colons >= 2 && group <= GROUP_MAX;
}

/* ---- Code -------------------------------------------------------------- */

/* Is what stands before the mark a user and a host, as in git@example.com? */
static bool has_user(const struct place *place)
{
    enum { LENGTH_MAX = 64 };
    const uint8_t *text = place->paragraph->text;
    size_t start = place->mark->start;
    size_t at = start;
    while (at > 0 && start - at < LENGTH_MAX &&
           (zn_is_ascii_alnum(text[at - 1]) || text[at - 1] == '.' || text[at - 1] == '-'))
        at--;
    return at >= 2 && at < start && text[at - 1] == '@' && zn_is_ascii_alnum(text[at - 2]);
}

/* The colon of host.name:8080, localhost:80, [::1]:80 and git@host:path. */
static bool is_port(const struct place *place)
{
    const struct zn_run *host = place->left;
    if (host->kind == ZN_RUN_CLOSE && host->mark == ZN_MARK_SQUARE && host->pair != 0)
        return place->right->kind == ZN_RUN_DIGIT && host[-2].kind == ZN_RUN_MARK &&
               host[-2].mark == ZN_MARK_COLON;
    if (host->kind == ZN_RUN_LATIN && place->right->kind == ZN_RUN_LATIN)
        return has_user(place);
    if (host->kind != ZN_RUN_LATIN || place->right->kind != ZN_RUN_DIGIT)
        return false;
    size_t length = zn_run_length(host);
    const uint8_t *letters = place->paragraph->text + host->start;
    bool local = length == 9 && memcmp(letters, "localhost", 9) == 0;
    bool domain = host[-1].kind == ZN_RUN_DOT && zn_span_is_domain(letters, length);
    return local || domain;
}

/* The colon of doi:10.1000/182, mailto:me@example.com and their like. */
static bool is_scheme(const struct place *place)
{
    static const char *const schemes[] = {"doi", "DOI",  "arXiv", "mailto", "urn",
                                          "tel", "isbn", "data",  "magnet", "git"};
    const struct zn_run *name = place->left;
    if (place->spaced || name->kind != ZN_RUN_LATIN ||
        (place->right->kind != ZN_RUN_LATIN && place->right->kind != ZN_RUN_DIGIT))
        return false;
    size_t length = zn_run_length(name);
    const uint8_t *letters = place->paragraph->text + name->start;
    for (size_t i = 0; i < sizeof schemes / sizeof schemes[0]; i++)
        if (strlen(schemes[i]) == length && memcmp(schemes[i], letters, length) == 0)
            return true;
    return false;
}

/* `author: ` at the start of a line of metadata, such as front matter has. */
static bool is_key(const struct place *place)
{
    const struct zn_run *key = place->left;
    if (place->spaced || key->kind != ZN_RUN_LATIN || !zn_run_is_first(key) ||
        place->right->kind != ZN_RUN_SPACE || zn_run_length(key) < 2)
        return false;
    /* A value, not a mark before which the space would go. */
    const struct zn_run *value = place->right + 1;
    if (zn_is_run_of_marks(value) && value->mark != ZN_MARK_STRAIGHT_DOUBLE &&
        value->mark != ZN_MARK_STRAIGHT_SINGLE)
        return false;
    static const char *const prose[] = {"ps", "pps", "tip",  "tips",
                                        "by", "via", "note", "from"};
    const uint8_t *letters = place->paragraph->text + key->start;
    size_t length = zn_run_length(key);
    for (size_t i = 0; i < length; i++)
        if (letters[i] < 'a' || letters[i] > 'z')
            return false;
    for (size_t i = 0; i < sizeof prose / sizeof prose[0]; i++)
        if (strlen(prose[i]) == length && memcmp(prose[i], letters, length) == 0)
            return false;
    return true;
}

/* Co., Ltd. */
static bool is_in_company(const struct place *place)
{
    const struct zn_run *right = place->right + (place->right->kind == ZN_RUN_SPACE);
    return place->mark->mark == ZN_MARK_COMMA && place->left->kind == ZN_RUN_DOT &&
           right->kind == ZN_RUN_LATIN && place->left[-1].kind == ZN_RUN_LATIN &&
           (first_byte(place, right) == 'L' || first_byte(place, right) == 'l');
}

/* A range of cells, A1:B2. */
static bool is_range(const struct place *place)
{
    return place->mark->mark == ZN_MARK_COLON && place->left->kind == ZN_RUN_DIGIT &&
           place->left[-1].kind == ZN_RUN_LATIN && zn_run_length(&place->left[-1]) <= 2 &&
           place->right->kind == ZN_RUN_LATIN && zn_run_length(place->right) <= 2 &&
           place->right[1].kind == ZN_RUN_DIGIT;
}

/* index.php?id=1 */
static bool is_query(const struct place *place)
{
    const struct zn_run *name = place->right;
    return place->mark->mark == ZN_MARK_QUESTION && !place->spaced &&
           (place->left->kind == ZN_RUN_LATIN || place->left->kind == ZN_RUN_OPAQUE) &&
           name->kind == ZN_RUN_LATIN && name[1].kind == ZN_RUN_SYMBOL &&
           first_byte(place, &name[1]) == '=';
}

/* `::` between names; `!=`, `:=`; `#!/`. */
static bool is_operator(const struct place *place)
{
    size_t at = place->mark->start;
    uint8_t before = at == 0 ? 0 : byte_at(place->paragraph, at - 1);
    uint8_t behind = byte_at(place->paragraph, at + 1);
    if (place->mark->mark == ZN_MARK_EXCLAMATION)
        return behind == '=' || (before == '#' && behind == '/');
    if (place->mark->mark != ZN_MARK_COLON)
        return false;
    if (behind == '=')
        return true;
    if (behind == ':')
        return zn_is_ascii_alnum(before) &&
               zn_is_ascii_alnum(byte_at(place->paragraph, at + 2));
    return before == ':' && at >= 2 && zn_is_ascii_alnum(behind) &&
           zn_is_ascii_alnum(byte_at(place->paragraph, at - 2));
}

/* ---- Emoticons --------------------------------------------------------- */

/* A round bracket without a partner. */
static bool is_mouth(const struct zn_run *run)
{
    return (run->kind == ZN_RUN_OPEN || run->kind == ZN_RUN_CLOSE) &&
           run->mark == ZN_MARK_ROUND && run->pair == 0 && (run->flags & ZN_RUN_WIDE) == 0;
}

/* The eyes of :) ;-) :'( :-D :P. */
static bool is_eyes(const struct place *place)
{
    if (place->mark->mark != ZN_MARK_COLON && place->mark->mark != ZN_MARK_SEMICOLON)
        return false;
    const struct zn_run *next = place->mark + 1;
    bool nose = next->kind == ZN_RUN_SYMBOL && zn_run_length(next) == 1 &&
                (first_byte(place, next) == '-' || first_byte(place, next) == '\'');
    next += nose;
    if (is_mouth(next))
        return true;
    if (next->kind != ZN_RUN_LATIN || zn_run_length(next) != 1)
        return false;
    if (next[1].kind == ZN_RUN_DIGIT)
        return false; /* a label: P1 */
    uint8_t mouth = first_byte(place, next);
    return nose ? strchr("DPpOo", mouth) != NULL : mouth == 'P' || mouth == 'p';
}

static bool is_protected(const struct zn_paragraph *paragraph, size_t index)
{
    const struct zn_run *mark = &paragraph->runs[index];
    struct place place = {paragraph, mark - 1, mark, mark + 1, mark[-1].kind == ZN_RUN_SPACE};
    if (place.spaced)
        place.left--;
    if (is_thousands(&place) || is_ratio(&place) || is_eyes(&place))
        return true;
    if (is_in_company(&place) || (mark->mark == ZN_MARK_COLON && is_key(&place)))
        return true;
    /* All else is closed up to ASCII on both sides. */
    uint8_t behind = byte_at(paragraph, mark[1].start);
    if (behind <= ' ' || behind >= 0x80)
        return false;
    if (mark->mark == ZN_MARK_COLON &&
        (is_port(&place) || is_scheme(&place) || is_hexadecimal_address(&place)))
        return true;
    return is_operator(&place) || is_range(&place) || is_query(&place);
}

/* ---- The paragraph ------------------------------------------------------- */

/* [...]: something is left out. */
static bool is_omission(const struct zn_run *ellipsis_run)
{
    return ellipsis_run[-1].kind == ZN_RUN_OPEN && ellipsis_run[1].kind == ZN_RUN_CLOSE;
}

/* ./... stands for all that is below. */
static bool is_path_pattern(const struct zn_paragraph *paragraph, const struct zn_run *run)
{
    return run->start != 0 && paragraph->text[run->start - 1] == '/';
}

/* The semicolon behind a call or a string of code. */
static bool ends_statement(const struct zn_run *mark)
{
    return mark->mark == ZN_MARK_SEMICOLON && (mark[-1].flags & ZN_RUN_PROTECTED) != 0 &&
           (mark[-1].kind == ZN_RUN_CLOSE || mark[-1].kind == ZN_RUN_QUOTE) &&
           mark[1].kind != ZN_RUN_HAN;
}

/* The quotation marks around the value behind a protected key are the format's. */
static void protect_value(struct zn_run *runs, size_t colon)
{
    const struct zn_run *space = &runs[colon + 1];
    if (runs[colon].mark != ZN_MARK_COLON || space->kind != ZN_RUN_SPACE)
        return;
    struct zn_run *quote = &runs[colon + 2];
    if (quote->kind != ZN_RUN_QUOTE || quote->pair == 0)
        return;
    quote->flags |= ZN_RUN_PROTECTED;
    runs[quote->pair].flags |= ZN_RUN_PROTECTED;
}

void zn_runs_protect(struct zn_paragraph *paragraph)
{
    struct zn_run *runs = paragraph->runs;
    size_t marks_until = 0; /* marks before this index are shielded by a pair */
    size_t all_until = 0;   /* brackets too */
    for (size_t i = 1; i + 1 < paragraph->count; i++) {
        struct zn_run *run = &runs[i];
        bool narrow = run->kind == ZN_RUN_MARK && (run->flags & ZN_RUN_WIDE) == 0;
        if (run->kind == ZN_RUN_MARK || run->kind == ZN_RUN_LATIN) {
            if (i < marks_until)
                run->flags |= ZN_RUN_PROTECTED;
            if (narrow && (is_protected(paragraph, i) || ends_statement(run))) {
                run->flags |= ZN_RUN_PROTECTED;
                protect_value(runs, i);
            }
        } else if (run->kind == ZN_RUN_ELLIPSIS) {
            if ((i < marks_until && !is_omission(run)) || is_path_pattern(paragraph, run))
                run->flags |= ZN_RUN_PROTECTED;
        } else if (run->kind >= ZN_RUN_OPEN && run->kind <= ZN_RUN_QUOTE) {
            unsigned shields = run->flags & (ZN_RUN_SHIELDS_MARKS | ZN_RUN_SHIELDS_ALL);
            if (shields != 0 && run->pair > marks_until)
                marks_until = run->pair;
            if ((shields & ZN_RUN_SHIELDS_ALL) != 0 && run->pair >= all_until)
                all_until = run->pair + 1u;
            if (i < all_until)
                run->flags |= ZN_RUN_PROTECTED;
        }
    }
}
