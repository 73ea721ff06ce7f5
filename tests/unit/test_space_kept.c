/*
 * What the step `space` carries from call to call: white space of any length
 * in bounded memory, a state that can be used again, and memory that runs out.
 */
#include <check.h>
#include <string.h>

#include "generator.h"
#include "passes.h"
#include "space_step.h"
#include "suite.h"

/* ---- White space without end ------------------------------------------- */

/* More than is kept, some three times. */
enum { LONG_WHITE = 200000, LONG_TEXTS = 100 };

/* One piece of white space again and again, or any pieces. */
static size_t long_white(struct generator *generator, uint8_t *to)
{
    static const char *const pieces[] = {" ",     "\n",     "\r", "\r\n",   " \n",
                                         "\r\n ", "\u3000", "\t", "\u2028", "\n\u3000"};
    size_t length = 0;
    uint32_t runs = 1 + generator_below(generator, 4);
    for (uint32_t i = 0; i < runs; i++) {
        bool mixed = generator_below(generator, 4) == 0;
        const char *piece = pieces[generator_below(generator, COUNT(pieces))];
        size_t stop = length + generator_below(generator, (uint32_t)ZN_SPACE_KEPT_MAX);
        while (length < stop && length + 4 < LONG_WHITE) {
            if (mixed)
                piece = pieces[generator_below(generator, COUNT(pieces))];
            size_t size = strlen(piece);
            memcpy(to + length, piece, size);
            length += size;
        }
    }
    return length;
}

/* White space with a visible character before it, behind it, both, or none. */
static size_t long_text(struct generator *generator, uint8_t *text)
{
    size_t length = 0;
    if (generator_below(generator, 4) != 0)
        text[length++] = 'a';
    length += long_white(generator, text + length);
    if (generator_below(generator, 4) != 0)
        text[length++] = 'b';
    return length;
}

START_TEST(white_space_may_be_long)
{
    static uint8_t text[LONG_WHITE + 8];
    struct generator generator = {UINT64_C(0x589965CC75374CC3)};
    for (int i = 0; i < LONG_TEXTS; i++) {
        uint64_t rules = random_rules(&generator) & ~RULE(UNWRAP);
        size_t length = long_text(&generator, text);
        struct zn_buffer whole;
        struct zn_buffer pieces;
        struct zn_buffer twice;
        struct zn_tally tally;
        struct zn_tally piece_tally;
        run(rules, text, length, &tally, &whole);
        run_in_pieces(rules, &generator, 5000, text, length, &piece_tally, &pieces);
        ck_assert_msg(is_equal(&pieces, whole.data, whole.length),
                      "text %d in pieces; rules%s", i, rule_names(rules));
        check_same_tally(rules, "(long)", 6, &tally, &piece_tally);
        bool counted = false;
        for (unsigned rule = 0; rule < ZN_RULES; rule++)
            counted |= tally.changes[rule] != 0;
        ck_assert_msg(counted != is_equal(&whole, text, length),
                      "text %d, counted: %d; rules%s", i, counted, rule_names(rules));
        run(rules, whole.data, whole.length, &tally, &twice);
        ck_assert_msg(is_equal(&twice, whole.data, whole.length), "text %d twice; rules%s", i,
                      rule_names(rules));
        zn_buffer_free(&whole);
        zn_buffer_free(&pieces);
        zn_buffer_free(&twice);
    }
}
END_TEST

struct endless {
    uint64_t on; /* beside the default rules */
    uint64_t off;
    const char *before;
    const char *piece;
    const char *behind;
    const char *out_before;
    bool stays; /* all of the pieces come out between the two */
    const char *out_behind;
    enum zn_rule left_out_by; /* the one change, or 0: none or any */
};

