/*
 * The rule `unwrap` of the step `space`: which lines are joined and which are
 * not, with the text in one piece and code point by code point.
 */
#include <check.h>
#include <string.h>

#include "generator.h"
#include "passes.h"
#include "space_step.h"
#include "suite.h"

static const struct switched joined[] = {
    {0, 0, LINE "去\n看书", LINE "去看书"},
    {0, 0, LINE "去 \r\n看书", LINE "去看书"},
    {0, 0, LINE "去\n看书\n", LINE "去看书\n"},
    {0, RULE(LINE_ENDS), LINE "去\r\n看书\r\n", LINE "去看书\r\n"},
    {0, RULE(UNWRAP), LINE "去\n看书", LINE "去\n看书"},
    /* a line of less than 32 columns was not broken by a margin */
    {0, 0, LINE "\n看书", LINE "\n看书"},
    {0, 0, LINE "ab\n看书", LINE "ab看书"},
    {0, 0, LINE "a\n看书", LINE "a\n看书"},
    {0, 0, LINE "a\u0301\n看书", LINE "a\u0301\n看书"},
    {0, 0, LINE "Ａ\n看书", LINE "Ａ看书"},
    {0, 0, LINE "ｱ\n看书", LINE "ｱ\n看书"},
    {0, 0, "\u3000" LINE "\n看书", LINE "看书"},
    {0, 0, LINE "  \n看书", LINE "\n看书"},
    /* no space is put, unless another rule does */
    {0, 0, LINE "去\nAB", LINE "去AB"},
    {0, 0, LINE "AB\n去", LINE "AB去"},
    {RULE(ADD_LATIN_SPACES), 0, LINE "去\nAB", LINE "去 AB"},
    {RULE(ADD_LATIN_SPACES), 0, LINE "去\n1人", LINE "去 1 人"},
    {RULE(ADD_LATIN_SPACES), 0, LINE "去，\nAB", LINE "去，AB"},
    /* one of the two characters is Chinese */
    {0, 0, LINE "AB\nCD", LINE "AB\nCD"},
    {0, 0, LINE "AB\n“CD”", LINE "AB“CD”"},
    {0, 0, LINE "去，\nCD", LINE "去，CD"},
    {0, 0, LINE "葛\U000E0100\nCD", LINE "葛\U000E0100CD"},
    {0, 0, LINE "去\n\u0301看", LINE "去\n\u0301看"},
    /* a sentence end, with what closes behind it */
    {0, 0, LINE "。\n看书", LINE "。\n看书"},
    {0, 0, LINE "！”\n看书", LINE "！”\n看书"},
    {0, 0, LINE "？)’\n看书", LINE "？)’\n看书"},
    {0, 0, LINE "。\uFE01\n看书", LINE "。\uFE01\n看书"},
    {0, 0, LINE "……\n看书", LINE "……\n看书"},
    {0, 0, LINE "去.\n看书", LINE "去.\n看书"},
    {0, 0, LINE "。” \n看书", LINE "。”\n看书"},
    {0, 0, LINE "”\n看书", LINE "”看书"},
    {0, 0, LINE "；\n看书", LINE "；看书"},
    {0, 0, LINE "。去\n看书", LINE "。去看书"},
    /* indents and blank lines begin paragraphs */
    {0, 0, LINE "去\n\u3000\u3000看书", LINE "去\n看书"},
    {0, 0, LINE "去\n 看书", LINE "去\n看书"},
    {0, 0, LINE "去\n\n看书", LINE "去\n\n看书"},
    {RULE(NO_BLANK_LINES), 0, LINE "去\n\n看书", LINE "去\n看书"},
    /* so do the items of a list */
    {0, 0, LINE "去\n- 看书", LINE "去\n- 看书"},
    {0, 0, LINE "去\n• 看书", LINE "去\n• 看书"},
    {0, 0, LINE "去\n1. 看书", LINE "去\n1. 看书"},
    {0, 0, LINE "去\n12.看书", LINE "去\n12.看书"},
    {0, 0, LINE "去\n120. 看书", LINE "去\n120. 看书"},
    {0, 0, LINE "去\n１．看书", LINE "去\n１．看书"},
    {0, 0, LINE "去\n1、看书", LINE "去\n1、看书"},
    {0, 0, LINE "去\n十二、看书", LINE "去\n十二、看书"},
    {0, 0, LINE "去\n1）看书", LINE "去\n1）看书"},
    {0, 0, LINE "去\n（一）看书", LINE "去\n（一）看书"},
    {0, 0, LINE "去\n(2) 看书", LINE "去\n(2) 看书"},
    {0, 0, LINE "去\n〔3〕看书", LINE "去\n〔3〕看书"},
    {0, 0, LINE "去\n①看书", LINE "去\n①看书"},
    {0, 0, LINE "去\nA. 看书", LINE "去\nA. 看书"},
    {0, 0, LINE "去\n1.", LINE "去\n1."},
    {0, 0, LINE "去\n1.\n", LINE "去\n1.\n"},
    /* ... which not every number is */
    {0, 0, LINE "去\n3.5米", LINE "去3.5米"},
    {0, 0, LINE "去\n12只", LINE "去12只"},
    {0, 0, LINE "去\n2018.", LINE "去2018."},
    {0, 0, LINE "去\n十二只", LINE "去十二只"},
    {0, 0, LINE "去\n（12只", LINE "去（12只"},
    {0, 0, LINE "去\n（看）", LINE "去（看）"},
    {0, 0, LINE "去\n12》看书", LINE "去12》看书"},
    {0, 0, LINE "去\n〔〕看书", LINE "去〔〕看书"},
    {0, 0, LINE "去\n、看书", LINE "去、看书"},
    {0, 0, LINE "去\nU.S.", LINE "去U.S."},
    {0, 0, LINE "去\n12", LINE "去12"},
    {0, 0, LINE "去\n12\n", LINE "去12\n"},
    {0, 0, LINE "去\n(", LINE "去("},
    /* ... and signs of Markdown, before the join or behind it */
    {0, 0, LINE "去\n# 看书", LINE "去\n# 看书"},
    {0, 0, LINE "去\n> 看书", LINE "去\n> 看书"},
    {0, 0, "# " LINE "去\n看书", "# " LINE "去\n看书"},
    {0, 0, "| " LINE "去|\n看书", "| " LINE "去|\n看书"},
    {0, 0, "——————————————————\n看书", "——————————————————\n看书"},
    /* joined lines set a margin; a sentence that ends there goes on */
    {0, 0, LINE "去\n" LINE "。\n看书", LINE "去" LINE "。看书"},
    {0, 0, LINE "去\n" LINE "去。\n看书", LINE "去" LINE "去。看书"},
    {0, 0, LINE "去\n" LINE "去。”\n看书", LINE "去" LINE "去。”\n看书"},
    {0, 0, LINE "去看书\n" LINE "去。\n看书", LINE "去看书" LINE "去。看书"},
    {0, 0, LINE "去看书了\n" LINE "去。\n看书", LINE "去看书了" LINE "去。\n看书"},
    {0, 0, LINE "去看书了\n" LINE "去\n" LINE "去。\n看书",
     LINE "去看书了" LINE "去" LINE "去。\n看书"},
    {0, 0, LINE "。\n" LINE "去\n看书", LINE "。\n" LINE "去看书"},
    {0, 0, LINE "。\n" LINE "。\n看书", LINE "。\n" LINE "。\n看书"},
};

