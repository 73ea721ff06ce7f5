/* See delimited_record.h. */
#include "formats/delimited_record.h"

#include <string.h>

void zn_delimited_record_init(struct zn_delimited_record *record,
                              const zhnorm_allocator *allocator)
{
    zn_buffer_init(&record->fields, allocator);
    zn_delimited_record_reset(record);
}

void zn_delimited_record_free(struct zn_delimited_record *record)
{
    zn_buffer_free(&record->fields);
}

void zn_delimited_record_reset(struct zn_delimited_record *record)
{
    record->fields.length = 0;
    record->is_blank = true;
    record->wrong = ZN_DELIMITED_MORE;
    record->wrong_at = 0;
    record->failed = false;
    zn_delimited_begin(&record->scan);
    record->column = 0;
    record->next_chosen = 0;
    record->searched = 0;
}

/* Notes the field that has been read, if it is chosen and has text. */
static void note_field(struct zn_delimited_record *record,
                       const struct zn_delimited_columns *columns)
{
    const struct zn_delimited_field *field = &record->scan.field;
    bool is_empty = field->begin == field->end;
    bool is_chosen = record->next_chosen < zn_delimited_column_count(columns) &&
                     zn_delimited_column(columns)[record->next_chosen] == record->column;

    record->is_blank =
        record->is_blank && record->column == 0 && is_empty && !field->is_quoted;
    record->column++;
    record->next_chosen += is_chosen;
    if (is_chosen && !is_empty && !zn_buffer_append(&record->fields, field, sizeof *field))
        record->failed = true;
}

static uint64_t count_lines(const char *record, size_t length)
{
    const char *end = record + length;
    uint64_t count = record[length - 1] == '\r';
    while (record < end) {
        const char *line_end = memchr(record, '\n', (size_t)(end - record));
        if (line_end == NULL)
            break;
        count++;
        record = line_end + 1;
    }
    return count;
}

/* Reads to the record's end.  Returns what it ends with, or why it could not be read. */
static enum zn_delimited_event read_record(struct zn_delimited_record *record,
                                           const struct zn_delimited_columns *columns,
                                           char separator, const char *data, size_t length,
                                           bool final)
{
    for (;;) {
        enum zn_delimited_event event =
            zn_delimited_next(&record->scan, data, length, final, separator);
        if (event == ZN_DELIMITED_FIELD || event == ZN_DELIMITED_LAST_FIELD)
            note_field(record, columns);
        if (event != ZN_DELIMITED_FIELD)
            return event;
    }
}

static size_t measure_first_line(struct zn_delimited_record *record, const char *data,
                                 size_t length, bool final, uint64_t *lines)
{
    size_t rest = zn_delimited_line(data + record->searched, length - record->searched, final);
    size_t whole = rest != 0 || final ? record->searched + rest : 0;
    /* A CR at the end is looked at again, together with what follows. */
    record->searched = length != 0 && data[length - 1] == '\r' ? length - 1 : length;
    *lines = 1;
    return whole;
}

size_t zn_delimited_measure(struct zn_delimited_record *record,
                            const struct zn_delimited_columns *columns, char separator,
                            const char *data, size_t length, bool final, uint64_t *lines)
{
    if (record->wrong == ZN_DELIMITED_MORE) {
        switch (read_record(record, columns, separator, data, length, final)) {
        case ZN_DELIMITED_UNCLOSED:
            record->wrong = ZN_DELIMITED_UNCLOSED;
            record->wrong_at = record->scan.field.begin - 1;
            break;
        case ZN_DELIMITED_BEHIND:
            record->wrong = ZN_DELIMITED_BEHIND;
            record->wrong_at = record->scan.at;
            break;
        case ZN_DELIMITED_LAST_FIELD:
            *lines = count_lines(data, record->scan.at);
            return record->scan.at;
        default:
            return 0;
        }
    }
    return measure_first_line(record, data, length, final, lines);
}
