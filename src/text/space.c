/*
 * See space.h.  The rules, each of which can be off:
 *
 *   - a run of spaces becomes one U+0020 (`spaces`);
 *   - spaces at the ends of a line go, indents with them (`line-edges`);
 *   - a space between a Han character and a CJK mark goes, for such a mark has
 *     its own space within its square (`mark-spaces`; GB/T 15834-2011, 5.1;
 *     clreq, 3.1); one between two Han characters goes (`han-spaces`); between
 *     Han and Latin there is one, or none (`add-latin-spaces`,
 *     `remove-latin-spaces`; clreq, 3.2.2);
 *   - every paragraph end becomes LF, CR LF one LF (`line-ends`);
 *   - a run of blank lines becomes its first, or nothing (`blank-lines`,
 *     `no-blank-lines`); at the ends of the document it goes (`text-edges`);
 *   - lines that were broken at a margin are joined (`unwrap`; see
 *     space_unwrap.h).
 *
 * What no rule changes stays as it was found: a line that stays has its own
 * line end.  A blank line may hold spaces, and counts as blank whether or not
 * a rule takes them.  Behind the last line end, spaces are a blank line of
 * their own, without an end.
 *
 * The unit of work is the white space between two visible characters, or at an
 * end of the document: all of it is at hand when it is decided.  The scan
 * stops only at white characters that could need a change; all other text is
 * copied in bulk.
 */
#include "text/space.h"

#include "text/log.h"
#include "text/scan.h"
#include "text/space_side.h"
#include "text/space_white.h"
#include "text/utf8.h"

/* What the functions below work on. */
struct pass {
    const struct zn_settings *settings;
    struct zn_space_state *state;
    struct zn_tally *tally;
    const struct zn_scanner *scanner;
    const uint8_t *out; /* the buffer that is written to */
    uint8_t *to;        /* room for all that follows was made before */
    bool seams;         /* what is between Han and Latin must be looked at */
    bool unwrap;
    bool last;
    bool from_kept; /* what is written now was kept */
};

static bool is_on(const struct pass *pass, enum zn_rule rule)
{
    return zn_rule_is_on(pass->settings, rule);
}

/* ---- What is written ---------------------------------------------------- */

/*
 * Writes `text` for the next bytes of the source, from `position` on, which are
 * those at `from` and what was left out of them when they were kept.  copy and
 * change between them take every byte of the source, in order.
 */
static void write_for(struct pass *pass, enum zn_rule rule, const uint8_t *from,
                      const uint8_t *end, const void *text, size_t length, bool changed)
{
    struct zn_space_kept *kept = &pass->state->kept;
    size_t source = (size_t)(end - from);
    if (pass->from_kept && zn_space_kept_has_gaps(kept)) {
        size_t offset = (size_t)(from - kept->text.data);
        source = zn_space_kept_read(kept, offset, offset + source);
    }
    if (pass->tally->log != NULL && (changed || source != length))
        zn_log_rule(pass->tally->log, rule, pass->state->position, source,
                    (size_t)(pass->to - pass->out), length);
    memcpy(pass->to, text, length);
    pass->to += length;
    pass->state->position += source;
}

static void copy(struct pass *pass, const uint8_t *from, const uint8_t *end)
{
    write_for(pass, zn_space_kept_rule(pass->settings), from, end, from, (size_t)(end - from),
              false);
}

/* The one place where what is at hand comes out other than it was. */
static void change(struct pass *pass, enum zn_rule rule, const uint8_t *from,
                   const uint8_t *end, const void *text, size_t length)
{
    pass->tally->changes[rule]++;
    write_for(pass, rule, from, end, text, length, true);
}

/* White space becomes one byte at most. */
#define NOTHING '\0'

/* Writes `wanted` for white space; that is a change unless it was just that. */
static void write_as(struct pass *pass, enum zn_rule rule, const uint8_t *from,
                     const uint8_t *end, char wanted)
{
    size_t length = wanted == NOTHING ? 0 : 1;
    if ((size_t)(end - from) != length || (length != 0 && *from != (uint8_t)wanted))
        change(pass, rule, from, end, &wanted, length);
    else if (length != 0)
        copy(pass, from, end);
}

