/*
 * Converters from files of compiled rulebooks.
 */
#ifndef ZN_CORE_IMAGE_H
#define ZN_CORE_IMAGE_H

#include "core/converter.h"
#include "core/source.h"

/*
 * Gives the converter the rulebooks of a file in memory, which is copied, and
 * fills `*info`.  `label` names it in messages.
 */
int zn_image_open(struct zhnorm_converter *converter, const char *data, size_t length,
                  const char *label, const zhnorm_options *options,
                  struct zn_source_info *info, zhnorm_error *error);

/* The same of the file at `path`. */
int zn_image_open_file(struct zhnorm_converter *converter, const char *path,
                       const zhnorm_options *options, struct zn_source_info *info,
                       zhnorm_error *error);

#endif
