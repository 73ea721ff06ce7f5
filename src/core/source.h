/*
 * Finding what a converter is compiled from: embedded configurations, presets
 * and OpenCC's files that the caller named.
 */
#ifndef ZN_CORE_SOURCE_H
#define ZN_CORE_SOURCE_H

#include <stdbool.h>

#include "core/converter.h"

/*
 * Gives the converter its rulebooks or its engine, according to the options,
 * and says in `*is_opencc` whether the configuration is one of OpenCC's.
 */
int zn_source_open(struct zhnorm_converter *converter, const zhnorm_options *options,
                   bool *is_opencc, zhnorm_error *error);

/* Opens the OpenCC module. */
int zn_module_open(const struct zn_opencc_module **module, zhnorm_error *error);

#endif
