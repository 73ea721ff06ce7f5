/*
 * Texts found in a file come out as they would alone, whatever lies between their pieces,
 * and everything else of the file stays; plain text in parts comes out as it would whole.
 */
#include "formats/emitter.h"
#include "formats/formatter.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "generator.h"
#include "rules/memory.h"
#include "suite.h"
#include "text/log.h"
#include "zhnorm/zhnorm.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define ROOM 65536
#define ROUNDS 20000

static zhnorm_converter *base;
static struct zn_conversions conversions;

static void open_conversions(const char *config)
{
    zhnorm_options options;

    zhnorm_options_init(&options);
    options.config = config;
    ck_assert_int_eq(zhnorm_compile(&options, &base, NULL), ZHNORM_OK);
    ck_assert_int_eq(zn_conversions_open(&conversions, base, &options, NULL), ZHNORM_OK);
}

static void close_conversions(void)
{
    zn_conversions_close(&conversions);
    zhnorm_converter_free(base);
}

/* ---- What comes out ------------------------------------------------------------------ */

struct output {
    char text[ROOM];
    size_t length;
    zhnorm_edit edits[4096];
    size_t edit_count;
    uint64_t source_end; /* the batches must follow one another */
    uint64_t output_end;
};

static bool take(void *context, const char *data, size_t length)
{
    struct output *output = context;

    ck_assert_uint_le(output->length + length, ROOM);
    memcpy(output->text + output->length, data, length);
    output->length += length;
    return true;
}

static void listen(void *context, const zhnorm_batch *batch)
{
    struct output *output = context;

    ck_assert_uint_eq(batch->source_offset, output->source_end);
    ck_assert_uint_eq(batch->output_offset, output->output_end);
    output->source_end += batch->source_length;
    output->output_end += batch->output_length;
    for (size_t i = 0; i < batch->edit_count; i++) {
        ck_assert_uint_lt(output->edit_count, COUNT(output->edits));
        output->edits[output->edit_count++] = batch->edits[i];
    }
}

/* ---- Fields by chance ------------------------------------------------------------------ */

/* A file in which every text has its pieces between tags, of characters that no text has. */
struct sample {
    char source[ROOM];
    size_t length;
    struct zn_field field;
};

static const char *const words[] = {"網路", "看著", "，",   ",",    " ",  "  ",  "「", "」",
                                    "\"",   "A",    "頭髮", "後",   "乾", "3",   ".",  "...",
                                    "：",   ":",    "　",   "軟體", "（", ")",   "Ａ", "b",
                                    "程式", "著",   "…",    "!",    "。", "什麼"};
static const char *const tags[] = {"<b>", "</b>", "<i></i>", "<>", "<em><u>"};
static const char *const pins[] = {" ", ZN_FIELD_OBJECT, "\n", "中", "，"};

static const char pinned[] = "[pin]";

static size_t put(struct sample *sample, const char *text)
{
    size_t at = sample->length;

    memcpy(sample->source + at, text, strlen(text));
    sample->length += strlen(text);
    return at;
}

static const char *any(struct generator *generator, const char *const *list, size_t count)
{
    return list[generator_below(generator, (uint32_t)count)];
}

static void make_sample(struct sample *sample, struct generator *generator, bool pins_too)
{
    sample->length = 0;
    zn_field_reset(&sample->field);
    for (uint32_t left = 1 + generator_below(generator, 24); left > 0; left--) {
        const char *word = any(generator, words, COUNT(words));
        const char *pin = any(generator, pins, COUNT(pins));
        if (pins_too && generator_below(generator, 6) == 0)
            zn_field_pinned(&sample->field, pin, strlen(pin), put(sample, pinned),
                            strlen(pinned));
        else
            zn_field_same(&sample->field, word, strlen(word), put(sample, word));
        if (generator_below(generator, 3) == 0)
            put(sample, any(generator, tags, COUNT(tags)));
    }
}

/* A format of which a file is one text between tags. */
static void emit(const struct sample *sample, struct output *output, bool listens)
{
    struct zn_emitter emitter;
    struct zn_format_sink sink = {take, listens ? listen : NULL, NULL, output};

    *output = (struct output){.length = 0};
    ck_assert(zn_emitter_init(&emitter, &conversions));
    zn_emitter_begin(&emitter, &sink);
    ck_assert_int_eq(zn_emit_field(&emitter, ZN_PURPOSE_BLOCK, &sample->field, sample->source,
                                   sample->length, NULL, NULL, NULL),
                     ZHNORM_OK);
    ck_assert_int_eq(zn_emitter_flush(&emitter, NULL), ZHNORM_OK);
    zn_emitter_free(&emitter);
}

