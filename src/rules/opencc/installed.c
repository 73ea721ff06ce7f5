/* See installed.h. */
#include "rules/opencc/installed.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "rules/error.h"
#include "rules/hash.h"
#include "rules/opencc/configuration_file.h"

#define ENDING ".json"

static int is_configuration(const struct dirent *entry)
{
    size_t length = strlen(entry->d_name);
    size_t ending = sizeof ENDING - 1;
    return length > ending && strcmp(entry->d_name + length - ending, ENDING) == 0;
}

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Takes the entries' names without their ending, sorted. */
static bool take_names(struct zn_opencc_installed *installed, struct dirent *const *entries,
                       size_t count)
{
    installed->names = calloc(count + 1, sizeof *installed->names);
    installed->configurations = calloc(count + 1, sizeof(struct zn_opencc_configuration *));
    if (installed->names == NULL || installed->configurations == NULL)
        return false;
    for (; installed->count < count; installed->count++) {
        const char *name = entries[installed->count]->d_name;
        char *copy = strndup(name, strlen(name) - (sizeof ENDING - 1));
        if (copy == NULL)
            return false;
        installed->names[installed->count] = copy;
    }
    qsort(installed->names, count, sizeof *installed->names, compare_names);
    return true;
}

static int list(struct zn_opencc_installed *installed, zhnorm_error *error)
{
    struct dirent **entries;
    int count = scandir(ZN_OPENCC_DATA_DIR, &entries, is_configuration, NULL);
    if (count < 0)
        return zn_fail_system(error, ZHNORM_ERROR_MODULE, errno, ZN_OPENCC_DATA_DIR);
    bool taken = take_names(installed, entries, (size_t)count);
    for (int i = 0; i < count; i++)
        free(entries[i]);
    free(entries);
    return taken ? ZHNORM_OK : zn_fail_memory(error);
}

/* With the NUL byte, so that two strings never run together. */
static uint64_t hash_string(uint64_t hash, const char *string)
{
    return zn_hash(hash, string, strlen(string) + 1);
}

static uint64_t digest_of(const struct zn_opencc_installed *installed)
{
    uint64_t hash = ZN_HASH_START;
    for (size_t i = 0; i < installed->count; i++) {
        const struct zn_configuration_text *text = &installed->configurations[i]->text;
        hash = hash_string(hash_string(hash, installed->names[i]), text->chain);
        for (size_t j = 0; j < text->table_count; j++) {
            hash = hash_string(hash, text->tables[j].name);
            hash = zn_hash(hash, text->tables[j].text, text->tables[j].length);
        }
    }
    return hash;
}

static int read_all(struct zn_opencc_installed *installed, zhnorm_error *error)
{
    int status = list(installed, error);
    for (size_t i = 0; status == ZHNORM_OK && i < installed->count; i++) {
        char path[4096];
        snprintf(path, sizeof path, "%s/%s" ENDING, ZN_OPENCC_DATA_DIR, installed->names[i]);
        status = zn_opencc_read(path, &installed->configurations[i], error);
    }
    installed->digest = status == ZHNORM_OK ? digest_of(installed) : 0;
    return status;
}

int zn_opencc_read_installed(struct zn_opencc_installed **installed, zhnorm_error *error)
{
    *installed = calloc(1, sizeof **installed);
    if (*installed == NULL)
        return zn_fail_memory(error);
    int status = read_all(*installed, error);
    if (status != ZHNORM_OK) {
        zn_opencc_release_installed(*installed);
        *installed = NULL;
    }
    return status;
}

void zn_opencc_release_installed(struct zn_opencc_installed *installed)
{
    if (installed == NULL)
        return;
    for (size_t i = 0; i < installed->count; i++) {
        free(installed->names[i]);
        zn_opencc_release(installed->configurations[i]);
    }
    free(installed->names);
    free(installed->configurations);
    free(installed);
}
