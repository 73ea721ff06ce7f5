/* See converter.h. */
#include "cli/converter.h"

#include "cli/dictionaries.h"
#include "cli/message.h"

int zn_cli_converter_open(const struct zn_cli_options *options, uint32_t record,
                          zhnorm_converter **converter)
{
    struct zn_cli_dictionaries dictionaries;
    zhnorm_options library = options->library;
    zhnorm_error error = {0};
    int code = zn_cli_dictionaries_load(&dictionaries, options->dictionaries,
                                        options->dictionary_count);

    if (code == ZN_CLI_DONE) {
        zn_cli_dictionaries_use(&dictionaries, &library);
        library.record = record;
        if (zhnorm_compile(&library, converter, &error) != ZHNORM_OK)
            code = zn_cli_library_error(NULL, &error);
    }
    zn_cli_dictionaries_free(&dictionaries);
    return code;
}
