/*
 * Composing: from rules (corpus layer, segmentation, stages) to one decision
 * tree that says, for what stands at a place in the text, how many bytes are
 * consumed and what is put out.
 *
 * Between two pieces of output lies a place from which everything that follows
 * is independent of what came before: no segment, no match of any stage spans
 * it.  The composer follows the meaning of a configuration (see run.c) from
 * such a place to the next, over every text on which it can depend.  A node of
 * the tree is a text; its outcome holds when the text goes on with a character
 * that no child names, or ends.  Its cause says what decided: where both kinds of
 * paragraph have the same outcome, that of plain text for both.
 */
#ifndef ZN_RULES_COMPOSE_H
#define ZN_RULES_COMPOSE_H

#include <stddef.h>
#include <stdint.h>

#include "rules/candidates.h"
#include "rules/causes.h"
#include "rules/configuration.h"
#include "text/buffer.h"
#include "zhnorm/zhnorm.h"

#define ZN_NO_NODE UINT32_MAX
#define ZN_DEPTH_MAX (ZN_KEY_MAX + 64) /* code points of a text in the tree */

/*
 * What happens at a node, as it lies in the pool of outcomes, padded to
 * four bytes.  With ZN_OUTCOME_CONDITIONAL in `consumed` it is what happens
 * in plain text, and what happens in traditional text follows.
 */
struct zn_outcome {
    uint16_t consumed; /* bytes of the source */
    uint16_t length;   /* bytes of output, which follow */
};

#define ZN_OUTCOME_CONDITIONAL 0x8000u
#define ZN_OUTCOME_ALIGNMENT 4u
#define ZN_OUTCOME_WIDE 16u /* bytes that may be read from an output's start on */

/* The bytes that an outcome takes in the pool. */
static inline size_t zn_outcome_size(struct zn_outcome outcome)
{
    size_t size = sizeof outcome + outcome.length;
    return (size + ZN_OUTCOME_ALIGNMENT - 1) & ~(size_t)(ZN_OUTCOME_ALIGNMENT - 1);
}

struct zn_decision {
    uint32_t code_point;
    uint32_t first_child;
    uint32_t next_sibling;
    uint32_t outcome; /* offset in the pool */
    uint32_t cause;   /* its number */
};

struct zn_decision_tree {
    struct zn_buffer decisions; /* of struct zn_decision */
    struct zn_buffer outcomes;  /* the pool */
    uint32_t first_root;        /* roots are siblings */
    uint32_t max_output;        /* bytes of the longest output */
    uint32_t max_growth;        /* bytes put out per byte consumed, rounded up */
    /*
     * Characters that show a paragraph to be traditional: alone the base
     * changes them, and no rule puts them out.  Of uint32_t, ascending; empty when
     * no outcome is conditional.
     */
    struct zn_buffer evidence;
    struct zn_causes causes;
    /* Ambiguous characters, descending; their strings have offsets of their own. */
    struct zn_buffer candidates; /* of struct zn_candidates */
    struct zn_buffer candidate_strings;
};

static inline const struct zn_decision *zn_decision_at(const struct zn_decision_tree *tree,
                                                       uint32_t node)
{
    return (const struct zn_decision *)(const void *)tree->decisions.data + node;
}

/*
 * Composes `rules`.  Fails with ZHNORM_ERROR_CONFIG when stages interlock over
 * more text than a tree can hold; `label` names the configuration in messages.
 */
int zn_compose(const struct zn_rules *rules, const char *label, struct zn_decision_tree *tree,
               zhnorm_error *error);

void zn_decision_tree_free(struct zn_decision_tree *tree);

#endif
