/*
 * Rulebook images: what is saved and loaded again converts as before, and
 * whatever was done to a file in between, it is refused or does no harm.
 */
#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "failing.h"
#include "rules/image_file.h"
#include "suite.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static const char dictionary[] = "# name: test\n"
                                 "網路\t网络\n"
                                 "網路由器\t网由路器\n"
                                 "看著\t看着\ttraditional-only\n"
                                 "著\n"
                                 "於\t于\ttraditional-only\n"
                                 "發\t发\ttraditional-only\n"
                                 "A\tBCDEFGHIJKLMNOPQRSTUVWXYZ\n"
                                 "𠀀甲\t乙\n";

static const char text[] = "看著網路由器,網路\n著A𠀀甲乾隆幹部\n魯迅著\n鲁迅看著\n";

/* ---- Saving and loading ---------------------------------------------------------------- */

static zhnorm_converter *compile(const char *config, const char *dict_text)
{
    zhnorm_options options;
    zhnorm_converter *converter;
    zhnorm_dict *dict = NULL;
    zhnorm_error error = {0};
    zhnorm_options_init(&options);
    if (dict_text != NULL)
        ck_assert_int_eq(
            zhnorm_dict_parse(dict_text, strlen(dict_text), NULL, NULL, &dict, &error),
            ZHNORM_OK);
    const zhnorm_dict *const dicts[] = {dict};
    options.config = config;
    options.dicts = dicts;
    options.dict_count = dict != NULL;
    int status = zhnorm_compile(&options, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", config, error.message);
    zhnorm_dict_free(dict);
    return converter;
}

struct saved {
    char *data;
    size_t length;
};

static struct saved save(const zhnorm_converter *converter)
{
    struct saved saved;
    size_t written;
    zhnorm_error error;
    ck_assert_int_eq(zhnorm_converter_save(converter, NULL, 0, &saved.length, &error),
                     ZHNORM_ERROR_SPACE);
    saved.data = malloc(saved.length);
    ck_assert_ptr_nonnull(saved.data);
    ck_assert_int_eq(
        zhnorm_converter_save(converter, saved.data, saved.length - 1, &written, &error),
        ZHNORM_ERROR_SPACE);
    ck_assert_uint_eq(written, saved.length);
    ck_assert_int_eq(
        zhnorm_converter_save(converter, saved.data, saved.length, &written, &error),
        ZHNORM_OK);
    ck_assert_uint_eq(written, saved.length);
    return saved;
}

static zhnorm_converter *load(const struct saved *saved)
{
    zhnorm_converter *converter;
    zhnorm_error error = {0};
    int status = zhnorm_converter_load(saved->data, saved->length, NULL, &converter, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s", error.message);
    return converter;
}

/* Both give the same, with the steps and quotation marks that belong to it. */
static void expect_same(const zhnorm_converter *one, const zhnorm_converter *other,
                        const char *name)
{
    zhnorm_result *results[2];
    zhnorm_error error;
    ck_assert_int_eq(zhnorm_convert_result(one, text, sizeof text - 1, &results[0], &error),
                     ZHNORM_OK);
    ck_assert_int_eq(zhnorm_convert_result(other, text, sizeof text - 1, &results[1], &error),
                     ZHNORM_OK);
    ck_assert_msg(strcmp(zhnorm_result_text(results[0]), zhnorm_result_text(results[1])) == 0,
                  "%s: wanted %s, got %s", name, zhnorm_result_text(results[0]),
                  zhnorm_result_text(results[1]));
    zhnorm_result_free(results[0]);
    zhnorm_result_free(results[1]);
}

static const struct {
    const char *config;
    const char *dict;
} configurations[] = {{"cn", NULL},       {"t2s", NULL},        {"s2twp", NULL},
                      {"none", NULL},     {"none", dictionary}, {"cn", dictionary},
                      {"t2s", dictionary}};

START_TEST(converts_as_before)
{
    zhnorm_converter *converter = compile(configurations[_i].config, configurations[_i].dict);
    struct saved saved = save(converter);
    zhnorm_converter *loaded = load(&saved);
    memset(saved.data, 0, saved.length); /* it was copied */
    expect_same(converter, loaded, configurations[_i].config);
    free(saved.data);
    /* What was loaded can be saved, with the same bytes. */
    struct saved again = save(loaded);
    struct saved first = save(converter);
    ck_assert_uint_eq(again.length, first.length);
    ck_assert_mem_eq(again.data, first.data, first.length);
    free(again.data);
    free(first.data);
    zhnorm_converter_free(converter);
    zhnorm_converter_free(loaded);
}
END_TEST

/* Every configuration that is embedded is found right. */
START_TEST(all_that_is_embedded_can_be_saved)
{
    zhnorm_config_info info;
    for (size_t i = 0; zhnorm_config_at(i, &info) == ZHNORM_OK; i++) {
        size_t length;
        zhnorm_error error;
        zhnorm_converter *converter = compile(info.name, NULL);
        int status = zhnorm_converter_save(converter, NULL, 0, &length, &error);
        if (status != ZHNORM_ERROR_SPACE) {
            /* What decides by the document has no rules of its own. */
            ck_assert_int_eq(status, ZHNORM_ERROR_ARGUMENT);
            ck_assert_str_eq(info.name, "auto");
        } else {
            struct saved saved = save(converter);
            zhnorm_converter *loaded = load(&saved);
            expect_same(converter, loaded, info.name);
            zhnorm_converter_free(loaded);
            free(saved.data);
        }
        zhnorm_converter_free(converter);
    }
}
END_TEST

START_TEST(opens_files_by_their_magic)
{
    char path[] = "/tmp/zhnorm-test-XXXXXX";
    int descriptor = mkstemp(path);
    ck_assert_int_ge(descriptor, 0);
    zhnorm_converter *converter = compile("none", dictionary);
    struct saved saved = save(converter);
    ck_assert_int_eq((int)write(descriptor, saved.data, saved.length), (int)saved.length);
    close(descriptor);
    zhnorm_converter *opened = compile(path, NULL);
    expect_same(converter, opened, path);
    zhnorm_converter_free(converter);
    zhnorm_converter_free(opened);
    free(saved.data);
    unlink(path);
}
END_TEST

START_TEST(takes_no_dictionaries)
{
    zhnorm_converter *converter = compile("none", dictionary);
    struct saved saved = save(converter);
    zhnorm_options options;
    zhnorm_error error;
    zhnorm_dict *dict;
    zhnorm_converter *loaded;
    zhnorm_options_init(&options);
    ck_assert_int_eq(zhnorm_dict_parse("a\tb\n", 4, NULL, NULL, &dict, &error), ZHNORM_OK);
    const zhnorm_dict *const dicts[] = {dict};
    options.dicts = dicts;
    options.dict_count = 1;
    ck_assert_int_eq(
        zhnorm_converter_load(saved.data, saved.length, &options, &loaded, &error),
        ZHNORM_ERROR_ARGUMENT);
    ck_assert_ptr_null(loaded);
    ck_assert_ptr_nonnull(strstr(error.message, "no dictionary can be laid over"));
    zhnorm_options_init(&options);
    options.engine = ZHNORM_ENGINE_OPENCC;
    ck_assert_int_eq(
        zhnorm_converter_load(saved.data, saved.length, &options, &loaded, &error),
        ZHNORM_ERROR_ARGUMENT);
    zhnorm_dict_free(dict);
    zhnorm_converter_free(converter);
    free(saved.data);
}
END_TEST

/* ---- Damage ------------------------------------------------------------------------- */

/* An image, and where its parts are. */
struct parts {
    struct saved saved;
    struct zn_image_file_header *file;
    struct zn_image_header *image;
};

static struct parts take_apart(const char *config, const char *dict)
{
    zhnorm_converter *converter = compile(config, dict);
    struct parts parts = {.saved = save(converter)};
    zhnorm_converter_free(converter);
    parts.file = (void *)parts.saved.data;
    parts.image = (void *)(parts.saved.data + parts.file->images[0].offset);
    return parts;
}

static void *section(const struct parts *parts, enum zn_section_kind kind)
{
    return (char *)parts->image + parts->image->sections[kind].offset;
}

/* Refused, with the checksum put right first. */
static void expect_refusal(const struct parts *parts, size_t length, const char *reason)
{
    zhnorm_converter *converter;
    zhnorm_error error = {0};
    if (length >= sizeof *parts->file)
        parts->file->checksum = zn_image_file_checksum(parts->saved.data, length);
    int status = zhnorm_converter_load(parts->saved.data, length, NULL, &converter, &error);
    ck_assert_msg(status == ZHNORM_ERROR_CONFIG, "%s: wanted a refusal, got %d", reason,
                  status);
    ck_assert_ptr_null(converter);
    ck_assert_msg(strstr(error.message, reason) != NULL, "wanted '%s', got '%s'", reason,
                  error.message);
}

START_TEST(headers_are_checked)
{
    struct parts parts = take_apart("none", dictionary);
    struct zn_image_file_header file = *parts.file;
    expect_refusal(&parts, 0, "it is none");
    expect_refusal(&parts, 8, "cut off");
    expect_refusal(&parts, parts.saved.length - 1, "cut off");
    parts.file->byte_order = 0x04030201;
    expect_refusal(&parts, parts.saved.length, "another order of bytes");
    *parts.file = file;
    parts.file->image_format++;
    expect_refusal(&parts, parts.saved.length, "another format");
    *parts.file = file;
    parts.file->target = 99;
    expect_refusal(&parts, parts.saved.length, "impossible values");
    *parts.file = file;
    parts.file->image_count = ZN_RULEBOOKS_MAX + 1;
    expect_refusal(&parts, parts.saved.length, "impossible values");
    *parts.file = file;
    parts.file->name = (uint32_t)parts.saved.length;
    expect_refusal(&parts, parts.saved.length, "impossible values");
    *parts.file = file;
    parts.file->images[0].offset += 8;
    expect_refusal(&parts, parts.saved.length, "an image");
    *parts.file = file;
    parts.file->images[0].length = UINT32_MAX;
    expect_refusal(&parts, parts.saved.length, "lies outside the file");
    free(parts.saved.data);
}
END_TEST

START_TEST(a_wrong_checksum_is_seen)
{
    struct parts parts = take_apart("none", dictionary);
    zhnorm_converter *converter;
    zhnorm_error error;
    for (size_t at = sizeof *parts.file; at < parts.saved.length; at += 997) {
        parts.saved.data[at] ^= 1;
        ck_assert_int_eq(zhnorm_converter_load(parts.saved.data, parts.saved.length, NULL,
                                               &converter, &error),
                         ZHNORM_ERROR_CONFIG);
        ck_assert_ptr_nonnull(strstr(error.message, "checksum"));
        parts.saved.data[at] ^= 1;
    }
    free(parts.saved.data);
}
END_TEST

/* The slot of an edge, and the place of a character with an entry. */
static size_t used_slot(const struct parts *parts)
{
    const struct zn_slot *slots = section(parts, ZN_SECTION_SLOTS);
    size_t slot = 0;
    while (slots[slot].owner == ZN_NO_OWNER)
        slot++;
    return slot;
}

static uint32_t used_entry(const struct parts *parts)
{
    const uint32_t *entries = section(parts, ZN_SECTION_ENTRIES);
    uint32_t place = 0;
    while ((entries[place] & ZN_ENTRY_OUTCOME) == 0)
        place++;
    return place;
}

static void damage_sizes(const struct parts *parts)
{
    struct zn_image_header header = *parts->image;
    parts->image->max_growth = 0;
    expect_refusal(parts, parts->saved.length, "impossible sizes");
    *parts->image = header;
    parts->image->max_growth = 1; /* A is put out as 25 bytes */
    expect_refusal(parts, parts->saved.length, "an outcome has an impossible size");
    *parts->image = header;
    parts->image->max_output = 3;
    expect_refusal(parts, parts->saved.length, "an outcome has an impossible size");
    *parts->image = header;
    parts->image->filter_shift++;
    expect_refusal(parts, parts->saved.length, "a filter has a wrong length");
    *parts->image = header;
    parts->image->sections[ZN_SECTION_SLOTS].length = UINT32_MAX;
    expect_refusal(parts, parts->saved.length, "a section lies outside");
    *parts->image = header;
    parts->image->sections[ZN_SECTION_LEADS].length -= 4;
    expect_refusal(parts, parts->saved.length, "a section has a wrong length");
    *parts->image = header;
    parts->image->sections[ZN_SECTION_BASES].length -= 4;
    expect_refusal(parts, parts->saved.length, "differ in their number of pages");
    *parts->image = header;
}

static void damage_word(const struct parts *parts, uint32_t *word, uint32_t value,
                        const char *reason)
{
    uint32_t before = *word;
    *word = value;
    expect_refusal(parts, parts->saved.length, reason);
    *word = before;
}

static void damage_tables(const struct parts *parts)
{
    uint16_t *pages = section(parts, ZN_SECTION_PAGES);
    uint32_t *leads = section(parts, ZN_SECTION_LEADS);
    uint32_t *entries = section(parts, ZN_SECTION_ENTRIES);
    uint32_t *bases = section(parts, ZN_SECTION_BASES);
    uint16_t before = pages[3];
    pages[3] = UINT16_MAX;
    expect_refusal(parts, parts->saved.length, "a page is missing");
    pages[3] = before;
    damage_word(parts, &leads[5], 1, "a page is missing");
    damage_word(parts, &leads[5], UINT32_C(1) << 30, "a page is missing");
    damage_word(parts, &entries[used_entry(parts)], UINT32_C(1) << 25, "an entry is wrong");
    damage_word(parts, &entries[used_entry(parts)], ZN_ENTRY_OUTCOME | ZN_ENTRY_VALUE_MASK,
                "an entry is wrong");
    damage_word(parts, &entries[used_entry(parts)], 0x80, "an entry is wrong");
    damage_word(parts, &bases[used_entry(parts)], UINT32_MAX - 1, "lies outside");
}

static void damage_slots(const struct parts *parts)
{
    struct zn_slot *slot =
        (struct zn_slot *)section(parts, ZN_SECTION_SLOTS) + used_slot(parts);
    damage_word(parts, &slot->owner, (uint32_t)used_slot(parts), "belongs to nobody");
    damage_word(parts, &slot->base, slot->owner, "two owners");
    damage_word(parts, &slot->base, UINT32_MAX, "two owners, or lies outside");
    damage_word(parts, &slot->outcome, 2, "a wrong outcome");
    damage_word(parts, &slot->outcome, 0x7FFFFFFC, "a wrong outcome");
    damage_word(parts, &slot->outcome, ZN_SLOT_AS_ENTRIES | 1, "a wrong outcome");
    damage_word(parts, &slot->outcome, ZN_SLOT_AS_ENTRIES | 0x7FFFFFFF, "a wrong outcome");
}

/* Without the bits of edges, what a text gives would depend on where it is cut. */
static void damage_filter(const struct parts *parts, enum zn_section_kind kind)
{
    void *filter = section(parts, kind);
    size_t bytes = parts->image->sections[kind].length;
    void *kept = malloc(bytes);
    ck_assert_ptr_nonnull(kept);
    memcpy(kept, filter, bytes);
    memset(filter, 0, bytes);
    expect_refusal(parts, parts->saved.length, "a filter lacks an edge");
    memcpy(filter, kept, bytes);
    free(kept);
}

static void damage_outcomes(const struct parts *parts)
{
    const uint32_t *entries = section(parts, ZN_SECTION_ENTRIES);
    uint8_t *record =
        (uint8_t *)section(parts, ZN_SECTION_OUTCOMES) +
        (size_t)(entries[used_entry(parts)] & ZN_ENTRY_VALUE_MASK) * ZN_OUTCOME_ALIGNMENT;
    struct zn_outcome *outcome = (void *)record;
    struct zn_outcome before = *outcome;
    outcome->consumed = 0;
    expect_refusal(parts, parts->saved.length, "an outcome has an impossible size");
    *outcome = before;
    outcome->consumed++; /* more than its key */
    expect_refusal(parts, parts->saved.length, "an entry is wrong");
    *outcome = before;
    outcome->length = 0;
    expect_refusal(parts, parts->saved.length, "an outcome has an impossible size");
    *outcome = before;
    record[sizeof *outcome] ^= 0xC0;
    expect_refusal(parts, parts->saved.length, "an outcome is not UTF-8");
    record[sizeof *outcome] ^= 0xC0;
}

/* What only those read who ask why something was changed. */
static void damage_causes(const struct parts *parts)
{
    struct zn_cause *causes = section(parts, ZN_SECTION_CAUSES);
    uint16_t *places = section(parts, ZN_SECTION_PLACE_CAUSES);
    uint16_t *slots = section(parts, ZN_SECTION_SLOT_CAUSES);
    uint32_t count =
        parts->image->sections[ZN_SECTION_CAUSES].length / (uint32_t)sizeof *causes;
    damage_word(parts, &causes[0].names[0], 1, "what nothing decided has a cause");
    damage_word(parts, &causes[0].flags[1], 1, "what nothing decided has a cause");
    damage_word(parts, &causes[1].names[0], 2, "a cause is wrong"); /* inside a name */
    damage_word(parts, &causes[1].names[1], UINT32_MAX, "a cause is wrong");
    damage_word(parts, &causes[1].flags[0], 2, "a cause is wrong");
    places[ZN_PAGE_SIZE] = (uint16_t)count;
    expect_refusal(parts, parts->saved.length, "a character has a wrong cause");
    places[ZN_PAGE_SIZE] = 0;
    places[5] = 1;
    expect_refusal(parts, parts->saved.length, "a character has a wrong cause");
    places[5] = 0;
    slots[0] = (uint16_t)count;
    expect_refusal(parts, parts->saved.length, "a slot has a wrong cause");
    slots[0] = 0;
}

static void damage_byte(const struct parts *parts, char *byte, char value, const char *reason)
{
    char before = *byte;
    *byte = value;
    expect_refusal(parts, parts->saved.length, reason);
    *byte = before;
}

static void damage_names(const struct parts *parts)
{
    char *names = section(parts, ZN_SECTION_NAMES);
    uint32_t last = parts->image->sections[ZN_SECTION_NAMES].length - 1;
    damage_byte(parts, &names[0], 'x', "the names do not end");
    damage_byte(parts, &names[last], 'x', "the names do not end");
    damage_byte(parts, &names[1], '\xFF', "a name is not UTF-8");
    damage_byte(parts, &names[1], '\x80', "a name is not UTF-8");
}

static void damage_candidates(const struct parts *parts)
{
    static const char reason[] = "the candidates of a character are wrong";
    struct zn_candidates *all = section(parts, ZN_SECTION_CANDIDATES);
    uint32_t end = parts->image->sections[ZN_SECTION_NAMES].length;
    ck_assert_uint_ge(parts->image->sections[ZN_SECTION_CANDIDATES].length, 2 * sizeof *all);
    damage_word(parts, &all[0].code_point, all[1].code_point, reason);
    damage_word(parts, &all[1].code_point, 0x110000, reason);
    damage_word(parts, &all[0].first, all[0].first + 1, reason);
    damage_word(parts, &all[0].first, 0, reason);
    damage_word(parts, &all[0].first, end, reason);
    damage_word(parts, &all[1].first, all[0].first, reason);
    damage_word(parts, &all[0].count, 1, reason);
    damage_word(parts, &all[0].count, all[0].count + 1, reason); /* the other's string */
    damage_word(parts, &all[1].count, all[1].count + 1, reason); /* behind the end */
    damage_word(parts, &all[0].count, UINT32_MAX, reason);
}

static void damage_length(const struct parts *parts, enum zn_section_kind kind,
                          uint32_t length, const char *reason)
{
    damage_word(parts, &parts->image->sections[kind].length, length, reason);
}

static void damage_lengths_of_causes(const struct parts *parts)
{
    const struct zn_section *sections = parts->image->sections;
    static const char reason[] = "a section of causes has a wrong length";
    damage_length(parts, ZN_SECTION_CAUSES, 0, reason);
    damage_length(parts, ZN_SECTION_CAUSES, sections[ZN_SECTION_CAUSES].length - 4, reason);
    damage_length(parts, ZN_SECTION_SLOT_CAUSES, sections[ZN_SECTION_SLOT_CAUSES].length - 2,
                  reason);
    damage_length(parts, ZN_SECTION_CANDIDATES, sections[ZN_SECTION_CANDIDATES].length - 4,
                  reason);
    damage_length(parts, ZN_SECTION_NAMES, 0, "the names do not end");
    damage_length(parts, ZN_SECTION_PLACE_CAUSES, sections[ZN_SECTION_PLACE_CAUSES].length - 2,
                  "differ in their number of pages");
}

START_TEST(tables_are_checked)
{
    struct parts parts = take_apart("none", dictionary);
    damage_sizes(&parts);
    damage_tables(&parts);
    damage_slots(&parts);
    damage_filter(&parts, ZN_SECTION_FILTER);
    damage_filter(&parts, ZN_SECTION_DEEP);
    damage_outcomes(&parts);
    damage_lengths_of_causes(&parts);
    damage_causes(&parts);
    damage_names(&parts);
    damage_candidates(&parts);
    /* Nothing of it was left behind. */
    parts.file->checksum = zn_image_file_checksum(parts.saved.data, parts.saved.length);
    zhnorm_converter *converter = load(&parts.saved);
    zhnorm_converter_free(converter);
    free(parts.saved.data);
}
END_TEST

/* ---- Memory ------------------------------------------------------------------------- */

/* Loads, saves again, and dumps. */
static int use_all(const struct saved *saved, const zhnorm_allocator *allocator,
                   zhnorm_error *error)
{
    zhnorm_options options;
    zhnorm_converter *converter;
    size_t length;
    zhnorm_options_init(&options);
    options.allocator = allocator;
    int status =
        zhnorm_converter_load(saved->data, saved->length, &options, &converter, error);
    if (status != ZHNORM_OK) {
        ck_assert_ptr_null(converter);
        return status;
    }
    status = zhnorm_converter_save(converter, NULL, 0, &length, error);
    zhnorm_converter_free(converter);
    return status == ZHNORM_ERROR_SPACE ? ZHNORM_OK : status;
}

START_TEST(every_allocation_may_fail)
{
    zhnorm_converter *converter = compile("none", dictionary);
    struct saved saved = save(converter);
    struct memory memory = {0, 0, 0};
    const zhnorm_allocator allocator = failing_allocator(&memory);
    zhnorm_error error;
    int status;
    do {
        memory.calls = 0;
        memory.fail_at++;
        status = use_all(&saved, &allocator, &error);
        ck_assert_msg(status == ZHNORM_OK || status == ZHNORM_ERROR_NO_MEMORY,
                      "allocation %zu failing: status %d", memory.fail_at, status);
        ck_assert_msg(memory.live == 0, "allocation %zu failing: %zu not released",
                      memory.fail_at, memory.live);
    } while (status != ZHNORM_OK);
    ck_assert_uint_gt(memory.fail_at, 5);
    zhnorm_converter_free(converter);
    free(saved.data);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("image file");
    TCase *tests = tcase_create("image file");
    tcase_set_timeout(tests, 0);
    tcase_add_loop_test(tests, converts_as_before, 0, COUNT(configurations));
    tcase_add_test(tests, all_that_is_embedded_can_be_saved);
    tcase_add_test(tests, opens_files_by_their_magic);
    tcase_add_test(tests, takes_no_dictionaries);
    tcase_add_test(tests, headers_are_checked);
    tcase_add_test(tests, a_wrong_checksum_is_seen);
    tcase_add_test(tests, tables_are_checked);
    tcase_add_test(tests, every_allocation_may_fail);
    suite_add_tcase(suite, tests);
    return run_suite(suite);
}
