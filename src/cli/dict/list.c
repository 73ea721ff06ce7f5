/*
 * zhnorm dict list: lists the dictionaries that are shipped.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <string.h>

#include "cli/dict/dict.h"
#include "cli/json.h"
#include "cli/message.h"
#include "cli/output.h"

/* The widths of the columns. */
struct widths {
    int name;
    int count;
    int target;
};

static void widen(int *width, int length)
{
    if (length > *width)
        *width = length;
}

static struct widths measure(void)
{
    struct widths widths = {0, 0, 0};
    zhnorm_dict_info info;

    for (size_t i = 0; zhnorm_dict_at(i, &info) == ZHNORM_OK; i++) {
        widen(&widths.name, (int)strlen(info.name));
        widen(&widths.count, snprintf(NULL, 0, "%zu", info.entry_count));
        widen(&widths.target, (int)info.target_length);
    }
    return widths;
}

static void print_info(const zhnorm_dict_info *info, const struct widths *widths)
{
    printf("%-*s  %*zu  %.*s%*s  %.*s\n", widths->name, info->name, widths->count,
           info->entry_count, (int)info->target_length, info->target,
           widths->target - (int)info->target_length, "", (int)info->title_length,
           info->title);
}

static int print_json(const zhnorm_dict_info *info)
{
    json_t *object = json_pack("{s:s, s:I, s:s%, s:s%}", "name", info->name, "entries",
                               (json_int_t)info->entry_count, "target", info->target,
                               info->target_length, "title", info->title, info->title_length);
    return zn_cli_json_print(stdout, object);
}

int zn_cli_dict_list(const struct zn_cli_dict_options *options)
{
    struct widths widths = measure();
    zhnorm_dict_info info;

    if (options->name_count != 0)
        return zn_cli_command_error("dict", "dict list: takes no arguments, but there is '%s'",
                                    options->names[0]);
    for (size_t i = 0; zhnorm_dict_at(i, &info) == ZHNORM_OK; i++) {
        int code = ZN_CLI_DONE;
        if (options->json)
            code = print_json(&info);
        else
            print_info(&info, &widths);
        if (code != ZN_CLI_DONE)
            return code;
    }
    return zn_cli_stdout_close();
}
