/* See image_causes.h. */
#include "rules/image_causes.h"

/* The tree has the characters the other way round. */
static bool write_candidates(const struct zn_decision_tree *tree, struct zn_buffer *candidates,
                             struct zn_buffer *names)
{
    const struct zn_candidates *each =
        (const struct zn_candidates *)(const void *)tree->candidates.data;
    size_t end = tree->candidate_strings.length;
    for (size_t i = tree->candidates.length / sizeof *each; i > 0; i--) {
        struct zn_candidates moved = each[i - 1];
        size_t start = moved.first;
        moved.first = (uint32_t)names->length;
        if (!zn_buffer_append(candidates, &moved, sizeof moved) ||
            !zn_buffer_append(names, tree->candidate_strings.data + start, end - start))
            return false;
        end = start;
    }
    return true;
}

bool zn_image_write_causes(const struct zn_decision_tree *tree,
                           struct zn_buffer sections[ZN_SECTION_COUNT])
{
    const struct zn_buffer *causes = &tree->causes.list.bytes;
    const struct zn_buffer *names = &tree->causes.names.bytes;
    return zn_buffer_append(&sections[ZN_SECTION_CAUSES], causes->data, causes->length) &&
           zn_buffer_append(&sections[ZN_SECTION_NAMES], names->data, names->length) &&
           write_candidates(tree, &sections[ZN_SECTION_CANDIDATES],
                            &sections[ZN_SECTION_NAMES]);
}