/* Copies a file without its tags, or the tags and pins alone. */
static size_t strip(const char *file, size_t length, bool tags_alone, char *to)
{
    size_t count = 0;
    char end = '\0';

    for (size_t i = 0; i < length; i++) {
        bool is_text = end == '\0' && file[i] != '<' && file[i] != '[';
        if (is_text != tags_alone)
            to[count++] = file[i];
        if (end == '\0' && !is_text)
            end = file[i] == '<' ? '>' : ']';
        else if (file[i] == end)
            end = '\0';
    }
    return count;
}

static void assert_same(const char *what, const char *wanted, size_t wanted_length,
                        const char *got, size_t length)
{
    ck_assert_msg(length == wanted_length && memcmp(wanted, got, length) == 0,
                  "%s\nwanted: %.*s\ngot:    %.*s", what, (int)wanted_length, wanted,
                  (int)length, got);
}

START_TEST(pieces_come_out_as_their_text_would)
{
    static struct sample sample;
    static struct output output;
    static char stripped[ROOM];
    static char wanted[ROOM];
    struct generator generator = {1};

    open_conversions("cn");
    zn_field_init(&sample.field, &zn_default_allocator);
    for (int round = 0; round < ROUNDS; round++) {
        size_t length;
        make_sample(&sample, &generator, false);
        emit(&sample, &output, false);
        ck_assert_int_eq(zhnorm_convert(conversions.plain[ZN_PURPOSE_BLOCK],
                                        (const char *)sample.field.text.data,
                                        sample.field.text.length, wanted, ROOM, &length, NULL),
                         ZHNORM_OK);
        size_t text = strip(output.text, output.length, false, stripped);
        assert_same("the text", wanted, length, stripped, text);
    }
    zn_field_free(&sample.field);
    close_conversions();
}
END_TEST

START_TEST(markup_and_pins_stay)
{
    static struct sample sample;
    static struct output output;
    static char wanted[ROOM];
    static char got[ROOM];
    struct generator generator = {2};

    open_conversions("cn");
    zn_field_init(&sample.field, &zn_default_allocator);
    for (int round = 0; round < ROUNDS; round++) {
        make_sample(&sample, &generator, true);
        emit(&sample, &output, false);
        size_t length = strip(sample.source, sample.length, true, wanted);
        assert_same("the markup", wanted, length, got,
                    strip(output.text, output.length, true, got));
    }
    zn_field_free(&sample.field);
    close_conversions();
}
END_TEST

START_TEST(edits_lead_from_the_file_to_what_comes_out)
{
    static struct sample sample;
    static struct output output;
    static char rebuilt[ROOM];
    struct generator generator = {3};

    open_conversions("cn");
    zn_field_init(&sample.field, &zn_default_allocator);
    for (int round = 0; round < ROUNDS; round++) {
        size_t at = 0;
        size_t length = 0;
        make_sample(&sample, &generator, true);
        emit(&sample, &output, true);
        for (size_t i = 0; i < output.edit_count; i++) {
            const zhnorm_edit *edit = &output.edits[i];
            ck_assert_uint_ge(edit->source_offset, at);
            memcpy(rebuilt + length, sample.source + at, edit->source_offset - at);
            length += edit->source_offset - at;
            ck_assert_uint_eq(edit->output_offset, length);
            memcpy(rebuilt + length, output.text + length, edit->output_length);
            length += edit->output_length;
            at = edit->source_offset + edit->source_length;
        }
        memcpy(rebuilt + length, sample.source + at, sample.length - at);
        length += sample.length - at;
        assert_same("by the edits", output.text, output.length, rebuilt, length);
        ck_assert_uint_eq(output.source_end, sample.length);
    }
    zn_field_free(&sample.field);
    close_conversions();
}
END_TEST

/* ---- Examples ----------------------------------------------------------------------------
 */

/* "[" and "]" stand around what is pinned as a space, tags are no text. */
static void expect(const char *source, const char *wanted)
{
    static struct sample sample;
    static struct output output;

    zn_field_init(&sample.field, &zn_default_allocator);
    sample.length = 0;
    put(&sample, source);
    for (size_t i = 0; i < sample.length;) {
        size_t end = strcspn(source + i, "<[");
        zn_field_same(&sample.field, source + i, end, i);
        i += end;
        end = strcspn(source + i, ">]") + 1;
        if (source[i] == '[')
            zn_field_pinned(&sample.field, " ", 1, i, end);
        i += end;
    }
    emit(&sample, &output, false);
    assert_same(source, wanted, strlen(wanted), output.text, output.length);
    zn_field_free(&sample.field);
}

START_TEST(examples)
{
    open_conversions("cn");
    expect("<b>你好</b>,世界<br>", "<b>你好</b>，世界<br>");
    expect("網<i>路</i>很快", "网<i>络</i>很快");
    expect("他說<q>\"好\"</q>", "他说<q>“好”</q>");
    expect("來源[\n]:公益", "来源[\n]：公益");
    expect("網路[\n]軟體", "网络[\n]软件");
    expect("這個.<b>..</b>", "这个…<b>…</b>");
    expect("甲 <b> 乙</b>", "甲 <b>乙</b>");
    close_conversions();
}
END_TEST

