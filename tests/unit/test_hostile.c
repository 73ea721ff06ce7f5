/*
 * Paragraphs that nobody writes, but somebody may send: one mark a million
 * times, marks that all open and never close, a hundred megabytes without a
 * line end.  What has to hold is that memory stays in proportion to
 * max_pending, and that the time stays in proportion to the length: there is
 * no clock in here, but what takes quadratic time takes minutes.
 */
#include "zhnorm/zhnorm.h"

#include <check.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sanitized.h"
#include "suite.h"
#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* How often a mark is repeated, how long a text of two parts is, and one without an end. */
#ifdef SANITIZED
enum { TIMES = 20000, PIECE = 64 << 10, ENDLESS = 4 << 20 };
#else
enum { TIMES = 1000000, PIECE = 1 << 20, ENDLESS = 100 << 20 };
#endif

enum { CHUNK = 64 << 10, MAX_PENDING = 1 << 20 };

/*
 * The most memory that a stream may have at a time: bytes for each byte of the
 * paragraph, up to max_pending of them, and for its buffers whatever comes.
 */
enum { MEMORY_FACTOR = 40, MEMORY_LEAST = 1 << 20 };

/* ---- An allocator that counts ---------------------------------------------- */

struct memory {
    size_t live; /* bytes */
    size_t peak;
};

/* Before each allocation stands its size. */
union header {
    size_t size;
    max_align_t align;
};

static void *memory_reallocate(void *context, void *pointer, size_t size)
{
    struct memory *memory = context;
    union header *old = pointer == NULL ? NULL : (union header *)pointer - 1;
    size_t old_size = old == NULL ? 0 : old->size;
    union header *header = realloc(old, sizeof *header + size);
    if (header == NULL)
        return NULL;
    header->size = size;
    memory->live += size - old_size;
    if (memory->live > memory->peak)
        memory->peak = memory->live;
    return header + 1;
}

static void *memory_allocate(void *context, size_t size)
{
    return memory_reallocate(context, NULL, size);
}

static void memory_release(void *context, void *pointer)
{
    struct memory *memory = context;
    if (pointer == NULL)
        return;
    union header *header = (union header *)pointer - 1;
    memory->live -= header->size;
    free(header);
}

/* ---- Texts that are never whole in memory ------------------------------------- */

/* A piece of text many times. */
struct part {
    const char *unit;
    size_t times;
};

/* What is still to come of a text of several parts. */
struct source {
    const struct part *part;
    size_t parts_left;
    size_t repeats; /* of the part, that have been given */
    size_t offset;  /* in the next one */
};

static size_t length_of(const struct part *parts, size_t count)
{
    size_t length = 0;
    for (size_t i = 0; i < count; i++)
        length += strlen(parts[i].unit) * parts[i].times;
    return length;
}

/* Writes up to `size` bytes; fewer only at the end. */
static size_t read_source(struct source *source, char *to, size_t size)
{
    size_t written = 0;
    while (written < size && source->parts_left != 0) {
        const char *unit = source->part->unit + source->offset;
        size_t length = strlen(unit);
        if (source->repeats == source->part->times) {
            source->part++;
            source->parts_left--;
            source->repeats = 0;
            continue;
        }
        if (length > size - written)
            length = size - written;
        memcpy(to + written, unit, length);
        written += length;
        source->offset += length;
        if (source->part->unit[source->offset] == 0) {
            source->offset = 0;
            source->repeats++;
        }
    }
    return written;
}

/* ---- Conversion ----------------------------------------------------------------- */

static const struct target {
    const char *config;
    int32_t quotes;
} targets[] = {{"none", ZHNORM_QUOTES_CURLY}, {"none", ZHNORM_QUOTES_CORNER}, {"cn", 0}};

static zhnorm_converter *compile(const struct target *target,
                                 const zhnorm_allocator *allocator)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_options_init(&options);
    options.config = target->config;
    options.quotes = target->quotes;
    options.steps = ZHNORM_STEPS_ARTICLE;
    options.max_pending = MAX_PENDING;
    options.allocator = allocator;
    ck_assert_int_eq(zhnorm_compile(&options, &converter, NULL), ZHNORM_OK);
    return converter;
}

/* Gives a chunk to a stream, and drops what comes out. */
static void feed(zhnorm_stream *stream, const char *data, size_t length, int directive)
{
    char room[CHUNK];
    zhnorm_input input = {data, length, 0};
    int more = 1;
    while (more) {
        zhnorm_output output = {room, sizeof room, 0};
        ck_assert_int_eq(zhnorm_stream_run(stream, &input, &output, directive, &more, NULL),
                         ZHNORM_OK);
    }
}

