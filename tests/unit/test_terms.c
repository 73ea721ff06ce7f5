/*
 * Likely terms: counting compared with a plain search, in one chunk and in many;
 * and what is taken for a term in generated text with words planted in it.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generator.h"
#include "rules/memory.h"
#include "suite.h"
#include "text/terms/terms.h"
#include "text/utf8.h"

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define MEMORY ((size_t)16 << 20)

/* ---- Text --------------------------------------------------------------------------- */

/* Han characters that are no function words, by number. */
static size_t put_character(char *to, uint32_t number)
{
    return zn_utf8_encode(0x5200 + number * 7, (uint8_t *)to);
}

#define WORDS 600      /* of the language: two characters each */
#define CHARACTERS 150 /* that its words are made of */

static size_t put_word(char *to, uint32_t word)
{
    size_t length = put_character(to, word * 13 % CHARACTERS);
    return length + put_character(to + length, (word * 29 + word / 7) % CHARACTERS);
}

/* Words of the language, the first ones most often. */
static uint32_t draw_word(struct generator *generator)
{
    uint32_t limit = 1 + generator_below(generator, WORDS);
    return generator_below(generator, limit);
}

static bool is_word(void *context, const char *text, size_t length)
{
    (void)context;
    for (uint32_t i = 0; i < WORDS; i++) {
        char word[16];
        if (put_word(word, i) == length && memcmp(word, text, length) == 0)
            return true;
    }
    return false;
}

/* What nobody knows, and in how many of the stretches it stands. */
static const char *const planted[] = {"龘鱻鬱", "爨犇", "鼉蘚麟齏", "饕餮麒麟", "5G鼇"};

/*
 * Sentences of words, with what is planted among them: in every fourth piece of
 * text, for terms come in clusters.  Returns the length; counts what is planted.
 */
static size_t write_corpus(char *text, size_t capacity, uint64_t counts[COUNT(planted)])
{
    struct generator generator = {20261122};
    size_t length = 0;
    memset(counts, 0, COUNT(planted) * sizeof *counts);
    for (uint32_t sentence = 0; capacity - length > 400; sentence++) {
        bool has_terms = sentence / 200 % 4 == 0;
        for (uint32_t i = 0; i < 12; i++) {
            uint32_t term = generator_below(&generator, 30);
            if (has_terms && term < COUNT(planted)) {
                memcpy(text + length, planted[term], strlen(planted[term]));
                length += strlen(planted[term]);
                counts[term]++;
            }
            length += put_word(text + length, draw_word(&generator));
        }
        memcpy(text + length, "。\n", 4);
        length += 4;
    }
    return length;
}

static const struct zn_term_criteria usual = {
    .least_count = 4, .cohesion = 4, .freedom = 1.2, .most = 20, .is_known = is_word};

static void check_planted(const struct zn_buffer *found, const uint64_t *counts,
                          uint64_t error)
{
    const struct zn_term *terms = (const struct zn_term *)(const void *)found->data;
    ck_assert_uint_ge(found->length / sizeof *terms, COUNT(planted));
    for (size_t i = 0; i < COUNT(planted); i++) {
        size_t at = 0;
        while (at < COUNT(planted) && strcmp(terms[at].text, planted[i]) != 0)
            at++;
        ck_assert_msg(at < COUNT(planted), "%s is not among the first %zu", planted[i],
                      COUNT(planted));
        ck_assert_uint_le(terms[at].count, counts[i]);
        ck_assert_msg(terms[at].count + error >= counts[i],
                      "%s: %llu of %llu counted, error %llu", planted[i],
                      (unsigned long long)terms[at].count, (unsigned long long)counts[i],
                      (unsigned long long)error);
    }
}

/* Of any size: the planted words come first, and counts are as exact as they are said to be.
 */
START_TEST(planted_words_come_first)
{
    static const size_t sizes[] = {200000, 3000000, 30000000};
    size_t size = sizes[_i];
    char *text = malloc(size);
    uint64_t counts[COUNT(planted)];
    struct zn_terms terms;
    struct zn_buffer found;
    ck_assert_ptr_nonnull(text);
    size_t length = write_corpus(text, size, counts);
    ck_assert(zn_terms_init(&terms, MEMORY, &zn_default_allocator));
    zn_terms_add(&terms, (const uint8_t *)text, length);
    zn_buffer_init(&found, &zn_default_allocator);
    ck_assert(zn_terms_select(&terms, &usual, &found));
    ck_assert_msg((zn_terms_error(&terms) == 0) == (terms.flushes == 1),
                  "%llu chunks, error %llu", (unsigned long long)terms.flushes,
                  (unsigned long long)zn_terms_error(&terms));
    ck_assert_int_eq(terms.flushes == 1, size == sizes[0]);
    check_planted(&found, counts, zn_terms_error(&terms));
    zn_buffer_free(&found);
    zn_terms_free(&terms);
    free(text);
}
END_TEST

