/* See sentences.h. */
#include "text/sentences.h"

#include "text/quotes.h"

const uint8_t zn_contexts[ZN_RUN_KINDS] = {
    [ZN_RUN_HAN] = ZN_CONTEXT_HAN,      [ZN_RUN_KANA] = ZN_CONTEXT_HAN,
    [ZN_RUN_HANGUL] = ZN_CONTEXT_HAN,   [ZN_RUN_LATIN] = ZN_CONTEXT_LATIN,
    [ZN_RUN_OPAQUE] = ZN_CONTEXT_LATIN, [ZN_RUN_DIGIT] = ZN_CONTEXT_DIGIT,
};

size_t zn_unit_end(const struct zn_run *runs, size_t first)
{
    size_t last = first;
    for (;;) {
        size_t next = last + 1 + (runs[last + 1].kind == ZN_RUN_SPACE);
        if (!zn_is_free_mark(&runs[next]))
            return last;
        last = next;
    }
}

/* ---- Languages --------------------------------------------------------- */

/* What a sentence is made of.  Nearly all Han and kana are of three bytes. */
struct count {
    size_t han;     /* bytes */
    size_t foreign; /* bytes of kana and Hangul */
    size_t words;   /* of Latin prose */
    size_t small;   /* those in lower case: not names */
};

/* A single U+306E between other characters is fashion, not Japanese. */
static bool is_lone_no(const struct zn_paragraph *paragraph, const struct zn_run *run)
{
    const uint8_t *text = paragraph->text + run->start;
    return zn_run_length(run) == 3 && text[0] == 0xE3 && text[1] == 0x81 && text[2] == 0xAE;
}

static void count_run(const struct zn_paragraph *paragraph, const struct zn_run *run,
                      struct count *count)
{
    switch (run->kind) {
    case ZN_RUN_HAN:
        count->han += zn_run_length(run);
        break;
    case ZN_RUN_KANA:
        if (!is_lone_no(paragraph, run))
            count->foreign += zn_run_length(run);
        break;
    case ZN_RUN_HANGUL:
        count->foreign += zn_run_length(run);
        break;
    case ZN_RUN_LATIN:
        if (!zn_is_prose_word(run))
            break;
        count->words++;
        count->small += zn_is_small_word(paragraph, run);
        break;
    default:
        break;
    }
}

static void add_count(struct count *total, const struct count *count)
{
    total->han += count->han;
    total->foreign += count->foreign;
    total->words += count->words;
    total->small += count->small;
}

static enum zn_language language_of(const struct count *count, bool begins_latin)
{
    enum { WORDS_MIN = 3, SMALL_MIN = 2, HAN_BYTES = 3 };
    if (count->foreign * 10 > count->han)
        return ZN_LANGUAGE_FOREIGN;
    /* An English sentence stays one when it names something in Han: most of its words are
     * no names, or it begins with them. */
    size_t words = begins_latin && count->small >= SMALL_MIN ? count->words : count->small;
    bool prose = words >= WORDS_MIN && words * HAN_BYTES > count->han;
    return count->han != 0 && !prose ? ZN_LANGUAGE_HAN : ZN_LANGUAGE_LATIN;
}

/*
 * What is outside of brackets and quotation marks, and what is inside: a
 * Japanese title makes no Japanese sentence.
 */
struct extent {
    struct count outside;
    struct count inside;
    size_t depth;
};

static inline void take_run(const struct zn_paragraph *paragraph, size_t index,
                            struct extent *extent)
{
    const struct zn_run *run = &paragraph->runs[index];
    if (run->kind < ZN_RUN_OPEN || run->kind > ZN_RUN_QUOTE) {
        count_run(paragraph, run, extent->depth == 0 ? &extent->outside : &extent->inside);
        return;
    }
    bool quote = run->kind == ZN_RUN_QUOTE;
    bool opens = quote ? zn_quote_opens(paragraph, index) : run->kind == ZN_RUN_OPEN;
    bool closes = quote ? zn_quote_closes(paragraph, index) : run->kind == ZN_RUN_CLOSE;
    extent->depth += opens;
    extent->depth -= closes && extent->depth != 0;
}

/* Closes a sentence: what it counts for. */
static struct count end_extent(struct extent *extent)
{
    struct count count = extent->outside;
    bool only_inside = count.han == 0 && count.foreign == 0;
    if (only_inside || language_of(&extent->inside, false) != ZN_LANGUAGE_FOREIGN)
        add_count(&count, &extent->inside);
    *extent = (struct extent){.depth = extent->depth};
    return count;
}

/* ---- Sentences --------------------------------------------------------- */

