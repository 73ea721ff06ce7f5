/*
 * zhnorm configs: lists what -c takes by name.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/message.h"
#include "cli/output.h"
#include "zhnorm/zhnorm.h"

/* What -c takes besides the embedded configurations. */
static const zhnorm_config_info no_config = {
    .name = "none", .description = "No script conversion, only the steps", .is_preset = 1};

/* The length of the longest name. */
static size_t name_width(void)
{
    size_t width = strlen(no_config.name);

    for (size_t i = 0; i < zhnorm_config_count(); i++) {
        zhnorm_config_info info;
        if (zhnorm_config_at(i, &info) == ZHNORM_OK && strlen(info.name) > width)
            width = strlen(info.name);
    }
    return width;
}

static void print_config(const zhnorm_config_info *info, size_t width)
{
    printf("%-*s  %s\n", (int)width, info->name, info->description);
}

int zn_cli_configs(int count, char **arguments)
{
    size_t width = name_width();

    if (count > 1 && (strcmp(arguments[1], "--help") == 0 || strcmp(arguments[1], "-h") == 0))
        return zn_cli_print_help();
    if (count > 1)
        return zn_cli_usage_error("configs: takes no arguments, but there is '%s'",
                                  arguments[1]);
    for (size_t i = 0; i < zhnorm_config_count(); i++) {
        zhnorm_config_info info;
        if (zhnorm_config_at(i, &info) == ZHNORM_OK)
            print_config(&info, width);
    }
    print_config(&no_config, width);
    return zn_cli_stdout_close();
}
