/*
 * See run.h.  The meaning followed here:
 *
 * - At each place the longest key wins across the corpus layer and the base's
 *   first level: the segmentation key, or where there is none, the first
 *   stage's longest key within the run of text that segmentation leaves
 *   unmatched.  On equal length the corpus layer wins.
 * - What a corpus entry puts out is final.  A segmentation key is a segment:
 *   the stages run over it alone.  All that is left between segments and
 *   corpus matches is a run, over which the stages go as over a segment.
 * - Each stage takes, at each place, its longest match, else the character.
 */
#include "rules/run.h"

#include <stdlib.h>

#include "text/utf8.h"

#define NO_MARK UINT32_MAX

struct zn_source_edge {
    uint32_t output; /* the first code point of an output */
    uint32_t source; /* the first code point of the key that puts it out */
};

/* ---- Code points ---------------------------------------------------------- */

static void points_init(struct zn_points *points, const zhnorm_allocator *allocator)
{
    zn_buffer_init(&points->buffer, allocator);
}

static void push(struct zn_runner *runner, struct zn_points *points, uint32_t code_point)
{
    if (!zn_buffer_append(&points->buffer, &code_point, sizeof code_point))
        runner->status = ZHNORM_ERROR_NO_MEMORY;
}

/* Pushes to a level, beside its mark; stages must not grow text without end. */
static void push_marked(struct zn_runner *runner, struct zn_points *points,
                        struct zn_points *marks, uint32_t code_point, uint32_t mark)
{
    if (zn_points_count(points) >= ZN_OUTPUT_MAX) {
        runner->status = ZHNORM_ERROR_CONFIG;
        return;
    }
    push(runner, points, code_point);
    push(runner, marks, mark);
}

/* ---- What could come next --------------------------------------------------- */

static int compare_edges(const void *a, const void *b)
{
    const struct zn_source_edge *left = a;
    const struct zn_source_edge *right = b;
    if (left->output != right->output)
        return left->output < right->output ? -1 : 1;
    return (left->source > right->source) - (left->source < right->source);
}

/* Collects, for every key of a stage, how its output begins. */
static bool collect_sources(const struct zn_rules *rules, const struct zn_trie *trie,
                            uint32_t node, uint32_t first, struct zn_buffer *edges)
{
    const struct zn_trie_node *at = zn_trie_node(trie, node);
    if (at->values[ZN_PLAIN] != ZN_TRIE_NO_VALUE) {
        struct zn_source_edge edge = {.source = first};
        zn_utf8_decode(zn_rules_value(rules, at->values[ZN_PLAIN])->bytes, &edge.output);
        if (edge.output != first && !zn_buffer_append(edges, &edge, sizeof edge))
            return false;
    }
    for (uint32_t child = at->first_child; child != 0;
         child = zn_trie_node(trie, child)->next_sibling) {
        uint32_t begin = node == ZN_TRIE_ROOT ? zn_trie_node(trie, child)->code_point : first;
        if (!collect_sources(rules, trie, child, begin, edges))
            return false;
    }
    return true;
}

static size_t edge_count(const struct zn_sources *sources)
{
    return sources->edges.length / sizeof(struct zn_source_edge);
}