static bool ends_sentences(const struct zn_run *mark)
{
    return mark->mark == ZN_MARK_EXCLAMATION || mark->mark == ZN_MARK_QUESTION ||
           mark->mark == ZN_MARK_STOP;
}

/* Does this run belong to the sentence that has ended before it? */
static bool trails(const struct zn_paragraph *paragraph, size_t index)
{
    const struct zn_run *run = &paragraph->runs[index];
    if (run->kind == ZN_RUN_QUOTE)
        return zn_quote_closes(paragraph, index);
    if (zn_is_free_mark(run))
        return ends_sentences(run);
    return run->kind == ZN_RUN_CLOSE || run->kind == ZN_RUN_ELLIPSIS;
}

/* If a sentence ends with run `i`: the last run of it. Else 0. */
static size_t sentence_end(const struct zn_paragraph *paragraph, size_t i)
{
    struct zn_run *runs = paragraph->runs;
    if (!zn_is_free_mark(&runs[i]) || !ends_sentences(&runs[i]))
        return 0;
    runs[i].flags |= ZN_RUN_ENDS;
    size_t last = zn_unit_end(runs, i);
    for (;;) {
        /* A space before a closing mark is absent. */
        size_t next = last + 1 + (runs[last + 1].kind == ZN_RUN_SPACE);
        if (!trails(paragraph, next))
            return last;
        last = next;
    }
}

/* Marks the quotation marks that a sentence begins and ends with. */
static void note_edges(struct zn_run *runs, size_t begin, size_t stop)
{
    struct zn_run *first = &runs[begin + (runs[begin].kind == ZN_RUN_SPACE)];
    struct zn_run *last = &runs[stop - (runs[stop].kind == ZN_RUN_EDGE)];
    /* Marks behind the quotation, one or two, are not its own. */
    while (last > first && (last->kind == ZN_RUN_SPACE || last->kind == ZN_RUN_MARK))
        last--;
    if (first->kind == ZN_RUN_QUOTE)
        first->flags |= ZN_RUN_BEGINS;
    if (last->kind == ZN_RUN_QUOTE)
        last->flags |= ZN_RUN_ENDS;
}

/* Is Latin the first context in the sentence? */
static bool begins_latin(const struct zn_run *runs, size_t begin, size_t stop)
{
    while (begin < stop && zn_context_of(&runs[begin]) == ZN_CONTEXT_NONE)
        begin++;
    return zn_context_of(&runs[begin]) == ZN_CONTEXT_LATIN;
}

/* Notes each sentence's language in its runs. */
static enum zn_language find_languages(struct zn_paragraph *paragraph)
{
    struct zn_run *runs = paragraph->runs;
    struct count total = {.han = 0};
    struct extent extent = {.depth = 0};
    size_t begin = 1;
    for (size_t i = 1; i < paragraph->count; i++) {
        take_run(paragraph, i, &extent);
        size_t stop = 0;
        if (runs[i].kind == ZN_RUN_MARK)
            stop = sentence_end(paragraph, i);
        else if (runs[i].kind == ZN_RUN_EDGE)
            stop = i;
        if (stop == 0)
            continue;
        while (i < stop)
            take_run(paragraph, ++i, &extent);
        struct count count = end_extent(&extent);
        note_edges(runs, begin, stop);
        enum zn_language language = language_of(&count, begins_latin(runs, begin, stop));
        for (; begin <= stop; begin++)
            runs[begin].other = (uint8_t)language;
        add_count(&total, &count);
    }
    return language_of(&total, false);
}

/* Notes the context behind each mark and bracket. */
static void find_contexts_behind(struct zn_paragraph *paragraph)
{
    enum zn_context behind = ZN_CONTEXT_NONE;
    enum zn_context near = ZN_CONTEXT_NONE;
    for (size_t i = paragraph->count - 1; i > 0; i--) {
        struct zn_run *run = &paragraph->runs[i];
        if (zn_context_of(run) != ZN_CONTEXT_NONE) {
            behind = near = zn_context_of(run);
            continue;
        }
        unsigned note = (unsigned)behind << ZN_BEHIND_SHIFT | (unsigned)near
                                                                  << ZN_NEAR_BEHIND_SHIFT;
        run->other = (uint8_t)(run->other | note);
        if ((run->flags & ZN_RUN_ENDS) != 0)
            near = ZN_CONTEXT_NONE;
    }
}

enum zn_language zn_sentences_find(struct zn_paragraph *paragraph)
{
    enum zn_language language = find_languages(paragraph);
    find_contexts_behind(paragraph);
    return language;
}