/* ---- Choosing ----------------------------------------------------------------------- */

static bool is_unknown(void *context, const char *text, size_t length)
{
    (void)context;
    (void)text;
    (void)length;
    return false;
}

/* The terms in lines of text, each with its count, in order. */
static void list_terms(const char *text, char *list, size_t size)
{
    struct zn_term_criteria criteria = usual;
    struct zn_terms terms;
    struct zn_buffer found;
    criteria.is_known = is_unknown;
    criteria.cohesion = 1; /* there is not more of it in a line */
    ck_assert(zn_terms_init(&terms, MEMORY, &zn_default_allocator));
    zn_terms_add(&terms, (const uint8_t *)text, strlen(text));
    zn_buffer_init(&found, &zn_default_allocator);
    ck_assert(zn_terms_select(&terms, &criteria, &found));
    *list = '\0';
    for (size_t i = 0; i < found.length / sizeof(struct zn_term); i++) {
        const struct zn_term *term = (const struct zn_term *)(const void *)found.data + i;
        size_t used = strlen(list);
        snprintf(list + used, size - used, "%s%s %llu", i == 0 ? "" : ", ", term->text,
                 (unsigned long long)term->count);
    }
    zn_buffer_free(&found);
    zn_terms_free(&terms);
}

struct choice {
    const char *text;
    const char *terms;
};

static const struct choice choices[] = {
    /* A term among others; its parts do not stand apart from it. */
    {"買無人機吧，用無人機拍，小無人機飛，大無人機好", "無人機 4"},
    /* A part that also stands alone is a term of its own. */
    {"買無人機吧，用無人機拍，小無人機飛，大無人機好，怕無人住，想無人管，圖無人知，恨無人問",
     "無人 8, 無人機 4"},
    /* No function word at an end. */
    {"買這款車吧，用這款船拍，小這款馬飛，大這款人好", ""},
    {"買紅的車，用紅的船，小紅的馬，大紅的人", ""},
    /* A number and a measure word. */
    {"買三本吧，用三本拍，小三本飛，大三本好", ""},
    /* Too few. */
    {"買無人機吧，用無人機拍，小無人機飛", ""},
    /* Latin words belong to a term, but are none by themselves. */
    {"買AI手機吧，用AI手機拍，小AI手機飛，大AI手機好，看AI手機吃", "AI手機 5"},
    {"買HDMI吧，用HDMI拍，小HDMI飛，大HDMI好，看HDMI吃", ""},
    /* A number beside it is a neighbour like any other. */
    {"買雙11吧，用雙11拍，小雙11飛，大雙11好", ""},
    /* Marks and line ends part what stands beside them. */
    {"無人\n機。無人\n機。無人\n機。無人\n機。", "無人 4"},
};

START_TEST(terms_are_frequent_cohesive_and_free)
{
    char list[512];
    list_terms(choices[_i].text, list, sizeof list);
    ck_assert_msg(strcmp(list, choices[_i].terms) == 0, "%s: wanted '%s', got '%s'",
                  choices[_i].text, choices[_i].terms, list);
}
END_TEST

/* ---- Counting ----------------------------------------------------------------------- */

#define ROW 4000
#define DOCUMENTS 7

/* A random row of few characters, 0 for marks, and its documents. */
struct row {
    uint16_t units[ROW];
    uint32_t documents[ROW];
    size_t count;
};

static void write_row(struct row *row, struct generator *generator)
{
    row->count = ROW;
    for (size_t i = 0; i < ROW; i++) {
        row->units[i] = (uint16_t)generator_below(generator, 6);
        row->documents[i] = (uint32_t)(i * DOCUMENTS / ROW);
    }
}

/* Feeds a document at a time. */
static void add_row(struct zn_terms *terms, const struct row *row)
{
    char text[ROW * 3];
    for (size_t from = 0; from < row->count;) {
        size_t length = 0;
        size_t to = from;
        for (; to < row->count && row->documents[to] == row->documents[from]; to++) {
            if (row->units[to] == 0)
                text[length++] = ' ';
            else
                length += put_character(text + length, row->units[to]);
        }
        zn_terms_add(terms, (const uint8_t *)text, length);
        zn_terms_end_document(terms);
        from = to;
    }
}

