/*
 * Checking a dictionary: getting ready what the parts look at.  What can only be
 * seen in running text, such as a key that is part of another word, is for the
 * dictionary's tests.
 */
#include "core/dict/check.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "rules/archive.h"
#include "rules/header.h"
#include "rules/memory.h"
#include "text/script.h"
#include "text/utf8.h"

#define MESSAGE_SIZE 1024

/* ---- Telling -------------------------------------------------------------------------- */

void zn_check_tell(struct zn_check *check, int severity, const char *kind, const char *file,
                   uint64_t line, const char *format, ...)
{
    char message[MESSAGE_SIZE];
    if (check->ended)
        return;
    va_list values;
    va_start(values, format);
    vsnprintf(message, sizeof message, format, values);
    va_end(values);
    message[zn_utf8_valid_prefix((const uint8_t *)message, strlen(message))] = '\0';
    zhnorm_finding finding = {severity, kind, file, line, message};
    check->ended = check->report(check->context, &finding) != 0;
}

struct zn_quoted zn_quote(const void *text, size_t length)
{
    static const char open[] = "\xE2\x80\x9C";
    static const char close[] = "\xE2\x80\x9D";
    static const char more[] = "\xE2\x80\xA6";
    struct zn_quoted quoted;
    const size_t most = sizeof quoted.text - sizeof open - sizeof close - sizeof more;
    size_t shown = length;
    if (length > most)
        shown = zn_utf8_valid_prefix(text, most);
    snprintf(quoted.text, sizeof quoted.text, "%s%.*s%s%s", open, (int)shown,
             (const char *)text, shown < length ? more : "", close);
    return quoted;
}

/* The message of an error without "FILE:LINE: ", which a finding has apart. */
static const char *message_of(const zhnorm_error *error, const char *label)
{
    char place[ZHNORM_ERROR_MESSAGE_SIZE];
    int length =
        snprintf(place, sizeof place, "%s:%llu: ", label, (unsigned long long)error->line);
    if (length > 0 && (size_t)length < sizeof place &&
        strncmp(error->message, place, (size_t)length) == 0)
        return error->message + length;
    return error->message;
}

static void tell_wrong(void *context, const zhnorm_error *error)
{
    struct zn_check *check = context;
    zn_check_tell(check, ZHNORM_WRONG, "syntax", check->label, error->line, "%s",
                  message_of(error, check->label));
}

static void tell_repeated(void *context, uint32_t line, uint32_t earlier, const char *key,
                          size_t length)
{
    struct zn_check *check = context;
    zn_check_tell(check, ZHNORM_WRONG, "duplicate", check->label, line,
                  "the entry %s stands in line %u already", zn_quote(key, length).text,
                  (unsigned)earlier);
}

/* ---- Converting ------------------------------------------------------------------------- */

bool zn_check_convert(struct zn_check *check, const struct zn_ruleset *rules, const void *text,
                      size_t length, struct zn_buffer *result)
{
    struct zn_buffer between; /* what the first of two rulebooks puts out */
    zn_buffer_init(&between, check->allocator);
    result->length = 0;
    bool done = rules->count != 0 || zn_buffer_append(result, text, length);
    for (size_t i = 0; done && i < rules->count; i++) {
        struct zn_buffer *out = i + 1 == rules->count ? result : &between;
        struct zn_script_state state;
        zn_script_state_init(&state, check->allocator);
        done = zn_script_run(&rules->rulebooks[i], &state, text, length, false, NULL, out);
        zn_script_state_free(&state);
        text = out->data;
        length = out->length;
    }
    zn_buffer_free(&between);
    return done;
}

/* ---- Getting ready ------------------------------------------------------------------ */

static const struct target {
    const char *name;
    enum zn_target target;
    const char *preset; /* the configuration to check over, if there is such a preset */
    const char *opencc; /* else this one */
} targets[] = {
    {"hans", ZN_TARGET_HANS, "hans", "t2s"},
    {"tw", ZN_TARGET_TW, "tw", "s2tw"},
    {"hk", ZN_TARGET_HK, "hk", "s2hk"},
    {"hant", ZN_TARGET_HANT, "hant", "s2t"},
};

