/* See color.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/color.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/message.h"
#include "cli/values.h"

int zn_cli_color_read(const struct zn_cli_options *options, const char *value, int32_t *color)
{
    static const struct zn_cli_word words[] = {{"auto", ZN_CLI_COLOR_AUTO},
                                               {"always", ZN_CLI_COLOR_ALWAYS},
                                               {"never", ZN_CLI_COLOR_NEVER},
                                               {NULL, 0}};

    if (value == NULL) {
        *color = ZN_CLI_COLOR_ALWAYS;
        return ZN_CLI_DONE;
    }
    return zn_cli_read_word(options->command, "--color", words, value, color);
}

bool zn_cli_color_is_wanted(int32_t color)
{
    const char *refused = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");

    if (color != ZN_CLI_COLOR_AUTO)
        return color == ZN_CLI_COLOR_ALWAYS;
    if (refused != NULL && refused[0] != '\0')
        return false;
    return terminal != NULL && strcmp(terminal, "dumb") != 0 && isatty(STDOUT_FILENO) != 0;
}

/* Select Graphic Rendition, ECMA-48: what is written to begin and to end a style. */
static const struct {
    const char *begin;
    const char *end;
} styles[ZN_CLI_STYLE_COUNT] = {
    [ZN_CLI_STYLE_PLACE] = {"\033[1m", "\033[m"},
    [ZN_CLI_STYLE_BEFORE] = {"\033[31m", "\033[m"},
    [ZN_CLI_STYLE_AFTER] = {"\033[32m", "\033[m"},
    [ZN_CLI_STYLE_CAUSE] = {"\033[36m", "\033[m"},
    [ZN_CLI_STYLE_LOOK] = {"\033[1;33m", "\033[m"},
    [ZN_CLI_STYLE_HUNK] = {"\033[36m", "\033[m"},
    [ZN_CLI_STYLE_MARKED] = {"\033[7m", "\033[27m"},
};

void zn_cli_style_begin(FILE *out, bool wanted, enum zn_cli_style style)
{
    if (wanted)
        fputs(styles[style].begin, out);
}

void zn_cli_style_end(FILE *out, bool wanted, enum zn_cli_style style)
{
    if (wanted)
        fputs(styles[style].end, out);
}
