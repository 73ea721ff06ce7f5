/* See page.h. */
#define _POSIX_C_SOURCE 200809L

#include "cli/report/page.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cli/message.h"

/* From page.S, NUL-terminated. */
extern const char zn_report_page_head[];
extern const char zn_report_page_tail[];

/* What the data are written to, and what became of it. */
struct sink {
    struct zn_cli_output *output;
    int code;
};

/* The bytes of data that an HTML parser sees something in, as JSON may write them. */
static const char *escape_of(char byte)
{
    switch (byte) {
    case '<':
        return "\\u003c";
    case '>':
        return "\\u003e";
    case '&':
        return "\\u0026";
    default:
        return NULL;
    }
}

static void put(struct sink *sink, const char *data, size_t length)
{
    if (sink->code == ZN_CLI_DONE)
        sink->code = zn_cli_output_write(sink->output, data, length);
}

/*
 * Writes data so that nothing in them ends the element that they are in: such bytes
 * stand in strings only.
 */
static void put_data(struct sink *sink, const char *data, size_t length)
{
    size_t start = 0;

    for (size_t i = 0; i < length; i++) {
        const char *escape = escape_of(data[i]);
        if (escape == NULL)
            continue;
        put(sink, data + start, i - start);
        put(sink, escape, strlen(escape));
        start = i + 1;
    }
    put(sink, data + start, length - start);
}

int zn_report_page_write(struct zn_cli_output *output, const json_t *data)
{
    struct sink sink = {output, ZN_CLI_DONE};
    char *text = json_dumps(data, JSON_COMPACT | JSON_SORT_KEYS);

    if (text == NULL)
        return zn_cli_memory_error();
    put(&sink, zn_report_page_head, strlen(zn_report_page_head));
    put_data(&sink, text, strlen(text));
    put(&sink, zn_report_page_tail, strlen(zn_report_page_tail));
    free(text);
    return sink.code;
}
