/*
 * The installed OpenCC: its configurations, opened by absolute path (a file of
 * the same name in the current directory would come first otherwise), and the
 * entries of the dictionaries that they name.
 */
#ifndef ZHNORM_DIFFERENTIAL_INSTALLED_H
#define ZHNORM_DIFFERENTIAL_INSTALLED_H

#include "opencc_entries.h"
#include "text.h"

#include <opencc/opencc.h>
#include <stddef.h>

/* NULL after a message. */
opencc_t installed_open(const char *config);

/*
 * Converts valid text without NUL and appends the result.  What libopencc
 * makes of a line does not depend on other lines, since no key holds LF.
 * 0, or -1 after a message.
 */
int installed_convert(opencc_t opencc, const struct text *source, struct text *result);

#define INSTALLED_NAME_SIZE 64
#define INSTALLED_DICTS_MAX 16

/* The file names of the dictionaries of a configuration, as it lists them. */
struct installed_dicts {
    char names[INSTALLED_DICTS_MAX][INSTALLED_NAME_SIZE];
    size_t count;
};

/* 0, or -1 after a message. */
int installed_dicts(const char *config, struct installed_dicts *dicts);

/* Appends the entries of one of its dictionaries.  0, or -1 after a message. */
int installed_entries(const char *name, struct opencc_entries *entries);

/*
 * Exit code 77 (skip), after a message, when the embedded tables are not those
 * of the installed OpenCC; 1 when that cannot be found out; else 0.
 */
int installed_is_embedded(void);

#endif
