/*
 * See compose.h.  The tree is explored depth first: what the runner answers
 * for a text, and which characters it would have looked at next, give a node
 * and its children.  A child without children whose outcome is its parent's is
 * left out, for the parent then answers for it.
 */
#include "rules/compose.h"

#include <stdlib.h>

#include "rules/error.h"
#include "rules/run.h"
#include "text/utf8.h"

#define DEPTH_MAX (ZN_KEY_MAX + 64)           /* code points of a text in the tree */
#define DECISIONS_MAX (1u << 23)              /* nodes of a tree */
#define POOL_MAX (ZN_OUTCOME_ALIGNMENT << 24) /* what an image can address */

struct composer {
    struct zn_runner runner;
    struct zn_decision_tree *tree;
    uint32_t source[DEPTH_MAX];
    const char *label;
    zhnorm_error *error;
    bool conditional;         /* some outcome is */
    struct zn_points put_out; /* every code point of every output */
};

/* What the runner answers for one kind of paragraph, as bytes. */
struct answer {
    uint16_t consumed;
    struct zn_buffer output;
};

static size_t decision_count(const struct zn_decision_tree *tree)
{
    return tree->decisions.length / sizeof(struct zn_decision);
}

static struct zn_decision *mutable_decision(struct zn_decision_tree *tree, uint32_t node)
{
    return (struct zn_decision *)(void *)tree->decisions.data + node;
}

static int fail_interlocked(const struct composer *composer)
{
    return zn_fail(composer->error, ZHNORM_ERROR_CONFIG,
                   "%s: the stages interlock over too much text to be compiled",
                   composer->label);
}

static bool append_encoded(struct zn_buffer *buffer, uint32_t code_point)
{
    uint8_t bytes[ZN_UTF8_MAX];
    return zn_buffer_append(buffer, bytes, zn_utf8_encode(code_point, bytes));
}

static size_t encoded_length(const uint32_t *points, size_t count)
{
    uint8_t bytes[ZN_UTF8_MAX];
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += zn_utf8_encode(points[i], bytes);
    return length;
}

static int ask(struct composer *composer, size_t depth, enum zn_paragraph_kind kind,
               struct answer *answer)
{
    struct zn_runner *runner = &composer->runner;
    size_t consumed = zn_runner_step(runner, composer->source, depth, kind);
    if (consumed == 0)
        return zn_fail_memory(composer->error);
    answer->consumed = (uint16_t)encoded_length(composer->source, consumed);
    const uint32_t *points = zn_points_data(&runner->output);
    for (size_t i = 0; i < zn_points_count(&runner->output); i++) {
        if (!append_encoded(&answer->output, points[i]) ||
            !zn_buffer_append(&composer->put_out.buffer, &points[i], sizeof points[i]))
            return zn_fail_memory(composer->error);
    }
    if (answer->output.length > UINT16_MAX)
        return zn_fail(composer->error, ZHNORM_ERROR_CONFIG,
                       "%s: the output of one match has more than %u bytes", composer->label,
                       (unsigned)UINT16_MAX);
    return ZHNORM_OK;
}

static bool same_answer(const struct answer *a, const struct answer *b)
{
    return a->consumed == b->consumed && a->output.length == b->output.length &&
           memcmp(a->output.data, b->output.data, a->output.length) == 0;
}

/* Appends one answer to the pool, padded. */
static bool add_outcome(struct zn_decision_tree *tree, const struct answer *answer,
                        bool conditional)
{
    static const uint8_t padding[ZN_OUTCOME_ALIGNMENT] = {0};
    struct zn_outcome outcome = {answer->consumed, (uint16_t)answer->output.length};
    if (conditional)
        outcome.consumed |= ZN_OUTCOME_CONDITIONAL;
    size_t length = sizeof outcome + answer->output.length;
    size_t rest = (0 - length) & (ZN_OUTCOME_ALIGNMENT - 1);
    uint32_t growth =
        (uint32_t)((answer->output.length + answer->consumed - 1u) / answer->consumed);
    if (growth > tree->max_growth)
        tree->max_growth = growth;
    if (answer->output.length > tree->max_output)
        tree->max_output = (uint32_t)answer->output.length;
    return zn_buffer_append(&tree->outcomes, &outcome, sizeof outcome) &&
           zn_buffer_append(&tree->outcomes, answer->output.data, answer->output.length) &&
           zn_buffer_append(&tree->outcomes, padding, rest);
}

