/*
 * See dictionary.h.  The forms are described in dicts/README.md.  A line is
 * checked whole before its entry is taken, and a dictionary with any wrong
 * line is refused whole.
 */
#include "rules/dictionary.h"

#include <string.h>

#include "rules/error.h"
#include "rules/hash.h"
#include "rules/header.h"
#include "rules/memory.h"
#include "text/character.h"
#include "text/utf8.h"

/* What the parser knows while it goes through the lines. */
struct parser {
    zhnorm_dict *dict;
    const char *label;
    zhnorm_error *error;
    uint32_t line;
    bool comments;      /* '#' at a line's start begins a comment */
    bool opencc_values; /* several values, separated by spaces */
    bool values_needed; /* a key alone on its line is wrong */
    uint32_t *slots;    /* hash table: entry number + 1, 0 is free */
    size_t slot_count;  /* a power of two */
    const struct zn_dictionary_listener *listener; /* or NULL */
};

struct field {
    const char *start;
    size_t length;
};

static bool equals(struct field field, const char *text)
{
    size_t length = strlen(text);
    return field.length == length && memcmp(field.start, text, length) == 0;
}

static struct field entry_key(const zhnorm_dict *dict, const struct zn_entry *entry)
{
    return (struct field){dict->text + entry->key, entry->key_length};
}

static struct field entry_value(const zhnorm_dict *dict, const struct zn_entry *entry)
{
    return (struct field){dict->text + entry->value, entry->value_length};
}

static bool same(struct field a, struct field b)
{
    return a.length == b.length && memcmp(a.start, b.start, a.length) == 0;
}

/* Doubles the hash table before it is half full. */
static bool make_room(struct parser *parser)
{
    const zhnorm_dict *dict = parser->dict;
    size_t count = zn_dictionary_count(dict);
    if (count * 2 < parser->slot_count)
        return true;
    size_t slot_count = parser->slot_count == 0 ? 64 : parser->slot_count * 2;
    uint32_t *slots = zn_allocate_zeroed(dict->allocator, slot_count, sizeof *slots);
    if (slots == NULL)
        return false;
    const struct zn_entry *entries = zn_dictionary_entries(dict);
    for (size_t i = 0; i < count; i++) {
        struct field key = entry_key(dict, &entries[i]);
        size_t at = (size_t)zn_hash(ZN_HASH_START, key.start, key.length) & (slot_count - 1);
        while (slots[at] != 0)
            at = (at + 1) & (slot_count - 1);
        slots[at] = (uint32_t)i + 1;
    }
    zn_release(dict->allocator, parser->slots);
    parser->slots = slots;
    parser->slot_count = slot_count;
    return true;
}

static void tell_repeated(const struct parser *parser, uint32_t earlier, struct field key)
{
    const struct zn_dictionary_listener *listener = parser->listener;
    if (listener != NULL)
        listener->repeated(listener->context, parser->line, earlier, key.start, key.length);
}

/*
 * Adds an entry; one that repeats an earlier one is dropped.  A key may stand
 * twice, if one of its values is for traditional paragraphs only.
 */
static int add_entry(struct parser *parser, const struct zn_entry *entry)
{
    zhnorm_dict *dict = parser->dict;
    if (!make_room(parser))
        return zn_fail_memory(parser->error);
    struct field key = entry_key(dict, entry);
    size_t mask = parser->slot_count - 1;
    size_t at = (size_t)zn_hash(ZN_HASH_START, key.start, key.length) & mask;
    for (; parser->slots[at] != 0; at = (at + 1) & mask) {
        const struct zn_entry *other = &zn_dictionary_entries(dict)[parser->slots[at] - 1];
        if (!same(entry_key(dict, other), key))
            continue;
        bool repeats = same(entry_value(dict, other), entry_value(dict, entry));
        if (repeats == (other->flags == entry->flags)) {
            if (repeats) {
                tell_repeated(parser, other->line, key);
                return ZHNORM_OK;
            }
            continue;
        }
        return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                          "the key '%.*s' stands in line %u with another value or flag",
                          (int)key.length, key.start, (unsigned)other->line);
    }
    if (!zn_buffer_append(&dict->entries, entry, sizeof *entry))
        return zn_fail_memory(parser->error);
    parser->slots[at] = (uint32_t)zn_dictionary_count(dict);
    return ZHNORM_OK;
}

/*
 * A key is matched within a paragraph, so a character that ends one could
 * never match reliably.
 */
static int check_key(const struct parser *parser, struct field key)
{
    if (key.length == 0)
        return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                          "the key is empty; expected KEY, TAB, VALUE");
    size_t code_points = 0;
    for (size_t i = 0; i < key.length; code_points++) {
        uint32_t code_point;
        i += zn_utf8_decode((const uint8_t *)key.start + i, &code_point);
        if (zn_is_paragraph_end(code_point))
            return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                              "the key holds a character that ends a paragraph (U+%04X)",
                              (unsigned)code_point);
    }
    if (code_points > ZN_KEY_MAX)
        return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                          "the key has %zu characters; the most is %d", code_points,
                          ZN_KEY_MAX);
    return ZHNORM_OK;
}

