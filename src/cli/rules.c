/*
 * zhnorm rules: lists the rules of the normalising steps, or shows all that
 * is known of those that are named.  Columns are aligned for a terminal on
 * which Han and other wide characters take two.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/output.h"
#include "cli/steps.h"
#include "cli/width.h"
#include "zhnorm/zhnorm.h"

/* The columns of an example's first half; a longer one has the line alone. */
#define BEFORE_WIDTH 20

/* ---- Columns ------------------------------------------------------------- */

/* Prints a text and spaces up to `width` columns. */
static void print_padded(const char *text, size_t width)
{
    size_t taken = zn_cli_width(text);

    fputs(text, stdout);
    zn_cli_pad(stdout, taken, width);
}

/* The length of the longest name. */
static size_t name_width(void)
{
    zhnorm_rule_info info;
    size_t width = 0;

    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        if (strlen(info.name) > width)
            width = strlen(info.name);
    return width;
}

/* ---- The list of all rules ------------------------------------------------ */

static const char *state_of(const zhnorm_rule_info *info)
{
    return info->is_default ? "on" : "off";
}

/* Two lines: the name, whether it is on, an example; and what the rule does. */
static void list_rule(const zhnorm_rule_info *info, size_t width)
{
    size_t indent = (size_t)printf("  %-*s  %-3s  ", (int)width, info->name, state_of(info));

    print_padded(info->before, BEFORE_WIDTH);
    if (zn_cli_width(info->before) > BEFORE_WIDTH)
        printf("\n%*s→ %s\n", (int)indent, "", info->after);
    else
        printf("  → %s\n", info->after);
    printf("      %s\n", info->description);
}

static void list_step(const struct zn_cli_step *step, size_t width)
{
    zhnorm_rule_info info;

    printf("%s: %s\n\n", step->name, step->description);
    for (size_t i = 0; zhnorm_rule_at(i, &info) == ZHNORM_OK; i++)
        if (info.step == step->bit)
            list_rule(&info, width);
}

static void list_all(void)
{
    const struct zn_cli_step *step;
    size_t width = name_width();

    for (size_t i = 0; (step = zn_cli_step_at(i)) != NULL; i++) {
        if (i != 0)
            printf("\n");
        list_step(step, width);
    }
}

/* ---- Rules by name --------------------------------------------------------- */

static const char *step_name(uint32_t bit)
{
    const struct zn_cli_step *step;

    for (size_t i = 0; (step = zn_cli_step_at(i)) != NULL; i++)
        if (step->bit == bit)
            return step->name;
    return "";
}

static void show_rule(const zhnorm_rule_info *info)
{
    printf("rule     %s\n", info->name);
    printf("step     %s\n", step_name(info->step));
    printf("default  %s\n", state_of(info));
    printf("effect   %s\n", info->description);
    printf("before   %s\n", info->before);
    printf("after    %s\n", info->after);
    printf("source   %s\n", info->source);
}

/* Shows the rules, if there are all of them. */
static int show_named(int count, char **names)
{
    zhnorm_rule_info info;

    for (int i = 0; i < count; i++)
        if (zn_cli_rule_find("rules", names[i], &info) != ZN_CLI_DONE)
            return ZN_CLI_USAGE;
    for (int i = 0; i < count; i++) {
        if (i != 0)
            printf("\n");
        (void)zn_cli_rule_find("rules", names[i], &info);
        show_rule(&info);
    }
    return zn_cli_stdout_close();
}

int zn_cli_rules(int count, char **arguments)
{
    if (count > 1 && (strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "-h") == 0))
        return zn_cli_print_help();
    if (count > 1)
        return show_named(count - 1, arguments + 1);
    list_all();
    return zn_cli_stdout_close();
}
