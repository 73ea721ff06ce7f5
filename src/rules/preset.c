/* See preset.h. */
#include "rules/preset.h"

#include <stdio.h>
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

static int parse_list(struct parser *parser, char *text, const char **list, size_t *count,
                      size_t most)
{
    for (char *at = skip_blanks(text); *at != '\0'; at = skip_blanks(at)) {
        if (*count == most)
            return zn_fail_at(parser->error, ZHNORM_ERROR_CONFIG, parser->label, parser->line,
                              "more than %zu dictionaries", most);
        list[(*count)++] = at;
        at += strcspn(at, " \t");
        if (*at != '\0')
            *at++ = '\0';
    }
    return ZHNORM_OK;
}

const char *zn_target_name(enum zn_target target)
{
    static const char *const names[] = {[ZN_TARGET_NONE] = "",
                                        [ZN_TARGET_HANS] = "hans",
                                        [ZN_TARGET_HANT] = "hant",
                                        [ZN_TARGET_TW] = "tw",
                                        [ZN_TARGET_HK] = "hk"};
    return names[target];
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
    } fields[] = {{"name", &preset->name},
                  {"title", &preset->title},
                  {"base", &preset->base},
                  {"simplified", &preset->choices[ZN_ORIGIN_SIMPLIFIED]},
                  {"taiwan", &preset->choices[ZN_ORIGIN_TAIWAN]},
                  {"hong-kong", &preset->choices[ZN_ORIGIN_HONG_KONG]},
                  {"other", &preset->choices[ZN_ORIGIN_OTHER]}};
    if (strcmp(name, "dicts") == 0)
        return parse_list(parser, value, preset->dicts, &preset->dict_count,
                          ZN_PRESET_DICTS_MAX);
    if (strcmp(name, "topics") == 0)
        return parse_list(parser, value, preset->topics, &preset->topic_count,
                          ZN_PRESET_TOPICS_MAX);
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
                      "unknown field '%s'; expected name, title, base, target, dicts, "
                      "simplified, taiwan, hong-kong, other or topics",
                      name);
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

/* A preset has a base and dictionaries, or it has choices and topics. */
static int check_fields(const struct parser *parser)
{
    const struct zn_preset *preset = parser->preset;
    for (size_t i = 0; i < preset->topic_count; i++)
        if (strchr(preset->topics[i], '/') != NULL)
            return zn_fail(parser->error, ZHNORM_ERROR_CONFIG,
                           "%s: the topic '%s' is no dictionary that is shipped",
                           parser->label, preset->topics[i]);
    size_t choices = 0;
    for (int i = 0; i < ZN_ORIGINS; i++)
        choices += preset->choices[i] != NULL;
    if (preset->base == NULL && choices == 0)
        return zn_fail(parser->error, ZHNORM_ERROR_CONFIG, "%s: no field 'base'",
                       parser->label);
    if (preset->base == NULL && choices != ZN_ORIGINS)
        return zn_fail(parser->error, ZHNORM_ERROR_CONFIG,
                       "%s: expected all of simplified, taiwan, hong-kong and other",
                       parser->label);
    bool mixed =
        preset->base == NULL ? preset->dict_count != 0 : choices + preset->topic_count != 0;
    if (mixed)
        return zn_fail(parser->error, ZHNORM_ERROR_CONFIG,
                       "%s: base and dicts exclude choices and topics", parser->label);
    return ZHNORM_OK;
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
    return check_fields(parser);
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

bool zn_preset_choice_name(const struct zn_preset *preset, enum zn_origin origin,
                           unsigned topics, char name[ZN_CHOICE_NAME_SIZE])
{
    size_t length = 0;
    int added = snprintf(name, ZN_CHOICE_NAME_SIZE, "%s", preset->choices[origin]);
    for (size_t i = 0; added >= 0 && i < preset->topic_count; i++) {
        length += (size_t)added;
        if (length >= ZN_CHOICE_NAME_SIZE)
            return false;
        bool is_set = (topics >> i & 1) != 0;
        added = is_set ? snprintf(name + length, ZN_CHOICE_NAME_SIZE - length, " %s",
                                  preset->topics[i])
                       : 0;
    }
    return added >= 0 && length + (size_t)added < ZN_CHOICE_NAME_SIZE;
}