static int check_value(const struct parser *parser, struct field value)
{
    if (value.length == 0)
        return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                          "the value is empty, which would delete text; a key alone on its "
                          "line protects itself");
    if (value.length > ZN_VALUE_MAX)
        return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                          "the value has %zu bytes; the most is %d", value.length,
                          ZN_VALUE_MAX);
    return ZHNORM_OK;
}

static int parse_flags(const struct parser *parser, struct field flags, uint32_t *out)
{
    *out = 0;
    while (flags.length > 0) {
        const char *space = memchr(flags.start, ' ', flags.length);
        size_t length = space == NULL ? flags.length : (size_t)(space - flags.start);
        struct field flag = {flags.start, length};
        if (equals(flag, "traditional-only"))
            *out |= ZN_ENTRY_TRADITIONAL_ONLY;
        else if (length != 0)
            return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                              "unknown flag '%.*s'; the only one is 'traditional-only'",
                              (int)length, flag.start);
        size_t skip = space == NULL ? length : length + 1;
        flags.start += skip;
        flags.length -= skip;
    }
    return ZHNORM_OK;
}

/* Cuts `line` at its first TAB: returns what is before, `*rest` what follows. */
static bool cut_at_tab(struct field line, struct field *before, struct field *rest)
{
    const char *tab = memchr(line.start, '\t', line.length);
    *before = line;
    *rest = (struct field){line.start + line.length, 0};
    if (tab == NULL)
        return false;
    before->length = (size_t)(tab - line.start);
    rest->start = tab + 1;
    rest->length = line.length - before->length - 1;
    return true;
}

static int parse_entry(struct parser *parser, struct field line)
{
    struct field key;
    struct field value;
    struct field flags = {line.start + line.length, 0};
    bool has_value = cut_at_tab(line, &key, &value);
    if (!has_value && parser->values_needed)
        return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                          "no tab in the line; expected KEY, TAB, VALUE");
    if (!has_value)
        value = key;
    size_t values_length = value.length;
    if (parser->opencc_values) {
        const char *space = memchr(value.start, ' ', value.length);
        if (has_value && space != NULL)
            value.length = (size_t)(space - value.start);
    } else if (has_value) {
        cut_at_tab(value, &value, &flags);
        values_length = value.length;
    }
    struct zn_entry entry = {
        .key = (uint32_t)(key.start - parser->dict->text),
        .key_length = (uint32_t)key.length,
        .value = (uint32_t)(value.start - parser->dict->text),
        .value_length = (uint32_t)value.length,
        .values_length = (uint32_t)values_length,
        .line = parser->line,
    };
    int status = check_key(parser, key);
    if (status == ZHNORM_OK)
        status = check_value(parser, value);
    if (status == ZHNORM_OK)
        status = parse_flags(parser, flags, &entry.flags);
    return status == ZHNORM_OK ? add_entry(parser, &entry) : status;
}

/* The header line `# format: NAME`, the only one that changes the reading. */
static int parse_comment(struct parser *parser, struct field line)
{
    static const char field_name[] = "# format:";
    if (line.length < sizeof field_name - 1 ||
        memcmp(line.start, field_name, sizeof field_name - 1) != 0)
        return ZHNORM_OK;
    struct field value = {line.start + sizeof field_name - 1,
                          line.length - (sizeof field_name - 1)};
    while (value.length > 0 && value.start[0] == ' ') {
        value.start++;
        value.length--;
    }
    if (zn_dictionary_count(parser->dict) != 0)
        return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                          "the format must be named before the first entry");
    if (!equals(value, "opencc"))
        return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                          "unknown format '%.*s'; expected 'opencc'", (int)value.length,
                          value.start);
    parser->opencc_values = true;
    return ZHNORM_OK;
}

static int parse_line(struct parser *parser, struct field line)
{
    size_t valid = zn_utf8_valid_prefix((const uint8_t *)line.start, line.length);
    if (valid != line.length)
        return zn_fail_at(parser->error, ZHNORM_ERROR_DICT, parser->label, parser->line,
                          "byte %zu of the line is not valid UTF-8", valid + 1);
    if (line.length > 0 && line.start[line.length - 1] == '\r')
        line.length--;
    if (line.length == 0)
        return ZHNORM_OK;
    if (parser->comments && line.start[0] == '#')
        return parse_comment(parser, line);
    return parse_entry(parser, line);
}

/* Does the parser go on behind a wrong line?  `*first` gets the first one's error. */
static bool goes_on(const struct parser *parser, int status, zhnorm_error *first)
{
    if (parser->listener == NULL || status != ZHNORM_ERROR_DICT)
        return false;
    parser->listener->wrong(parser->listener->context, parser->error);
    if (first->status == ZHNORM_OK)
        *first = *parser->error;
    return true;
}

