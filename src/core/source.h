/*
 * Finding what a converter is compiled from: embedded configurations, presets
 * and OpenCC's files that the caller named.
 */
#ifndef ZN_CORE_SOURCE_H
#define ZN_CORE_SOURCE_H

#include <stdbool.h>

#include "core/converter.h"
#include "rules/preset.h"

/* What is known of a configuration besides its rulebooks. */
struct zn_source_info {
    bool is_opencc; /* it is one of OpenCC's, or an own one in OpenCC's form */
    enum zn_target target;
};

/*
 * Gives the converter its rulebooks or its engine, according to the options,
 * and fills `*info`.
 */
int zn_source_open(struct zhnorm_converter *converter, const zhnorm_options *options,
                   struct zn_source_info *info, zhnorm_error *error);

/* Opens the OpenCC module. */
int zn_module_open(const struct zn_opencc_module **module, zhnorm_error *error);

#endif
