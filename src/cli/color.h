/*
 * Colour on a terminal: whether it is wanted, and how it is switched.
 */
#ifndef ZN_CLI_COLOR_H
#define ZN_CLI_COLOR_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "cli/options.h"

enum zn_cli_color { ZN_CLI_COLOR_AUTO, ZN_CLI_COLOR_ALWAYS, ZN_CLI_COLOR_NEVER };

/* Reads the value of --color; NULL is `always`.  Returns ZN_CLI_DONE or ZN_CLI_USAGE. */
int zn_cli_color_read(const struct zn_cli_options *options, const char *value, int32_t *color);

/*
 * Whether stdout gets colour: with `auto`, if it is a terminal that has some, and
 * NO_COLOR (see no-color.org) is not set or empty.
 */
bool zn_cli_color_is_wanted(int32_t color);

/* What is shown in a style of its own. */
enum zn_cli_style {
    ZN_CLI_STYLE_PLACE,  /* where something is */
    ZN_CLI_STYLE_BEFORE, /* what was replaced */
    ZN_CLI_STYLE_AFTER,  /* by what */
    ZN_CLI_STYLE_CAUSE,
    ZN_CLI_STYLE_LOOK,   /* needs a look */
    ZN_CLI_STYLE_HUNK,   /* the head of a hunk */
    ZN_CLI_STYLE_MARKED, /* within BEFORE or AFTER: these characters changed */
    ZN_CLI_STYLE_COUNT
};

/* Begins a style, or ends MARKED and all others; nothing unless `wanted`. */
void zn_cli_style_begin(FILE *out, bool wanted, enum zn_cli_style style);
void zn_cli_style_end(FILE *out, bool wanted, enum zn_cli_style style);

#endif
