/*
 * See front_matter_yaml.h.  Only scalars with a character beyond ASCII are of interest, so
 * every number, boolean, null and date is out of the question, by whichever version of YAML.
 */
#include "formats/front_matter_yaml.h"

#include <yaml.h>

#include "text/utf8.h"

enum { DEPTH_MAX = 64, KEY_MAX = 16 };

/* Keys whose values are addresses or names that a program looks for. */
static const char *const address_keys[] = {"alias", "aliases", "id",   "layout", "permalink",
                                           "path",  "slug",    "type", "url"};

void zn_yaml_init(struct zn_yaml *yaml, const zhnorm_allocator *allocator)
{
    *yaml = (struct zn_yaml){0};
    zn_buffer_init(&yaml->values, allocator);
}

void zn_yaml_free(struct zn_yaml *yaml)
{
    zn_buffer_free(&yaml->values);
}

struct level {
    bool is_mapping;
    bool expects_key;
    bool is_kept; /* what comes at this level is part of a key, or an address */
    bool inherits;
};

struct reader {
    struct zn_yaml *yaml;
    const char *source;
    size_t length;
    struct level levels[DEPTH_MAX];
    size_t depth;
    size_t nodes;     /* at the root, that are over */
    bool has_mapping; /* at the root */
    /* libyaml counts code points: this many of them are so many bytes. */
    size_t code_points;
    size_t bytes;
    bool failed;
};

/* ---- The digest ---------------------------------------------------------------------- */

static void digest(struct reader *reader, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;
    uint64_t value = (reader->yaml->digest ^ length) * 0x100000001B3u;

    for (size_t i = 0; i < length; i++)
        value = (value ^ byte[i]) * 0x100000001B3u;
    reader->yaml->digest = value;
}

static void digest_string(struct reader *reader, const yaml_char_t *string)
{
    digest(reader, string, string == NULL ? 0 : strlen((const char *)string));
}

/* ---- Places -------------------------------------------------------------------------- */

/* The byte that a mark, which is not before the last one asked for, stands at. */
static size_t to_byte(struct reader *reader, const yaml_mark_t *mark)
{
    while (reader->code_points < mark->index && reader->bytes < reader->length) {
        reader->bytes += zn_utf8_length((uint8_t)reader->source[reader->bytes]);
        reader->code_points++;
    }
    return reader->bytes < reader->length ? reader->bytes : reader->length;
}

/* ---- Values -------------------------------------------------------------------------- */

static bool is_address_key(const yaml_event_t *event)
{
    char name[KEY_MAX] = {0};
    const yaml_char_t *value = event->data.scalar.value;
    size_t length = event->data.scalar.length;

    if (length >= KEY_MAX)
        return false;
    for (size_t i = 0; i < length; i++)
        name[i] = (char)(value[i] >= 'A' && value[i] <= 'Z' ? value[i] - 'A' + 'a' : value[i]);
    for (size_t i = 0; i < sizeof address_keys / sizeof *address_keys; i++)
        if (strcmp(name, address_keys[i]) == 0)
            return true;
    return false;
}

/* A path, a file's name or an address: one word, with what such have. */
static bool is_address(const char *text, size_t length)
{
    size_t letters = 0;

    if (length == 0)
        return false;
    for (size_t i = 0; i < length; i++) {
        if ((unsigned char)text[i] <= ' ')
            return false;
        if (length - i > 3 && memcmp(text + i, "://", 3) == 0)
            return true;
    }
    /* The ending of a file's name. */
    while (letters < length && letters < 6 &&
           (((text[length - 1 - letters] | 0x20) >= 'a' &&
             (text[length - 1 - letters] | 0x20) <= 'z') ||
            (text[length - 1 - letters] >= '0' && text[length - 1 - letters] <= '9')))
        letters++;
    bool has_ending =
        letters >= 2 && letters <= 5 && letters < length && text[length - 1 - letters] == '.';
    return has_ending || text[0] == '/' || (text[0] == '.' && length > 1 && text[1] == '/');
}

static bool has_words(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if ((text[i] & 0x80) != 0)
            return true;
    return false;
}

/* Whether a tag leaves it a string. */
static bool is_string(const yaml_event_t *event)
{
    const char *tag = (const char *)event->data.scalar.tag;

    return tag == NULL || strcmp(tag, "!") == 0 || strcmp(tag, YAML_STR_TAG) == 0;
}

static enum zn_scalar_style style_of(const yaml_event_t *event)
{
    switch (event->data.scalar.style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return ZN_SCALAR_SINGLE;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return ZN_SCALAR_DOUBLE;
    case YAML_LITERAL_SCALAR_STYLE:
        return ZN_SCALAR_LITERAL;
    case YAML_FOLDED_SCALAR_STYLE:
        return ZN_SCALAR_FOLDED;
    default:
        return ZN_SCALAR_PLAIN;
    }
}

