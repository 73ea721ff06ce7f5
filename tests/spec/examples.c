/* See examples.h. */
#include "examples.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

/* Of a line, with its LF and a NUL. */
#define LINE_SIZE 4096

struct reader {
    struct example example; /* the one that is being read; line 0: none */
    unsigned line;
    size_t count;
    example_function *function;
    void *context;
};

static _Noreturn void fail(const struct reader *reader, const char *problem,
                           const char *detail)
{
    fprintf(stderr, "%s:%u: %s%s\n", reader->example.file, reader->line, problem, detail);
    exit(EXIT_FAILURE);
}

/* ---- Texts ------------------------------------------------------------- */

static void append(const struct reader *reader, struct example_text *text, const void *bytes,
                   size_t length)
{
    if (length > sizeof text->bytes - text->length)
        fail(reader, "too long a text", "");
    memcpy(text->bytes + text->length, bytes, length);
    text->length += length;
}

/* Appends what the escape at `at`, behind the backslash, stands for. */
static const char *append_escape(const struct reader *reader, struct example_text *text,
                                 const char *at)
{
    static const char names[] = "nrtvfs\\";
    static const char values[] = "\n\r\t\v\f \\";
    const char *name = *at != '\0' ? strchr(names, *at) : NULL;
    if (name != NULL) {
        append(reader, text, &values[name - names], 1);
        return at + 1;
    }
    char *end;
    uint8_t bytes[ZN_UTF8_MAX];
    if (at[0] != 'u' || at[1] != '{')
        fail(reader, "not an escape: \\", at);
    unsigned long code_point = strtoul(at + 2, &end, 16);
    if (end == at + 2 || *end != '}' || code_point > 0x10FFFF)
        fail(reader, "not a code point: \\", at);
    append(reader, text, bytes, zn_utf8_encode((uint32_t)code_point, bytes));
    return end + 1;
}

/* Appends a line of the file, behind its first character and a space. */
static void append_line(const struct reader *reader, struct example_text *text,
                        const char *line)
{
    if (line[1] != ' ' && line[1] != '\0')
        fail(reader, "no space in front of the text: ", line);
    if (text->lines != 0)
        append(reader, text, "\n", 1);
    text->lines++;
    for (const char *at = line + 1 + (line[1] == ' '); *at != '\0';) {
        size_t plain = strcspn(at, "\\");
        if (plain != 0) {
            append(reader, text, at, plain);
            at += plain;
        } else {
            at = append_escape(reader, text, at + 1);
        }
    }
}

/* ---- Options ----------------------------------------------------------- */

static void add_step(const struct reader *reader, struct example_options *options,
                     const char *word)
{
    static const char *const steps[] = {"form", "width", "punct", "space", "article", "none"};
    size_t known = 0;
    while (known < sizeof steps / sizeof steps[0] && strcmp(steps[known], word) != 0)
        known++;
    size_t used = strlen(options->steps);
    if (known == sizeof steps / sizeof steps[0] ||
        used + 1 + strlen(word) >= sizeof options->steps)
        fail(reader, "not a step, or too many: ", word);
    snprintf(options->steps + used, sizeof options->steps - used, "%s%s", used == 0 ? "" : ",",
             word);
}

static void add_rule(const struct reader *reader, struct example_options *options,
                     const char *word)
{
    static const size_t most = sizeof options->rules / sizeof options->rules[0];
    struct example_rule *rule = &options->rules[options->rule_count];
    if (options->rule_count == most || strlen(word + 1) >= sizeof rule->name)
        fail(reader, "too many rules, or too long a name: ", word);
    snprintf(rule->name, sizeof rule->name, "%s", word + 1);
    rule->on = word[0] == '+';
    options->rule_count++;
}

static void set_quotes(const struct reader *reader, struct example_options *options,
                       const char *word)
{
    if (strcmp(word, "keep") != 0 && strcmp(word, "curly") != 0 && strcmp(word, "corner") != 0)
        fail(reader, "not a shape of quotation marks: ", word);
    snprintf(options->quotes, sizeof options->quotes, "%s", word);
}

static void take_options(struct reader *reader, char *line)
{
    static const char quotes[] = "quotes=";
    struct example_options options = {.quotes = "keep"};
    char *rest = line;
    for (char *word = strtok_r(line + 1, " ", &rest); word != NULL;
         word = strtok_r(NULL, " ", &rest)) {
        if (word[0] == '+' || word[0] == '-')
            add_rule(reader, &options, word);
        else if (strncmp(word, quotes, sizeof quotes - 1) == 0)
            set_quotes(reader, &options, word + sizeof quotes - 1);
        else
            add_step(reader, &options, word);
    }
    reader->example.options = options;
    reader->example.group++;
}

/* ---- Examples ---------------------------------------------------------- */

static void begin_example(struct reader *reader)
{
    struct example *example = &reader->example;
    example->line = reader->line;
    example->in.length = example->in.lines = 0;
    example->wanted.length = example->wanted.lines = 0;
}

static void end_example(struct reader *reader)
{
    struct example *example = &reader->example;
    if (example->line == 0)
        return;
    if (example->options.steps[0] == '\0')
        fail(reader, "an example before the first steps", "");
    if (example->in.lines == 0 || example->wanted.lines == 0)
        fail(reader, "half an example above", "");
    reader->function(reader->context, example);
    reader->count++;
    example->line = 0;
}

static void take_line(struct reader *reader, char *line)
{
    struct example *example = &reader->example;
    bool is_text = line[0] != '\0' && strchr("><=", line[0]) != NULL;
    if (!is_text)
        end_example(reader);
    else if (example->line == 0)
        begin_example(reader);
    switch (line[0]) {
    case '>':
        if (example->wanted.lines != 0)
            fail(reader, "no blank line in front of: ", line);
        append_line(reader, &example->in, line);
        break;
    case '<':
        append_line(reader, &example->wanted, line);
        break;
    case '=':
        if (example->in.lines != example->wanted.lines)
            fail(reader, "no blank line in front of: ", line);
        append_line(reader, &example->in, line);
        append_line(reader, &example->wanted, line);
        break;
    case '@':
        take_options(reader, line);
        break;
    case '#':
    case '\0':
        break;
    default:
        fail(reader, "neither text nor anything else: ", line);
    }
}

size_t examples_read(const char *path, example_function *function, void *context)
{
    char line[LINE_SIZE];
    const char *slash = strrchr(path, '/');
    struct reader reader = {
        .example = {.file = slash != NULL ? slash + 1 : path},
        .function = function,
        .context = context,
    };
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        fail(&reader, "cannot be opened: ", strerror(errno));
    while (fgets(line, sizeof line, file) != NULL) {
        reader.line++;
        size_t length = strcspn(line, "\n");
        if (line[length] == '\0')
            fail(&reader, "too long a line, or one without an end", "");
        line[length] = '\0';
        take_line(&reader, line);
    }
    if (ferror(file) != 0)
        fail(&reader, "cannot be read", "");
    fclose(file);
    end_example(&reader);
    return reader.count;
}