/* The first edge whose output is at least `output`. */
static size_t find_edge(const struct zn_sources *sources, uint32_t output)
{
    const struct zn_source_edge *edges = (const void *)sources->edges.data;
    size_t low = 0;
    size_t high = edge_count(sources);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (edges[middle].output < output)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Wants every source character that can make stage `level` read `code_point`. */
static void want(struct zn_runner *runner, size_t level, uint32_t code_point)
{
    if (level == 0) {
        push(runner, &runner->wanted, code_point);
        return;
    }
    const struct zn_sources *sources = &runner->sources[level - 1];
    const struct zn_source_edge *edges = (const void *)sources->edges.data;
    want(runner, level - 1, code_point);
    uint32_t last = code_point;
    for (size_t i = find_edge(sources, code_point);
         i < edge_count(sources) && edges[i].output == code_point; i++) {
        if (edges[i].source != last)
            want(runner, level - 1, edges[i].source);
        last = edges[i].source;
    }
}

static void want_children(struct zn_runner *runner, size_t level, const struct zn_trie *trie,
                          uint32_t node)
{
    for (uint32_t child = zn_trie_node(trie, node)->first_child; child != 0;
         child = zn_trie_node(trie, child)->next_sibling)
        want(runner, level, zn_trie_node(trie, child)->code_point);
}

/* ---- Matching --------------------------------------------------------------- */

struct match {
    size_t length; /* 0: none */
    uint32_t value;
};

/*
 * The longest match of `trie` within `points[at .. end)`.  With `open`, `end`
 * is where the known source ends, and what could go on there is wanted on
 * behalf of stage `level`.
 */
static struct match longest(struct zn_runner *runner, const struct zn_trie *trie,
                            enum zn_paragraph_kind kind, const uint32_t *points, size_t at,
                            size_t end, bool open, size_t level)
{
    struct match match = {0, ZN_TRIE_NO_VALUE};
    uint32_t node = ZN_TRIE_ROOT;
    size_t i = at;
    while (i < end) {
        node = zn_trie_child(trie, node, points[i]);
        if (node == ZN_TRIE_NONE)
            return match;
        i++;
        uint32_t value = zn_trie_node(trie, node)->values[kind];
        if (value != ZN_TRIE_NO_VALUE)
            match = (struct match){i - at, value};
    }
    if (open)
        want_children(runner, level, trie, node);
    return match;
}

enum token_kind { CORPUS, SEGMENT, RUN };

struct token {
    enum token_kind kind;
    size_t length;
    uint32_t value; /* ZN_TRIE_NO_VALUE: the character itself */
};

/* The first stage's match at `at`, which no later segment may cut into. */
static struct match first_stage_match(struct zn_runner *runner, const uint32_t *source,
                                      size_t at, size_t count)
{
    const struct zn_rules *rules = runner->rules;
    struct match match = {0, ZN_TRIE_NO_VALUE};
    if (rules->stage_count == 0)
        return match;
    const struct zn_trie *stage = &rules->stages[0];
    match = longest(runner, stage, ZN_PLAIN, source, at, count, true, 0);
    if (!rules->has_segmentation)
        return match;
    for (size_t inside = at + 1; inside < at + match.length; inside++) {
        struct match segment =
            longest(runner, &rules->segmentation, ZN_PLAIN, source, inside, count, true, 0);
        if (segment.length != 0)
            return longest(runner, stage, ZN_PLAIN, source, at, inside, false, 0);
    }
    return match;
}

/* What the first level makes of the source at `at`. */
static struct token next_token(struct zn_runner *runner, const uint32_t *source, size_t at,
                               size_t count, enum zn_paragraph_kind kind)
{
    const struct zn_rules *rules = runner->rules;
    struct match corpus = longest(runner, &rules->corpus, kind, source, at, count, true, 0);
    struct match base = {0, ZN_TRIE_NO_VALUE};
    enum token_kind base_kind = SEGMENT;
    if (rules->has_segmentation)
        base = longest(runner, &rules->segmentation, ZN_PLAIN, source, at, count, true, 0);
    if (base.length == 0) {
        base_kind = RUN;
        base = first_stage_match(runner, source, at, count);
    }
    if (corpus.length != 0 && corpus.length >= base.length)
        return (struct token){CORPUS, corpus.length, corpus.value};
    return (struct token){base_kind, base.length == 0 ? 1 : base.length, base.value};
}

/* ---- Parts -------------------------------------------------------------------- */

/* Notes that `value`, if there is one, was matched by `count` code points. */
static void note(struct zn_runner *runner, size_t level, uint32_t at, uint32_t value,
                 size_t count)
{
    if (value == ZN_TRIE_NO_VALUE)
        return;
    struct zn_part part = {
        .value = value,
        .at = at,
        .level = (uint32_t)level,
        .changes = !zn_rules_value(runner->rules, value)->is_key,
        .is_single = count == 1,
    };
    if (!zn_buffer_append(&runner->parts, &part, sizeof part))
        runner->status = ZHNORM_ERROR_NO_MEMORY;
}

/* Segmentation matches, but puts nothing out. */
static void note_segment(struct zn_runner *runner, struct token token)
{
    struct zn_part part = {.value = token.value};
    if (!zn_buffer_append(&runner->parts, &part, sizeof part))
        runner->status = ZHNORM_ERROR_NO_MEMORY;
}

/* Forgets what lies behind the source that was consumed. */
static void keep_parts_before(struct zn_runner *runner, size_t consumed)
{
    struct zn_part *parts = (struct zn_part *)(void *)runner->parts.data;
    size_t count = runner->parts.length / sizeof *parts;
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (parts[i].at < consumed)
            parts[kept++] = parts[i];
    }
    runner->parts.length = kept * sizeof *parts;
}

/* ---- Stages ------------------------------------------------------------------ */

