/*
 * Opening the OpenCC module.  It is looked for beside this library or program,
 * then where it is installed.  Once open it stays open: libopencc's own static
 * data make closing it no gain.
 */
#ifndef _GNU_SOURCE
#define _GNU_SOURCE /* dladdr */
#endif
#include <dlfcn.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "core/source.h"
#include "rules/archive.h"
#include "rules/error.h"

#define MODULE_FILE "zhnorm_opencc.so"
#define PATH_SIZE 4096

typedef const struct zn_opencc_module *module_function(void);

/* POSIX gives functions as data pointers; the bytes are copied to say so. */
static module_function *find_function(void *handle)
{
    void *symbol = dlsym(handle, "zn_opencc_module");
    module_function *function = NULL;
    memcpy(&function, &symbol, sizeof function);
    return function;
}

/* Writes "DIRECTORY/WAY/zhnorm_opencc.so" if there is such a file. */
static bool find_in(const char *directory, int directory_length, const char *way,
                    char path[PATH_SIZE])
{
    int length =
        snprintf(path, PATH_SIZE, "%.*s/%s" MODULE_FILE, directory_length, directory, way);
    return length > 0 && length < PATH_SIZE && access(path, F_OK) == 0;
}

/*
 * In a build tree the module lies beside library and program; installed, it
 * has a directory of its own beside the library.
 */
static bool find_beside(char path[PATH_SIZE])
{
    static const char *const ways[] = {"", "zhnorm/", "../" ZN_LIBRARY_DIRECTORY "/zhnorm/"};
    Dl_info info;
    if (dladdr((const void *)zn_archive_get(), &info) == 0 || info.dli_fname == NULL)
        return false;
    const char *slash = strrchr(info.dli_fname, '/');
    if (slash == NULL)
        return false;
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        if (find_in(info.dli_fname, (int)(slash - info.dli_fname), ways[i], path))
            return true;
    }
    return false;
}

int zn_module_open(const struct zn_opencc_module **module, zhnorm_error *error)
{
    *module = NULL;
    char path[PATH_SIZE];
    bool found = find_beside(path);
    if (!found)
        found = find_in(ZN_MODULE_DIRECTORY, (int)strlen(ZN_MODULE_DIRECTORY), "", path);
    if (!found)
        return zn_fail(error, ZHNORM_ERROR_MODULE,
                       "the OpenCC module, %s, is neither beside zhnorm nor in %s",
                       MODULE_FILE, ZN_MODULE_DIRECTORY);
    void *handle = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (handle == NULL)
        return zn_fail(error, ZHNORM_ERROR_MODULE, "the OpenCC module cannot be opened: %s",
                       dlerror());
    module_function *function = find_function(handle);
    if (function == NULL)
        return zn_fail(error, ZHNORM_ERROR_MODULE, "%s is not zhnorm's OpenCC module",
                       MODULE_FILE);
    const struct zn_opencc_module *opened = function();
    if (opened->abi != ZN_OPENCC_MODULE_ABI)
        return zn_fail(error, ZHNORM_ERROR_MODULE,
                       "the OpenCC module is of another release of zhnorm");
    *module = opened;
    return ZHNORM_OK;
}