/* ---- White space inside a line ------------------------------------------ */

struct pair_rule {
    enum zn_rule rule;
    enum zn_pair pair;
    char wanted;
};

static const struct pair_rule pair_rules[] = {
    {ZN_RULE_MARK_SPACES, ZN_PAIR_MARK, NOTHING},
    {ZN_RULE_HAN_SPACES, ZN_PAIR_HAN, NOTHING},
    {ZN_RULE_REMOVE_LATIN_SPACES, ZN_PAIR_LATIN, NOTHING},
    {ZN_RULE_ADD_LATIN_SPACES, ZN_PAIR_LATIN, ' '},
};

static void write_spaces(struct pass *pass, const uint8_t *from, const uint8_t *end)
{
    if (from < end && is_on(pass, ZN_RULE_SPACES))
        write_as(pass, ZN_RULE_SPACES, from, end, ' ');
    else
        copy(pass, from, end);
}

static void write_inside(struct pass *pass, const uint8_t *from, const uint8_t *end,
                         enum zn_side right)
{
    enum zn_pair pair = zn_pair_of((enum zn_side)pass->state->side, right);
    if (pass->unwrap)
        zn_unwrap_take(&pass->state->line, from, end);
    for (size_t i = 0; i < sizeof pair_rules / sizeof pair_rules[0]; i++) {
        const struct pair_rule *rule = &pair_rules[i];
        if (rule->pair == pair && is_on(pass, rule->rule)) {
            write_as(pass, rule->rule, from, end, rule->wanted);
            return;
        }
    }
    write_spaces(pass, from, end);
}

/* ---- White space at the ends of lines ----------------------------------- */

static void write_edge(struct pass *pass, const uint8_t *from, const uint8_t *end)
{
    if (from == end)
        return;
    if (is_on(pass, ZN_RULE_LINE_EDGES))
        write_as(pass, ZN_RULE_LINE_EDGES, from, end, NOTHING);
    else
        write_spaces(pass, from, end);
}

/* `after_cr`: the last byte that was written is a CR, and a line end. */
static const uint8_t *write_line_end(struct pass *pass, const uint8_t *at, const uint8_t *end,
                                     bool after_cr)
{
    const uint8_t *behind = at + zn_white_line_end(at, end);
    if (is_on(pass, ZN_RULE_LINE_ENDS))
        write_as(pass, ZN_RULE_LINE_ENDS, at, behind, '\n');
    else if (after_cr && *at == '\n')
        /* The spaces between went; two line ends must not become one. */
        write_as(pass, ZN_RULE_LINE_EDGES, at, behind, '\r');
    else
        copy(pass, at, behind);
    return behind;
}

/* The last of the lines may lack its end. `after_cr`: see write_line_end. */
static void write_blank_lines(struct pass *pass, const uint8_t *at, const uint8_t *end,
                              bool after_cr)
{
    if (is_on(pass, ZN_RULE_NO_BLANK_LINES)) {
        write_as(pass, ZN_RULE_NO_BLANK_LINES, at, end, NOTHING);
        return;
    }
    for (bool first = true; at < end; first = false) {
        if (!first && is_on(pass, ZN_RULE_BLANK_LINES)) {
            write_as(pass, ZN_RULE_BLANK_LINES, at, end, NOTHING);
            return;
        }
        const uint8_t *stop = zn_white_skip_spaces(at, end);
        const uint8_t *written = pass->to;
        write_edge(pass, at, stop);
        if (stop == end)
            return;
        at = write_line_end(pass, stop, end, after_cr && pass->to == written);
        after_cr = pass->to[-1] == '\r';
    }
}

