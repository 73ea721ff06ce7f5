/*
 * The converter: what zhnorm_compile makes of the options.  Immutable.
 */
#ifndef ZN_CORE_CONVERTER_H
#define ZN_CORE_CONVERTER_H

#include "rules/compile.h"
#include "rules/image_file.h"
#include "rules/opencc/module.h"
#include "text/rule.h"
#include "zhnorm/zhnorm.h"

/* What converts the script: rulebooks that are run in order. */
struct zn_ruleset {
    struct zn_rulebook rulebooks[ZN_RULEBOOKS_MAX];
    size_t count;            /* 0: no script conversion */
    struct zn_images images; /* what the rulebooks lie in, unless embedded */
};

/*
 * Copies the caller's options, which may be NULL or those of an earlier release,
 * over the defaults.  Fails with ZHNORM_ERROR_ARGUMENT where one is out of range.
 */
int zn_options_read(const zhnorm_options *given, zhnorm_options *options, zhnorm_error *error);

struct zhnorm_converter {
    zhnorm_allocator allocator;
    char name[ZN_IMAGE_FILE_NAME_MAX + 1]; /* of the configuration, cut off there */
    enum zn_target target;
    bool is_opencc;              /* one of OpenCC's configurations, or in their form */
    uint32_t steps;              /* ZHNORM_STEP_* bits: those with a rule that is on */
    struct zn_settings settings; /* of these steps */
    int32_t bad_input;           /* enum zhnorm_bad_input */
    uint32_t record;             /* ZHNORM_RECORD_* bits */
    size_t max_pending;          /* bytes of a paragraph from which on it is cut */
    struct zn_ruleset rules;     /* of every document, unless they are chosen */
    struct zn_choices *choices;  /* of a preset that decides by the document, or NULL */
    bool is_derived;             /* rulebooks, choices and engine are another converter's */
    const struct zn_opencc_module *module; /* with the engine `opencc` only */
    struct zn_opencc_engine *engine;
};

#endif
