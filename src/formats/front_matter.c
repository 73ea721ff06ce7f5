/* See front_matter.h. */
#include "formats/front_matter.h"

#include "formats/front_matter_yaml.h"
#include "rules/error.h"

/* More than this is a document that only looks like it. */
#define FRONT_MATTER_MAX ((size_t)64 << 10)

static const char yaml_line[] = "---";
static const char yaml_end_line[] = "...";
static const char toml_line[] = "+++";

/* The length of the line at `offset`, its end included. */
static size_t line_length(const char *source, size_t length, size_t offset)
{
    const char *end = memchr(source + offset, '\n', length - offset);

    return end == NULL ? length - offset : (size_t)(end - (source + offset)) + 1;
}

/* Whether a line is `text`, with nothing but blanks behind it. */
static bool is_line(const char *line, size_t length, const char *text)
{
    size_t i = strlen(text);

    if (length < i || memcmp(line, text, i) != 0)
        return false;
    while (i < length && (line[i] == ' ' || line[i] == '\t' || line[i] == '\r'))
        i++;
    return i == length || line[i] == '\n';
}

/* Where the front matter's parts are. */
struct front {
    size_t content;
    size_t content_end;
    size_t end;
    bool is_yaml;
};

/* Finds the lines around the front matter.  False: there are none. */
static bool find(struct front *front, const char *source, size_t length)
{
    size_t i = 0;

    while (i < length && is_line(source + i, length - i, ""))
        i += line_length(source, length, i);
    front->is_yaml = is_line(source + i, length - i, yaml_line);
    if (!front->is_yaml && !is_line(source + i, length - i, toml_line))
        return false;
    i += line_length(source, length, i);
    front->content = i;
    for (; i < length && i - front->content <= FRONT_MATTER_MAX;
         i += line_length(source, length, i)) {
        const char *line = source + i;
        bool is_end = front->is_yaml ? is_line(line, length - i, yaml_line) ||
                                           is_line(line, length - i, yaml_end_line)
                                     : is_line(line, length - i, toml_line);
        if (is_end) {
            front->content_end = i;
            front->end = i + line_length(source, length, i);
            return true;
        }
    }
    return false;
}

size_t zn_front_matter_length(const char *source, size_t length,
                              const zhnorm_allocator *allocator)
{
    struct front front;
    struct zn_yaml yaml;

    if (!find(&front, source, length))
        return 0;
    if (!front.is_yaml)
        return front.end;
    zn_yaml_init(&yaml, allocator);
    const char *content = source + front.content;
    size_t content_length = front.content_end - front.content;
    bool is_read = zn_yaml_read(&yaml, content, content_length);
    /*
     * Two thematic breaks with text between them are no front matter.  What is wrong as YAML
     * may be either; before a thematic break's text there is a blank line.
     */
    bool is_front = yaml.is_mapping || (!is_read && !is_line(content, content_length, ""));
    zn_yaml_free(&yaml);
    return is_front ? front.end : 0;
}

/* Converts the values that were found in `source`, handing on all of it. */
static int emit_values(struct zn_emitter *emitter, const struct zn_yaml *yaml,
                       struct zn_field *field, const char *source, size_t length,
                       zhnorm_error *error)
{
    const struct zn_yaml_value *values = zn_yaml_values(yaml);
    int status = ZHNORM_OK;
    size_t at = 0;

    for (size_t i = 0; i < zn_yaml_count(yaml) && status == ZHNORM_OK; i++) {
        enum zn_scalar_style style = values[i].style;
        size_t size = values[i].end - values[i].begin;
        status = zn_emit_copy(emitter, source + at, values[i].begin - at, error);
        if (status != ZHNORM_OK)
            break;
        zn_scalar_fill(field, source + values[i].begin, size, style);
        status = zn_emit_field(emitter, ZN_PURPOSE_VALUE, field, source + values[i].begin,
                               size, zn_scalar_spell, &style, error);
        at = values[i].end;
    }
    return status == ZHNORM_OK ? zn_emit_copy(emitter, source + at, length - at, error)
                               : status;
}

/* Whether what is held back is YAML that says the same, with other words. */
static bool says_the_same(const struct zn_emitter *emitter, const struct zn_yaml *before,
                          struct zn_yaml *behind)
{
    size_t length;
    const char *held = zn_emit_held(emitter, &length);

    return zn_yaml_read(behind, held, length) && behind->digest == before->digest;
}

static int emit_content(struct zn_emitter *emitter, const char *source, size_t length,
                        zhnorm_error *error)
{
    const zhnorm_allocator *allocator = zn_emit_allocator(emitter);
    struct zn_yaml before;
    struct zn_yaml behind;
    struct zn_field field;
    int status;

    zn_yaml_init(&before, allocator);
    zn_yaml_init(&behind, allocator);
    zn_field_init(&field, allocator);
    status = zn_emit_hold(emitter, error);
    bool is_done = false;
    if (status == ZHNORM_OK && zn_yaml_read(&before, source, length)) {
        status = emit_values(emitter, &before, &field, source, length, error);
        is_done = status == ZHNORM_OK && says_the_same(emitter, &before, &behind);
        if (status == ZHNORM_OK && !is_done)
            zn_emit_withdraw(emitter);
    }
    if (status == ZHNORM_OK && !is_done)
        status = zn_emit_copy(emitter, source, length, error);
    zn_field_free(&field);
    zn_yaml_free(&before);
    zn_yaml_free(&behind);
    return status == ZHNORM_OK ? zn_emit_release(emitter, error) : status;
}

int zn_front_matter_emit(struct zn_emitter *emitter, const char *source, size_t length,
                         zhnorm_error *error)
{
    struct front front;
    int status;

    if (length == 0 || !find(&front, source, length) || !front.is_yaml)
        return zn_emit_copy(emitter, source, length, error);
    status = zn_emit_copy(emitter, source, front.content, error);
    if (status == ZHNORM_OK)
        status = emit_content(emitter, source + front.content,
                              front.content_end - front.content, error);
    if (status == ZHNORM_OK)
        status = zn_emit_copy(emitter, source + front.content_end, length - front.content_end,
                              error);
    return status;
}

bool zn_front_matter_text(const char *source, size_t length, struct zn_buffer *text)
{
    struct front front;
    struct zn_yaml yaml;
    bool is_complete = true;

    if (length == 0 || !find(&front, source, length) || !front.is_yaml)
        return true;
    zn_yaml_init(&yaml, text->allocator);
    if (zn_yaml_read(&yaml, source + front.content, front.content_end - front.content))
        for (size_t i = 0; i < zn_yaml_count(&yaml) && is_complete; i++) {
            const struct zn_yaml_value *value = &zn_yaml_values(&yaml)[i];
            is_complete = zn_buffer_append(text, source + front.content + value->begin,
                                           value->end - value->begin) &&
                          zn_buffer_append(text, "\n", 1);
        }
    zn_yaml_free(&yaml);
    return is_complete;
}
