/*
 * The step `punct`: what must hold for every text (the rules themselves are
 * held by the examples in tests/spec).  Also the scans that it and `space`
 * stand on: the vector twin finds what the portable one finds.
 */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "generator.h"
#include "passes.h"
#include "suite.h"
#include "text/character.h"
#include "text/scan.h"
#include "text/utf8.h"

enum { TEXT_MAX = 4096, TEXTS = 10000 };

static void check_equal(const char *what, const char *text, size_t length,
                        const struct zn_buffer *wanted, const struct zn_buffer *got)
{
    bool equal = wanted->length == got->length &&
                 (got->length == 0 || memcmp(wanted->data, got->data, got->length) == 0);
    ck_assert_msg(equal, "%s\ninput  [%.*s]\nwanted [%.*s]\ngot    [%.*s]", what, (int)length,
                  text, (int)wanted->length, (const char *)wanted->data, (int)got->length,
                  (const char *)got->data);
}

/* ---- What holds for every text ----------------------------------------- */

/* Settings of any kind: each rule on or off, quotation marks of any shape. */
static struct zn_settings random_settings(struct generator *generator)
{
    struct zn_settings settings = passes_settings();
    settings.quotes = (enum zn_quotes)generator_below(generator, 3);
    if (generator_below(generator, 2) == 0)
        return settings;
    for (unsigned rule = ZN_RULE_COMMA; rule <= ZN_RULE_SPACE_BEHIND_MARKS; rule++)
        if (generator_below(generator, 6) == 0)
            settings.rules ^= UINT64_C(1) << rule;
    return settings;
}

START_TEST(a_second_run_changes_nothing)
{
    struct generator generator = {UINT64_C(0xA0761D6478BD642F)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        struct zn_settings settings = random_settings(&generator);
        size_t length = generator_text(&generator, 40, 0, text, sizeof text);
        struct zn_buffer once;
        struct zn_buffer twice;
        zn_buffer_init(&once, passes_allocator());
        zn_buffer_init(&twice, passes_allocator());
        run_punct(&settings, text, length, &once);
        run_punct(&settings, once.data, once.length, &twice);
        check_equal("punct twice", text, length, &once, &twice);
        zn_buffer_free(&once);
        zn_buffer_free(&twice);
    }
}
END_TEST

/* Appends the letters, digits, Han and kana of `text`: what `punct` must not change. */
static void take_invariant(const uint8_t *text, size_t length, struct zn_buffer *out)
{
    for (size_t at = 0; at < length;) {
        uint32_t code_point;
        size_t size = zn_utf8_decode(text + at, &code_point);
        enum zn_char_class class = zn_char_class(code_point);
        if (class >= ZN_CHAR_HAN && class <= ZN_CHAR_DIGIT)
            ck_assert(zn_buffer_append(out, text + at, size));
        at += size;
    }
}

START_TEST(letters_digits_and_han_stay)
{
    struct generator generator = {UINT64_C(0x8EBC6AF09C88C6E3)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        struct zn_settings settings = random_settings(&generator);
        size_t length = generator_text(&generator, 40, 12, text, sizeof text);
        struct zn_buffer out;
        struct zn_buffer before;
        struct zn_buffer after;
        zn_buffer_init(&out, passes_allocator());
        zn_buffer_init(&before, passes_allocator());
        zn_buffer_init(&after, passes_allocator());
        run_punct(&settings, text, length, &out);
        take_invariant((const uint8_t *)text, length, &before);
        take_invariant(out.data, out.length, &after);
        check_equal("letters, digits and Han", text, length, &before, &after);
        zn_buffer_free(&out);
        zn_buffer_free(&before);
        zn_buffer_free(&after);
    }
}
END_TEST

START_TEST(without_rules_nothing_changes)
{
    struct generator generator = {UINT64_C(0xE7037ED1A0B428DB)};
    struct zn_settings settings = {.rules = 0, .quotes = ZN_QUOTES_CURLY};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        size_t length = generator_text(&generator, 40, 12, text, sizeof text);
        struct zn_buffer out;
        struct zn_buffer wanted;
        zn_buffer_init(&out, passes_allocator());
        zn_buffer_init(&wanted, passes_allocator());
        ck_assert(zn_buffer_append(&wanted, text, length));
        run_punct(&settings, text, length, &out);
        check_equal("no rules", text, length, &wanted, &out);
        zn_buffer_free(&out);
        zn_buffer_free(&wanted);
    }
}
END_TEST