/* Puts the outcome of a text in the pool, unless it is that of its parent. */
static int record_outcome(struct composer *composer, const struct answer *plain,
                          const struct answer *traditional, uint32_t parent, uint32_t *outcome)
{
    struct zn_decision_tree *tree = composer->tree;
    size_t start = tree->outcomes.length;
    bool conditional = !same_answer(plain, traditional);
    if (start > POOL_MAX)
        return fail_interlocked(composer);
    if (!add_outcome(tree, plain, conditional) ||
        (conditional && !add_outcome(tree, traditional, false)))
        return zn_fail_memory(composer->error);
    *outcome = (uint32_t)start;
    size_t length = tree->outcomes.length - start;
    if (parent != ZN_NO_NODE) {
        uint32_t above = zn_decision_at(tree, parent)->outcome;
        /* The parent's outcome lies before, so its bytes can be compared. */
        if (start - above >= length &&
            memcmp(tree->outcomes.data + above, tree->outcomes.data + start, length) == 0) {
            tree->outcomes.length = start;
            *outcome = above;
            return ZHNORM_OK;
        }
    }
    composer->conditional |= conditional;
    return ZHNORM_OK;
}

/* The outcome of the first `depth` code points of the source. */
static int find_outcome(struct composer *composer, size_t depth, uint32_t parent,
                        uint32_t *outcome)
{
    const zhnorm_allocator *allocator = composer->runner.rules->allocator;
    struct answer answers[ZN_PARAGRAPH_KINDS] = {{0, {0}}, {0, {0}}};
    int status = ZHNORM_OK;
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++) {
        zn_buffer_init(&answers[kind].output, allocator);
        if (status == ZHNORM_OK)
            status = ask(composer, depth, (enum zn_paragraph_kind)kind, &answers[kind]);
    }
    if (status == ZHNORM_OK)
        status = record_outcome(composer, &answers[ZN_PLAIN], &answers[ZN_TRADITIONAL], parent,
                                outcome);
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++)
        zn_buffer_free(&answers[kind].output);
    return status;
}