/* Appends what a match puts out to a level; only its start can be marked. */
static void put(struct zn_runner *runner, size_t level, uint32_t mark, uint32_t value,
                uint32_t code_point)
{
    struct zn_points *points =
        level == runner->rules->stage_count ? &runner->output : &runner->levels[level];
    struct zn_points *marks = &runner->marks[level];
    if (value == ZN_TRIE_NO_VALUE) {
        push_marked(runner, points, marks, code_point, mark);
        return;
    }
    const struct zn_value *bytes = zn_rules_value(runner->rules, value);
    for (size_t i = 0; i < bytes->length;) {
        uint32_t decoded;
        i += zn_utf8_decode(bytes->bytes + i, &decoded);
        push_marked(runner, points, marks, decoded, mark);
        mark = NO_MARK;
    }
}

static void clear_levels(struct zn_runner *runner)
{
    for (size_t i = 0; i <= ZN_STAGES_MAX; i++) {
        runner->levels[i].buffer.length = 0;
        runner->marks[i].buffer.length = 0;
        runner->cursors[i] = 0;
        runner->last_marks[i] = 0;
    }
    runner->output.buffer.length = 0;
}

/*
 * Where in the source the next `count` code points of a level begin.  Those
 * without a mark belong to the last one before them that has one.
 */
static uint32_t take_marks(struct zn_runner *runner, size_t level, size_t count)
{
    const uint32_t *marks = zn_points_data(&runner->marks[level]) + runner->cursors[level];
    uint32_t *last = &runner->last_marks[level];
    uint32_t start = marks[0] == NO_MARK ? *last : marks[0];
    for (size_t i = 0; i < count; i++)
        *last = marks[i] == NO_MARK ? *last : marks[i];
    return start;
}

/*
 * Lets stage `level` (from 0) take one match of what it has been given.
 * `closed`: nothing will be added to that.  False: it must wait or is done.
 */
static bool advance_stage(struct zn_runner *runner, size_t level, bool closed, bool open)
{
    const struct zn_trie *trie = &runner->rules->stages[level];
    const uint32_t *points = zn_points_data(&runner->levels[level]);
    size_t count = zn_points_count(&runner->levels[level]);
    size_t at = runner->cursors[level];
    /* After a failure, marks may be missing beside the points. */
    if (at == count || runner->status != ZHNORM_OK)
        return false;
    if (!closed) {
        /* Could a match go on beyond what is there? */
        uint32_t node = ZN_TRIE_ROOT;
        size_t i = at;
        while (i < count && (node = zn_trie_child(trie, node, points[i])) != ZN_TRIE_NONE)
            i++;
        if (i == count && zn_trie_node(trie, node)->first_child != 0)
            return false;
    }
    struct match match =
        longest(runner, trie, ZN_PLAIN, points, at, count, closed && open, level);
    uint32_t mark = zn_points_data(&runner->marks[level])[at];
    size_t length = match.length == 0 ? 1 : match.length;
    uint32_t start = take_marks(runner, level, length);
    note(runner, level + 1, start, match.value, length);
    put(runner, level + 1, mark, match.value, points[at]);
    runner->cursors[level] = at + length;
    return true;
}

/* The stages over a segment that the configuration treats as a text of its own. */
static void run_segment(struct zn_runner *runner, const uint32_t *source, size_t count)
{
    clear_levels(runner);
    size_t stage_count = runner->rules->stage_count;
    for (size_t i = 0; i < count; i++)
        put(runner, 0, NO_MARK, ZN_TRIE_NO_VALUE, source[i]);
    for (size_t level = 0; level < stage_count; level++) {
        while (advance_stage(runner, level, true, false))
            continue;
    }
}

static void put_value(struct zn_runner *runner, uint32_t value)
{
    clear_levels(runner);
    put(runner, runner->rules->stage_count, NO_MARK, value, 0);
}

/*
 * Where the last stage stands in the source when every stage has a match's
 * end there; NO_MARK when some match spans the place.
 */
static uint32_t fresh_start(const struct zn_runner *runner, size_t read)
{
    size_t last = runner->rules->stage_count - 1;
    size_t at = runner->cursors[last];
    for (;;) {
        if (at < zn_points_count(&runner->marks[last]))
            return zn_points_data(&runner->marks[last])[at];
        /* All it was given: then the stage before decides. */
        if (last == 0)
            return (uint32_t)read;
        last--;
        at = runner->cursors[last];
    }
}

/*
 * The stages over a run that begins with `token`.  Tokens are read one by one,
 * and the later stages go as far as they can, until all of them stand at one
 * place of the source.
 */
