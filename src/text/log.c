/*
 * See log.h.  Edits that overlap in the text between become one, whose source is
 * as long as theirs together.  Edits that only touch stay apart; where both lists
 * have one at the same place, what takes text out comes first, then what puts
 * text in, then what replaces text.
 */
#include "text/log.h"

/*
 * Appends an edit.  Of a source that is too long for one, the first parts are edits
 * that take it out.
 */
static bool append(struct zn_buffer *edits, zhnorm_edit edit, uint64_t source_length)
{
    for (; source_length > ZN_EDIT_LONGEST; source_length -= ZN_EDIT_LONGEST) {
        zhnorm_edit part = edit;
        part.source_length = ZN_EDIT_LONGEST;
        part.output_length = 0;
        if (!zn_buffer_append(edits, &part, sizeof part))
            return false;
        edit.source_offset += ZN_EDIT_LONGEST;
    }
    edit.source_length = (uint32_t)source_length;
    return zn_buffer_append(edits, &edit, sizeof edit);
}

void zn_log_rule(struct zn_log *log, enum zn_rule rule, uint64_t source,
                 uint64_t source_length, size_t output, size_t output_length)
{
    zhnorm_edit edit = {.source_offset = log->source_base + source,
                        .output_offset = log->output_base + output,
                        .output_length = (uint32_t)output_length,
                        .rules = UINT64_C(1) << rule,
                        .passes = (uint16_t)zn_rule_info(rule)->step};
    if (!append(&log->edits, edit, source_length))
        log->failed = true;
}

void zn_log_bytes(struct zn_log *log, size_t source, size_t source_length, size_t output,
                  size_t output_length)
{
    zhnorm_edit edit = {.source_offset = log->source_base + source,
                        .output_offset = log->output_base + output,
                        .output_length = (uint32_t)output_length,
                        .passes = ZHNORM_PASS_UTF8};
    if (!append(&log->edits, edit, source_length))
        log->failed = true;
}

/* ---- Composing -------------------------------------------------------------------- */

/* What is left of the two lists. */
struct walk {
    const zhnorm_edit *first;
    const zhnorm_edit *first_end;
    const zhnorm_edit *second;
    const zhnorm_edit *second_end;
    uint64_t source_shift;
    uint64_t output_shift;
    uint64_t first_done;
};

/* A group of edits that overlap, and where it lies in the text between. */
struct group {
    const zhnorm_edit *first_end;
    const zhnorm_edit *second_end;
    uint64_t from;
    uint64_t to;
};

static uint64_t output_end(const zhnorm_edit *edit)
{
    return edit->output_offset + edit->output_length;
}

static uint64_t source_end(const zhnorm_edit *edit)
{
    return edit->source_offset + edit->source_length;
}

/* Does the next group begin with an edit of the first list, of the second, or of both? */
static void find_lead(const struct walk *walk, bool *first, bool *second)
{
    *first = walk->first < walk->first_end;
    *second = walk->second < walk->second_end;
    if (!*first || !*second)
        return;
    if (walk->first->output_offset != walk->second->source_offset) {
        *first = walk->first->output_offset < walk->second->source_offset;
        *second = !*first;
    } else if (walk->first->output_length == 0) {
        *second = false;
    } else if (walk->second->source_length == 0) {
        *first = false;
    }
}

static struct group find_group(const struct walk *walk)
{
    struct group group = {walk->first, walk->second, 0, 0};
    bool first;
    bool second;
    find_lead(walk, &first, &second);
    group.from = first ? walk->first->output_offset : walk->second->source_offset;
    group.to = group.from;
    /* The lead itself, which may have no length, and then what it overlaps. */
    if (first)
        group.to = output_end(group.first_end++);
    if (second && source_end(group.second_end) > group.to)
        group.to = source_end(group.second_end);
    if (second)
        group.second_end++;
    for (bool grew = true; grew;) {
        grew = false;
        for (; group.first_end < walk->first_end && group.first_end->output_offset < group.to;
             group.first_end++) {
            grew = true;
            if (output_end(group.first_end) > group.to)
                group.to = output_end(group.first_end);
        }
        for (;
             group.second_end < walk->second_end && group.second_end->source_offset < group.to;
             group.second_end++) {
            grew = true;
            if (source_end(group.second_end) > group.to)
                group.to = source_end(group.second_end);
        }
    }
    return group;
}