/* Converts a text; returns how much memory that took. */
static size_t convert(const struct target *target, const struct part *parts, size_t count)
{
    struct memory memory = {0, 0};
    const zhnorm_allocator allocator = {memory_allocate, memory_reallocate, memory_release,
                                        &memory};
    zhnorm_converter *converter = compile(target, &allocator);
    zhnorm_stream *stream = NULL;
    struct source source = {parts, count, 0, 0};
    char chunk[CHUNK];
    ck_assert_int_eq(zhnorm_stream_open(converter, &stream, NULL), ZHNORM_OK);
    for (size_t length = CHUNK; length == CHUNK;) {
        length = read_source(&source, chunk, CHUNK);
        feed(stream, chunk, length, length == CHUNK ? ZHNORM_CONTINUE : ZHNORM_END);
    }
    ck_assert_uint_eq(zhnorm_stream_stats(stream).input_bytes, length_of(parts, count));
    zhnorm_stream_free(stream);
    zhnorm_converter_free(converter);
    ck_assert_uint_eq(memory.live, 0);
    return memory.peak;
}

static void check_memory(const struct target *target, const struct part *parts, size_t count)
{
    size_t length = length_of(parts, count);
    size_t pending = length < MAX_PENDING ? length : MAX_PENDING;
    size_t most = MEMORY_FACTOR * pending + MEMORY_LEAST;
    size_t peak = convert(target, parts, count);
    ck_assert_msg(peak <= most, "%s, quotes %d, [%s]: %zu bytes of memory for %zu of text",
                  target->config, (int)target->quotes, parts[count / 2].unit, peak, length);
}

/* ---- The texts ---------------------------------------------------------------------- */

/* Han, so that what follows stands in a Chinese sentence, and a mark to be set. */
static const char lead[] = "好,";
static const char tail[] = "好";

/* Each many times by itself. */
static const char *const units[] = {
    /* brackets */
    "(", ")", "（", "）", "()", ")(", "(好", "好)", "(好)", "（好)", "[", "]", "{", "}", "[(",
    "{\"", "([{", "《", "》", "f(", "f(x,", "](", ":)", ":(", "(^", "（(", "(?!",
    /* quotation marks */
    "\"", "'", "“", "”", "‘", "’", "「", "」", "『", "』", "\"'", "\"好\"", "'好'", "“‘", "’”",
    "「『", "』」", "“\"”", "「好「", "『好』", "“「", "」”", "“'\"‘「", "a'", "'a", " 'a",
    "a’", " 'a’", "1\"", "=\"", "=\"a’", "=\"'a ", " \"", "\" ", "好\"好", "﹁", "好」",
    /* width */
    "Ａ", "Ａa", "１1", "１", "１，", "１．", "１：", "９９９，", "1，", "ａ１", "＂", "％",
    "カ", "ｶ", "ｶﾞ", "ﾞ", "⼯", "︒", "﹐",
    /* combining marks and joiners */
    "\xCC\x81", "\xCC\xA3", "\xCC\x81\xCC\xA3", "\xCC\xA3\xCC\x81", "a\xCC\x81",
    "\xE3\x82\x99", "\xE2\x80\x8D", "\xE2\x80\x8C", "好\xE2\x80\x8D", "\xEF\xB8\x8F",
    "\xE2\x80\x8D\xEF\xB8\x8F", "\xF3\xA0\x84\x80", "\xE2\x80\x8B", "\xEF\xBB\xBF", "\xC2\xAD",
    "\x01", "\xE1\x84\x80", "\xE1\x84\x80\xE1\x85\xA1", "\xE1\x86\xA8", "👩\xE2\x80\x8D",
    /* marks */
    ".", "..", ". ", "...", "。", "。 ", "…", "⋯", "-", "--", "- ", "—", "——", "─", "－", "•",
    "·", "・", "●", "• ", "•好", ",", "，", ", ", " ,", ",，", "?", "？!", "!", ":",
    "::", ":=", "a:", "1:", ";", "；;", "、", "~", "～", "好.", "好.a", "好 , ", "好!", "a.",
    "a. ", "A. ", "一.", "一、", "J. ", "好。", "Inc, ",
    /* numbers */
    "1", "1.", "1. ", "1.1", "1,", "1,000", "1,000,", "$", "$1", "$a$", "1-", "1--", "%", "①",
    /* code, markup, addresses */
    "`", "``", "`a", "`a``", "``a`", "\\", "\\(", "\\[", "\\)", "$$", "<", ">", "<a ",
    "<a b=\"", "<a b='<", "<!", "<!-", "</", "&", "&a", "&#", "&#1", "&amp;", "/", "/a", "//",
    "http://", "http://(", "http://a;", "://", "a@", "a@b:", "@", "#", "www.", "a.com/",
    "C:\\", "C:/a", "[::", "::1", "a_", "_(", "a.b(", "^", "*", "=", "|", "+", "a=b(", ".jpg",
    /* letters */
    "a", "A", "é", "Ω", "a ", "the ", "好", "乾", "後", "乾隆", "𠮷", "の", "한", "好a", "a好",
    "々", "〇", "é好", "好\xC2\xA0",
    /* white space */
    " ", "\t", "\xE3\x80\x80", "\xC2\xA0", "\xE2\x80\x89", " \xE3\x80\x80", "好 ", "\n", "\r",
    "\r\n", "\n\r", "\v", "\f", "\xC2\x85", "\xE2\x80\xA8", " \n", "\n ", "\n\t\r", "好\n",
    "\xE3\x80\x80\n"};