START_TEST(a_line_is_joined)
{
    const struct switched *example = &joined[_i];
    check_example((default_rules() | RULE(UNWRAP) | example->on) & ~example->off, example->in,
                  example->out);
}
END_TEST

/* How a line begins is seen one code point at a time. */
START_TEST(a_line_is_joined_in_pieces)
{
    const struct switched *example = &joined[_i];
    uint64_t rules = (default_rules() | RULE(UNWRAP) | example->on) & ~example->off;
    struct generator generator = {UINT64_C(0xD6E8FEB86659FD93)};
    struct zn_buffer wanted;
    struct zn_buffer out;
    struct zn_tally tally;
    zn_buffer_init(&wanted, passes_allocator());
    ck_assert(zn_buffer_append(&wanted, example->out, strlen(example->out)));
    run_in_pieces(rules, &generator, 1, (const uint8_t *)example->in, strlen(example->in),
                  &tally, &out);
    check_equal("in pieces", rules, example->in, strlen(example->in), &wanted, &out);
    zn_buffer_free(&wanted);
    zn_buffer_free(&out);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("space_unwrap");
    TCase *tests = tcase_create("step");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, a_line_is_joined, 0, COUNT(joined));
    tcase_add_loop_test(tests, a_line_is_joined_in_pieces, 0, COUNT(joined));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