/* What the dictionary's field "target" names; NULL: nothing that is known. */
static const struct target *find_target(const zhnorm_dict *dict)
{
    size_t length;
    const char *value = zhnorm_dict_field(dict, "target", &length);
    for (size_t i = 0; value != NULL && i < sizeof targets / sizeof targets[0]; i++) {
        if (strlen(targets[i].name) == length && memcmp(targets[i].name, value, length) == 0)
            return &targets[i];
    }
    return NULL;
}

/* By the header: its field "config", or else the target. */
static const char *choose_config(struct zn_check *check, const struct target *target)
{
    size_t length;
    const char *config = zhnorm_dict_field(check->dict, "config", &length);
    if (config != NULL && length < sizeof check->config) {
        memcpy(check->config, config, length); /* the rest is zero */
        return check->config;
    }
    if (target == NULL) {
        zn_check_tell(check, ZHNORM_HINT, "target", check->label, 1,
                      "the header has no field 'target' of hans, hant, tw or hk; hans is "
                      "assumed");
        target = &targets[0];
    }
    return zn_archive_find_configuration(zn_archive_get(), target->preset) != NULL
               ? target->preset
               : target->opencc;
}

/* Have two dictionaries the same name? */
static bool same_name(const zhnorm_dict *a, const zhnorm_dict *b)
{
    size_t lengths[2];
    const char *names[2] = {zhnorm_dict_field(a, "name", &lengths[0]),
                            zhnorm_dict_field(b, "name", &lengths[1])};
    return names[0] != NULL && names[1] != NULL && lengths[0] == lengths[1] &&
           memcmp(names[0], names[1], lengths[0]) == 0;
}

/*
 * The dictionaries over the base, in order, with the one that is checked in the
 * place of its namesake.  Returns their number; `*own` is its place.
 */
static size_t stack(const struct zn_check *check, const zhnorm_options *options,
                    const zhnorm_dict **dicts, size_t *own)
{
    const struct zn_layers *layers = &check->layers;
    size_t count = 0;
    *own = SIZE_MAX;
    for (size_t i = 0; i < layers->dict_count; i++) {
        bool is_own = same_name(layers->dicts[i], check->dict);
        if (is_own && *own != SIZE_MAX)
            continue;
        if (is_own)
            *own = count;
        dicts[count++] = is_own ? check->dict : layers->dicts[i];
    }
    if (*own == SIZE_MAX) {
        *own = count;
        dicts[count++] = check->dict;
    }
    for (size_t i = 0; i < options->dict_count; i++)
        dicts[count++] = options->dicts[i];
    return count;
}

/* The keys of the dictionary alone, and of everything together. */
static int make_tries(struct zn_check *check, const zhnorm_dict *const *dicts, size_t count)
{
    int status = zn_configuration_init(&check->configuration, &check->layers.base,
                                       check->allocator, check->error);
    for (size_t i = 0; status == ZHNORM_OK && i < count; i++)
        status = zn_rules_add_corpus(&check->configuration.conversion, dicts[i], check->error);
    const struct zn_entry *entries = zn_dictionary_entries(check->dict);
    for (size_t i = 0; status == ZHNORM_OK && i < zn_dictionary_count(check->dict); i++) {
        uint32_t node =
            zn_trie_insert(&check->own, (const uint8_t *)check->dict->text + entries[i].key,
                           entries[i].key_length);
        if (node == ZN_TRIE_NONE)
            return zn_fail_memory(check->error);
        zn_trie_node(&check->own, node)->values[ZN_PLAIN] = (uint32_t)i;
    }
    return status;
}

static int make_rules(struct zn_check *check, const zhnorm_options *options)
{
    size_t own;
    const zhnorm_dict **dicts =
        zn_allocate(check->allocator, check->layers.dict_count + options->dict_count + 1,
                    sizeof(const zhnorm_dict *));
    if (dicts == NULL)
        return zn_fail_memory(check->error);
    size_t count = stack(check, options, dicts, &own);
    int status = make_tries(check, dicts, count);
    if (status == ZHNORM_OK)
        status = zn_layers_compile(&check->layers, dicts, count, &check->with, check->error);
    memmove(&dicts[own], &dicts[own + 1], (count - own - 1) * sizeof(const zhnorm_dict *));
    if (status == ZHNORM_OK)
        status =
            zn_layers_compile(&check->layers, dicts, count - 1, &check->without, check->error);
    zn_release(check->allocator, dicts);
    return status;
}

