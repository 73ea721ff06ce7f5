/*
 * See configuration.h.  A group becomes one longest-match table: where the
 * first dictionary with a match wins, an entry of a later dictionary can only
 * fire when no entry of an earlier one is a prefix of it, so the others are
 * dropped; where the longest match wins, only equal keys are.
 */
#include "rules/configuration.h"

#include <string.h>

#include "rules/error.h"
#include "rules/memory.h"
#include "text/utf8.h"

#define GROUP_DEPTH_MAX 16

struct pair {
    const uint8_t *key;
    size_t key_length;
    struct zn_value value;
};

struct reader {
    const struct zn_configuration_text *text;
    struct zn_configuration *configuration;
    const zhnorm_allocator *allocator;
    zhnorm_error *error;
    const char *at; /* the next byte of the chain */
};

/* An entry of the dictionary whose number among the rules' names is `source`. */
static struct pair pair_of(const zhnorm_dict *dict, const struct zn_entry *entry,
                           uint32_t source)
{
    const uint8_t *text = (const uint8_t *)dict->text;
    bool is_key = entry->key_length == entry->value_length &&
                  memcmp(text + entry->key, text + entry->value, entry->key_length) == 0;
    return (struct pair){
        .key = text + entry->key,
        .key_length = entry->key_length,
        .value = {.bytes = text + entry->value,
                  .length = entry->value_length,
                  .targets_length = entry->values_length,
                  .source = source,
                  .is_key = is_key,
                  .is_conditional = (entry->flags & ZN_ENTRY_TRADITIONAL_ONLY) != 0},
    };
}

static int fail_chain(const struct reader *reader, const char *what)
{
    return zn_fail(reader->error, ZHNORM_ERROR_CONFIG, "%s: %s", reader->text->label, what);
}

static void skip_blanks(struct reader *reader)
{
    while (*reader->at == ' ')
        reader->at++;
}

/* The length of the word at the reader's place. */
static size_t word_length(const struct reader *reader)
{
    return strcspn(reader->at, " (){}\n");
}

static int read_table(struct reader *reader, struct zn_buffer *pairs, int depth);

/* Finds a dictionary by name and parses it the first time it is asked for. */
static int find_table(struct reader *reader, const char *name, size_t length,
                      const zhnorm_dict **dict, uint32_t *number)
{
    const struct zn_configuration_text *text = reader->text;
    for (size_t i = 0; i < text->table_count; i++) {
        const struct zn_table_text *table = &text->tables[i];
        if (strlen(table->name) != length || memcmp(table->name, name, length) != 0)
            continue;
        zhnorm_dict **slot = &reader->configuration->tables[i];
        int status = ZHNORM_OK;
        if (*slot == NULL)
            status = zn_dictionary_parse(table->text, table->length, table->label,
                                         ZN_DICTIONARY_OPENCC, reader->allocator, slot,
                                         reader->error);
        *dict = *slot;
        *number = (uint32_t)i;
        return status;
    }
    return zn_fail(reader->error, ZHNORM_ERROR_CONFIG, "%s: no dictionary named '%.*s'",
                   text->label, (int)length, name);
}

static int read_dictionary(struct reader *reader, struct zn_buffer *pairs)
{
    size_t length = word_length(reader);
    if (length == 0)
        return fail_chain(reader, "expected the name of a dictionary");
    const zhnorm_dict *dict = NULL;
    uint32_t number = 0;
    int status = find_table(reader, reader->at, length, &dict, &number);
    reader->at += length;
    if (status != ZHNORM_OK || dict == NULL)
        return status;
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    for (size_t i = 0; i < zn_dictionary_count(dict); i++) {
        struct pair pair = pair_of(dict, &entries[i], number);
        if (!zn_buffer_append(pairs, &pair, sizeof pair))
            return zn_fail_memory(reader->error);
    }
    return ZHNORM_OK;
}

/* Does `key` begin with a key of the trie (or, if `whole`, equal one)? */
static bool is_covered(const struct zn_trie *trie, const struct pair *pair, bool whole)
{
    uint32_t node = ZN_TRIE_ROOT;
    for (size_t i = 0; i < pair->key_length;) {
        uint32_t code_point;
        i += zn_utf8_decode(pair->key + i, &code_point);
        node = zn_trie_child(trie, node, code_point);
        if (node == ZN_TRIE_NONE)
            return false;
        bool has_value = zn_trie_node(trie, node)->values[ZN_PLAIN] != ZN_TRIE_NO_VALUE;
        if (has_value && (!whole || i == pair->key_length))
            return true;
    }
    return false;
}

