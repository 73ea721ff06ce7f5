/*
 * The engine `opencc`: libopencc's own C API, and the table that the module
 * exports.  libopencc ends a text at a NUL byte, so it is given the text
 * between them.
 */
#include <opencc/opencc.h>
#include <stdlib.h>

#include "rules/error.h"
#include "rules/opencc/configuration_file.h"
#include "rules/opencc/installed.h"
#include "rules/opencc/module.h"

struct zn_opencc_engine {
    opencc_t handle;
};

static int open_engine(const char *path, struct zn_opencc_engine **engine, zhnorm_error *error)
{
    *engine = NULL;
    /* Our own reader first: libopencc hangs on some files that it refuses. */
    struct zn_opencc_configuration *checked;
    int status = zn_opencc_read(path, &checked, error);
    if (status != ZHNORM_OK)
        return status;
    zn_opencc_release(checked);
    struct zn_opencc_engine *opened = malloc(sizeof *opened);
    if (opened == NULL)
        return zn_fail_memory(error);
    opened->handle = opencc_open(path);
    if (opened->handle == (opencc_t)-1) {
        free(opened);
        return zn_fail(error, ZHNORM_ERROR_CONFIG, "%s: libopencc refuses it: %s", path,
                       opencc_error());
    }
    *engine = opened;
    return ZHNORM_OK;
}

static int convert_between_nuls(const struct zn_opencc_engine *engine, const uint8_t *text,
                                size_t length, struct zn_buffer *out, zhnorm_error *error)
{
    if (length == 0)
        return ZHNORM_OK;
    char *converted = opencc_convert_utf8(engine->handle, (const char *)text, length);
    if (converted == NULL)
        return zn_fail(error, ZHNORM_ERROR_MODULE, "libopencc: %s", opencc_error());
    bool appended = zn_buffer_append(out, converted, strlen(converted));
    opencc_convert_utf8_free(converted);
    return appended ? ZHNORM_OK : zn_fail_memory(error);
}

static int convert(const struct zn_opencc_engine *engine, const uint8_t *text, size_t length,
                   struct zn_buffer *out, zhnorm_error *error)
{
    const uint8_t *end = text + length;
    while (text < end) {
        const uint8_t *nul = memchr(text, 0, (size_t)(end - text));
        size_t part = (size_t)((nul == NULL ? end : nul) - text);
        int status = convert_between_nuls(engine, text, part, out, error);
        if (status != ZHNORM_OK)
            return status;
        text += part;
        if (nul != NULL) {
            if (!zn_buffer_append(out, "", 1))
                return zn_fail_memory(error);
            text++;
        }
    }
    return ZHNORM_OK;
}

static void close_engine(struct zn_opencc_engine *engine)
{
    if (engine == NULL)
        return;
    opencc_close(engine->handle);
    free(engine);
}

ZHNORM_API const struct zn_opencc_module *zn_opencc_module(void)
{
    static const struct zn_opencc_module module = {
        .abi = ZN_OPENCC_MODULE_ABI,
        .version = ZN_OPENCC_VERSION,
        .directory = ZN_OPENCC_DATA_DIR,
        .read = zn_opencc_read,
        .release = zn_opencc_release,
        .read_installed = zn_opencc_read_installed,
        .release_installed = zn_opencc_release_installed,
        .open = open_engine,
        .convert = convert,
        .close = close_engine,
    };
    return &module;
}