/* The first of a pair many times, then the second. */
static const char *const pairs[][2] = {{"(", ")"},        {"（", ")"},
                                       {"[", "]"},        {"([", ")]"},
                                       {"((", "好)"},     {"“", "”"},
                                       {"「", "」"},      {"\"", "”"},
                                       {"“‘", "’”"},      {"\"'", "'\""},
                                       {"「『", "\""},    {"=\"", "\" "},
                                       {" 'a", "b’ "},    {" 'a", "=\"b 1\" "},
                                       {" 'a", " 1\""},   {" 'a", "\" "},
                                       {"`", "a"},        {"``", "`"},
                                       {"<", ">"},        {"<a ", ">"},
                                       {"a", "."},        {".", "a"},
                                       {"1", "，"},       {"１", "，１"},
                                       {"a", "\xCC\x81"}, {"\xE2\x80\x8D", "好"},
                                       {" ", ","},        {",", " "},
                                       {"\n", " "},       {" ", "\n"},
                                       {"好", "."},       {"http://", ")"},
                                       {"(", ":)"},       {"$", "a"},
                                       {"&", ";"},        {"{\"", "\"}"},
                                       {"!", "？"}};

/* How often a unit is repeated: a million times, unless it is a long one. */
static size_t times_of(const char *unit)
{
    enum { LENGTH_MAX = 3 * TIMES };
    size_t times = LENGTH_MAX / strlen(unit);
    return times < TIMES ? times : TIMES;
}

START_TEST(one_thing_many_times)
{
    const struct part parts[] = {{lead, 1}, {units[_i], times_of(units[_i])}, {tail, 1}};
    for (size_t i = 0; i < COUNT(targets); i++)
        check_memory(&targets[i], parts, COUNT(parts));
}
END_TEST

/* Just as often as max_pending lets both stand in one piece. */
START_TEST(one_thing_many_times_and_then_another)
{
    const char *const *pair = pairs[_i];
    size_t times = (PIECE - sizeof lead - sizeof tail) / (strlen(pair[0]) + strlen(pair[1]));
    const struct part parts[] = {{lead, 1}, {pair[0], times}, {pair[1], times}, {tail, 1}};
    for (size_t i = 0; i < COUNT(targets); i++)
        check_memory(&targets[i], parts, COUNT(parts));
}
END_TEST

/* ---- A paragraph without an end -------------------------------------------------------- */

static const struct {
    const char *unit;
    struct target target;
} endless[] = {
    {"晚风吹过河岸,渡船还没有来。他坐在石阶上(手里拿着书),说:\"再等一会儿!\"", {"cn", 0}},
    {"沒有標點的長句子一直寫下去", {"cn", 0}},
    {"沒有標點的長句子一直寫下去", {"none", ZHNORM_QUOTES_CURLY}},
    {"and so on, ", {"none", ZHNORM_QUOTES_CURLY}},
    {"\xCC\x81", {"none", ZHNORM_QUOTES_CURLY}},
    {"\xE3\x80\x80", {"none", ZHNORM_QUOTES_CURLY}}};

START_TEST(a_paragraph_without_an_end)
{
    const struct part part = {endless[_i].unit, ENDLESS / strlen(endless[_i].unit)};
    check_memory(&endless[_i].target, &part, 1);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("hostile");
    TCase *tests = tcase_create("hostile paragraphs");
    /* Each takes well under a second; one in quadratic time would go on for hours. */
    tcase_set_timeout(tests, 60);
    tcase_add_loop_test(tests, one_thing_many_times, 0, COUNT(units));
    tcase_add_loop_test(tests, one_thing_many_times_and_then_another, 0, COUNT(pairs));
    tcase_add_loop_test(tests, a_paragraph_without_an_end, 0, COUNT(endless));
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