/* A tag makes the scan stop, but nothing looks at what is in it. */
START_TEST(the_scan_overlooks_nothing)
{
    static const char end[] = "好";
    static const char tag[] = "<b title=\"!\">";
    struct generator generator = {UINT64_C(0x2545F4914F6CDD1D)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        struct zn_settings settings = random_settings(&generator);
        size_t length = generator_text(&generator, 4, 0, text, sizeof text / 2);
        if (memchr(text, '<', length) != NULL)
            continue; /* a tag of its own, which ours would end */
        struct zn_buffer with;
        struct zn_buffer without;
        zn_buffer_init(&with, passes_allocator());
        zn_buffer_init(&without, passes_allocator());
        memcpy(text + length, end, sizeof end);
        length += sizeof end - 1;
        run_punct(&settings, text, length, &without);
        ck_assert(zn_buffer_append(&without, tag, sizeof tag - 1));
        memcpy(text + length, tag, sizeof tag);
        length += sizeof tag - 1;
        run_punct(&settings, text, length, &with);
        check_equal("scanned", text, length, &with, &without);
        zn_buffer_free(&with);
        zn_buffer_free(&without);
    }
}
END_TEST

START_TEST(paragraphs_do_not_see_each_other)
{
    const struct zn_settings settings = passes_settings();
    struct generator generator = {UINT64_C(0x589965CC75374CC3)};
    char text[TEXT_MAX];
    for (int i = 0; i < TEXTS; i++) {
        struct zn_buffer whole;
        struct zn_buffer apart;
        struct zn_buffer text_of_all;
        zn_buffer_init(&whole, passes_allocator());
        zn_buffer_init(&apart, passes_allocator());
        zn_buffer_init(&text_of_all, passes_allocator());
        for (int paragraph = 0; paragraph < 4; paragraph++) {
            const char *end = generator_line_end(&generator);
            size_t length = generator_text(&generator, 20, 0, text, sizeof text);
            run_punct(&settings, text, length, &apart);
            ck_assert(zn_buffer_append(&apart, end, strlen(end)));
            ck_assert(zn_buffer_append(&text_of_all, text, length));
            ck_assert(zn_buffer_append(&text_of_all, end, strlen(end)));
        }
        run_punct(&settings, text_of_all.data, text_of_all.length, &whole);
        check_equal("four paragraphs", (const char *)text_of_all.data, text_of_all.length,
                    &apart, &whole);
        zn_buffer_free(&whole);
        zn_buffer_free(&apart);
        zn_buffer_free(&text_of_all);
    }
}
END_TEST

/* ---- Long and hostile paragraphs --------------------------------------- */

/* `piece` a great many times, after a Han character; `to` is what each becomes. */
static void check_repeated(const char *piece, const char *to)
{
    enum { TIMES = 100000 };
    const struct zn_settings settings = passes_settings();
    struct zn_buffer text;
    struct zn_buffer wanted;
    struct zn_buffer got;
    zn_buffer_init(&text, passes_allocator());
    zn_buffer_init(&wanted, passes_allocator());
    zn_buffer_init(&got, passes_allocator());
    ck_assert(zn_buffer_append(&text, "好", 3) && zn_buffer_append(&wanted, "好", 3));
    for (int i = 0; i < TIMES; i++) {
        ck_assert(zn_buffer_append(&text, piece, strlen(piece)));
        ck_assert(zn_buffer_append(&wanted, to, strlen(to)));
    }
    run_punct(&settings, text.data, text.length, &got);
    bool equal = got.length == wanted.length && memcmp(got.data, wanted.data, got.length) == 0;
    ck_assert_msg(equal, "%d times [%s]: wanted %zu bytes, got %zu", TIMES, piece,
                  wanted.length, got.length);
    zn_buffer_free(&text);
    zn_buffer_free(&wanted);
    zn_buffer_free(&got);
}

