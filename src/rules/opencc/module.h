/*
 * The OpenCC module: everything that needs libopencc, behind plain C records.
 * The build-time compiler links it; the library opens it with dlopen when a
 * caller asks for an OpenCC file or for the engine `opencc`.
 */
#ifndef ZN_RULES_OPENCC_MODULE_H
#define ZN_RULES_OPENCC_MODULE_H

#include <stddef.h>
#include <stdint.h>

#include "rules/configuration.h"
#include "text/buffer.h"
#include "zhnorm/zhnorm.h"

#ifdef __cplusplus
extern "C" {
#endif

#define ZN_OPENCC_MODULE_ABI 1u

/* What a configuration file holds, ready to be compiled. */
struct zn_opencc_configuration {
    struct zn_configuration_text text; /* points into the fields below */
    char *title;                       /* the configuration's "name" or "" */
    char *label;
    char *chain;
    struct zn_table_text *tables;
};

/* Every configuration that is installed. */
struct zn_opencc_installed {
    size_t count;
    char **names; /* sorted, without ".json" */
    struct zn_opencc_configuration **configurations;
    uint64_t digest; /* of names, chains and dictionaries */
};

struct zn_opencc_engine;

struct zn_opencc_module {
    uint32_t abi;
    const char *version;   /* of the libopencc that the module was built with */
    const char *directory; /* where its configurations are installed */

    /* Reads the configuration file at `path` with all its dictionaries. */
    int (*read)(const char *path, struct zn_opencc_configuration **configuration,
                zhnorm_error *error);
    void (*release)(struct zn_opencc_configuration *configuration);

    /* Reads all that is in `directory`. */
    int (*read_installed)(struct zn_opencc_installed **installed, zhnorm_error *error);
    void (*release_installed)(struct zn_opencc_installed *installed);

    /* libopencc itself. `convert` appends to `out`; the text is UTF-8, in
     * which lone surrogates may stand for bad bytes. */
    int (*open)(const char *path, struct zn_opencc_engine **engine, zhnorm_error *error);
    int (*convert)(const struct zn_opencc_engine *engine, const uint8_t *text, size_t length,
                   struct zn_buffer *out, zhnorm_error *error);
    void (*close)(struct zn_opencc_engine *engine);
};

/* The one symbol that the module exports. */
ZHNORM_API const struct zn_opencc_module *zn_opencc_module(void);

#ifdef __cplusplus
}
#endif

#endif
