/*
 * What a dictionary of the installed OpenCC holds, as plain C records.  Read
 * through libopencc itself and by nothing of zhnorm's, so that a fault of
 * zhnorm's own reader shows.
 */
#ifndef ZHNORM_DIFFERENTIAL_OPENCC_ENTRIES_H
#define ZHNORM_DIFFERENTIAL_OPENCC_ENTRIES_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

struct opencc_entry {
    char *key;
    size_t key_length;
    char *value; /* the first value; the key where there is none */
    size_t value_length;
};

struct opencc_entries {
    struct opencc_entry *items;
    size_t count;
};

/* Appends the entries of an .ocd2 file, in its order.  0, or -1. */
int opencc_entries_read(struct opencc_entries *entries, const char *path);
void opencc_entries_free(struct opencc_entries *entries);

#ifdef __cplusplus
}
#endif

#endif