START_TEST(the_cost_is_linear)
{
    /* Were it not, each of these would take minutes. */
    check_repeated("(", "(");
    check_repeated(")", ")");
    check_repeated("[(", "[(");
    check_repeated("\"好\"", "“好”");
    check_repeated("'好'", "‘好’");
    check_repeated("“", "“");
    check_repeated("「」", "“”");
    check_repeated("「好」", "“好”");
    check_repeated("“\"”", "“\"”");
    check_repeated("好...", "好……");
    check_repeated("好.a", "好.a");
    check_repeated("--好", "——好");
    check_repeated("•", "•");
    check_repeated("•好", "·好");
    check_repeated("1.a", "1.a");
    check_repeated("$a", "$a");
    check_repeated("\\(", "\\(");
    check_repeated("<a b ", "<a b ");
    check_repeated("<a b=\"<", "<a b=\"<");
    check_repeated("`", "`");
    check_repeated("の`", "の`");
    check_repeated("`a``", "`a``");
    check_repeated("/a", "/a");
    check_repeated("&a", "&a");
    check_repeated("好", "好");
    check_repeated(",", "，");
    check_repeated(" ,", "，");
    check_repeated(",好", "，好");
    check_repeated("好!", "好！");
    check_repeated("(好)", "（好）");
    check_repeated("((好)", "(（好）");
    check_repeated("https://a.com/b,c", "https://a.com/b,c");
}
END_TEST

START_TEST(brackets_in_brackets)
{
    enum { DEPTH = 100000 };
    const struct zn_settings settings = passes_settings();
    struct zn_buffer text;
    struct zn_buffer out;
    zn_buffer_init(&text, passes_allocator());
    zn_buffer_init(&out, passes_allocator());
    for (int i = 0; i < DEPTH; i++)
        ck_assert(zn_buffer_append(&text, "(", 1));
    ck_assert(zn_buffer_append(&text, "好", 3));
    for (int i = 0; i < DEPTH; i++)
        ck_assert(zn_buffer_append(&text, ")", 1));
    run_punct(&settings, text.data, text.length, &out);
    ck_assert_uint_eq(out.length, 6 * (size_t)DEPTH + 3);
    zn_buffer_free(&text);
    zn_buffer_free(&out);
}
END_TEST

/* ---- Memory ------------------------------------------------------------ */

/* Lets `*context` allocations through, then none. */
static void *scarce_reallocate(void *context, void *pointer, size_t size)
{
    int *left = context;
    return (*left)-- > 0 ? realloc(pointer, size) : NULL;
}

static void *scarce_allocate(void *context, size_t size)
{
    return scarce_reallocate(context, NULL, size);
}

START_TEST(every_allocation_may_fail)
{
    char text[3000];
    for (size_t i = 0; i + 4 < sizeof text; i += 4)
        memcpy(text + i, "好,", 4);
    text[sizeof text - 4] = '\n';
    const struct zn_settings settings = passes_settings();
    struct zn_tally tally = {.private_use = 0};
    bool done = false;
    for (int allowed = 0; !done; allowed++) {
        int left = allowed;
        zhnorm_allocator allocator = {scarce_allocate, scarce_reallocate, passes_release,
                                      &left};
        struct zn_buffer scratch;
        struct zn_buffer out;
        zn_buffer_init(&scratch, &allocator);
        zn_buffer_init(&out, &allocator);
        done = zn_punct_run(&settings, (const uint8_t *)text, sizeof text - 3, &scratch,
                            &tally, &out);
        ck_assert_msg(done == (left >= 0), "%d allocations: done %d, asked %d too many",
                      allowed, done, -left);
        zn_buffer_free(&scratch);
        zn_buffer_free(&out);
    }
}
END_TEST

/* ---- The scans --------------------------------------------------------- */

static void check_scans(const struct zn_scanner *fast, const struct zn_scanner *slow,
                        const uint8_t *text, size_t length)
{
    const uint8_t *end = text + length;
    for (const uint8_t *at = text; at < end; at += zn_utf8_length(*at)) {
        bool fast_wide;
        bool slow_wide;
        struct zn_makeup fast_makeup;
        struct zn_makeup slow_makeup;
        for (unsigned wanted = 0; wanted < 8; wanted++) {
            const uint8_t *found = fast->find_mark(text, at, end, wanted);
            const uint8_t *sought = slow->find_mark(text, at, end, wanted);
            ck_assert_msg(found == sought, "wanted %u: found %td, sought %td (%.9s)", wanted,
                          found - text, sought - text, (const char *)sought);
        }
        ck_assert_ptr_eq(fast->find_white(at, end), slow->find_white(at, end));
        ck_assert_ptr_eq(fast->skip_han(at, end), slow->skip_han(at, end));
        ck_assert_ptr_eq(fast->find_paragraph_end(at, end, &fast_wide),
                         slow->find_paragraph_end(at, end, &slow_wide));
        ck_assert_int_eq(fast_wide, slow_wide);
        ck_assert_ptr_eq(fast->weigh_paragraph(at, end, &fast_makeup),
                         slow->weigh_paragraph(at, end, &slow_makeup));
        ck_assert_uint_eq(fast_makeup.han, slow_makeup.han);
        ck_assert_uint_eq(fast_makeup.small, slow_makeup.small);
        ck_assert_int_eq(fast_makeup.has_curly, slow_makeup.has_curly);
        ck_assert_int_eq(fast_makeup.is_simple, slow_makeup.is_simple);
        ck_assert_ptr_eq(fast->find_paragraph_start(text, at),
                         slow->find_paragraph_start(text, at));
    }
}