/* Is there the sequence of `length` characters at `first` at `at`, in one document? */
static bool stands_at(const struct row *row, size_t first, size_t length, size_t at)
{
    return at + length <= row->count &&
           row->documents[at] == row->documents[at + length - 1] &&
           memcmp(row->units + at, row->units + first, length * sizeof *row->units) == 0;
}

static void search_row(const struct row *row, size_t first, size_t length, uint32_t *count,
                       uint32_t *documents)
{
    uint32_t last = UINT32_MAX;
    *count = 0;
    *documents = 0;
    for (size_t at = 0; at < row->count; at++) {
        if (!stands_at(row, first, length, at))
            continue;
        ++*count;
        *documents += row->documents[at] != last;
        last = row->documents[at];
    }
}

/* The sequence as numbers of the table's own. */
static void translate(const struct zn_terms *terms, const struct row *row, size_t first,
                      size_t length, uint16_t *units)
{
    for (size_t i = 0; i < length; i++)
        units[i] = terms->units.characters[0x5200 + row->units[first + i] * 7];
}

static bool has_break(const struct row *row, size_t first, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (row->units[first + i] == 0 || row->documents[first + i] != row->documents[first])
            return true;
    }
    return false;
}

START_TEST(counts_are_those_of_a_plain_search)
{
    static struct row row;
    struct generator generator = {(uint64_t)_i + 1};
    struct zn_terms terms;
    write_row(&row, &generator);
    ck_assert(zn_terms_init(&terms, MEMORY, &zn_default_allocator));
    add_row(&terms, &row);
    zn_terms_flush(&terms);
    for (size_t first = 0; first + ZN_SEQUENCE_MAX < row.count; first += 3) {
        for (size_t length = ZN_SEQUENCE_MIN; length <= ZN_SEQUENCE_MAX; length++) {
            uint16_t units[ZN_SEQUENCE_MAX];
            uint32_t count;
            uint32_t documents;
            if (has_break(&row, first, length))
                break;
            translate(&terms, &row, first, length, units);
            search_row(&row, first, length, &count, &documents);
            const struct zn_sequence *found = zn_sequences_find(&terms.table, units, length);
            ck_assert_int_eq(found != NULL, count > 1);
            if (found != NULL) {
                ck_assert_uint_eq(found->count, count);
                ck_assert_uint_eq(found->documents, documents);
            }
        }
    }
    zn_terms_free(&terms);
}
END_TEST

/* The entropy of two neighbours is one bit, and of marks as many as there are. */
START_TEST(freedom_is_the_entropy_of_neighbours)
{
    static const char text[] = "甲天地丙。甲天地丙。乙天地丁。乙天地。";
    const double correction = 0.5 / 0.693147180559945;
    struct zn_terms terms;
    ck_assert(zn_terms_init(&terms, MEMORY, &zn_default_allocator));
    zn_terms_add(&terms, (const uint8_t *)text, sizeof text - 1);
    zn_terms_flush(&terms);
    uint16_t units[2] = {terms.units.characters[0x5929], terms.units.characters[0x5730]};
    const struct zn_sequence *found = zn_sequences_find(&terms.table, units, 2);
    ck_assert_ptr_nonnull(found);
    ck_assert_uint_eq(found->count, 4);
    /* On the left two of each; on the right two, one, and a mark. */
    ck_assert_double_eq_tol((double)found->left, 4 * 1.0 + correction, 1e-4);
    ck_assert_double_eq_tol((double)found->right, 4 * 1.5 + 2 * correction, 1e-4);
    zn_terms_free(&terms);
}
END_TEST

/* A document that goes on from chunk to chunk is one. */
START_TEST(documents_are_counted_once)
{
    struct zn_terms terms;
    uint16_t units[2];
    ck_assert(zn_terms_init(&terms, MEMORY, &zn_default_allocator));
    for (int i = 0; i < 3; i++) {
        static const char text[] = "天地。天地。";
        zn_terms_add(&terms, (const uint8_t *)text, sizeof text - 1);
        zn_terms_flush(&terms);
    }
    zn_terms_end_document(&terms);
    zn_terms_add(&terms, (const uint8_t *)"天地，天地", 15);
    zn_terms_flush(&terms);
    units[0] = terms.units.characters[0x5929];
    units[1] = terms.units.characters[0x5730];
    const struct zn_sequence *found = zn_sequences_find(&terms.table, units, 2);
    ck_assert_ptr_nonnull(found);
    ck_assert_uint_eq(found->count, 8);
    ck_assert_uint_eq(found->documents, 2);
    zn_terms_free(&terms);
}
END_TEST