/* White space that holds a line end, or begins the document; a line follows. */
static void write_between_lines(struct pass *pass, const struct zn_white *white)
{
    const uint8_t *blank = white->from;
    bool after_cr = false;
    if (pass->state->started) {
        write_edge(pass, white->from, white->first_end);
        blank = write_line_end(pass, white->first_end, white->end, false);
        after_cr = pass->to[-1] == '\r';
    }
    if (!pass->state->started && is_on(pass, ZN_RULE_TEXT_EDGES))
        write_as(pass, ZN_RULE_TEXT_EDGES, blank, white->last_line, NOTHING);
    else
        write_blank_lines(pass, blank, white->last_line, after_cr);
    write_edge(pass, white->last_line, white->end);
    if (pass->unwrap) {
        zn_unwrap_next_line(&pass->state->line, false);
        zn_unwrap_take(&pass->state->line, white->last_line, white->end);
    }
}

/* White space that ends the document. */
static void write_text_end(struct pass *pass, const struct zn_white *white)
{
    bool trim = is_on(pass, ZN_RULE_TEXT_EDGES);
    const uint8_t *blank = white->from;
    bool after_cr = false;
    if (pass->state->started) {
        blank = white->first_end;
        write_edge(pass, white->from, blank);
        /* The last line keeps its end, unless the input had none at its own end. */
        if (blank < white->end && (!trim || white->last_line == white->end)) {
            blank = write_line_end(pass, blank, white->end, false);
            after_cr = pass->to[-1] == '\r';
        }
    }
    if (trim)
        write_as(pass, ZN_RULE_TEXT_EDGES, blank, white->end, NOTHING);
    else
        write_blank_lines(pass, blank, white->end, after_cr);
}

/* ---- Lines that are joined ---------------------------------------------- */

/* Does white space only break a line, as far as can be told without the next one? */
static bool is_wrap(const struct pass *pass, const struct zn_white *white, enum zn_side right)
{
    const uint8_t *at = white->first_end;
    if (!pass->unwrap || !pass->state->started || at == white->end ||
        at + zn_white_line_end(at, white->end) != white->end)
        return false;
    enum zn_side left = (enum zn_side)pass->state->side;
    bool chinese = left == ZN_SIDE_HAN || left == ZN_SIDE_MARK || right == ZN_SIDE_HAN ||
                   right == ZN_SIDE_MARK;
    return chinese && right != ZN_SIDE_EXTEND && zn_unwrap_is_open(&pass->state->line);
}

/* Joins the line before white space with the one at `next`, if that is what is wanted. */
static bool join(struct pass *pass, const struct zn_white *white, const uint8_t *next,
                 const uint8_t *end)
{
    enum zn_side right = zn_side_of(next, end);
    if (!is_wrap(pass, white, right) || zn_unwrap_head(next, end, true) == ZN_HEAD_MARKER)
        return false;
    bool space = zn_pair_of((enum zn_side)pass->state->side, right) == ZN_PAIR_LATIN &&
                 is_on(pass, ZN_RULE_ADD_LATIN_SPACES);
    write_as(pass, ZN_RULE_UNWRAP, white->from, white->end, space ? ' ' : NOTHING);
    zn_unwrap_next_line(&pass->state->line, true);
    return true;
}

/* ---- White space that is kept ------------------------------------------- */

static struct zn_white read_kept(const struct pass *pass)
{
    const struct zn_buffer *text = &pass->state->kept.text;
    return zn_white_read(text->data, text->data + text->length);
}

/* What was kept has been written. */
static void release(struct pass *pass)
{
    pass->from_kept = false;
    zn_space_kept_clear(&pass->state->kept);
}

/* Gives up deciding: what is kept, and what follows it, stays. */
static void begin_passing(struct pass *pass)
{
    struct zn_space_state *state = pass->state;
    const struct zn_buffer *text = &state->kept.text;
    const uint8_t *end = text->data + text->length;
    pass->from_kept = true;
    if (zn_space_kept_has_gaps(&state->kept))
        change(pass, zn_space_kept_rule(pass->settings), text->data, end, text->data,
               text->length);
    else
        copy(pass, text->data, end);
    release(pass);
    state->passing = true;
    state->side = ZN_SIDE_OTHER;
    zn_unwrap_next_line(&state->line, false);
}