/*
 * Adds what one edit of a group is due to to the edit that stands for the group.  A
 * character that was kept had no part in it, but is ambiguous all the same.
 */
static void merge(zhnorm_edit *into, const zhnorm_edit *edit)
{
    into->flags |= edit->flags & ZHNORM_EDIT_AMBIGUOUS;
    if ((edit->flags & ZHNORM_EDIT_KEPT) != 0)
        return;
    into->rules |= edit->rules;
    into->passes |= edit->passes;
    if (edit->dict != NULL)
        into->dict = edit->dict;
}

/* Takes the next edit of the first list, which stands alone. */
static inline zhnorm_edit take_one_first(struct walk *walk)
{
    zhnorm_edit edit = *walk->first++;
    walk->first_done = output_end(&edit);
    walk->source_shift = source_end(&edit) - walk->first_done;
    edit.output_offset += walk->output_shift;
    return edit;
}

/*
 * Is what an edit of the second list says of its entry's key true of the source as
 * well?  It is not where an edit of the first list lies in the key.
 */
static bool has_whole_key(const struct walk *walk, const zhnorm_edit *second)
{
    return second->source_offset - second->entry_before >= walk->first_done &&
           (walk->first == walk->first_end ||
            walk->first->output_offset >= source_end(second) + second->entry_behind);
}

/* Takes the next edit of the second list, which stands alone. */
static inline zhnorm_edit take_one_second(struct walk *walk)
{
    zhnorm_edit edit = *walk->second++;
    if ((edit.entry_before | edit.entry_behind) != 0 && !has_whole_key(walk, &edit)) {
        edit.flags &= (uint16_t)~ZHNORM_EDIT_ENTRY;
        edit.entry_before = 0;
        edit.entry_behind = 0;
    }
    walk->output_shift = output_end(&edit) - source_end(&edit);
    edit.source_offset += walk->source_shift;
    return edit;
}

/* Takes a group of several edits, and appends the one that stands for them. */
static bool take_several(struct walk *walk, const struct group *group, struct zn_buffer *out)
{
    zhnorm_edit edit = {.source_offset = group->from + walk->source_shift,
                        .output_offset = group->from + walk->output_shift};
    for (; walk->first < group->first_end; walk->first++) {
        merge(&edit, walk->first);
        walk->first_done = output_end(walk->first);
        walk->source_shift = source_end(walk->first) - walk->first_done;
    }
    for (; walk->second < group->second_end; walk->second++) {
        merge(&edit, walk->second);
        walk->output_shift = output_end(walk->second) - source_end(walk->second);
    }
    edit.output_length = (uint32_t)(group->to + walk->output_shift - edit.output_offset);
    return append(out, edit, group->to + walk->source_shift - edit.source_offset);
}

static bool take_group(struct walk *walk, const struct group *group, struct zn_buffer *out)
{
    zhnorm_edit edit;
    if (group->second_end == walk->second && group->first_end - walk->first == 1)
        edit = take_one_first(walk);
    else if (group->first_end == walk->first && group->second_end - walk->second == 1)
        edit = take_one_second(walk);
    else
        return take_several(walk, group, out);
    return zn_buffer_append(out, &edit, sizeof edit);
}

/* Must a group wait, since the lists may go on with what belongs to it or before it? */
static bool must_wait(const struct group *group, uint64_t limit, bool last)
{
    return !last && (group->to > limit || group->from == limit);
}

/*
 * Takes edits of one list, the first or the second, while the other has none left.
 * That is what happens to nearly all of them: it has to be quick.
 */
static inline bool take_rest(struct walk *walk, bool first, uint64_t limit, bool last,
                             struct zn_buffer *out)
{
    size_t count =
        (size_t)(first ? walk->first_end - walk->first : walk->second_end - walk->second);
    if (count == 0)
        return true;
    if (!zn_buffer_reserve(out, count * sizeof(zhnorm_edit)))
        return false;
    zhnorm_edit *to = (zhnorm_edit *)(void *)(out->data + out->length);
    for (; count != 0; count--) {
        struct group group = {
            .from = first ? walk->first->output_offset : walk->second->source_offset,
            .to = first ? output_end(walk->first) : source_end(walk->second)};
        if (must_wait(&group, limit, last))
            break;
        *to++ = first ? take_one_first(walk) : take_one_second(walk);
    }
    out->length = (size_t)((uint8_t *)to - out->data);
    return true;
}