/*
 * Nothing stands in more stretches of the row than there are.  The last characters
 * are those that the breaks before the row would push into another stretch.
 */
START_TEST(stretches_are_those_of_the_row)
{
    const uint32_t stretch = 1u << ZN_STRETCH_BITS;
    static char text[3u << ZN_STRETCH_BITS];
    struct zn_terms terms;
    uint16_t units[2];
    size_t length = 0;
    for (uint32_t i = 0; i < stretch - 3; i += 2) {
        bool is_planted = i == 0 || i == stretch - 4;
        length += put_character(text + length, is_planted ? 2000 : i);
        length += put_character(text + length, is_planted ? 2001 : i + 1);
    }
    ck_assert(zn_terms_init(&terms, MEMORY, &zn_default_allocator));
    zn_terms_add(&terms, (const uint8_t *)text, length);
    zn_terms_flush(&terms);
    ck_assert_uint_eq(terms.chunk.stretches, 1);
    units[0] = terms.units.characters[0x5200 + 2000 * 7];
    units[1] = terms.units.characters[0x5200 + 2001 * 7];
    const struct zn_sequence *found = zn_sequences_find(&terms.table, units, 2);
    ck_assert_ptr_nonnull(found);
    ck_assert_uint_eq(found->count, 2);
    ck_assert_uint_eq(found->stretches, 1);
    zn_terms_free(&terms);
}
END_TEST

/* ---- Memory ------------------------------------------------------------------------- */

struct memory {
    size_t taken; /* bytes that were ever asked for */
    size_t calls;
    size_t fail_at; /* the call that fails, from 1; 0 for none */
    size_t live;
};

static void *memory_reallocate(void *context, void *pointer, size_t size)
{
    struct memory *memory = context;
    if (++memory->calls == memory->fail_at)
        return NULL;
    memory->taken += size;
    void *grown = realloc(pointer, size);
    memory->live += pointer == NULL && grown != NULL;
    return grown;
}

static void *memory_allocate(void *context, size_t size)
{
    return memory_reallocate(context, NULL, size);
}

static void memory_release(void *context, void *pointer)
{
    struct memory *memory = context;
    memory->live -= pointer != NULL;
    free(pointer);
}

START_TEST(memory_is_what_was_asked_for)
{
    static const size_t sizes[] = {ZN_TERMS_MEMORY_LEAST, MEMORY, (size_t)100 << 20};
    for (size_t i = 0; i < COUNT(sizes); i++) {
        struct memory memory = {0, 0, 0, 0};
        const zhnorm_allocator allocator = {memory_allocate, memory_reallocate, memory_release,
                                            &memory};
        struct zn_terms terms;
        ck_assert(zn_terms_init(&terms, sizes[i], &allocator));
        ck_assert_uint_le(memory.taken, sizes[i]);
        ck_assert_uint_ge(memory.taken, sizes[i] / 10 * 9);
        zn_terms_free(&terms);
        ck_assert_uint_eq(memory.live, 0);
    }
}
END_TEST

START_TEST(every_allocation_may_fail)
{
    bool done = false;
    for (size_t fail_at = 1; !done; fail_at++) {
        struct memory memory = {.fail_at = fail_at};
        const zhnorm_allocator allocator = {memory_allocate, memory_reallocate, memory_release,
                                            &memory};
        struct zn_term_criteria criteria = usual;
        struct zn_terms terms;
        struct zn_buffer found;
        criteria.is_known = is_unknown;
        zn_buffer_init(&found, &allocator);
        done = zn_terms_init(&terms, ZN_TERMS_MEMORY_LEAST, &allocator);
        if (done) {
            zn_terms_add(&terms, (const uint8_t *)choices[0].text, strlen(choices[0].text));
            done = zn_terms_select(&terms, &criteria, &found);
        }
        ck_assert_int_eq(done, memory.calls < fail_at);
        zn_terms_free(&terms);
        zn_buffer_free(&found);
        ck_assert_uint_eq(memory.live, 0);
    }
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("terms");
    TCase *tests = tcase_create("terms");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, planted_words_come_first, 0, 3);
    tcase_add_loop_test(tests, terms_are_frequent_cohesive_and_free, 0, COUNT(choices));
    tcase_add_loop_test(tests, counts_are_those_of_a_plain_search, 0, 5);
    tcase_add_test(tests, freedom_is_the_entropy_of_neighbours);
    tcase_add_test(tests, documents_are_counted_once);
    tcase_add_test(tests, stretches_are_those_of_the_row);
    tcase_add_test(tests, memory_is_what_was_asked_for);
    tcase_add_test(tests, every_allocation_may_fail);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