/* Moves to `pairs` what `added` holds and the trie of earlier ones lets through. */
static bool merge(struct zn_trie *earlier, const struct zn_buffer *added, bool longest_wins,
                  struct zn_buffer *pairs)
{
    const struct pair *each = (const struct pair *)(const void *)added->data;
    size_t count = added->length / sizeof *each;
    size_t first = pairs->length / sizeof *each;
    for (size_t i = 0; i < count; i++) {
        if (!is_covered(earlier, &each[i], longest_wins) &&
            !zn_buffer_append(pairs, &each[i], sizeof each[i]))
            return false;
    }
    const struct pair *kept = (const struct pair *)(const void *)pairs->data;
    for (size_t i = first; i < pairs->length / sizeof *kept; i++) {
        uint32_t node = zn_trie_insert(earlier, kept[i].key, kept[i].key_length);
        if (node == ZN_TRIE_NONE)
            return false;
        zn_trie_node(earlier, node)->values[ZN_PLAIN] = 0;
    }
    return true;
}

static int read_members(struct reader *reader, struct zn_trie *earlier, char close,
                        struct zn_buffer *pairs, int depth)
{
    for (;;) {
        skip_blanks(reader);
        if (*reader->at == close) {
            reader->at++;
            return ZHNORM_OK;
        }
        struct zn_buffer member;
        zn_buffer_init(&member, reader->allocator);
        int status = read_table(reader, &member, depth);
        if (status == ZHNORM_OK && !merge(earlier, &member, close == '}', pairs))
            status = zn_fail_memory(reader->error);
        zn_buffer_free(&member);
        if (status != ZHNORM_OK)
            return status;
    }
}

/* Reads TABLE and appends its entries, as one longest-match table, to `pairs`. */
static int read_table(struct reader *reader, struct zn_buffer *pairs, int depth)
{
    skip_blanks(reader);
    char open = *reader->at;
    if (open != '(' && open != '{')
        return read_dictionary(reader, pairs);
    if (depth == GROUP_DEPTH_MAX)
        return fail_chain(reader, "groups of dictionaries are nested too deeply");
    reader->at++;
    struct zn_trie earlier;
    int status =
        zn_trie_init(&earlier, reader->allocator)
            ? read_members(reader, &earlier, open == '(' ? ')' : '}', pairs, depth + 1)
            : zn_fail_memory(reader->error);
    zn_trie_free(&earlier);
    return status;
}

/* Gives `key` a value in the paragraphs of every kind from `first` on. */
static bool set_value(struct zn_rules *rules, struct zn_trie *trie, const struct pair *pair,
                      enum zn_paragraph_kind first)
{
    size_t value = rules->values.length / sizeof pair->value;
    uint32_t node = zn_trie_insert(trie, pair->key, pair->key_length);
    if (node == ZN_TRIE_NONE || value >= ZN_TRIE_NO_VALUE ||
        !zn_buffer_append(&rules->values, &pair->value, sizeof pair->value))
        return false;
    for (int kind = (int)first; kind < ZN_PARAGRAPH_KINDS; kind++)
        zn_trie_node(trie, node)->values[kind] = (uint32_t)value;
    return true;
}

static int read_trie(struct reader *reader, struct zn_rules *rules, struct zn_trie *trie)
{
    struct zn_buffer pairs;
    zn_buffer_init(&pairs, reader->allocator);
    int status = read_table(reader, &pairs, 0);
    const struct pair *each = (const struct pair *)(const void *)pairs.data;
    for (size_t i = 0; status == ZHNORM_OK && i < pairs.length / sizeof *each; i++) {
        if (!set_value(rules, trie, &each[i], ZN_PLAIN))
            status = zn_fail_memory(reader->error);
    }
    zn_buffer_free(&pairs);
    return status;
}

static int read_stage(struct reader *reader, struct zn_rules *rules)
{
    if (rules->stage_count == ZN_STAGES_MAX)
        return fail_chain(reader, "the conversion chain has too many stages");
    struct zn_trie *trie = &rules->stages[rules->stage_count++];
    if (!zn_trie_init(trie, reader->allocator))
        return zn_fail_memory(reader->error);
    return read_trie(reader, rules, trie);
}

