/*
 * What an audit looks at a corpus with: the tables and dictionaries of a
 * configuration, as they were before compiling, and its rulebooks.
 */
#ifndef ZN_CORE_AUDIT_BASE_H
#define ZN_CORE_AUDIT_BASE_H

#include "core/layers.h"
#include "rules/configuration.h"

struct zn_audit_base {
    const zhnorm_allocator *allocator;
    enum zn_target target;
    zhnorm_converter *converter;    /* without steps */
    const struct zn_ruleset *rules; /* what it runs */
    uint32_t evidence; /* a character that makes a paragraph traditional; 0: none does */
    /* Sources, which can be freed before the rest: */
    struct zn_layers layers;
    struct zn_configuration configuration; /* the tries of the tables and all dictionaries */
    const zhnorm_dict **dicts; /* of the layers, then the caller's; later ones weigh more */
    size_t dict_count;
};

/*
 * Reads the configuration and dictionaries of `options`.  The caller's
 * dictionaries must outlive the sources.  Fails as zhnorm_compile does; on
 * failure nothing needs to be freed.
 */
int zn_audit_base_open(struct zn_audit_base *base, const zhnorm_options *options,
                       const zhnorm_allocator *allocator, zhnorm_error *error);

/* Frees the tables and dictionaries, and keeps the rulebooks. */
void zn_audit_base_free_sources(struct zn_audit_base *base);

void zn_audit_base_free(struct zn_audit_base *base);

/* Do the rulebooks take the character as evidence of a traditional paragraph? */
bool zn_audit_is_evidence(const struct zn_audit_base *base, uint32_t code_point);

#endif