static const struct endless endless[] = {
    /* the default rules need no memory for it */
    {0, 0, "a", " ", "b", "a", false, " b", ZN_RULE_SPACES},
    {0, 0, "书", "\u3000", "，", "书", false, "，", ZN_RULE_MARK_SPACES},
    {0, 0, "a", "\t", "\nb", "a", false, "\nb", ZN_RULE_LINE_EDGES},
    {0, 0, "a\n", " \r\n", "b", "a\n", false, "\nb", 0},
    {0, 0, "", "\n ", "b", "", false, "b", 0},
    {0, 0, "a", "\r", "", "a", false, "\n", 0},
    {0, 0, "a", "\n ", "", "a", false, "", ZN_RULE_TEXT_EDGES},
    {RULE(NO_BLANK_LINES), 0, "a\n", "\n", "b", "a\n", false, "b", ZN_RULE_NO_BLANK_LINES},
    /* without a rule that shortens it, it stays */
    {0, RULE(SPACES), "a", " ", "\nb", "a", true, "\nb", 0},
    {0, RULE(SPACES), "书", "\t", "，", "书", true, "，", 0},
    {RULE(ADD_LATIN_SPACES), RULE(SPACES), "书", "\t", "A", "书", true, "A", 0},
    {0, RULE(BLANK_LINES), "a", "\r\n", "", "a", true, "", 0},
    {0, RULE(BLANK_LINES), "a", " \n", "b", "a", true, "b", 0},
    /* ... but what follows it is decided again */
    {0, RULE(SPACES), "a", " ", "b \n\n\nc\n\n", "a", true, "b\n\nc\n", 0},
    {0, RULE(SPACES), "书", " ", "书 ，书", "书", true, "书，书", ZN_RULE_MARK_SPACES},
    {RULE(UNWRAP), RULE(SPACES), LINE, " ", "去\n看书", LINE, true, "去\n看书", 0},
    /* ... and what had been left out before is a change */
    {0, RULE(BLANK_LINES), "a     ", "\n", "b", "a  ", true, "b", ZN_RULE_SPACES},
    {0, RULE(SPACES), "a\n\n\n\n\n", " ", "b", "a\n\n\n", true, "b", ZN_RULE_BLANK_LINES},
    {RULE(NO_BLANK_LINES), RULE(SPACES), "a\n\n\n\n", "\t", "b", "a\n\n\n", true, "b",
     ZN_RULE_NO_BLANK_LINES},
};

static void repeat(const char *before, const char *piece, size_t count, const char *behind,
                   struct zn_buffer *text)
{
    zn_buffer_init(text, passes_allocator());
    ck_assert(zn_buffer_append(text, before, strlen(before)));
    for (size_t i = 0; i < count; i++)
        ck_assert(zn_buffer_append(text, piece, strlen(piece)));
    ck_assert(zn_buffer_append(text, behind, strlen(behind)));
}

START_TEST(white_space_is_bounded)
{
    const struct endless *example = &endless[_i];
    uint64_t rules = (default_rules() | example->on) & ~example->off;
    size_t count = ZN_SPACE_KEPT_MAX + 10;
    struct zn_buffer text;
    struct zn_buffer wanted;
    struct zn_buffer out;
    struct zn_tally tally;
    repeat(example->before, example->piece, count, example->behind, &text);
    repeat(example->out_before, example->piece, example->stays ? count : 0,
           example->out_behind, &wanted);
    run(rules, text.data, text.length, &tally, &out);
    ck_assert_msg(is_equal(&out, wanted.data, wanted.length),
                  "wanted %zu bytes, got %zu: [%.*s]", wanted.length, out.length,
                  out.length < 80 ? (int)out.length : 80, (const char *)out.data);
    if (example->left_out_by != 0) {
        struct zn_tally changes = {.private_use = 0};
        changes.changes[example->left_out_by] = 1;
        check_same_tally(rules, "(long)", 6, &changes, &tally);
    }
    zn_buffer_free(&text);
    zn_buffer_free(&wanted);
    zn_buffer_free(&out);
}
END_TEST

/* As much as is kept is decided as ever; a byte more is not. */
START_TEST(white_space_that_is_kept_is_decided)
{
    size_t count = ZN_SPACE_KEPT_MAX - 1 + (size_t)_i;
    struct zn_buffer text;
    struct zn_buffer out;
    struct zn_tally tally;
    repeat("a", " ", count, "\nb", &text);
    run(default_rules() & ~RULE(SPACES), text.data, text.length, &tally, &out);
    ck_assert_uint_eq(out.length, _i == 0 ? 3 : text.length);
    zn_buffer_free(&text);
    zn_buffer_free(&out);
}
END_TEST

