/* zhnorm's side of the comparison, and the comparison; see compare.h. */
#include "compare.h"

#include <stdio.h>
#include <string.h>

zhnorm_converter *compare_compile(const char *config, int engine, size_t max_pending)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_error error;
    zhnorm_options_init(&options);
    options.config = config;
    options.steps = ZHNORM_STEPS_NONE;
    options.engine = engine;
    options.max_pending = max_pending;
    if (zhnorm_compile(&options, &converter, &error) != ZHNORM_OK)
        fprintf(stderr, "%s: zhnorm_compile: %s\n", config, error.message);
    return converter;
}

int compare_convert(const zhnorm_converter *converter, const struct text *source,
                    struct text *result)
{
    zhnorm_result *converted = NULL;
    zhnorm_error error;
    if (zhnorm_convert_result(converter, source->data, source->length, &converted, &error) !=
        ZHNORM_OK) {
        fprintf(stderr, "zhnorm_convert_result: %s\n", error.message);
        return -1;
    }
    text_append(result, zhnorm_result_text(converted), zhnorm_result_length(converted));
    zhnorm_result_free(converted);
    return 0;
}

/* A reader of lines. */
struct cursor {
    const char *line;
    size_t length; /* of the line */
    const char *next;
    size_t left;
};

static struct cursor cursor_at(const struct text *text)
{
    struct cursor cursor = {text->data, 0, text->data, text->length};
    return cursor;
}

static int next_line(struct cursor *cursor)
{
    if (cursor->left == 0)
        return 0;
    cursor->line = cursor->next;
    cursor->length = line_length(cursor->next, cursor->left);
    size_t whole = cursor->length + (cursor->length < cursor->left);
    cursor->next += whole;
    cursor->left -= whole;
    return 1;
}

static void print_difference(const char *title, const struct cursor *source,
                             const struct cursor *wanted, const struct cursor *got)
{
    fprintf(stderr, "%s\n  input  ", title);
    print_quoted(source->line, source->length);
    fprintf(stderr, "\n  wanted ");
    print_quoted(wanted->line, wanted->length);
    fprintf(stderr, "\n  got    ");
    print_quoted(got->line, got->length);
    fprintf(stderr, "\n");
}

size_t compare_lines(const char *title, const struct text *source, const struct text *wanted,
                     const struct text *got)
{
    size_t differences = 0;
    struct cursor input = cursor_at(source);
    struct cursor left = cursor_at(wanted);
    struct cursor right = cursor_at(got);
    if (wanted->length == got->length &&
        (got->length == 0 || memcmp(wanted->data, got->data, got->length) == 0))
        return 0;
    while (next_line(&input)) {
        int has_left = next_line(&left);
        int has_right = next_line(&right);
        if (!has_left || !has_right) {
            fprintf(stderr, "%s\n  lines are missing from here on: ", title);
            print_quoted(input.line, input.length);
            fprintf(stderr, "\n");
            return differences + 1;
        }
        if (left.length == right.length && memcmp(left.line, right.line, left.length) == 0)
            continue;
        if (differences++ < 5)
            print_difference(title, &input, &left, &right);
    }
    /* The lines agree and the texts do not: there is more than was put in. */
    if (differences == 0) {
        fprintf(stderr, "%s\n  %zu bytes wanted, %zu bytes got\n", title, wanted->length,
                got->length);
        differences = 1;
    }
    return differences;
}
