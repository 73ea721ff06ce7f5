/*
 * Finds a word in the clean text and shows where it stands in the source; then lists
 * what was changed, where and why.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include <zhnorm/zhnorm.h>

/* The rule or dictionary that an edit is due to. */
static const char *cause(const zhnorm_edit *edit)
{
    zhnorm_rule_info rule = {.name = "bytes that are not UTF-8"};
    if (edit->dict != NULL)
        return edit->dict;
    for (size_t i = 0; i < zhnorm_rule_count(); i++)
        if ((edit->rules >> i & 1) != 0)
            zhnorm_rule_at(i, &rule);
    return rule.name;
}

/* Shows the source of the first `word` in the clean text, and where Python has it. */
static void find(const char *source, const char *text, const char *word,
                 const zhnorm_edit *edits, size_t count)
{
    const char *found = strstr(text, word);
    if (found == NULL)
        return;
    uint64_t from = (uint64_t)(found - text);
    uint64_t to = from + strlen(word);
    uint64_t span[2] = {zhnorm_map_to_source(edits, count, from, ZHNORM_EDGE_START),
                        zhnorm_map_to_source(edits, count, to, ZHNORM_EDGE_END)};
    printf("%s is %.*s in the source", word, (int)(span[1] - span[0]), source + span[0]);
    zhnorm_offsets_convert(source, strlen(source), span, 2, ZHNORM_UNIT_BYTE,
                           ZHNORM_UNIT_CODE_POINT);
    printf(", characters %" PRIu64 " to %" PRIu64 "\n", span[0], span[1]);
}

int main(void)
{
    const char *source = "這款軟體的資料庫,誰都能下載!\n";
    zhnorm_converter *converter = NULL;
    zhnorm_result *result = NULL;
    zhnorm_error error;
    zhnorm_options options;

    zhnorm_options_init(&options);
    options.record = ZHNORM_RECORD_EDITS;
    int status = zhnorm_compile(&options, &converter, &error);
    if (status == ZHNORM_OK)
        status = zhnorm_convert_result(converter, source, strlen(source), &result, &error);
    if (status == ZHNORM_OK) {
        size_t count;
        const zhnorm_edit *edits = zhnorm_result_edits(result, &count);
        const char *text = zhnorm_result_text(result);
        find(source, text, "数据库", edits, count);
        for (size_t i = 0; i < count; i++)
            printf("%3" PRIu64 "  %.*s -> %.*s  %s\n", edits[i].source_offset,
                   (int)edits[i].source_length, source + edits[i].source_offset,
                   (int)edits[i].output_length, text + edits[i].output_offset,
                   cause(&edits[i]));
    } else {
        fprintf(stderr, "trace: %s\n", error.message);
    }
    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
    return status == ZHNORM_OK ? 0 : 1;
}