/* Where the scalar begins, behind its anchor and tag. */
static size_t value_begin(const struct reader *reader, size_t begin, size_t end)
{
    while (begin < end && (reader->source[begin] == '&' || reader->source[begin] == '!')) {
        while (begin < end && (unsigned char)reader->source[begin] > ' ')
            begin++;
        while (begin < end && (unsigned char)reader->source[begin] <= ' ')
            begin++;
    }
    return begin;
}

static void take_value(struct reader *reader, const yaml_event_t *event)
{
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    size_t begin = to_byte(reader, &event->start_mark);
    size_t end = to_byte(reader, &event->end_mark);
    struct zn_yaml_value found = {value_begin(reader, begin, end), end, style_of(event)};

    if (!has_words(reader->source + found.begin, end - found.begin) &&
        !has_words(value, length))
        return;
    if (!zn_buffer_append(&reader->yaml->values, &found, sizeof found))
        reader->failed = true;
}

static void take_scalar(struct reader *reader, const yaml_event_t *event)
{
    struct level *level = reader->depth != 0 ? &reader->levels[reader->depth - 1] : NULL;
    bool is_key = level != NULL && level->is_mapping && level->expects_key;
    const char *value = (const char *)event->data.scalar.value;
    size_t length = event->data.scalar.length;
    bool is_fixed = is_key || level == NULL || level->is_kept || !is_string(event) ||
                    is_address(value, length);

    digest_string(reader, event->data.scalar.anchor);
    digest_string(reader, event->data.scalar.tag);
    digest(reader, &event->data.scalar.style, sizeof event->data.scalar.style);
    if (is_fixed || !has_words(value, length))
        digest(reader, value, length);
    if (is_key && !level->inherits)
        level->is_kept = is_address_key(event);
    if (!is_fixed)
        take_value(reader, event);
}

/* ---- Structure ----------------------------------------------------------------------- */

/* A node is over: in a mapping, a key or its value. */
static void end_node(struct reader *reader)
{
    if (reader->depth == 0)
        reader->nodes++;
    else
        reader->levels[reader->depth - 1].expects_key =
            !reader->levels[reader->depth - 1].expects_key;
}

static void begin_collection(struct reader *reader, bool is_mapping)
{
    if (reader->depth == 0)
        reader->has_mapping = reader->has_mapping || is_mapping;
    if (reader->depth == DEPTH_MAX) {
        reader->failed = true;
        return;
    }
    bool is_kept = false;
    if (reader->depth != 0) {
        const struct level *above = &reader->levels[reader->depth - 1];
        is_kept = above->is_kept || (above->is_mapping && above->expects_key);
    }
    reader->levels[reader->depth++] = (struct level){is_mapping, true, is_kept, is_kept};
}

static void take_event(struct reader *reader, const yaml_event_t *event)
{
    digest(reader, &event->type, sizeof event->type);
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        take_scalar(reader, event);
        end_node(reader);
        break;
    case YAML_ALIAS_EVENT:
        digest_string(reader, event->data.alias.anchor);
        end_node(reader);
        break;
    case YAML_MAPPING_START_EVENT:
        digest_string(reader, event->data.mapping_start.anchor);
        digest_string(reader, event->data.mapping_start.tag);
        begin_collection(reader, true);
        break;
    case YAML_SEQUENCE_START_EVENT:
        digest_string(reader, event->data.sequence_start.anchor);
        digest_string(reader, event->data.sequence_start.tag);
        begin_collection(reader, false);
        break;
    case YAML_MAPPING_END_EVENT:
    case YAML_SEQUENCE_END_EVENT:
        reader->depth--;
        end_node(reader);
        break;
    default:
        break;
    }
}

bool zn_yaml_read(struct zn_yaml *yaml, const char *source, size_t length)
{
    struct reader reader = {.yaml = yaml, .source = source, .length = length};
    yaml_parser_t parser;
    yaml_event_t event;
    bool is_over = false;

    yaml->values.length = 0;
    yaml->digest = 0xCBF29CE484222325u;
    yaml->is_mapping = false;
    if (!yaml_parser_initialize(&parser))
        return false;
    yaml_parser_set_input_string(&parser, (const unsigned char *)source, length);
    yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
    while (!is_over && !reader.failed) {
        if (!yaml_parser_parse(&parser, &event)) {
            reader.failed = true;
            break;
        }
        take_event(&reader, &event);
        is_over = event.type == YAML_STREAM_END_EVENT;
        yaml_event_delete(&event);
    }
    yaml->is_mapping = reader.has_mapping || (reader.nodes == 0 && !reader.failed);
    yaml_parser_delete(&parser);
    return !reader.failed && reader.nodes <= 1;
}