/* ---- Plain text in parts -----------------------------------------------------------------
 */

static void format(struct zn_formatter *formatter, const struct zn_format_part *part,
                   const char *text, size_t length, struct output *output)
{
    struct zn_format_sink sink = {take, NULL, NULL, output};

    zn_formatter_begin(formatter, ZN_FORMAT_TEXT, part, &sink);
    ck_assert_int_eq(zn_formatter_feed(formatter, text, length, NULL), ZHNORM_OK);
    ck_assert_int_eq(zn_formatter_end(formatter, NULL), ZHNORM_OK);
}

/* The next line that is not blank, whose beginning a text may be cut at. */
static size_t next_part(const char *text, size_t length, size_t from)
{
    for (size_t i = from; i + 1 < length; i++)
        if (text[i] == '\n' && strchr("\r\n \t", text[i + 1]) == NULL)
            return i + 1;
    return length;
}

START_TEST(parts_of_a_text_are_the_text)
{
    static const char *const lines[] = {"網路很快,真的!\n", "\n",     "  \n", "後來,\r\n",
                                        "「甲\n",           "Ａ３\n", "\n\n", "乙」。\n"};
    static struct sample sample;
    static struct output whole;
    static struct output parts;
    struct generator generator = {4};
    struct zn_formatter *formatter = NULL;
    struct zn_format_options options = {.attributes = true};

    open_conversions("cn");
    ck_assert_int_eq(zn_formatter_open(&formatter, &conversions, &options, true, NULL),
                     ZHNORM_OK);
    for (int round = 0; round < 2000; round++) {
        sample.length = 0;
        for (uint32_t left = generator_below(&generator, 30); left > 0; left--)
            put(&sample, any(&generator, lines, COUNT(lines)));
        whole.length = 0;
        parts.length = 0;
        format(formatter, &(struct zn_format_part){true, true, NULL}, sample.source,
               sample.length, &whole);
        for (size_t at = 0, end = 0; at < sample.length || at == 0; at = end) {
            end =
                next_part(sample.source, sample.length, at + generator_below(&generator, 40));
            format(formatter, &(struct zn_format_part){at == 0, end == sample.length, NULL},
                   sample.source + at, end - at, &parts);
            if (end == sample.length)
                break;
        }
        assert_same("in parts", whole.text, whole.length, parts.text, parts.length);
    }
    zn_formatter_close(formatter);
    close_conversions();
}
END_TEST

/* ---- Names ---------------------------------------------------------------------------------
 */

START_TEST(formats_are_known_by_names)
{
    static const struct {
        const char *name;
        enum zn_format format;
    } files[] = {
        {"a.jsonl", ZN_FORMAT_JSONL},
        {"dir.html/a", ZN_FORMAT_TEXT},
        {"A.HTML", ZN_FORMAT_HTML},
        {"a.md.gz", ZN_FORMAT_MARKDOWN},
        {"a.csv.zst", ZN_FORMAT_CSV},
        {"a.gz", ZN_FORMAT_TEXT},
        {"a.tsv", ZN_FORMAT_TSV},
        {".md", ZN_FORMAT_MARKDOWN},
        {"a.ndjson", ZN_FORMAT_JSONL},
        {"a.html.txt", ZN_FORMAT_TEXT},
        {"", ZN_FORMAT_TEXT},
        {"gz", ZN_FORMAT_TEXT},
        {"x/a.xhtml.GZ", ZN_FORMAT_HTML},
        {"a.gz.md", ZN_FORMAT_MARKDOWN},
    };
    enum zn_format format;

    for (size_t i = 0; i < COUNT(files); i++)
        ck_assert_msg(zn_format_of_file(files[i].name) == files[i].format, "%s: got %s",
                      files[i].name, zn_format_name(zn_format_of_file(files[i].name)));
    for (size_t i = 0; i < ZN_FORMATS; i++) {
        ck_assert(zn_format_find(zn_format_name((enum zn_format)i), &format));
        ck_assert_uint_eq(format, i);
    }
    ck_assert(!zn_format_find("xml", &format));
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("fields");
    TCase *tests = tcase_create("fields");
    tcase_add_test(tests, pieces_come_out_as_their_text_would);
    tcase_add_test(tests, markup_and_pins_stay);
    tcase_add_test(tests, edits_lead_from_the_file_to_what_comes_out);
    tcase_add_test(tests, examples);
    tcase_add_test(tests, parts_of_a_text_are_the_text);
    tcase_add_test(tests, formats_are_known_by_names);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