/* Keeps white space, or writes it if there is too much. False: no memory. */
static bool keep(struct pass *pass, const uint8_t *from, const uint8_t *end)
{
    if (!pass->state->passing) {
        if (!zn_space_kept_add(&pass->state->kept, pass->settings, &from, end))
            return false;
        if (from < end)
            begin_passing(pass);
    }
    copy(pass, from, end);
    return true;
}

/* ---- The text ----------------------------------------------------------- */

/* Writes the white space before the visible character at `next`. */
static void settle(struct pass *pass, const struct zn_white *white, const uint8_t *next,
                   const uint8_t *end)
{
    struct zn_space_state *state = pass->state;
    if (state->started && white->first_end == white->end)
        write_inside(pass, white->from, white->end, zn_side_of(next, end));
    else if (!pass->unwrap || !join(pass, white, next, end))
        write_between_lines(pass, white);
    state->started = true;
    state->passing = false;
    if (white->from < white->end)
        state->side = ZN_SIDE_OTHER;
}

/* The same for the white space that is kept. */
static void settle_kept(struct pass *pass, const uint8_t *next, const uint8_t *end)
{
    struct zn_white white = read_kept(pass);
    pass->from_kept = true;
    settle(pass, &white, next, end);
    release(pass);
}

/* The place between Han and Latin, or the white character, that comes first. */
static const uint8_t *find_seam(struct pass *pass, const uint8_t *from, const uint8_t *end)
{
    enum zn_side side = (enum zn_side)pass->state->side;
    const uint8_t *at = from;
    while (at < end && zn_white_space(at, end) == 0 && zn_white_line_end(at, end) == 0) {
        enum zn_side next = zn_side_of(at, end);
        if (next != ZN_SIDE_EXTEND) {
            if (at > from && zn_pair_of(side, next) == ZN_PAIR_LATIN)
                break;
            side = next;
        }
        at += zn_utf8_length(*at);
    }
    pass->state->side = (uint8_t)side;
    return at;
}

/* Copies visible text from `from` on; returns where it stops. */
static const uint8_t *take_visible(struct pass *pass, const uint8_t *from, const uint8_t *end)
{
    struct zn_space_state *state = pass->state;
    const uint8_t *stop;
    if (pass->seams) {
        stop = find_seam(pass, from, end);
    } else {
        stop = pass->scanner->find_white(from, end);
        /* Behind a line end nobody asks what stood before it, but for a joined line. */
        if (stop == end || pass->unwrap || zn_white_line_end(stop, end) == 0)
            state->side = (uint8_t)zn_side_before(from, stop, (enum zn_side)state->side);
    }
    if (pass->unwrap)
        zn_unwrap_take(&state->line, from, stop);
    copy(pass, from, stop);
    return stop;
}

/*
 * Keeps what there is of the line behind the white space that is kept, if that
 * is not enough to tell whether the line is joined.
 */
static bool wait_for_line(struct pass *pass, const uint8_t *next, const uint8_t *end)
{
    struct zn_space_state *state = pass->state;
    struct zn_white white = read_kept(pass);
    if (pass->last || !is_wrap(pass, &white, zn_side_of(next, end)) ||
        zn_unwrap_head(next, end, false) != ZN_HEAD_SHORT)
        return false;
    state->head_length = (uint8_t)(end - next);
    memcpy(state->head, next, state->head_length);
    return true;
}

/* Must the white space before `next` be kept, for a while at least? */
static bool must_keep(const struct pass *pass, const struct zn_white *white,
                      const uint8_t *end)
{
    const struct zn_space_state *state = pass->state;
    size_t length = (size_t)(white->end - white->from);
    return white->end == end || state->kept.text.length != 0 || state->passing ||
           (pass->unwrap && length != 0) || length > ZN_SPACE_KEPT_MAX;
}

