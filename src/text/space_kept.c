/* See space_kept.h. */
#include "text/space_kept.h"

#include "text/space_white.h"

/*
 * What is enough: two spaces are a run; three line ends are that of a visible
 * line and those of two blank ones.
 */
enum { SPACES_ENOUGH = 2, LINE_ENDS_ENOUGH = 3 };

static struct zn_space_gap *gaps(const struct zn_space_kept *kept)
{
    return (struct zn_space_gap *)(void *)kept->gaps.data;
}

static size_t gap_count(const struct zn_space_kept *kept)
{
    return kept->gaps.length / sizeof(struct zn_space_gap);
}

/*
 * Leaves out the next `length` bytes, and what was kept from `from` on, with the
 * gaps there.  There is room for another gap.
 */
static void leave_out(struct zn_space_kept *kept, size_t from, size_t length)
{
    struct zn_space_gap gap = {from, kept->text.length - from + length};
    size_t count = gap_count(kept);
    for (; count != 0 && gaps(kept)[count - 1].at >= from; count--)
        gap.length += gaps(kept)[count - 1].length;
    gaps(kept)[count] = gap;
    kept->gaps.length = (count + 1) * sizeof gap;
    kept->text.length = from;
}

/* A further space goes, or a further blank line: the last line, which now ends. */
static bool drop(struct zn_space_kept *kept, const struct zn_settings *settings, bool space,
                 size_t length)
{
    bool lines = zn_rule_is_on(settings, ZN_RULE_BLANK_LINES) ||
                 zn_rule_is_on(settings, ZN_RULE_NO_BLANK_LINES);
    if (space && kept->spaces == SPACES_ENOUGH && zn_rule_is_on(settings, ZN_RULE_SPACES)) {
        leave_out(kept, kept->text.length, length);
        return true;
    }
    if (!space && kept->line_ends == LINE_ENDS_ENOUGH && lines) {
        leave_out(kept, kept->line, length);
        kept->spaces = 0;
        return true;
    }
    return false;
}

static void count(struct zn_space_kept *kept, bool space, bool pair)
{
    if (space) {
        if (kept->spaces < SPACES_ENOUGH)
            kept->spaces++;
        return;
    }
    kept->line = kept->text.length;
    kept->spaces = 0;
    if (!pair && kept->line_ends < LINE_ENDS_ENOUGH)
        kept->line_ends++;
}

bool zn_space_kept_add(struct zn_space_kept *kept, const struct zn_settings *settings,
                       const uint8_t **from, const uint8_t *end)
{
    struct zn_buffer *text = &kept->text;
    while (*from < end) {
        const uint8_t *at = *from;
        size_t length = zn_utf8_length(*at);
        bool space = zn_white_space(at, end) != 0;
        /* The LF of CR LF; behind a CR whose line was left out it does no harm. */
        bool pair = *at == '\n' && text->length != 0 && text->data[text->length - 1] == '\r';
        if (!zn_buffer_reserve(&kept->gaps, sizeof(struct zn_space_gap)))
            return false;
        if (pair || !drop(kept, settings, space, length)) {
            if (length > ZN_SPACE_KEPT_MAX - text->length)
                return true;
            if (!zn_buffer_append(text, at, length))
                return false;
            count(kept, space, pair);
        }
        *from += length;
    }
    return true;
}

size_t zn_space_kept_read(struct zn_space_kept *kept, size_t from, size_t to)
{
    size_t length = to - from;
    for (; kept->gaps_read < gap_count(kept) && gaps(kept)[kept->gaps_read].at <= to;
         kept->gaps_read++)
        length += gaps(kept)[kept->gaps_read].length;
    return length;
}

enum zn_rule zn_space_kept_rule(const struct zn_settings *settings)
{
    if (zn_rule_is_on(settings, ZN_RULE_SPACES))
        return ZN_RULE_SPACES;
    return zn_rule_is_on(settings, ZN_RULE_NO_BLANK_LINES) ? ZN_RULE_NO_BLANK_LINES
                                                           : ZN_RULE_BLANK_LINES;
}

void zn_space_kept_init(struct zn_space_kept *kept, const zhnorm_allocator *allocator)
{
    *kept = (struct zn_space_kept){.gaps_read = 0};
    zn_buffer_init(&kept->text, allocator);
    zn_buffer_init(&kept->gaps, allocator);
}

void zn_space_kept_clear(struct zn_space_kept *kept)
{
    struct zn_buffer text = kept->text;
    struct zn_buffer list = kept->gaps;
    text.length = 0;
    list.length = 0;
    *kept = (struct zn_space_kept){.text = text, .gaps = list};
}

void zn_space_kept_free(struct zn_space_kept *kept)
{
    zn_buffer_free(&kept->text);
    zn_buffer_free(&kept->gaps);
}
