/* See preset.h. */
#include "rules/preset.h"

#include <stdbool.h>
#include <string.h>

#include "rules/error.h"
#include "rules/memory.h"
#include "text/utf8.h"

struct parser {
    struct zn_preset *preset;
    const char *label;
    zhnorm_error *error;
    uint64_t line;
};

static char *skip_blanks(char *text)
{
    while (*text == ' ' || *text == '\t')
        text++;
    return text;
}

static void trim_end(char *text)
{
    size_t length = strlen(text);
    while (length > 0 && strchr(" \t\r", text[length - 1]) != NULL)
        text[--length] = '\0';
}

static int parse_dicts(struct parser *parser, char *list)
{
    struct zn_preset *preset = parser->preset;
    for (char *at = skip_blanks(list); *at != '\0'; at = skip_blanks(at)) {
        if (preset->dict_count == ZN_PRESET_DICTS_MAX)
            return zn_fail_at(parser->error, ZHNORM_ERROR_CONFIG, parser->label, parser->line,
                              "more than %d dictionaries", ZN_PRESET_DICTS_MAX);
        preset->dicts[preset->dict_count++] = at;
        at += strcspn(at, " \t");
        if (*at != '\0')
            *at++ = '\0';
    }
    return ZHNORM_OK;
}

struct target_name {
    const char *name;
    enum zn_target target;
};

static bool find_target(const struct target_name *names, size_t count, const char *name,
                        enum zn_target *target)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(name, names[i].name) == 0) {
            *target = names[i].target;
            return true;
        }
    }
    return false;
}

enum zn_target zn_target_of_opencc(const char *name)
{
    static const struct target_name endings[] = {{"s", ZN_TARGET_HANS}, {"sp", ZN_TARGET_HANS},
                                                 {"t", ZN_TARGET_HANT}, {"tw", ZN_TARGET_TW},
                                                 {"twp", ZN_TARGET_TW}, {"hk", ZN_TARGET_HK},
                                                 {"hkp", ZN_TARGET_HK}};
    enum zn_target target = ZN_TARGET_NONE;
    const char *two = strrchr(name, '2');
    if (two != NULL)
        find_target(endings, sizeof endings / sizeof endings[0], two + 1, &target);
    return target;
}

static int parse_target(struct parser *parser, const char *value)
{
    static const struct target_name targets[] = {{"hans", ZN_TARGET_HANS},
                                                 {"hant", ZN_TARGET_HANT},
                                                 {"tw", ZN_TARGET_TW},
                                                 {"hk", ZN_TARGET_HK},
                                                 {"none", ZN_TARGET_NONE}};
    if (!find_target(targets, sizeof targets / sizeof targets[0], value,
                     &parser->preset->target))
        return zn_fail_at(parser->error, ZHNORM_ERROR_CONFIG, parser->label, parser->line,
                          "unknown target '%s'; expected hans, hant, tw, hk or none", value);
    return ZHNORM_OK;
}

static int parse_field(struct parser *parser, const char *name, char *value)
{
    struct zn_preset *preset = parser->preset;
    const struct {
        const char *name;
        const char **value;
    } fields[] = {{"name", &preset->name}, {"title", &preset->title}, {"base", &preset->base}};
    if (strcmp(name, "dicts") == 0)
        return parse_dicts(parser, value);
    if (strcmp(name, "target") == 0 && *value != '\0')
        return parse_target(parser, value);
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        if (strcmp(name, fields[i].name) != 0)
            continue;
        if (*value == '\0')
            return zn_fail_at(parser->error, ZHNORM_ERROR_CONFIG, parser->label, parser->line,
                              "'%s' is empty", name);
        *fields[i].value = value;
        return ZHNORM_OK;
    }
    return zn_fail_at(parser->error, ZHNORM_ERROR_CONFIG, parser->label, parser->line,
                      "unknown field '%s'; expected name, title, base, target or dicts", name);
}

static int parse_line(struct parser *parser, char *line)
{
    trim_end(line);
    line = skip_blanks(line);
    if (*line == '\0' || *line == '#')
        return ZHNORM_OK;
    char *colon = strchr(line, ':');
    if (colon == NULL)
        return zn_fail_at(parser->error, ZHNORM_ERROR_CONFIG, parser->label, parser->line,
                          "expected 'FIELD: VALUE'");
    *colon = '\0';
    trim_end(line);
    return parse_field(parser, line, skip_blanks(colon + 1));
}

static int parse_lines(struct parser *parser)
{
    for (char *line = parser->preset->text; line != NULL;) {
        char *end = strchr(line, '\n');
        if (end != NULL)
            *end = '\0';
        parser->line++;
        int status = parse_line(parser, line);
        if (status != ZHNORM_OK)
            return status;
        line = end == NULL ? NULL : end + 1;
    }
    if (parser->preset->base == NULL)
        return zn_fail(parser->error, ZHNORM_ERROR_CONFIG, "%s: no field 'base'",
                       parser->label);
    return ZHNORM_OK;
}

int zn_preset_parse(struct zn_preset *preset, const char *text, size_t length,
                    const char *label, const zhnorm_allocator *allocator, zhnorm_error *error)
{
    *preset = (struct zn_preset){.allocator = allocator};
    bool is_text = zn_utf8_valid_prefix((const uint8_t *)text, length) == length &&
                   (length == 0 || memchr(text, 0, length) == NULL);
    if (!is_text)
        return zn_fail(error, ZHNORM_ERROR_CONFIG, "%s: not UTF-8 text", label);
    preset->text = zn_allocate(allocator, length + 1, 1);
    if (preset->text == NULL)
        return zn_fail_memory(error);
    if (length != 0)
        memcpy(preset->text, text, length);
    preset->text[length] = '\0';
    struct parser parser = {.preset = preset, .label = label, .error = error};
    int status = parse_lines(&parser);
    if (status != ZHNORM_OK)
        zn_preset_free(preset);
    return status;
}

void zn_preset_free(struct zn_preset *preset)
{
    if (preset->text != NULL)
        zn_release(preset->allocator, preset->text);
    *preset = (struct zn_preset){0};
}