static bool take(struct pass *pass, const uint8_t *at, const uint8_t *end)
{
    while (at < end) {
        struct zn_white white = zn_white_read(at, end);
        if (must_keep(pass, &white, end)) {
            if (!keep(pass, white.from, white.end))
                return false;
            if (white.end == end || wait_for_line(pass, white.end, end))
                return true;
            settle_kept(pass, white.end, end);
        } else {
            settle(pass, &white, white.end, end);
        }
        at = take_visible(pass, white.end, end);
    }
    return true;
}

/* Goes on with the line that wait_for_line left, at the start of `*text`. */
static bool take_head(struct pass *pass, const uint8_t **text, const uint8_t *end)
{
    struct zn_space_state *state = pass->state;
    uint8_t head[2 * ZN_UNWRAP_HEAD_MAX];
    size_t length = state->head_length;
    size_t more = (size_t)(end - *text);
    if (more > sizeof head - length)
        more = sizeof head - length;
    memcpy(head, state->head, length);
    memcpy(head + length, *text, more);
    const uint8_t *head_end = head + length + more;
    if (!pass->last && zn_unwrap_head(head, head_end, false) == ZN_HEAD_SHORT) {
        /* It has ZN_UNWRAP_HEAD_MAX bytes at most: no text is left. */
        memcpy(state->head, head, length + more);
        state->head_length = (uint8_t)(length + more);
        *text = end;
        return true;
    }
    state->head_length = 0;
    settle_kept(pass, head, head_end);
    return take(pass, head, head + length);
}

/* The most bytes that `length` bytes of text can come to, with what is kept. */
static size_t room_for(const struct pass *pass, size_t length)
{
    /* Han has three bytes, and Latin one: there is a place for two spaces in four. */
    size_t spaces = pass->seams ? length / 2 + ZN_UNWRAP_HEAD_MAX : 0;
    return length + spaces + pass->state->kept.text.length + pass->state->head_length + 1;
}

bool zn_space_run(const struct zn_settings *settings, struct zn_space_state *state,
                  const uint8_t *text, size_t length, bool last, struct zn_tally *tally,
                  struct zn_buffer *out)
{
    struct pass pass = {.settings = settings,
                        .state = state,
                        .tally = tally,
                        .scanner = zn_scanner(),
                        .seams = zn_rule_is_on(settings, ZN_RULE_ADD_LATIN_SPACES) ||
                                 zn_rule_is_on(settings, ZN_RULE_REMOVE_LATIN_SPACES),
                        .unwrap = zn_rule_is_on(settings, ZN_RULE_UNWRAP),
                        .last = last};
    if (length > SIZE_MAX / 2 || !zn_buffer_reserve(out, room_for(&pass, length)))
        return false;
    pass.out = out->data;
    pass.to = out->data + out->length;
    const uint8_t *at = length != 0 ? text : state->head;
    const uint8_t *end = at + length;
    if (state->head_length != 0 && !take_head(&pass, &at, end))
        return false;
    if (!take(&pass, at, end))
        return false;
    if (last && state->kept.text.length != 0) {
        struct zn_white white = read_kept(&pass);
        pass.from_kept = true;
        write_text_end(&pass, &white);
        release(&pass);
    }
    out->length = (size_t)(pass.to - out->data);
    return true;
}

/* ---- Life of the state --------------------------------------------------- */

void zn_space_state_init(struct zn_space_state *state, const zhnorm_allocator *allocator)
{
    *state = (struct zn_space_state){.started = false};
    zn_space_kept_init(&state->kept, allocator);
}

void zn_space_state_reset(struct zn_space_state *state)
{
    struct zn_space_kept kept = state->kept;
    zn_space_kept_clear(&kept);
    *state = (struct zn_space_state){.kept = kept};
}

void zn_space_state_free(struct zn_space_state *state)
{
    zn_space_kept_free(&state->kept);
}
