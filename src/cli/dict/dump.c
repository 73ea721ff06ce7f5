/*
 * zhnorm dict dump: prints what a configuration, a dictionary or a rulebook
 * image holds.
 */
#define _POSIX_C_SOURCE 200809L

#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/dict/dict.h"
#include "cli/input.h"
#include "cli/message.h"
#include "cli/output.h"

static int write_text(void *context, const char *data, size_t length)
{
    (void)context;
    return fwrite(data, 1, length, stdout) != length;
}

static int dump_config(const char *config)
{
    zhnorm_error error = {0};

    if (zhnorm_config_dump(config, NULL, write_text, NULL, &error) != ZHNORM_OK)
        return zn_cli_library_error(NULL, &error);
    return zn_cli_stdout_close();
}

/* The header's fields, and what else changes how the entries are read. */
static void print_header(const zhnorm_dict *dict)
{
    static const char *const fields[] = {"name",     "title",   "target", "config",
                                         "evidence", "licence", "format"};
    size_t length;

    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const char *value = zhnorm_dict_field(dict, fields[i], &length);
        if (value != NULL)
            printf("# %s: %.*s\n", fields[i], (int)length, value);
    }
    printf("\n");
}

static void print_entry(const zhnorm_dict_entry *entry)
{
    bool is_alone = !entry->traditional_only && entry->key_length == entry->value_length &&
                    memcmp(entry->key, entry->value, entry->key_length) == 0;

    fwrite(entry->key, 1, entry->key_length, stdout);
    if (!is_alone) {
        putchar('\t');
        fwrite(entry->value, 1, entry->value_length, stdout);
    }
    fputs(entry->traditional_only ? "\ttraditional-only\n" : "\n", stdout);
}

static int dump_dictionary(const char *name)
{
    zhnorm_dict *dict;
    zhnorm_error error = {0};
    zhnorm_dict_entry entry;

    if (zhnorm_dict_load(name, NULL, &dict, &error) != ZHNORM_OK)
        return zn_cli_library_error(NULL, &error);
    print_header(dict);
    for (size_t i = 0; zhnorm_dict_entry_at(dict, i, &entry) == ZHNORM_OK; i++)
        print_entry(&entry);
    zhnorm_dict_free(dict);
    return zn_cli_stdout_close();
}

/*
 * Does the file begin with the magic of rulebook images?  A pipe, which a second
 * opening would find empty, is not touched: no image comes out of one.
 */
static bool is_image(const char *path)
{
    char start[ZHNORM_IMAGE_MAGIC_SIZE];
    struct stat status;
    bool is_regular = stat(path, &status) == 0 && S_ISREG(status.st_mode);
    int fd = is_regular ? open(path, O_RDONLY | O_CLOEXEC) : -1;

    if (fd < 0)
        return false;
    ssize_t got = zn_cli_input_read(fd, start, sizeof start);
    close(fd);
    return got == (ssize_t)sizeof start &&
           memcmp(start, ZHNORM_IMAGE_MAGIC, sizeof start) == 0;
}

static bool ends_with(const char *name, const char *ending)
{
    size_t length = strlen(name);
    size_t ending_length = strlen(ending);

    return length > ending_length && strcmp(name + length - ending_length, ending) == 0;
}

/* Is this a file that -c takes, too? */
static bool is_config(const char *name)
{
    if (strchr(name, '/') == NULL)
        return false;
    return ends_with(name, ".preset") || ends_with(name, ".json") || is_image(name);
}

int zn_cli_dict_dump(const struct zn_cli_dict_options *options)
{
    if (options->name_count + (options->config != NULL) != 1)
        return zn_cli_command_error("dict",
                                    "dict dump: expected one of: -c CONFIG, DICT, FILE");
    if (options->config != NULL)
        return dump_config(options->config);
    return is_config(options->names[0]) ? dump_config(options->names[0])
                                        : dump_dictionary(options->names[0]);
}