static int parse_lines(struct parser *parser)
{
    zhnorm_error first = {.status = ZHNORM_OK};
    static const char byte_order_mark[] = "\xEF\xBB\xBF";
    const zhnorm_dict *dict = parser->dict;
    struct field rest = {dict->text, dict->length};
    if (rest.length >= 3 && memcmp(rest.start, byte_order_mark, 3) == 0) {
        rest.start += 3;
        rest.length -= 3;
    }
    while (rest.length > 0) {
        const char *end = memchr(rest.start, '\n', rest.length);
        size_t length = end == NULL ? rest.length : (size_t)(end - rest.start);
        parser->line++;
        int status = parse_line(parser, (struct field){rest.start, length});
        if (status != ZHNORM_OK && !goes_on(parser, status, &first))
            return status;
        size_t skip = end == NULL ? length : length + 1;
        rest.start += skip;
        rest.length -= skip;
    }
    if (first.status != ZHNORM_OK)
        *parser->error = first;
    return first.status;
}

/* The name of a dictionary, as dictionary.h says; NULL: no memory. */
static char *find_name(const char *text, size_t length, const char *label,
                       const zhnorm_allocator *allocator)
{
    size_t size;
    const char *name = zn_header_field(text, length, "name", &size);
    if (name == NULL && label != NULL) {
        const char *slash = strrchr(label, '/');
        name = slash == NULL ? label : slash + 1;
        size = strlen(name);
    }
    if (name == NULL || size == 0) {
        name = "-";
        size = 1;
    }
    char *copy = zn_allocate(allocator, size + 1, 1);
    if (copy == NULL)
        return NULL;
    memcpy(copy, name, size);
    copy[size] = '\0';
    return copy;
}

static zhnorm_dict *new_dictionary(const char *text, size_t length, const char *label,
                                   const zhnorm_allocator *allocator)
{
    if (allocator == NULL)
        allocator = &zn_default_allocator;
    zhnorm_dict *dict = zn_allocate_zeroed(allocator, 1, sizeof *dict);
    if (dict == NULL)
        return NULL;
    dict->allocator_copy = *allocator;
    dict->allocator = &dict->allocator_copy;
    zn_buffer_init(&dict->entries, dict->allocator);
    dict->text = zn_allocate(allocator, length, 1);
    dict->length = length;
    dict->name = find_name(text, length, label, allocator);
    if (dict->text == NULL || dict->name == NULL) {
        zn_dictionary_free(dict);
        return NULL;
    }
    if (length != 0)
        memcpy(dict->text, text, length);
    return dict;
}

/* Runs a parser that is set up but for its dictionary. */
static int parse(struct parser *parser, const char *text, size_t length,
                 const zhnorm_allocator *allocator, zhnorm_dict **dict)
{
    *dict = NULL;
    const char *label = parser->label;
    if (label == NULL)
        parser->label = "(dictionary)";
    if (length > UINT32_MAX)
        return zn_fail(parser->error, ZHNORM_ERROR_DICT, "%s: larger than 4 GiB",
                       parser->label);
    parser->dict = new_dictionary(text, length, label, allocator);
    if (parser->dict == NULL)
        return zn_fail_memory(parser->error);
    int status = parse_lines(parser);
    zn_release(parser->dict->allocator, parser->slots);
    if (status == ZHNORM_OK)
        *dict = parser->dict;
    else
        zn_dictionary_free(parser->dict);
    return status;
}

int zn_dictionary_parse(const char *text, size_t length, const char *label,
                        enum zn_dictionary_form form, const zhnorm_allocator *allocator,
                        zhnorm_dict **dict, zhnorm_error *error)
{
    struct parser parser = {
        .label = label,
        .error = error,
        .comments = form == ZN_DICTIONARY_CORPUS,
        .opencc_values = form == ZN_DICTIONARY_OPENCC,
        .values_needed = form == ZN_DICTIONARY_OPENCC,
    };
    return parse(&parser, text, length, allocator, dict);
}

int zn_dictionary_parse_telling(const char *text, size_t length, const char *label,
                                const struct zn_dictionary_listener *listener,
                                const zhnorm_allocator *allocator, zhnorm_dict **dict,
                                zhnorm_error *error)
{
    zhnorm_error own = {.status = ZHNORM_OK};
    struct parser parser = {.label = label,
                            .error = error == NULL ? &own : error,
                            .comments = true,
                            .listener = listener};
    return parse(&parser, text, length, allocator, dict);
}

void zn_dictionary_free(zhnorm_dict *dict)
{
    if (dict == NULL)
        return;
    zhnorm_allocator allocator = dict->allocator_copy;
    zn_buffer_free(&dict->entries);
    zn_release(&allocator, dict->text);
    zn_release(&allocator, dict->name);
    zn_release(&allocator, dict);
}