START_TEST(memory_is_bounded)
{
    static const char white[] = " \n\t\r\n";
    struct generator generator = {UINT64_C(0x2127599BF4325C37)};
    for (int i = 0; i < 20; i++) {
        struct zn_settings settings = {.rules = random_rules(&generator)};
        struct zn_tally tally = {.private_use = 0};
        struct zn_space_state state;
        struct zn_buffer out;
        zn_space_state_init(&state, passes_allocator());
        zn_buffer_init(&out, passes_allocator());
        for (size_t calls = 0; calls < ZN_SPACE_KEPT_MAX; calls++) {
            out.length = 0;
            ck_assert(zn_space_run(&settings, &state, (const uint8_t *)white, sizeof white - 1,
                                   false, &tally, &out));
            ck_assert_uint_le(state.kept.text.capacity, 2 * ZN_SPACE_KEPT_MAX);
        }
        zn_space_state_free(&state);
        zn_buffer_free(&out);
    }
}
END_TEST

/* ---- The state --------------------------------------------------------- */

START_TEST(a_reset_state_is_as_new)
{
    struct generator generator = {UINT64_C(0x1D8E4E27C47D124F)};
    char text[TEXT_MAX];
    struct zn_space_state state;
    zn_space_state_init(&state, passes_allocator());
    for (int i = 0; i < TEXTS / 10; i++) {
        struct zn_settings settings = {.rules = random_rules(&generator)};
        size_t length = random_text(&generator, text);
        struct zn_buffer fresh;
        struct zn_buffer reused;
        struct zn_tally tally;
        run(settings.rules, text, length, &tally, &fresh);
        zn_buffer_init(&reused, passes_allocator());
        ck_assert(zn_space_run(&settings, &state, (const uint8_t *)"甲\n ，\n", 9, false,
                               &tally, &reused));
        reused.length = 0;
        zn_space_state_reset(&state);
        ck_assert(zn_space_run(&settings, &state, (const uint8_t *)text, length, true, &tally,
                               &reused));
        check_equal("after a reset", settings.rules, text, length, &fresh, &reused);
        zn_space_state_reset(&state);
        zn_buffer_free(&fresh);
        zn_buffer_free(&reused);
    }
    zn_space_state_free(&state);
}
END_TEST

static void *fail_to_reallocate(void *context, void *pointer, size_t size)
{
    size_t *left = context;
    if (*left == 0)
        return NULL;
    (*left)--;
    return realloc(pointer, size);
}

/* The first allocation fails, then the second, and so on until none does. */
START_TEST(every_allocation_can_fail)
{
    static const char text[] = "甲A\n \n";
    struct zn_settings settings = {.rules = default_rules() | RULE(ADD_LATIN_SPACES)};
    bool done = false;
    size_t allowed = 0;
    for (; !done; allowed++) {
        size_t left = allowed;
        zhnorm_allocator allocator = *passes_allocator();
        allocator.reallocate = fail_to_reallocate;
        allocator.context = &left;
        struct zn_space_state state;
        struct zn_buffer out;
        struct zn_tally tally = {.private_use = 0};
        zn_space_state_init(&state, &allocator);
        zn_buffer_init(&out, &allocator);
        done = zn_space_run(&settings, &state, (const uint8_t *)text, sizeof text - 1, false,
                            &tally, &out) &&
               zn_space_run(&settings, &state, (const uint8_t *)text, sizeof text - 1, true,
                            &tally, &out);
        if (done)
            ck_assert(is_equal(&out, "甲 A\n\n甲 A\n", 13));
        zn_space_state_free(&state);
        zn_buffer_free(&out);
    }
    ck_assert_uint_ge(allowed, 3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("space_kept");
    TCase *tests = tcase_create("step");
    tcase_set_timeout(tests, 0);
    tcase_add_test(tests, white_space_may_be_long);
    tcase_add_loop_test(tests, white_space_is_bounded, 0, COUNT(endless));
    tcase_add_loop_test(tests, white_space_that_is_kept_is_decided, 0, 2);
    tcase_add_test(tests, memory_is_bounded);
    tcase_add_test(tests, a_reset_state_is_as_new);
    tcase_add_test(tests, every_allocation_can_fail);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
