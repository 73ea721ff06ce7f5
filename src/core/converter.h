/*
 * The converter: what zhnorm_compile makes of the options.  Immutable.
 */
#ifndef ZN_CORE_CONVERTER_H
#define ZN_CORE_CONVERTER_H

#include "rules/compile.h"
#include "rules/opencc/module.h"
#include "text/rule.h"
#include "zhnorm/zhnorm.h"

struct zhnorm_converter {
    zhnorm_allocator allocator;
    uint32_t steps;              /* ZHNORM_STEP_* bits: those with a rule that is on */
    struct zn_settings settings; /* of these steps */
    int32_t bad_input;           /* enum zhnorm_bad_input */
    size_t max_pending;          /* bytes of a paragraph from which on it is cut */
    struct zn_rulebook rulebooks[ZN_RULEBOOKS_MAX]; /* run in this order */
    size_t rulebook_count;                          /* 0: no script conversion */
    struct zn_images images;               /* what the rulebooks lie in, unless embedded */
    const struct zn_opencc_module *module; /* with the engine `opencc` only */
    struct zn_opencc_engine *engine;
};

#endif
