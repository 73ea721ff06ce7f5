/*
 * Reading an OpenCC configuration (.json) and the dictionaries it names.
 * Knows OpenCC's file formats and nothing of what the rules mean.
 */
#ifndef ZN_RULES_OPENCC_CONFIGURATION_FILE_H
#define ZN_RULES_OPENCC_CONFIGURATION_FILE_H

#include "rules/opencc/module.h"

int zn_opencc_read(const char *path, struct zn_opencc_configuration **configuration,
                   zhnorm_error *error);
void zn_opencc_release(struct zn_opencc_configuration *configuration);

#endif
