/* See delimited_columns.h. */
#include "formats/delimited_columns.h"

#include <stdio.h>
#include <string.h>

#include "formats/delimited_scan.h"
#include "rules/error.h"

#define NONE SIZE_MAX

/* A header, and how many columns it has. */
struct header {
    const char *data;
    size_t length;
    char separator;
    size_t count;
};

/* ---- What the options say --------------------------------------------------------------- */

static bool is_number(const char *column)
{
    return column[0] != '\0' && strspn(column, "0123456789") == strlen(column);
}

bool zn_delimited_has_header(const struct zn_format_options *options)
{
    if (options->header != ZN_HEADER_AUTO)
        return options->header == ZN_HEADER_YES;
    for (size_t i = 0; i < options->column_count; i++)
        if (!is_number(options->columns[i]))
            return true;
    return false;
}

/* The number, counted from 0; NONE where it is 0 or more than any file has columns. */
static size_t read_number(const char *digits)
{
    size_t number = 0;
    for (; *digits != '\0'; digits++) {
        if (number > SIZE_MAX / 100)
            return NONE;
        number = 10 * number + (size_t)(*digits - '0');
    }
    return number - 1; /* NONE for 0 */
}

static int choose_number(const char *column, size_t *number, zhnorm_error *error)
{
    *number = read_number(column);
    return *number != NONE ? ZHNORM_OK
                           : zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                                     "there is no column %s: the first one is 1", column);
}

/* ---- The list -----------------------------------------------------------------------------
 */

/* Puts a column in its place among those that there are, unless it is there. */
static int add(struct zn_delimited_columns *columns, size_t column, zhnorm_error *error)
{
    size_t place = 0;
    size_t count = zn_delimited_column_count(columns);
    while (place < count && zn_delimited_column(columns)[place] < column)
        place++;
    if (place < count && zn_delimited_column(columns)[place] == column)
        return ZHNORM_OK;
    if (!zn_buffer_append(&columns->chosen, &column, sizeof column))
        return zn_fail_memory(error);
    size_t *list = (size_t *)(void *)columns->chosen.data;
    memmove(list + place + 1, list + place, (count - place) * sizeof *list);
    list[place] = column;
    return ZHNORM_OK;
}

int zn_delimited_choose(struct zn_delimited_columns *columns,
                        const struct zn_format_options *options, zhnorm_error *error)
{
    int status = ZHNORM_OK;
    columns->chosen.length = 0;
    for (size_t i = 0; i < options->column_count && status == ZHNORM_OK; i++) {
        size_t number;
        if (!is_number(options->columns[i]))
            return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                           "there is no column '%s', for there is no header",
                           options->columns[i]);
        status = choose_number(options->columns[i], &number, error);
        if (status == ZHNORM_OK)
            status = add(columns, number, error);
    }
    return status;
}

/* ---- In a header --------------------------------------------------------------------------
 */

/* Reads the next name of the header; false behind the last. */
static bool next_name(const struct header *header, struct zn_delimited_scan *scan, bool *more,
                      struct zn_delimited_field *name)
{
    if (!*more)
        return false;
    *more = zn_delimited_next(scan, header->data, header->length, true, header->separator) ==
            ZN_DELIMITED_FIELD;
    *name = scan->field;
    return true;
}

static size_t count_columns(const struct header *header)
{
    struct zn_delimited_scan scan;
    struct zn_delimited_field name;
    bool more = true;
    size_t count = 0;
    zn_delimited_begin(&scan);
    while (next_name(header, &scan, &more, &name))
        count++;
    return count;
}

static bool is_name(const struct header *header, const struct zn_delimited_field *field,
                    const char *name)
{
    const char *at = header->data + field->begin;
    const char *end = header->data + field->end;
    for (; at < end && *at == *name; at++, name++)
        at += field->is_quoted && *at == '"';
    return at == end && *name == '\0';
}

/* A list of names with room for LIST_SIZE bytes. */
enum { LIST_SIZE = 256 };

struct list {
    char text[LIST_SIZE];
    size_t length;
};

static void add_to_list(struct list *list, const char *text, size_t length)
{
    memcpy(list->text + list->length, text, length);
    list->length += length;
    list->text[list->length] = '\0';
}

/* "id, title, text": the names, as far as there is room, with no control characters. */
static void list_names(const struct header *header, struct list *list)
{
    static const char rest[] = "...";
    struct zn_delimited_scan scan;
    struct zn_delimited_field name;
    bool more = true;
    zn_delimited_begin(&scan);
    list->length = 0;
    while (next_name(header, &scan, &more, &name)) {
        size_t length = name.end - name.begin;
        bool fits = list->length + 2 + length + 2 + sizeof rest <= sizeof list->text;
        add_to_list(list, ", ", list->length != 0 ? 2 : 0);
        if (!fits) {
            add_to_list(list, rest, sizeof rest - 1);
            break;
        }
        add_to_list(list, header->data + name.begin, length);
    }
    for (char *at = list->text; *at != '\0'; at++)
        if ((unsigned char)*at < ' ' || *at == 0x7F)
            *at = ' ';
}

static int find_name(const struct header *header, const char *wanted, size_t *column,
                     zhnorm_error *error)
{
    struct list list;
    struct zn_delimited_scan scan;
    struct zn_delimited_field name;
    bool more = true;
    zn_delimited_begin(&scan);
    *column = NONE;
    for (size_t i = 0; next_name(header, &scan, &more, &name); i++) {
        if (!is_name(header, &name, wanted))
            continue;
        if (*column != NONE)
            return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                           "columns %zu and %zu are both named '%s': choose by number",
                           *column + 1, i + 1, wanted);
        *column = i;
    }
    if (*column != NONE)
        return ZHNORM_OK;
    list_names(header, &list);
    return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "there is no column '%s', there are: %s",
                   wanted, list.text);
}

static int find_number(const struct header *header, const char *wanted, size_t *column,
                       zhnorm_error *error)
{
    int status = choose_number(wanted, column, error);
    if (status == ZHNORM_OK && *column >= header->count)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "there is no column %s, there are %zu",
                       wanted, header->count);
    return status;
}

int zn_delimited_choose_in(struct zn_delimited_columns *columns,
                           const struct zn_format_options *options, const char *header,
                           size_t length, char separator, zhnorm_error *error)
{
    struct header names = {header, length, separator, 0};
    int status = ZHNORM_OK;
    names.count = count_columns(&names);
    columns->chosen.length = 0;
    for (size_t i = 0; i < options->column_count && status == ZHNORM_OK; i++) {
        const char *wanted = options->columns[i];
        size_t column = NONE;
        status = (is_number(wanted) ? find_number : find_name)(&names, wanted, &column, error);
        if (status == ZHNORM_OK)
            status = add(columns, column, error);
    }
    return status;
}
