/*
 * An edit as a line to be read: its place, then the edit in its text, below one
 * another in the same column, then what it is due to.
 */
#include <inttypes.h>
#include <string.h>

#include "cli/candidates.h"
#include "cli/cause.h"
#include "cli/change_text.h"
#include "cli/color.h"
#include "cli/explain/explain.h"
#include "cli/visible.h"
#include "cli/width.h"

/* Columns: of line and column with their colons, and of the parts of the text. */
#define PLACE_WIDTH 10
#define BEFORE_WIDTH 12 /* the text before the edit */
#define CHANGE_WIDTH 32 /* the edit and the text behind it */
#define BEHIND_WIDTH 12 /* of that the text behind it at most */
#define PIECE_WIDTH 24  /* what was replaced, or by what, at most */

static bool ends_line(char byte)
{
    return byte == '\n' || byte == '\r';
}

static bool is_continuation(char byte)
{
    return ((unsigned char)byte & 0xC0) == 0x80;
}

/* The text before an edit, in its line, as much of it as there is room for. */
static struct zn_cli_span text_before(const struct zn_cli_change *change)
{
    struct zn_cli_span found = {change->before.text, 0};
    const char *at = found.text;
    size_t columns = 0;

    while (at > change->batch->source && !ends_line(at[-1])) {
        struct zn_cli_glyph glyph;
        at--;
        if (is_continuation(*at) && found.text - at < 4)
            continue;
        zn_cli_glyph_first(&glyph, at, (size_t)(found.text - at));
        if (columns + glyph.columns > BEFORE_WIDTH)
            break;
        columns += glyph.columns;
        found.length += (size_t)(found.text - at);
        found.text = at;
    }
    return found;
}

/* The text behind an edit, in its line, of at most so many columns. */
static struct zn_cli_span text_behind(const struct zn_cli_change *change, size_t most)
{
    const zhnorm_batch *batch = change->batch;
    struct zn_cli_span found = {change->before.text + change->before.length, 0};
    size_t left = batch->source_length - (size_t)(found.text - batch->source);
    size_t columns = 0;

    while (found.length < left && !ends_line(found.text[found.length])) {
        struct zn_cli_glyph glyph;
        zn_cli_glyph_first(&glyph, found.text + found.length, left - found.length);
        if (columns + glyph.columns > most)
            break;
        columns += glyph.columns;
        found.length += glyph.bytes;
    }
    return found;
}

static void print_place(const struct zn_cli_explained *explained)
{
    char place[64];
    int length = snprintf(place, sizeof place, ":%" PRIu64 ":%" PRIu64 ":",
                          explained->change->start.line, explained->change->start.column);

    zn_cli_style_begin(stdout, explained->color, ZN_CLI_STYLE_PLACE);
    zn_cli_visible_print(stdout, explained->title);
    fputs(place, stdout);
    zn_cli_style_end(stdout, explained->color, ZN_CLI_STYLE_PLACE);
    zn_cli_pad(stdout, (size_t)length, PLACE_WIDTH);
}

/* Prints the edit in its text. */
static void print_text(const struct zn_cli_change *change, bool color)
{
    struct zn_cli_span before = text_before(change);
    size_t columns = zn_cli_glyphs_print(NULL, before.text, before.length, SIZE_MAX);

    zn_cli_pad(stdout, columns, BEFORE_WIDTH);
    (void)zn_cli_glyphs_print(stdout, before.text, before.length, SIZE_MAX);
    columns = zn_cli_change_print(stdout, change, PIECE_WIDTH, color);
    struct zn_cli_span behind = text_behind(change, BEHIND_WIDTH);
    columns += zn_cli_glyphs_print(stdout, behind.text, behind.length, SIZE_MAX);
    zn_cli_pad(stdout, columns, CHANGE_WIDTH);
}

/* Prints the entry that decided, if it says more than the edit. */
static void print_entry(const struct zn_cli_change *change)
{
    if (!change->has_entry || change->key.length == change->before.length)
        return;
    fputs(" (", stdout);
    (void)zn_cli_glyphs_print(stdout, change->key.text, change->key.length, PIECE_WIDTH);
    fputs(" → ", stdout);
    (void)zn_cli_glyphs_print(stdout, change->value.text, change->value.length, PIECE_WIDTH);
    fputc(')', stdout);
}

/* Prints what the character could have become. */
static void print_candidates(const struct zn_cli_explained *explained)
{
    const struct zn_cli_change *change = explained->change;
    struct zn_cli_span candidates[ZN_CLI_CANDIDATES_MAX];

    if ((change->edit->flags & ZHNORM_EDIT_AMBIGUOUS) == 0)
        return;
    fputs("  ", stdout);
    zn_cli_style_begin(stdout, explained->color, ZN_CLI_STYLE_LOOK);
    fputs("ambiguous", stdout);
    zn_cli_style_end(stdout, explained->color, ZN_CLI_STYLE_LOOK);
    size_t count = zn_cli_candidates(change, explained->converter, candidates);
    for (size_t i = 0; i < count; i++)
        printf("%s%.*s", i == 0 ? ": " : " ", (int)candidates[i].length, candidates[i].text);
}

void zn_cli_explain_text(const struct zn_cli_explained *explained)
{
    print_place(explained);
    print_text(explained->change, explained->color);
    fputs("  ", stdout);
    zn_cli_style_begin(stdout, explained->color, ZN_CLI_STYLE_CAUSE);
    zn_cli_causes_print(stdout, explained->change->edit);
    zn_cli_style_end(stdout, explained->color, ZN_CLI_STYLE_CAUSE);
    print_entry(explained->change);
    print_candidates(explained);
    fputc('\n', stdout);
}