START_TEST(vector_and_portable_scans_agree)
{
    const struct zn_scanner *fast = zn_scanner_avx2();
    if (fast == NULL)
        return; /* there is only one twin here */
    struct generator generator = {UINT64_C(0x1D8E4E27C47D124F)};
    uint8_t text[TEXT_MAX];
    for (int i = 0; i < 5000; i++) {
        size_t length = 0;
        while (length < 300) {
            /* Plain text between the pieces, so that the scans have a way to go. */
            for (uint32_t han = generator_below(&generator, 30); han > 0; han--)
                length += zn_utf8_encode(0x3400 + generator_below(&generator, 0x6B00),
                                         text + length);
            length += generator_text(&generator, 3, 8, (char *)text + length, 64);
        }
        check_scans(fast, zn_scanner_portable(), text, length);
    }
}
END_TEST

START_TEST(scans_stop_where_their_tests_say)
{
    const struct zn_scanner *scanner = zn_scanner();
    struct generator generator = {UINT64_C(0xEB44ACCAB455D165)};
    uint8_t text[TEXT_MAX];
    for (int i = 0; i < 5000; i++) {
        size_t length = generator_text(&generator, 60, 8, (char *)text, sizeof text);
        const uint8_t *mark = text;
        const uint8_t *white = text;
        while (mark < text + length && !zn_scan_is_mark(text, mark, text + length, 0))
            mark += zn_utf8_length(*mark);
        while (white < text + length && !zn_scan_is_white(white, text + length))
            white += zn_utf8_length(*white);
        ck_assert_ptr_eq(scanner->find_mark(text, text, text + length, 0), mark);
        ck_assert_ptr_eq(scanner->find_white(text, text + length), white);
    }
}
END_TEST

START_TEST(a_paragraph_starts_behind_the_last_paragraph_end)
{
    static const char *const ends[] = {"\n",       "\r",           "\v",          "\f",
                                       "\xC2\x85", "\xE2\x80\xA8", "\xE2\x80\xA9"};
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++) {
        for (int behind = 0; behind < 40; behind++) {
            char text[100] = "x,";
            size_t start = 2 + strlen(ends[i]);
            memcpy(text + 2, ends[i], start - 2);
            memset(text + start, 'y', (size_t)behind);
            const uint8_t *from = (const uint8_t *)text;
            const uint8_t *got =
                zn_scanner()->find_paragraph_start(from, from + start + behind);
            ck_assert_msg(got == from + start, "end %zu, %d bytes behind: wanted %zu, got %td",
                          i, behind, start, got - from);
        }
    }
}
END_TEST

static void add_property_tests(Suite *suite)
{
    TCase *tests = tcase_create("every text");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, a_second_run_changes_nothing);
    tcase_add_test(tests, letters_digits_and_han_stay);
    tcase_add_test(tests, without_rules_nothing_changes);
    tcase_add_test(tests, the_scan_overlooks_nothing);
    tcase_add_test(tests, paragraphs_do_not_see_each_other);
    tcase_add_test(tests, the_cost_is_linear);
    tcase_add_test(tests, brackets_in_brackets);
    tcase_add_test(tests, every_allocation_may_fail);
    suite_add_tcase(suite, tests);
}

static void add_scan_tests(Suite *suite)
{
    TCase *tests = tcase_create("scans");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, vector_and_portable_scans_agree);
    tcase_add_test(tests, scans_stop_where_their_tests_say);
    tcase_add_test(tests, a_paragraph_starts_behind_the_last_paragraph_end);
    suite_add_tcase(suite, tests);
}

int main(void)
{
    Suite *suite = suite_create("punct");
    add_property_tests(suite);
    add_scan_tests(suite);
    return run_suite(suite);
}