static int compare_points(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Sorts and makes unique. */
static void sort_points(struct zn_points *points)
{
    size_t count = zn_points_count(points);
    if (count == 0)
        return;
    uint32_t *data = zn_points_data(points);
    qsort(data, count, sizeof *data, compare_points);
    size_t kept = 1;
    for (size_t i = 1; i < count; i++) {
        if (data[i] != data[kept - 1])
            data[kept++] = data[i];
    }
    points->buffer.length = kept * sizeof *data;
}

/* Takes what the runner wants, sorted, leaving it nothing. */
static struct zn_points take_wanted(struct composer *composer)
{
    struct zn_points wanted = composer->runner.wanted;
    sort_points(&wanted);
    zn_buffer_init(&composer->runner.wanted.buffer, wanted.buffer.allocator);
    return wanted;
}

static int explore(struct composer *composer, size_t depth, uint32_t parent, uint32_t *link);

/*
 * Explores each wanted character as the next one of the source.  `*link` is
 * where the number of the first node that is kept goes; ZN_NO_NODE: none is.
 */
static int explore_all(struct composer *composer, struct zn_points *wanted, size_t depth,
                       uint32_t parent, uint32_t *first)
{
    *first = ZN_NO_NODE;
    for (size_t i = zn_points_count(wanted); i > 0; i--) {
        composer->source[depth] = zn_points_data(wanted)[i - 1];
        uint32_t node;
        int status = explore(composer, depth + 1, parent, &node);
        if (status != ZHNORM_OK)
            return status;
        if (node != ZN_NO_NODE) {
            mutable_decision(composer->tree, node)->next_sibling = *first;
            *first = node;
        }
    }
    return ZHNORM_OK;
}

/* Makes the node of the first `depth` code points, ZN_NO_NODE if not needed. */
static int explore(struct composer *composer, size_t depth, uint32_t parent, uint32_t *link)
{
    struct zn_decision_tree *tree = composer->tree;
    size_t pool = tree->outcomes.length;
    size_t number = decision_count(tree);
    struct zn_decision decision = {.code_point = composer->source[depth - 1],
                                   .first_child = ZN_NO_NODE,
                                   .next_sibling = ZN_NO_NODE};
    int status = find_outcome(composer, depth, parent, &decision.outcome);
    if (status != ZHNORM_OK)
        return status;
    struct zn_points wanted = take_wanted(composer);
    if (number >= DECISIONS_MAX || (depth == DEPTH_MAX && zn_points_count(&wanted) != 0))
        status = fail_interlocked(composer);
    else if (!zn_buffer_append(&tree->decisions, &decision, sizeof decision))
        status = zn_fail_memory(composer->error);
    uint32_t first = ZN_NO_NODE;
    if (status == ZHNORM_OK)
        status = explore_all(composer, &wanted, depth, (uint32_t)number, &first);
    zn_buffer_free(&wanted.buffer);
    if (status != ZHNORM_OK)
        return status;
    mutable_decision(tree, (uint32_t)number)->first_child = first;
    *link = (uint32_t)number;
    if (first == ZN_NO_NODE && parent != ZN_NO_NODE &&
        decision.outcome == zn_decision_at(tree, parent)->outcome) {
        tree->decisions.length = number * sizeof decision;
        tree->outcomes.length = pool;
        *link = ZN_NO_NODE;
    }
    return ZHNORM_OK;
}

static bool contains(const struct zn_points *sorted, uint32_t point)
{
    return zn_points_count(sorted) != 0 &&
           bsearch(&point, zn_points_data(sorted), zn_points_count(sorted), sizeof point,
                   compare_points) != NULL;
}

static bool is_corpus_key(const struct zn_rules *rules, uint32_t point)
{
    uint32_t node = zn_trie_child(&rules->corpus, ZN_TRIE_ROOT, point);
    return node != ZN_TRIE_NONE &&
           zn_trie_node(&rules->corpus, node)->values[ZN_TRADITIONAL] != ZN_TRIE_NO_VALUE;
}

/* Roots that the base changes on their own and that nothing puts out. */
static bool find_evidence(struct composer *composer)
{
    struct zn_decision_tree *tree = composer->tree;
    if (!composer->conditional)
        return true;
    sort_points(&composer->put_out);
    for (uint32_t root = tree->first_root; root != ZN_NO_NODE;
         root = zn_decision_at(tree, root)->next_sibling) {
        uint32_t point = zn_decision_at(tree, root)->code_point;
        if (!contains(&composer->put_out, point) &&
            !is_corpus_key(composer->runner.rules, point) &&
            !zn_buffer_append(&tree->evidence, &point, sizeof point))
            return false;
    }
    return true;
}

int zn_compose(const struct zn_rules *rules, const char *label, struct zn_decision_tree *tree,
               zhnorm_error *error)
{
    *tree = (struct zn_decision_tree){.first_root = ZN_NO_NODE, .max_growth = 1};
    zn_buffer_init(&tree->decisions, rules->allocator);
    zn_buffer_init(&tree->outcomes, rules->allocator);
    zn_buffer_init(&tree->evidence, rules->allocator);
    struct composer composer = {.tree = tree, .label = label, .error = error};
    zn_buffer_init(&composer.put_out.buffer, rules->allocator);
    int status = ZHNORM_OK;
    if (!zn_runner_init(&composer.runner, rules) ||
        !zn_runner_first_characters(&composer.runner))
        status = zn_fail_memory(error);
    if (status == ZHNORM_OK) {
        struct zn_points roots = take_wanted(&composer);
        status = explore_all(&composer, &roots, 0, ZN_NO_NODE, &tree->first_root);
        zn_buffer_free(&roots.buffer);
    }
    if (status == ZHNORM_OK && !find_evidence(&composer))
        status = zn_fail_memory(error);
    zn_runner_free(&composer.runner);
    zn_buffer_free(&composer.put_out.buffer);
    if (status != ZHNORM_OK)
        zn_decision_tree_free(tree);
    return status;
}

void zn_decision_tree_free(struct zn_decision_tree *tree)
{
    zn_buffer_free(&tree->decisions);
    zn_buffer_free(&tree->outcomes);
    zn_buffer_free(&tree->evidence);
}