/* Of all embedded tables, whatever the configuration is. */
static int make_vocabulary(struct zn_check *check)
{
    struct zn_layers all;
    int status = zn_layers_open(&all, "none", false, check->allocator, check->error);
    if (status == ZHNORM_OK)
        status = zn_vocabulary_init(&check->vocabulary, all.base.tables, all.base.table_count,
                                    check->allocator, check->error);
    zn_layers_free(&all);
    return status;
}

static int read_dictionary(struct zn_check *check, const zhnorm_text *text)
{
    const struct zn_dictionary_listener listener = {check, tell_wrong, tell_repeated};
    return zn_dictionary_parse_telling(text->data, text->length, check->label, &listener,
                                       check->allocator, &check->dict, check->error);
}

/* ---- The whole ---------------------------------------------------------------------- */

/* The number of the line that holds `at`, a place in the dictionary's text. */
static uint64_t line_of(const zhnorm_dict *dict, const char *at)
{
    uint64_t line = 1;
    for (const char *byte = dict->text; byte < at; byte++)
        line += *byte == '\n';
    return line;
}

/* Opens the configuration; a failure is the header's if that named it. */
static int open_layers(struct zn_check *check, const char *config)
{
    zhnorm_error reason;
    int status = zn_layers_open(&check->layers, config, false, check->allocator, &reason);
    if (status == ZHNORM_OK)
        return status;
    if (check->error != NULL)
        *check->error = reason;
    if (config != check->config || status == ZHNORM_ERROR_NO_MEMORY)
        return status;
    size_t length;
    const char *field = zhnorm_dict_field(check->dict, "config", &length);
    return zn_fail_at(check->error, status, check->label, line_of(check->dict, field), "%s",
                      reason.message);
}

static int run(struct zn_check *check, const zhnorm_text *text, const zhnorm_text *tests,
               const zhnorm_options *options)
{
    int status = read_dictionary(check, text);
    if (status != ZHNORM_OK)
        return status;
    const struct target *target = find_target(check->dict);
    const char *config =
        options->config == NULL ? choose_config(check, target) : options->config;
    status = open_layers(check, config);
    check->target = target == NULL ? check->layers.target : target->target;
    if (status == ZHNORM_OK)
        status = make_rules(check, options);
    if (status == ZHNORM_OK)
        status = make_vocabulary(check);
    if (status == ZHNORM_OK)
        status = zn_check_entries(check);
    if (status == ZHNORM_OK)
        status = zn_check_later_stages(check);
    if (status == ZHNORM_OK && tests != NULL)
        status = zn_check_tests(check, tests);
    return status;
}

static bool init(struct zn_check *check)
{
    for (size_t i = 0; i < sizeof check->results / sizeof check->results[0]; i++)
        zn_buffer_init(&check->results[i], check->allocator);
    return zn_trie_init(&check->own, check->allocator);
}

static void release(struct zn_check *check)
{
    for (size_t i = 0; i < sizeof check->results / sizeof check->results[0]; i++)
        zn_buffer_free(&check->results[i]);
    zn_images_free(&check->with.images);
    zn_images_free(&check->without.images);
    zn_trie_free(&check->own);
    zn_release(check->allocator, check->later);
    zn_vocabulary_free(&check->vocabulary);
    if (check->configuration.allocator != NULL)
        zn_configuration_free(&check->configuration);
    zn_layers_free(&check->layers);
    zn_dictionary_free(check->dict);
}

int zhnorm_dict_check(const zhnorm_text *dict, const zhnorm_text *tests,
                      const zhnorm_options *options, zhnorm_report *report, void *context,
                      size_t *entries, zhnorm_error *error)
{
    zhnorm_options read;
    if (entries != NULL)
        *entries = 0;
    int status = zn_options_read(options, &read, error);
    if (status != ZHNORM_OK)
        return status;
    struct zn_check check = {
        .allocator = read.allocator == NULL ? &zn_default_allocator : read.allocator,
        .error = error,
        .report = report,
        .context = context,
        .label = dict->label == NULL ? "(dictionary)" : dict->label,
        .layers = {.allocator = &zn_default_allocator},
    };
    check.layers.allocator = check.allocator;
    status = init(&check) ? run(&check, dict, tests, &read) : zn_fail_memory(error);
    if (status == ZHNORM_OK && entries != NULL)
        *entries = zn_dictionary_count(check.dict);
    release(&check);
    return status;
}
