/* See guarantees.h. */
#include "guarantees.h"

#include <check.h>
#include <stdio.h>
#include <string.h>

#include "text/utf8.h"

/* ---- Setups -------------------------------------------------------------- */

zhnorm_rule_info rule_at(size_t index)
{
    zhnorm_rule_info rule = {.name = ""};
    if (zhnorm_rule_at(index, &rule) != ZHNORM_OK)
        ck_abort_msg("there is no rule %zu", index);
    return rule;
}

uint64_t rule_bit(const char *name)
{
    size_t index = 0;
    while (strcmp(rule_at(index).name, name) != 0)
        index++;
    return UINT64_C(1) << index;
}

bool is_on(const struct setup *setup, size_t index)
{
    zhnorm_rule_info rule = rule_at(index);
    bool switched = (setup->switched >> index & 1) != 0;
    return (rule.step & setup->steps) != 0 && (rule.is_default != 0) != switched;
}

zhnorm_converter *compile(const struct setup *setup)
{
    zhnorm_rule_switch switches[RULES_MAX];
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    zhnorm_options_init(&options);
    options.config = setup->config;
    options.steps = setup->steps;
    options.bad_input = setup->bad_input;
    options.quotes = setup->quotes;
    options.max_pending = setup->max_pending;
    options.record = setup->record;
    options.rules = switches;
    for (size_t i = 0; i < zhnorm_rule_count(); i++) {
        zhnorm_rule_info rule = rule_at(i);
        if ((setup->switched >> i & 1) != 0)
            switches[options.rule_count++] = (zhnorm_rule_switch){rule.name, !rule.is_default};
    }
    int status = zhnorm_compile(&options, &converter, &error);
    if (status != ZHNORM_OK)
        ck_abort_msg("zhnorm_compile(%s): %s", setup->config, error.message);
    return converter;
}

zhnorm_result *convert(const struct setup *setup, const char *text, size_t length)
{
    zhnorm_converter *converter = compile(setup);
    zhnorm_result *result = NULL;
    zhnorm_error error = {0};
    int status = zhnorm_convert_result(converter, text, length, &result, &error);
    if (status != ZHNORM_OK && status != ZHNORM_ERROR_INPUT)
        ck_abort_msg("status %d: %s", status, error.message);
    zhnorm_converter_free(converter);
    return result;
}

int stream_text(zhnorm_stream *stream, struct generator *chance, const char *text,
                size_t length, struct text *out)
{
    uint32_t limit = 1 + generator_below(chance, 300);
    int status = ZHNORM_OK;
    size_t done = 0;
    bool ended = false;
    while (status == ZHNORM_OK && !ended) {
        size_t size = generator_below(chance, limit + 1);
        ended = size >= length - done;
        zhnorm_input input = {text + done, ended ? length - done : size, 0};
        int more = 1;
        while (status == ZHNORM_OK && more) {
            size_t room = generator_below(chance, 200);
            if (room > sizeof out->data - out->length)
                ck_abort_msg("the output is longer than %zu bytes", sizeof out->data);
            zhnorm_output output = {out->data + out->length, room, 0};
            status = zhnorm_stream_run(stream, &input, &output,
                                       ended ? ZHNORM_END : ZHNORM_CONTINUE, &more, NULL);
            out->length += output.position;
        }
        done += input.length;
    }
    return status;
}

uint64_t all_changes(const zhnorm_result *result)
{
    uint64_t changes = 0;
    for (size_t i = 0; i < zhnorm_rule_count(); i++)
        changes += zhnorm_result_changes(result, i);
    return changes;
}

/* ---- Texts --------------------------------------------------------------- */

void add(struct text *text, const char *data, size_t length)
{
    if (length > sizeof text->data - text->length)
        ck_abort_msg("a text of more than %zu bytes", sizeof text->data);
    memcpy(text->data + text->length, data, length);
    text->length += length;
}

void add_shown(struct text *shown, const char *data, size_t length)
{
    const uint8_t *bytes = (const uint8_t *)data;
    for (size_t at = 0; at < length && sizeof shown->data - shown->length > 16;) {
        char *to = shown->data + shown->length;
        size_t size = zn_utf8_length(bytes[at]);
        uint32_t code_point = bytes[at];
        bool valid = size <= length - at && zn_utf8_valid_prefix(bytes + at, size) == size;
        if (valid)
            zn_utf8_decode(bytes + at, &code_point);
        bool visible = valid && ((code_point >= ' ' && code_point < 0x7F) ||
                                 (code_point > 0x3000 && code_point < 0x9FFF) ||
                                 (code_point >= 0x2018 && code_point < 0x2027) ||
                                 (code_point > 0xFF00 && code_point < 0xFFE0));
        if (visible)
            add(shown, data + at, size);
        else
            shown->length +=
                (size_t)snprintf(to, 16, valid ? "{U+%04X}" : "{%02X}", code_point);
        at += valid ? size : 1;
    }
}

bool same(struct finding *finding, const char *what, const char *wanted, size_t wanted_length,
          const char *got, size_t got_length)
{
    if (wanted_length == got_length && memcmp(wanted, got, got_length) == 0)
        return true;
    finding->what = what;
    finding->wanted.length = 0;
    finding->got.length = 0;
    add_shown(&finding->wanted, wanted, wanted_length);
    add_shown(&finding->got, got, got_length);
    return false;
}

bool same_text(struct finding *finding, const char *what, const zhnorm_result *wanted,
               const zhnorm_result *got)
{
    return same(finding, what, zhnorm_result_text(wanted), zhnorm_result_length(wanted),
                zhnorm_result_text(got), zhnorm_result_length(got));
}

bool must(struct finding *finding, const char *what, bool condition)
{
    return condition || same(finding, what, "", 0, " ", 1);
}

bool is_utf8(const char *text, size_t length)
{
    return zn_utf8_valid_prefix((const uint8_t *)text, length) == length;
}

/* Unified and compatibility ideographs, radicals, and the signs used like them. */
bool is_han(uint32_t code_point)
{
    static const uint32_t ranges[][2] = {
        {0x2E80, 0x2FDF}, {0x3005, 0x3005}, {0x3007, 0x3007},
        {0x3021, 0x3029}, {0x3038, 0x303B}, {0x3400, 0x4DBF},
        {0x4E00, 0x9FFF}, {0xF900, 0xFAFF}, {0x20000, 0x3FFFD}};
    for (size_t i = 0; i < COUNT(ranges); i++)
        if (code_point >= ranges[i][0] && code_point <= ranges[i][1])
            return true;
    return false;
}
