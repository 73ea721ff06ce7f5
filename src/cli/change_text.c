/* See change_text.h. */
#include "cli/change_text.h"

#include "cli/color.h"
#include "cli/visible.h"

static size_t print_piece(FILE *out, const struct zn_cli_span *piece, size_t most, bool color,
                          enum zn_cli_style style)
{
    zn_cli_style_begin(out, color, style);
    size_t columns = zn_cli_glyphs_print(out, piece->text, piece->length, most);
    zn_cli_style_end(out, color, style);
    return columns;
}

size_t zn_cli_change_print(FILE *out, const struct zn_cli_change *change, size_t most,
                           bool color)
{
    bool kept = (change->edit->flags & ZHNORM_EDIT_KEPT) != 0;
    size_t columns = 2; /* the brackets */

    fputc('[', out);
    columns += print_piece(out, &change->before, most, color,
                           kept ? ZN_CLI_STYLE_LOOK : ZN_CLI_STYLE_BEFORE);
    if (!kept) {
        fputs("→", out);
        columns += 1 + print_piece(out, &change->after, most, color, ZN_CLI_STYLE_AFTER);
    }
    fputc(']', out);
    return columns;
}
