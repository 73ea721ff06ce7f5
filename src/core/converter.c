/* Options and converters of the public API. */
#include "core/converter.h"

#include <stdio.h>

#include "core/choices.h"
#include "core/image.h"
#include "core/source.h"
#include "rules/archive.h"
#include "rules/error.h"
#include "rules/memory.h"

#define PENDING_DEFAULT ((size_t)1 << 20)
#define PENDING_LEAST ((size_t)256)
#define PENDING_MOST ((size_t)1 << 30)

void zhnorm_options_init(zhnorm_options *options)
{
    *options = (zhnorm_options){.size = sizeof *options, .steps = ZHNORM_STEPS_DEFAULT};
}

static const char no_record[] = "the engine 'opencc' keeps no record of its edits";

static int check_options(const zhnorm_options *options, zhnorm_error *error)
{
    if (options->steps != ZHNORM_STEPS_DEFAULT &&
        (options->steps & ~ZHNORM_STEPS_ARTICLE) != 0)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "options.steps holds an unknown step");
    if (options->quotes < ZHNORM_QUOTES_AUTO || options->quotes > ZHNORM_QUOTES_CORNER)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "options.quotes is out of range");
    if (options->rule_count != 0 && options->rules == NULL)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "options.rules is NULL");
    for (size_t i = 0; i < options->dict_count; i++) {
        if (options->dicts == NULL || options->dicts[i] == NULL)
            return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "options.dicts holds NULL");
    }
    if (options->bad_input < ZHNORM_BAD_INPUT_REJECT ||
        options->bad_input > ZHNORM_BAD_INPUT_PASS)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "options.bad_input is out of range");
    if (options->engine < ZHNORM_ENGINE_ZHNORM || options->engine > ZHNORM_ENGINE_OPENCC)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "options.engine is out of range");
    if (options->record == ZHNORM_RECORD_KEPT)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                       "options.record: ZHNORM_RECORD_KEPT needs ZHNORM_RECORD_EDITS");
    if ((options->record & ~(ZHNORM_RECORD_EDITS | ZHNORM_RECORD_KEPT)) != 0)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "options.record is out of range");
    if (options->record != ZHNORM_RECORD_NONE && options->engine != ZHNORM_ENGINE_ZHNORM)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "%s", no_record);
    if (options->max_pending < PENDING_LEAST || options->max_pending > PENDING_MOST)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                       "options.max_pending is %zu; the least is %zu and the most %zu",
                       options->max_pending, PENDING_LEAST, PENDING_MOST);
    return ZHNORM_OK;
}

/* A caller that was built with an older header has fewer options. */
int zn_options_read(const zhnorm_options *given, zhnorm_options *options, zhnorm_error *error)
{
    zhnorm_options_init(options);
    if (given != NULL) {
        if (given->size < sizeof given->size || given->size > sizeof *options)
            return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                           "options.size is %zu; zhnorm_options_init sets it", given->size);
        memcpy(options, given, given->size);
    }
    if (options->max_pending == 0)
        options->max_pending = PENDING_DEFAULT;
    return check_options(options, error);
}

/* ---- Settings of the steps ----------------------------------------------------------- */

static uint32_t steps_of(const zhnorm_options *options, bool is_opencc)
{
    if (options->steps != ZHNORM_STEPS_DEFAULT)
        return options->steps;
    return is_opencc ? ZHNORM_STEPS_NONE : ZHNORM_STEPS_ARTICLE;
}

static enum zn_quotes quotes_of(const zhnorm_options *options, enum zn_target target)
{
    switch (options->quotes) {
    case ZHNORM_QUOTES_KEEP:
        return ZN_QUOTES_KEEP;
    case ZHNORM_QUOTES_CURLY:
        return ZN_QUOTES_CURLY;
    case ZHNORM_QUOTES_CORNER:
        return ZN_QUOTES_CORNER;
    default:
        break;
    }
    if (target == ZN_TARGET_NONE)
        return ZN_QUOTES_KEEP;
    return target == ZN_TARGET_HANS ? ZN_QUOTES_CURLY : ZN_QUOTES_CORNER;
}

/* The default rules of the steps, but for what the switches say. */
static int read_rules(const zhnorm_options *options, uint32_t steps,
                      struct zhnorm_converter *converter, zhnorm_error *error)
{
    uint64_t rules = zn_rules_of_steps(steps);
    for (size_t i = 0; i < options->rule_count; i++) {
        const zhnorm_rule_switch *each = &options->rules[i];
        enum zn_rule rule = each->name == NULL ? ZN_RULES : zn_rule_find(each->name);
        if (rule == ZN_RULES)
            return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "unknown rule '%s'",
                           each->name == NULL ? "" : each->name);
        uint64_t bit = UINT64_C(1) << rule;
        if (each->on != 0 && (zn_rule_info(rule)->step & steps) != 0)
            rules |= bit;
        else
            rules &= ~bit;
    }
    uint64_t both =
        UINT64_C(1) << ZN_RULE_ADD_LATIN_SPACES | UINT64_C(1) << ZN_RULE_REMOVE_LATIN_SPACES;
    if ((rules & both) == both)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                       "the rules '%s' and '%s' exclude each other",
                       zn_rule_info(ZN_RULE_ADD_LATIN_SPACES)->name,
                       zn_rule_info(ZN_RULE_REMOVE_LATIN_SPACES)->name);
    converter->settings.rules = rules;
    converter->steps = zn_steps_of_rules(rules);
    return ZHNORM_OK;
}

