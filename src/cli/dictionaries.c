/* See dictionaries.h. */
#include "cli/dictionaries.h"

#include <stdlib.h>

#include "cli/message.h"

int zn_cli_dictionaries_load(struct zn_cli_dictionaries *dictionaries,
                             const char *const *names, size_t count)
{
    zhnorm_error error = {0};
    int code = ZN_CLI_DONE;

    *dictionaries = (struct zn_cli_dictionaries){.count = count};
    dictionaries->list = calloc(count + 1, sizeof *dictionaries->list);
    if (dictionaries->list == NULL)
        return zn_cli_memory_error();
    for (size_t i = 0; i < count; i++)
        if (zhnorm_dict_load(names[i], NULL, &dictionaries->list[i], &error) != ZHNORM_OK)
            code = zn_cli_worse(code, zn_cli_library_error(NULL, &error));
    return code;
}

void zn_cli_dictionaries_free(struct zn_cli_dictionaries *dictionaries)
{
    for (size_t i = 0; dictionaries->list != NULL && i < dictionaries->count; i++)
        zhnorm_dict_free(dictionaries->list[i]);
    free(dictionaries->list);
}

void zn_cli_dictionaries_use(const struct zn_cli_dictionaries *dictionaries,
                             zhnorm_options *options)
{
    options->dicts = (const zhnorm_dict *const *)dictionaries->list;
    options->dict_count = dictionaries->count;
}
