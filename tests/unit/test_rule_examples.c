/*
 * The example beside each rule is what the rule does: it comes out with the
 * rule, not without it, and is counted under the rule's name.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "suite.h"

#define TEXT_SIZE 256

/* ---- Escapes ---- */

/* Appends a code point as UTF-8.  Returns the place behind it. */
static char *put_code_point(char *to, unsigned long code_point)
{
    if (code_point < 0x80) {
        *to++ = (char)code_point;
        return to;
    }
    int trailing = code_point < 0x800 ? 1 : (code_point < 0x10000 ? 2 : 3);
    static const unsigned char leads[] = {0, 0xC0, 0xE0, 0xF0};
    *to++ = (char)(leads[trailing] | code_point >> (6 * trailing));
    for (int i = trailing - 1; i >= 0; i--)
        *to++ = (char)(0x80 | (code_point >> (6 * i) & 0x3F));
    return to;
}

/* Reads `count` hexadecimal digits, all of which must be there. */
static unsigned long read_digits(const char *at, size_t count)
{
    char digits[9] = "";
    ck_assert_msg(strspn(at, "0123456789ABCDEF") >= count, "not %zu digits: '%s'", count, at);
    memcpy(digits, at, count);
    return strtoul(digits, NULL, 16);
}

/* Turns the escapes of an example into what they stand for. */
static void decode(const char *text, char decoded[TEXT_SIZE])
{
    static const char letters[] = "nrt";
    static const char meant[] = "\n\r\t";
    ck_assert_uint_lt(strlen(text), TEXT_SIZE);
    while (*text != '\0') {
        if (*text != '\\') {
            *decoded++ = *text++;
            continue;
        }
        char kind = text[1];
        const char *letter = strchr(letters, kind);
        size_t digits = kind == 'u' ? 4 : (kind == 'U' ? 8 : 0);
        ck_assert_msg(digits != 0 || (kind != '\0' && letter != NULL), "unknown escape: '%s'",
                      text);
        if (digits != 0)
            decoded = put_code_point(decoded, read_digits(text + 2, digits));
        else
            *decoded++ = meant[letter - letters];
        text += 2 + digits;
    }
    *decoded = '\0';
}

/* ---- Examples ---- */

/* What the rule's step makes of its example, and how often the rule acted. */
static zhnorm_result *convert_example(const zhnorm_rule_info *info, int on)
{
    const zhnorm_rule_switch rule = {info->name, on};
    char before[TEXT_SIZE];
    zhnorm_converter *converter = NULL;
    zhnorm_result *result = NULL;
    zhnorm_error error = {0};
    zhnorm_options options;

    zhnorm_options_init(&options);
    options.config = "none";
    options.steps = info->step;
    options.rules = &rule;
    options.rule_count = 1;
    /* Without a target, it is only the option that gives them a shape. */
    if (strcmp(info->name, "quote-shapes") == 0)
        options.quotes = ZHNORM_QUOTES_CURLY;
    ck_assert_msg(zhnorm_compile(&options, &converter, &error) == ZHNORM_OK, "%s: %s",
                  info->name, error.message);
    decode(info->before, before);
    ck_assert_msg(zhnorm_convert_result(converter, before, strlen(before), &result, &error) ==
                      ZHNORM_OK,
                  "%s: %s", info->name, error.message);
    zhnorm_converter_free(converter);
    return result;
}

START_TEST(the_example_is_what_the_rule_does)
{
    zhnorm_rule_info info;
    char after[TEXT_SIZE];
    ck_assert_int_eq(zhnorm_rule_at((size_t)_i, &info), ZHNORM_OK);
    decode(info.after, after);
    zhnorm_result *result = convert_example(&info, 1);
    const char *came = zhnorm_result_text(result);
    ck_assert_msg(strcmp(came, after) == 0, "%s: '%s': wanted '%s', got '%s'", info.name,
                  info.before, after, came);
    ck_assert_msg(zhnorm_result_changes(result, (size_t)_i) != 0, "%s: '%s': not counted",
                  info.name, info.before);
    zhnorm_result_free(result);
}
END_TEST

START_TEST(without_the_rule_something_else_comes_out)
{
    zhnorm_rule_info info;
    char after[TEXT_SIZE];
    ck_assert_int_eq(zhnorm_rule_at((size_t)_i, &info), ZHNORM_OK);
    decode(info.after, after);
    zhnorm_result *result = convert_example(&info, 0);
    const char *came = zhnorm_result_text(result);
    ck_assert_msg(strcmp(came, after) != 0, "%s: '%s' becomes '%s' without the rule",
                  info.name, info.before, came);
    ck_assert_msg(zhnorm_result_changes(result, (size_t)_i) == 0, "%s: '%s': counted",
                  info.name, info.before);
    zhnorm_result_free(result);
}
END_TEST

int main(void)
{
    int rules = (int)zhnorm_rule_count();
    Suite *suite = suite_create("rule examples");
    TCase *tests = tcase_create("each rule");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, the_example_is_what_the_rule_does, 0, rules);
    tcase_add_loop_test(tests, without_the_rule_something_else_comes_out, 0, rules);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