/* Takes the options that say nothing of the rulebooks, which the converter has already. */
static int take_options(struct zhnorm_converter *converter, const zhnorm_options *options,
                        zhnorm_error *error)
{
    converter->bad_input = options->bad_input;
    converter->record = options->record;
    /* libopencc cannot carry a match over a cut, so it gets whole paragraphs. */
    converter->max_pending = converter->engine != NULL ? PENDING_MOST : options->max_pending;
    converter->settings.quotes = quotes_of(options, converter->target);
    return read_rules(options, steps_of(options, converter->is_opencc), converter, error);
}

/* ---- Life ---------------------------------------------------------------------------- */

/* A compiled rulebook image in memory. */
struct image {
    const char *data;
    size_t length;
};

/* Makes a converter of what the options name, or of an image. */
static int make(const zhnorm_options *options, const struct image *image,
                zhnorm_converter **converter, zhnorm_error *error)
{
    *converter = NULL;
    zhnorm_options read;
    int status = zn_options_read(options, &read, error);
    if (status != ZHNORM_OK)
        return status;
    const zhnorm_allocator *allocator =
        read.allocator == NULL ? &zn_default_allocator : read.allocator;
    zhnorm_converter *made = zn_allocate_zeroed(allocator, 1, sizeof *made);
    if (made == NULL)
        return zn_fail_memory(error);
    made->allocator = *allocator;
    snprintf(made->name, sizeof made->name, "%s", read.config == NULL ? "cn" : read.config);
    struct zn_source_info info = {false, ZN_TARGET_NONE};
    status = image == NULL ? zn_source_open(made, &read, &info, error)
                           : zn_image_open(made, image->data, image->length, "(image)", &read,
                                           &info, error);
    made->target = info.target;
    made->is_opencc = info.is_opencc;
    if (status == ZHNORM_OK)
        status = take_options(made, &read, error);
    if (status != ZHNORM_OK) {
        zhnorm_converter_free(made);
        return status;
    }
    *converter = made;
    return ZHNORM_OK;
}

int zhnorm_compile(const zhnorm_options *options, zhnorm_converter **converter,
                   zhnorm_error *error)
{
    return make(options, NULL, converter, error);
}

int zhnorm_converter_load(const char *data, size_t length, const zhnorm_options *options,
                          zhnorm_converter **converter, zhnorm_error *error)
{
    struct image image = {data, length};
    return make(options, &image, converter, error);
}

int zhnorm_converter_derive(const zhnorm_converter *base, const zhnorm_options *options,
                            zhnorm_converter **converter, zhnorm_error *error)
{
    *converter = NULL;
    zhnorm_options read;
    int status = zn_options_read(options, &read, error);
    if (status != ZHNORM_OK)
        return status;
    if (read.record != ZHNORM_RECORD_NONE && base->engine != NULL)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "%s", no_record);
    zhnorm_converter *made = zn_allocate(&base->allocator, 1, sizeof *made);
    if (made == NULL)
        return zn_fail_memory(error);
    *made = *base;
    made->is_derived = true;
    status = take_options(made, &read, error);
    if (status != ZHNORM_OK)
        zhnorm_converter_free(made);
    else
        *converter = made;
    return status;
}

const char *zhnorm_converter_target(const zhnorm_converter *converter)
{
    return zn_target_name(converter->target);
}

void zhnorm_converter_free(zhnorm_converter *converter)
{
    if (converter == NULL)
        return;
    if (!converter->is_derived) {
        if (converter->engine != NULL)
            converter->module->close(converter->engine);
        zn_images_free(&converter->rules.images);
        zn_choices_free(converter->choices);
    }
    zhnorm_allocator allocator = converter->allocator;
    zn_release(&allocator, converter);
}

/* ---- Configurations ------------------------------------------------------------------ */

size_t zhnorm_config_count(void)
{
    return zn_archive_get()->listed;
}

int zhnorm_config_at(size_t index, zhnorm_config_info *info)
{
    const struct zn_archive *archive = zn_archive_get();
    if (index >= archive->listed)
        return ZHNORM_ERROR_ARGUMENT;
    const struct zn_archive_configuration *each =
        zn_archive_configuration_at(archive, (uint32_t)index);
    info->name = zn_archive_string(archive, each->name);
    info->description = zn_archive_string(archive, each->description);
    info->is_preset = *zn_archive_string(archive, each->preset) != '\0';
    return ZHNORM_OK;
}

/* ---- Rules ----------------------------------------------------------------------------- */

size_t zhnorm_rule_count(void)
{
    return ZN_RULES;
}

int zhnorm_rule_at(size_t index, zhnorm_rule_info *info)
{
    if (index >= ZN_RULES)
        return ZHNORM_ERROR_ARGUMENT;
    const struct zn_rule_info *rule = zn_rule_info((enum zn_rule)index);
    *info = (zhnorm_rule_info){.name = rule->name,
                               .step = rule->step,
                               .is_default = rule->is_default,
                               .description = rule->description,
                               .before = rule->before,
                               .after = rule->after,
                               .source = rule->source};
    return ZHNORM_OK;
}
