/* Finding the configurations that OpenCC has installed. */
#ifndef ZN_RULES_OPENCC_INSTALLED_H
#define ZN_RULES_OPENCC_INSTALLED_H

#include "rules/opencc/module.h"

int zn_opencc_read_installed(struct zn_opencc_installed **installed, zhnorm_error *error);
void zn_opencc_release_installed(struct zn_opencc_installed *installed);

#endif