/* Composes while both lists have edits. */
static bool take_both(struct walk *walk, uint64_t limit, bool last, struct zn_buffer *out)
{
    while (walk->first < walk->first_end && walk->second < walk->second_end) {
        struct group group = find_group(walk);
        if (must_wait(&group, limit, last))
            return true;
        if (!take_group(walk, &group, out))
            return false;
    }
    return true;
}

/* Where what is left begins in the text between. */
static uint64_t rest_begin(const struct walk *walk, uint64_t limit)
{
    uint64_t begin = limit;
    if (walk->first < walk->first_end && walk->first->output_offset < begin)
        begin = walk->first->output_offset;
    if (walk->second < walk->second_end && walk->second->source_offset < begin)
        begin = walk->second->source_offset;
    return begin;
}

/* The end of a list, which has no memory while it is empty. */
static const zhnorm_edit *end_of(const struct zn_buffer *edits)
{
    size_t count = zn_log_count(edits);
    return count == 0 ? zn_log_edits(edits) : zn_log_edits(edits) + count;
}

/* Drops the edits before `rest` from a list. */
static void drop(struct zn_buffer *edits, const zhnorm_edit *rest)
{
    if (edits->length == 0)
        return;
    size_t taken = (size_t)((const uint8_t *)(const void *)rest - edits->data);
    memmove(edits->data, edits->data + taken, edits->length - taken);
    edits->length -= taken;
}

bool zn_composer_run(struct zn_composer *composer, uint64_t limit, bool last,
                     struct zn_buffer *out, uint64_t *done)
{
    struct zn_buffer *first = &composer->first;
    struct zn_buffer *second = &composer->second.edits;
    struct walk walk = {.first = zn_log_edits(first),
                        .first_end = end_of(first),
                        .second = zn_log_edits(second),
                        .second_end = end_of(second),
                        .source_shift = composer->source_shift,
                        .output_shift = composer->output_shift,
                        .first_done = composer->first_done};
    bool ready = take_both(&walk, limit, last, out);
    if (ready && walk.second == walk.second_end)
        ready = take_rest(&walk, true, limit, last, out);
    if (ready && walk.first == walk.first_end)
        ready = take_rest(&walk, false, limit, last, out);
    *done = last ? limit : rest_begin(&walk, limit);
    drop(first, walk.first);
    drop(second, walk.second);
    composer->source_shift = walk.source_shift;
    composer->output_shift = walk.output_shift;
    composer->first_done = walk.first_done;
    return ready;
}

void zn_log_compose(struct zn_log *log, size_t first, size_t second, uint64_t shift)
{
    struct zn_composer composer;
    uint64_t done;
    zn_composer_init(&composer, log->edits.allocator);
    composer.source_shift = shift;
    size_t from = first * sizeof(zhnorm_edit);
    size_t middle = second * sizeof(zhnorm_edit);
    size_t length = log->edits.length;
    if (length != middle && !log->failed) {
        const uint8_t *all = log->edits.data;
        log->edits.length = from;
        log->failed =
            !zn_buffer_append(&composer.first, all + from, middle - from) ||
            !zn_buffer_append(&composer.second.edits, all + middle, length - middle) ||
            !zn_composer_run(&composer, UINT64_MAX, true, &log->edits, &done);
    }
    zn_composer_free(&composer);
}

void zn_composer_init(struct zn_composer *composer, const zhnorm_allocator *allocator)
{
    *composer = (struct zn_composer){.source_shift = 0};
    zn_buffer_init(&composer->first, allocator);
    zn_buffer_init(&composer->second.edits, allocator);
}

void zn_composer_reset(struct zn_composer *composer)
{
    composer->first.length = 0;
    composer->second.edits.length = 0;
    composer->second.failed = false;
    composer->source_shift = 0;
    composer->output_shift = 0;
    composer->first_done = 0;
}

void zn_composer_free(struct zn_composer *composer)
{
    zn_buffer_free(&composer->first);
    zn_buffer_free(&composer->second.edits);
}
