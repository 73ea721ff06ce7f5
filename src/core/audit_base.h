/*
 * What an audit looks at a corpus with: the tables and dictionaries of a
 * configuration, as they were before compiling, and its rulebooks.
 */
#ifndef ZN_CORE_AUDIT_BASE_H
#define ZN_CORE_AUDIT_BASE_H

#include "rules/compile.h"
#include "rules/configuration.h"
#include "rules/opencc/module.h"
#include "rules/preset.h"
#include "rules/rulebook.h"
#include "zhnorm/zhnorm.h"

struct zn_audit_base {
    const zhnorm_allocator *allocator;
    enum zn_target target;
    struct zn_configuration_text text; /* `configuration.tables` are beside its tables */
    struct zn_table_text *tables;      /* those of the archive, where the base is from there */
    /* The tries of the tables, with those of all dictionaries. */
    struct zn_configuration configuration;
    const zhnorm_dict **dicts; /* of the preset, then the caller's; later ones weigh more */
    size_t dict_count;
    size_t own_count; /* those in front, which are the base's own */
    struct zn_rulebook rulebooks[ZN_RULEBOOKS_MAX]; /* run in order */
    size_t rulebook_count;
    struct zn_images images; /* what they lie in, unless embedded */
    uint32_t evidence;       /* a character that makes a paragraph traditional; 0: none does */
    const struct zn_opencc_module *module;
    struct zn_opencc_configuration *file; /* with a configuration file only */
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

/* A target as the headers of dictionaries name it; "" for none.  A static string. */
const char *zn_audit_target_name(enum zn_target target);

#endif