static int read_item(struct reader *reader)
{
    struct zn_configuration *configuration = reader->configuration;
    size_t length = word_length(reader);
    const char *word = reader->at;
    reader->at += length;
    if (length == 5 && memcmp(word, "stage", length) == 0)
        return read_stage(reader, &configuration->conversion);
    if (length == 13 && memcmp(word, "normalization", length) == 0)
        return read_stage(reader, &configuration->normalization);
    if (length == 12 && memcmp(word, "segmentation", length) == 0) {
        configuration->conversion.has_segmentation = true;
        return read_trie(reader, &configuration->conversion,
                         &configuration->conversion.segmentation);
    }
    return fail_chain(reader, "unknown item in the description of the chain");
}

static int read_chain(struct reader *reader)
{
    while (*reader->at != '\0') {
        int status = read_item(reader);
        if (status != ZHNORM_OK)
            return status;
        skip_blanks(reader);
        if (*reader->at == '\n')
            reader->at++;
        else if (*reader->at != '\0')
            return fail_chain(reader, "expected the end of the item");
    }
    return ZHNORM_OK;
}

static bool init_rules(struct zn_rules *rules, const struct zn_configuration_text *text,
                       const zhnorm_allocator *allocator)
{
    *rules = (struct zn_rules){.allocator = allocator};
    zn_buffer_init(&rules->values, allocator);
    zn_buffer_init(&rules->names, allocator);
    for (size_t i = 0; i < text->table_count; i++) {
        if (!zn_buffer_append(&rules->names, &text->tables[i].name, sizeof(const char *)))
            return false;
    }
    return zn_trie_init(&rules->corpus, allocator) &&
           zn_trie_init(&rules->segmentation, allocator);
}

static void free_rules(struct zn_rules *rules)
{
    zn_trie_free(&rules->corpus);
    zn_trie_free(&rules->segmentation);
    for (size_t i = 0; i < rules->stage_count; i++)
        zn_trie_free(&rules->stages[i]);
    zn_buffer_free(&rules->values);
    zn_buffer_free(&rules->names);
}

int zn_configuration_init(struct zn_configuration *configuration,
                          const struct zn_configuration_text *text,
                          const zhnorm_allocator *allocator, zhnorm_error *error)
{
    struct reader reader = {.text = text,
                            .configuration = configuration,
                            .allocator = allocator,
                            .error = error,
                            .at = text->chain};
    *configuration =
        (struct zn_configuration){.allocator = allocator, .table_count = text->table_count};
    bool ready = init_rules(&configuration->normalization, text, allocator) &&
                 init_rules(&configuration->conversion, text, allocator);
    configuration->tables =
        zn_allocate_zeroed(allocator, text->table_count, sizeof *configuration->tables);
    int status =
        ready && configuration->tables != NULL ? read_chain(&reader) : zn_fail_memory(error);
    if (status != ZHNORM_OK)
        zn_configuration_free(configuration);
    return status;
}

/* Adds the entries, of the last one named, for paragraphs of every kind from `first` on. */
static bool add_entries(struct zn_rules *rules, const zhnorm_dict *dict,
                        enum zn_paragraph_kind first)
{
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    uint32_t source = (uint32_t)(rules->names.length / sizeof(const char *)) - 1;
    for (size_t i = 0; i < zn_dictionary_count(dict); i++) {
        struct pair pair = pair_of(dict, &entries[i], source);
        if (pair.value.is_conditional == (first == ZN_TRADITIONAL) &&
            !set_value(rules, &rules->corpus, &pair, first))
            return false;
    }
    return true;
}

int zn_rules_add_corpus(struct zn_rules *rules, const zhnorm_dict *dict, zhnorm_error *error)
{
    /* What is for traditional paragraphs only comes before what is for all. */
    const char *name = dict->name;
    bool done = zn_buffer_append(&rules->names, &name, sizeof name) &&
                add_entries(rules, dict, ZN_PLAIN) && add_entries(rules, dict, ZN_TRADITIONAL);
    return done ? ZHNORM_OK : zn_fail_memory(error);
}

void zn_configuration_free(struct zn_configuration *configuration)
{
    free_rules(&configuration->normalization);
    free_rules(&configuration->conversion);
    if (configuration->tables != NULL) {
        for (size_t i = 0; i < configuration->table_count; i++)
            zn_dictionary_free(configuration->tables[i]);
        zn_release(configuration->allocator, configuration->tables);
    }
    *configuration = (struct zn_configuration){0};
}
