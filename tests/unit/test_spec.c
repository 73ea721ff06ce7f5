/*
 * Runs the examples in tests/spec (its README.md describes the files) through
 * the passes.  A failing file lists every example of it that failed.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "passes.h"
#include "suite.h"
#include "text/utf8.h"

#ifndef ZHNORM_SPEC_DIR
#define ZHNORM_SPEC_DIR "tests/spec"
#endif

static const char *const files[] = {"punct-brackets.txt",  "punct-protected.txt",
                                    "punct-sentences.txt", "punct-spaces.txt",
                                    "punct-width.txt",     "space.txt"};

struct spec {
    const char *file;
    unsigned line;  /* of the file, from 1 */
    unsigned start; /* the line that the example began on; 0: none yet */
    bool punct;
    bool space;
    struct zn_buffer in;
    struct zn_buffer out;
    unsigned examples;
    unsigned failures;
};

/* ---- Texts ------------------------------------------------------------- */

static void append(struct zn_buffer *buffer, const void *bytes, size_t length)
{
    ck_assert(zn_buffer_append(buffer, bytes, length));
}

/* Appends what the escape at `text`, behind the backslash, stands for. */
static const char *append_escape(const struct spec *spec, struct zn_buffer *buffer,
                                 const char *text)
{
    static const char names[] = "nrtvfs\\";
    static const char values[] = "\n\r\t\v\f \\";
    const char *name = *text != '\0' ? strchr(names, *text) : NULL;
    if (name != NULL) {
        append(buffer, &values[name - names], 1);
        return text + 1;
    }
    if (text[0] == 'u' && text[1] == '{') {
        char *end;
        uint8_t bytes[ZN_UTF8_MAX];
        unsigned long code_point = strtoul(text + 2, &end, 16);
        ck_assert_msg(*end == '}', "%s:%u: \\u{ without }", spec->file, spec->line);
        append(buffer, bytes, zn_utf8_encode((uint32_t)code_point, bytes));
        return end + 1;
    }
    /* Not an escape: a path of Windows, say. */
    append(buffer, "\\", 1);
    return text;
}

/* Appends one line of text, behind the marker and its space. */
static void append_line(const struct spec *spec, struct zn_buffer *buffer, const char *line)
{
    if (buffer->length != 0)
        append(buffer, "\n", 1);
    for (const char *at = line + (line[1] == ' ' ? 2 : 1); *at != '\0';) {
        if (*at == '\\') {
            at = append_escape(spec, buffer, at + 1);
        } else {
            append(buffer, at, 1);
            at++;
        }
    }
}

/* ---- Examples ---------------------------------------------------------- */

static void run_steps(const struct spec *spec, struct zn_buffer *out)
{
    ck_assert_msg(spec->punct || spec->space, "%s:%u: no steps", spec->file, spec->start);
    if (spec->punct && spec->space)
        run_article(spec->in.data, spec->in.length, out);
    else if (spec->punct)
        run_punct(spec->in.data, spec->in.length, out);
    else
        run_space(spec->in.data, spec->in.length, out);
}

static void end_example(struct spec *spec)
{
    if (spec->start == 0)
        return;
    struct zn_buffer got;
    zn_buffer_init(&got, passes_allocator());
    run_steps(spec, &got);
    const struct zn_buffer *wanted = &spec->out;
    if (got.length != wanted->length ||
        (got.length != 0 && memcmp(got.data, wanted->data, got.length) != 0)) {
        fprintf(stderr, "%s:%u:\n  input  %.*s\n  wanted %.*s\n  got    %.*s\n", spec->file,
                spec->start, (int)spec->in.length, (const char *)spec->in.data,
                (int)wanted->length, (const char *)wanted->data, (int)got.length,
                (const char *)got.data);
        spec->failures++;
    }
    spec->examples++;
    spec->start = 0;
    spec->in.length = 0;
    spec->out.length = 0;
    zn_buffer_free(&got);
}

static void take_line(struct spec *spec, const char *line)
{
    switch (line[0]) {
    case '>':
    case '<':
    case '=':
        if (spec->start == 0)
            spec->start = spec->line;
        if (line[0] != '<')
            append_line(spec, &spec->in, line);
        if (line[0] != '>')
            append_line(spec, &spec->out, line);
        break;
    case '@':
        spec->punct = strstr(line, "punct") != NULL;
        spec->space = strstr(line, "space") != NULL;
        break;
    case '#':
        break;
    case '\0':
        end_example(spec);
        break;
    default:
        ck_abort_msg("%s:%u: what is [%s]?", spec->file, spec->line, line);
    }
}

START_TEST(a_file_of_examples_holds)
{
    enum { LINE_MAX_LENGTH = 4096 };
    char path[1024];
    char line[LINE_MAX_LENGTH];
    struct spec spec = {.file = files[_i]};
    zn_buffer_init(&spec.in, passes_allocator());
    zn_buffer_init(&spec.out, passes_allocator());
    snprintf(path, sizeof path, "%s/%s", ZHNORM_SPEC_DIR, files[_i]);
    FILE *file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s: cannot be opened", path);
    while (fgets(line, sizeof line, file) != NULL) {
        spec.line++;
        line[strcspn(line, "\n")] = '\0';
        take_line(&spec, line);
    }
    fclose(file);
    end_example(&spec);
    zn_buffer_free(&spec.in);
    zn_buffer_free(&spec.out);
    ck_assert_msg(spec.examples != 0, "%s: no examples", path);
    ck_assert_msg(spec.failures == 0, "%s: %u of %u examples failed", path, spec.failures,
                  spec.examples);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("spec");
    TCase *tests = tcase_create("files");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, a_file_of_examples_holds, 0, sizeof files / sizeof files[0]);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
