/*
 * The sections of an image that do not depend on where its tables put a
 * character or a slot: the causes, their names, and the candidates.
 */
#ifndef ZN_RULES_IMAGE_CAUSES_H
#define ZN_RULES_IMAGE_CAUSES_H

#include "rules/rulebook.h"

/* Appends to these three of the sections.  False: no memory. */
bool zn_image_write_causes(const struct zn_decision_tree *tree,
                           struct zn_buffer sections[ZN_SECTION_COUNT]);

#endif
