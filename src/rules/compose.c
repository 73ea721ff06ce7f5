/*
 * See compose.h.  The tree is explored depth first: what the runner answers
 * for a text, and which characters it would have looked at next, give a node
 * and its children.  A child without children whose outcome is its parent's is
 * left out, for the parent then answers for it, whatever decided.
 */
#include "rules/compose.h"

#include <stdlib.h>

#include "rules/error.h"
#include "rules/run.h"
#include "text/utf8.h"

#define DECISIONS_MAX (1u << 23)              /* nodes of a tree */
#define POOL_MAX (ZN_OUTCOME_ALIGNMENT << 24) /* what an image can address */

/* What the runner answers for one kind of paragraph, as bytes. */
struct answer {
    uint16_t consumed;
    struct zn_buffer output;
    uint32_t names;       /* who decided: see struct zn_cause */
    bool is_one;          /* one code point was consumed */
    bool is_first_target; /* an entry of one character with several targets had a part */
    bool is_final;        /* a corpus entry decided */
    bool is_conditional;  /* one for traditional paragraphs only */
};

struct composer {
    struct zn_runner runner;
    struct answer answers[ZN_PARAGRAPH_KINDS];
    struct zn_decision_tree *tree;
    uint32_t source[ZN_DEPTH_MAX];
    struct zn_candidate_finder candidates; /* of the character that the source begins with */
    const char *label;
    zhnorm_error *error;
    bool conditional;         /* some outcome is */
    struct zn_points put_out; /* every code point of every output */
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

static int fail_too_long(const struct composer *composer)
{
    return zn_fail(composer->error, ZHNORM_ERROR_CONFIG,
                   "%s: the output of one match has more than %u bytes", composer->label,
                   (unsigned)UINT16_MAX);
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

/* Learns from the runner what decided.  False: no memory. */
static bool learn_cause(struct composer *composer, struct answer *answer)
{
    const struct zn_runner *runner = &composer->runner;
    const struct zn_part *parts = (const struct zn_part *)(const void *)runner->parts.data;
    answer->is_final = runner->is_final;
    answer->is_first_target = false;
    answer->is_conditional = false;
    for (size_t i = 0; i < runner->parts.length / sizeof *parts; i++) {
        const struct zn_value *value = zn_rules_value(runner->rules, parts[i].value);
        if (parts[i].is_single && value->targets_length > value->length)
            answer->is_first_target = true;
        answer->is_conditional |= value->is_conditional;
    }
    return zn_causes_name(&composer->tree->causes, runner, &answer->names);
}

static int ask(struct composer *composer, size_t depth, enum zn_paragraph_kind kind,
               struct answer *answer)
{
    struct zn_runner *runner = &composer->runner;
    size_t consumed = zn_runner_step(runner, composer->source, depth, kind);
    if (consumed == 0 && runner->status == ZHNORM_ERROR_NO_MEMORY)
        return zn_fail_memory(composer->error);
    if (consumed == 0)
        return fail_too_long(composer);
    answer->consumed = (uint16_t)encoded_length(composer->source, consumed);
    answer->is_one = consumed == 1;
    if (!learn_cause(composer, answer))
        return zn_fail_memory(composer->error);
    answer->output.length = 0;
    const uint32_t *points = zn_points_data(&runner->output);
    for (size_t i = 0; i < zn_points_count(&runner->output); i++) {
        if (!append_encoded(&answer->output, points[i]) ||
            !zn_buffer_append(&composer->put_out.buffer, &points[i], sizeof points[i]))
            return zn_fail_memory(composer->error);
    }
    if (answer->output.length > UINT16_MAX)
        return fail_too_long(composer);
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

/* ---- Causes --------------------------------------------------------------------- */

/* Finds what the character can become that the source consists of. */
static bool find_candidates(struct composer *composer)
{
    struct zn_decision_tree *tree = composer->tree;
    struct zn_candidate_finder *finder = &composer->candidates;
    const struct zn_buffer *const outputs[ZN_PARAGRAPH_KINDS] = {
        &composer->answers[ZN_PLAIN].output, &composer->answers[ZN_TRADITIONAL].output};
    if (!zn_candidates_find(finder, composer->source[0], outputs))
        return false;
    const struct zn_buffer *strings = &finder->found.bytes;
    struct zn_candidates candidates = {composer->source[0],
                                       (uint32_t)tree->candidate_strings.length,
                                       (uint32_t)finder->found.count};
    return candidates.count < 2 ||
           (zn_buffer_append(&tree->candidates, &candidates, sizeof candidates) &&
            zn_buffer_append(&tree->candidate_strings, strings->data, strings->length));
}

/*
 * Was one character decided alone that could have become something else?  A
 * corpus entry stands over what the base would have had to choose from.
 */
static bool is_ambiguous(const struct composer *composer, const struct answer *answer)
{
    if (!answer->is_one || composer->candidates.found.count < 2)
        return false;
    return answer->is_first_target ||
           (answer->is_final &&
            (composer->candidates.base_count > 1 || answer->is_conditional));
}

static bool find_cause(struct composer *composer, uint32_t *number)
{
    const struct answer *answers = composer->answers;
    bool same = same_answer(&answers[ZN_PLAIN], &answers[ZN_TRADITIONAL]);
    struct zn_cause cause;
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++) {
        const struct answer *answer = &answers[same ? ZN_PLAIN : kind];
        cause.names[kind] = answer->names;
        cause.flags[kind] = is_ambiguous(composer, answer) ? ZN_CAUSE_AMBIGUOUS : 0;
    }
    return zn_causes_add(&composer->tree->causes, cause, number);
}

/* ---- Outcomes ------------------------------------------------------------------- */

/* Puts the outcome of a text in the pool, unless it is that of its parent. */
static int record_outcome(struct composer *composer, const struct answer *plain,
                          const struct answer *traditional, uint32_t parent, uint32_t *outcome)
{
    struct zn_decision_tree *tree = composer->tree;
    size_t start = tree->outcomes.length;
    bool conditional = !same_answer(plain, traditional);
    if (start >= POOL_MAX)
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

/* The outcome of the first `depth` code points of the source, and its cause. */
static int find_outcome(struct composer *composer, size_t depth, uint32_t parent,
                        struct zn_decision *decision)
{
    struct answer *answers = composer->answers;
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++) {
        int status = ask(composer, depth, (enum zn_paragraph_kind)kind, &answers[kind]);
        if (status != ZHNORM_OK)
            return status;
    }
    if ((depth == 1 && !find_candidates(composer)) || !find_cause(composer, &decision->cause))
        return zn_fail_memory(composer->error);
    return record_outcome(composer, &answers[ZN_PLAIN], &answers[ZN_TRADITIONAL], parent,
                          &decision->outcome);
}

static int compare_points(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a;
    uint32_t right = *(const uint32_t *)b;
    return (left > right) - (left < right);
}

/* Sorts the points from number `first` on and makes them unique. */
static void sort_points(struct zn_points *points, size_t first)
{
    size_t count = zn_points_count(points);
    if (count == first)
        return;
    uint32_t *data = zn_points_data(points);
    qsort(data + first, count - first, sizeof *data, compare_points);
    size_t kept = first + 1;
    for (size_t i = first + 1; i < count; i++) {
        if (data[i] != data[kept - 1])
            data[kept++] = data[i];
    }
    points->buffer.length = kept * sizeof *data;
}

static int explore(struct composer *composer, size_t depth, uint32_t parent, uint32_t *link);

/*
 * Explores each character that the runner wants, from number `first_wanted` on,
 * as the next one of the source, and forgets them.  The wanted characters of
 * all depths lie behind one another, like a stack.  `*first` is the first node
 * that is kept; ZN_NO_NODE: none is.
 */
static int explore_wanted(struct composer *composer, size_t first_wanted, size_t depth,
                          uint32_t parent, uint32_t *first)
{
    struct zn_points *wanted = &composer->runner.wanted;
    sort_points(wanted, first_wanted);
    *first = ZN_NO_NODE;
    for (size_t i = zn_points_count(wanted); i > first_wanted; i--) {
        composer->source[depth] = zn_points_data(wanted)[i - 1];
        uint32_t node = ZN_NO_NODE;
        int status = explore(composer, depth + 1, parent, &node);
        if (status != ZHNORM_OK)
            return status;
        if (node != ZN_NO_NODE) {
            mutable_decision(composer->tree, node)->next_sibling = *first;
            *first = node;
        }
    }
    wanted->buffer.length = first_wanted * sizeof(uint32_t);
    return ZHNORM_OK;
}

/* Adds the node of the first `depth` code points. */
static int add_decision(struct composer *composer, size_t depth, uint32_t parent)
{
    struct zn_decision_tree *tree = composer->tree;
    struct zn_decision decision = {.code_point = composer->source[depth - 1],
                                   .first_child = ZN_NO_NODE,
                                   .next_sibling = ZN_NO_NODE};
    int status = find_outcome(composer, depth, parent, &decision);
    if (status != ZHNORM_OK)
        return status;
    if (decision_count(tree) >= DECISIONS_MAX)
        return fail_interlocked(composer);
    return zn_buffer_append(&tree->decisions, &decision, sizeof decision)
               ? ZHNORM_OK
               : zn_fail_memory(composer->error);
}

/* Makes the node of the first `depth` code points, ZN_NO_NODE if not needed. */
static int explore(struct composer *composer, size_t depth, uint32_t parent, uint32_t *link)
{
    struct zn_decision_tree *tree = composer->tree;
    size_t number = decision_count(tree);
    size_t first_wanted = zn_points_count(&composer->runner.wanted);
    int status = add_decision(composer, depth, parent);
    if (status != ZHNORM_OK)
        return status;
    if (depth == ZN_DEPTH_MAX && zn_points_count(&composer->runner.wanted) != first_wanted)
        return fail_interlocked(composer);
    uint32_t first;
    status = explore_wanted(composer, first_wanted, depth, (uint32_t)number, &first);
    if (status != ZHNORM_OK)
        return status;
    mutable_decision(tree, (uint32_t)number)->first_child = first;
    *link = (uint32_t)number;
    uint32_t outcome = zn_decision_at(tree, (uint32_t)number)->outcome;
    if (first == ZN_NO_NODE && parent != ZN_NO_NODE &&
        outcome == zn_decision_at(tree, parent)->outcome) {
        /* Its parent answers for it. */
        tree->decisions.length = number * sizeof(struct zn_decision);
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
    sort_points(&composer->put_out, 0);
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

static int compose(struct composer *composer)
{
    struct zn_decision_tree *tree = composer->tree;
    if (!zn_runner_first_characters(&composer->runner))
        return zn_fail_memory(composer->error);
    int status = explore_wanted(composer, 0, 0, ZN_NO_NODE, &tree->first_root);
    if (status == ZHNORM_OK && !find_evidence(composer))
        status = zn_fail_memory(composer->error);
    return status;
}

int zn_compose(const struct zn_rules *rules, const char *label, struct zn_decision_tree *tree,
               zhnorm_error *error)
{
    *tree = (struct zn_decision_tree){.first_root = ZN_NO_NODE, .max_growth = 1};
    zn_buffer_init(&tree->decisions, rules->allocator);
    zn_buffer_init(&tree->outcomes, rules->allocator);
    zn_buffer_init(&tree->evidence, rules->allocator);
    zn_buffer_init(&tree->candidates, rules->allocator);
    zn_buffer_init(&tree->candidate_strings, rules->allocator);
    bool ready = zn_causes_init(&tree->causes, rules->allocator);
    struct composer composer = {.tree = tree, .label = label, .error = error};
    zn_buffer_init(&composer.put_out.buffer, rules->allocator);
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++)
        zn_buffer_init(&composer.answers[kind].output, rules->allocator);
    zn_candidate_finder_init(&composer.candidates, rules);
    ready = zn_runner_init(&composer.runner, rules) && ready;
    int status = ready ? compose(&composer) : zn_fail_memory(error);
    zn_runner_free(&composer.runner);
    zn_candidate_finder_free(&composer.candidates);
    zn_buffer_free(&composer.put_out.buffer);
    for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++)
        zn_buffer_free(&composer.answers[kind].output);
    if (status != ZHNORM_OK)
        zn_decision_tree_free(tree);
    return status;
}

void zn_decision_tree_free(struct zn_decision_tree *tree)
{
    zn_buffer_free(&tree->decisions);
    zn_buffer_free(&tree->outcomes);
    zn_buffer_free(&tree->evidence);
    zn_buffer_free(&tree->candidates);
    zn_buffer_free(&tree->candidate_strings);
    zn_causes_free(&tree->causes);
}
