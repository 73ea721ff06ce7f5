/*
 * See space.h.  The rules, with their default policies:
 *
 *   - a run of spaces inside a line becomes one space;
 *   - spaces at the ends of a line go, indents with them;
 *   - a space between a Han character and a CJK mark goes, for such a mark has
 *     its own space within its square (GB/T 15834-2011, 5.1; clreq, 3.1);
 *   - every paragraph end becomes LF, CR LF one LF;
 *   - a run of blank lines becomes one; none at the ends of the document.
 *
 * The scan stops only at white characters that could need a change; all other
 * text is copied in bulk.
 */
#include "text/space.h"

#include "text/character.h"
#include "text/scan.h"
#include "text/utf8.h"

/* What a visible character is to the space beside it. */
enum side { SIDE_OTHER, SIDE_HAN, SIDE_MARK };

/* The most that white space of earlier calls can add to a call's output. */
enum { PENDING_MAX = 2 };

static enum side side_of(const uint8_t *text, const uint8_t *end)
{
    /* ASCII, and text that the end cuts short, which valid text never is. */
    if (*text < 0x80 || (size_t)(end - text) < zn_utf8_length(*text))
        return SIDE_OTHER;
    uint32_t code_point;
    zn_utf8_decode(text, &code_point);
    if (zn_is_han(code_point))
        return SIDE_HAN;
    return zn_is_cjk_mark(code_point) ? SIDE_MARK : SIDE_OTHER;
}

/* The side of the character that ends at `end`; `begin` < `end`. */
static enum side side_before(const uint8_t *begin, const uint8_t *end)
{
    const uint8_t *at = end - 1;
    while (at > begin && end - at < ZN_UTF8_MAX && zn_utf8_is_continuation(*at))
        at--;
    return side_of(at, end);
}

static void take_line_end(struct zn_space_state *state, uint8_t byte)
{
    bool pair = state->after_cr && byte == '\n';
    state->after_cr = byte == '\r';
    state->line_ended = true;
    state->space = false;
    if (!pair && state->line_ends < 2)
        state->line_ends++;
}

/* Takes the white characters at `text` into the state; returns where they end. */
static const uint8_t *take_white(struct zn_space_state *state, const uint8_t *text,
                                 const uint8_t *end)
{
    while (text < end) {
        size_t length = zn_scan_space_length(text, end);
        if (length != 0) {
            state->space = true;
            state->after_cr = false;
            state->line_ended = false;
        } else if (zn_scan_is_paragraph_end(text, end)) {
            take_line_end(state, *text);
            length = zn_utf8_length(*text);
        } else {
            break;
        }
        text += length;
    }
    return text;
}

/* Writes what the white space before the visible character at `next` comes to. */
static uint8_t *write_white(struct zn_space_state *state, const uint8_t *next,
                            const uint8_t *end, uint8_t *to)
{
    if (state->started && state->line_ends != 0) {
        *to++ = '\n';
        if (state->line_ends > 1)
            *to++ = '\n';
    } else if (state->started && state->space) {
        enum side right = side_of(next, end);
        bool drop = (state->side == SIDE_HAN && right == SIDE_MARK) ||
                    (state->side == SIDE_MARK && right == SIDE_HAN);
        if (!drop)
            *to++ = ' ';
    }
    state->line_ends = 0;
    state->space = false;
    state->after_cr = false;
    state->line_ended = false;
    state->started = true;
    return to;
}

bool zn_space_run(struct zn_space_state *state, const uint8_t *text, size_t length, bool last,
                  struct zn_buffer *out)
{
    if (length > SIZE_MAX - PENDING_MAX || !zn_buffer_reserve(out, length + PENDING_MAX))
        return false;
    /* White space only shrinks: the room is enough for all that follows. */
    uint8_t *to = out->data + out->length;
    const struct zn_scanner *scanner = zn_scanner();
    const uint8_t *at = length != 0 ? text : out->data;
    const uint8_t *end = at + length;
    while (at < end) {
        at = take_white(state, at, end);
        if (at == end)
            break;
        to = write_white(state, at, end, to);
        const uint8_t *stop = scanner->find_white(at, end);
        memcpy(to, at, (size_t)(stop - at));
        to += stop - at;
        /* Behind a line end nobody asks what stood before it. */
        if (stop == end || !zn_scan_is_paragraph_end(stop, end))
            state->side = (uint8_t)side_before(at, stop);
        at = stop;
    }
    if (last && state->started && state->line_ended)
        *to++ = '\n';
    out->length = (size_t)(to - out->data);
    return true;
}
