/*
 * The parts of the check of a dictionary; what it finds is told through
 * zn_check_tell().
 */
#ifndef ZN_CORE_DICT_CHECK_H
#define ZN_CORE_DICT_CHECK_H

#include "core/layers.h"
#include "rules/error.h"
#include "rules/vocabulary.h"

struct zn_check {
    const zhnorm_allocator *allocator;
    zhnorm_error *error;
    zhnorm_report *report;
    void *context;
    bool ended; /* nobody wants to know more */
    const char *label;
    zhnorm_dict *dict;
    char config[256];      /* what the dictionary's header names, if it does */
    enum zn_target target; /* of the dictionary, or else of the configuration */
    struct zn_layers layers;
    struct zn_configuration configuration; /* its base, with all dictionaries over it */
    struct zn_vocabulary vocabulary;
    struct zn_trie own;        /* keys of the dictionary; the values are numbers of entries */
    uint8_t *later;            /* by code point: 1 in long keys of later stages; or NULL */
    struct zn_ruleset with;    /* the configuration with the dictionary */
    struct zn_ruleset without; /* and without it */
    struct zn_buffer results[3]; /* of conversions */
};

/* Tells of a finding.  `line` 0: of none in particular. */
void zn_check_tell(struct zn_check *check, int severity, const char *kind, const char *file,
                   uint64_t line, const char *format, ...) ZN_PRINTF(6, 7);

/* Converts a text that is a paragraph of its own.  False: no memory. */
bool zn_check_convert(struct zn_check *check, const struct zn_ruleset *rules, const void *text,
                      size_t length, struct zn_buffer *result);

static inline bool zn_check_is(const struct zn_buffer *result, const void *text, size_t length)
{
    return result->length == length &&
           (length == 0 || memcmp(result->data, text, length) == 0);
}

/* A text as messages show it: in quotes, and cut off where it is long. */
struct zn_quoted {
    char text[112];
};

struct zn_quoted zn_quote(const void *text, size_t length);

/* The parts.  Each returns a status. */
int zn_check_entries(struct zn_check *check);
int zn_check_later_stages(struct zn_check *check);
int zn_check_tests(struct zn_check *check, const zhnorm_text *tests);

#endif