static size_t run_stages(struct zn_runner *runner, const uint32_t *source, size_t count,
                         struct token token, enum zn_paragraph_kind kind)
{
    size_t stage_count = runner->rules->stage_count;
    clear_levels(runner);
    size_t read = 0;
    bool closed = false;
    bool open = false;
    while (runner->status == ZHNORM_OK) {
        if (!closed) {
            note(runner, 1, (uint32_t)read, token.value, token.length);
            put(runner, 1, (uint32_t)read, token.value, source[read]);
            read += token.length;
        }
        for (size_t level = stage_count - 1; level > 0;) {
            bool is_closed = closed;
            for (size_t before = 1; before < level; before++) {
                if (runner->cursors[before] < zn_points_count(&runner->levels[before]))
                    is_closed = false;
            }
            if (!advance_stage(runner, level, is_closed, open)) {
                level--;
                continue;
            }
            if (level == stage_count - 1) {
                uint32_t start = fresh_start(runner, read);
                if (start != NO_MARK)
                    return start;
            }
            level = stage_count - 1;
        }
        if (closed)
            break;
        open = read == count;
        closed = open;
        if (!closed) {
            token = next_token(runner, source, read, count, kind);
            closed = token.kind != RUN;
        }
    }
    return read;
}

size_t zn_runner_step(struct zn_runner *runner, const uint32_t *source, size_t count,
                      enum zn_paragraph_kind kind)
{
    struct token token = next_token(runner, source, 0, count, kind);
    size_t consumed = token.length;
    runner->parts.length = 0;
    runner->is_final = token.kind == CORPUS;
    if (token.kind == CORPUS) {
        note(runner, 0, 0, token.value, token.length);
        put_value(runner, token.value);
    } else if (token.kind == SEGMENT) {
        note_segment(runner, token);
        run_segment(runner, source, token.length);
    } else if (runner->rules->stage_count > 1) {
        consumed = run_stages(runner, source, count, token, kind);
        keep_parts_before(runner, consumed);
    } else {
        clear_levels(runner);
        note(runner, 1, 0, token.value, token.length);
        put(runner, runner->rules->stage_count, NO_MARK, token.value, source[0]);
    }
    return runner->status == ZHNORM_OK ? consumed : 0;
}

bool zn_runner_first_characters(struct zn_runner *runner)
{
    const struct zn_rules *rules = runner->rules;
    want_children(runner, 0, &rules->corpus, ZN_TRIE_ROOT);
    want_children(runner, 0, &rules->segmentation, ZN_TRIE_ROOT);
    for (size_t level = 0; level < rules->stage_count; level++)
        want_children(runner, level, &rules->stages[level], ZN_TRIE_ROOT);
    return runner->status == ZHNORM_OK;
}

/* ---- Life --------------------------------------------------------------------- */

bool zn_runner_init(struct zn_runner *runner, const struct zn_rules *rules)
{
    *runner = (struct zn_runner){.rules = rules};
    for (size_t i = 0; i <= ZN_STAGES_MAX; i++) {
        points_init(&runner->levels[i], rules->allocator);
        points_init(&runner->marks[i], rules->allocator);
    }
    points_init(&runner->output, rules->allocator);
    points_init(&runner->wanted, rules->allocator);
    zn_buffer_init(&runner->parts, rules->allocator);
    for (size_t i = 0; i < ZN_STAGES_MAX; i++)
        zn_buffer_init(&runner->sources[i].edges, rules->allocator);
    for (size_t i = 0; i < rules->stage_count; i++) {
        struct zn_buffer *edges = &runner->sources[i].edges;
        if (!collect_sources(rules, &rules->stages[i], ZN_TRIE_ROOT, 0, edges))
            return false;
        if (edges->length != 0)
            qsort(edges->data, edge_count(&runner->sources[i]), sizeof(struct zn_source_edge),
                  compare_edges);
    }
    return true;
}

void zn_runner_free(struct zn_runner *runner)
{
    for (size_t i = 0; i <= ZN_STAGES_MAX; i++) {
        zn_buffer_free(&runner->levels[i].buffer);
        zn_buffer_free(&runner->marks[i].buffer);
    }
    for (size_t i = 0; i < ZN_STAGES_MAX; i++)
        zn_buffer_free(&runner->sources[i].edges);
    zn_buffer_free(&runner->output.buffer);
    zn_buffer_free(&runner->wanted.buffer);
    zn_buffer_free(&runner->parts);
}
