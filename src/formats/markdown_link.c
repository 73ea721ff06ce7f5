/* See markdown_link.h. */
#include "formats/markdown_link.h"

#include <string.h>

struct reader {
    const char *source;
    size_t length;
    size_t at;
};

static char peek(const struct reader *reader)
{
    return (char)(reader->at < reader->length ? reader->source[reader->at] : '\0');
}

static void skip_blanks(struct reader *reader)
{
    while (peek(reader) != '\0' && strchr(" \t\r\n>", peek(reader)) != NULL)
        reader->at++;
}

/* Goes to the next `end` that no backslash stands before.  False: there is none. */
static bool go_to(struct reader *reader, char end)
{
    for (; reader->at < reader->length; reader->at++) {
        if (peek(reader) == '\\')
            reader->at++;
        else if (peek(reader) == end)
            return true;
    }
    return false;
}

static bool read_destination(struct reader *reader)
{
    size_t open = 0;

    if (peek(reader) == '<') {
        reader->at++;
        if (!go_to(reader, '>'))
            return false;
        reader->at++;
        return true;
    }
    for (; reader->at < reader->length; reader->at++) {
        char c = peek(reader);
        if ((unsigned char)c <= ' ' || (c == ')' && open == 0))
            return true;
        if (c == '\\')
            reader->at++;
        else if (c == '(')
            open++;
        else if (c == ')')
            open--;
    }
    return false;
}

static bool read_title(struct reader *reader, struct zn_markdown_tail *tail)
{
    char end = (char)(peek(reader) == '(' ? ')' : peek(reader));

    if (end != '"' && end != '\'' && end != ')')
        return false;
    tail->title = ++reader->at;
    if (!go_to(reader, end))
        return false;
    tail->title_end = reader->at++;
    return true;
}

/* (destination "title") */
static bool read_inline(struct reader *reader, struct zn_markdown_tail *tail)
{
    reader->at++;
    skip_blanks(reader);
    if (!read_destination(reader))
        return false;
    skip_blanks(reader);
    if (peek(reader) != ')' && !read_title(reader, tail))
        return false;
    skip_blanks(reader);
    if (peek(reader) != ')')
        return false;
    reader->at++;
    return true;
}

bool zn_markdown_read_tail(const char *source, size_t length, size_t offset,
                           struct zn_markdown_tail *tail)
{
    struct reader reader = {source, length, offset};

    *tail = (struct zn_markdown_tail){0};
    /* What may stand between a text and its bracket: ends of spans, a line's end. */
    while (peek(&reader) != '\0' && strchr("*_~`> \t\r\n", peek(&reader)) != NULL)
        reader.at++;
    if (peek(&reader) != ']')
        return false;
    reader.at++;
    tail->begin = reader.at;
    tail->end = reader.at;
    tail->is_name = true;
    if (peek(&reader) == '(') {
        bool is_inline = read_inline(&reader, tail);
        tail->is_name = !is_inline;
        tail->end = is_inline ? reader.at : tail->begin;
        tail->title_end = is_inline ? tail->title_end : tail->title;
    } else if (peek(&reader) == '[') {
        size_t label = ++reader.at;
        if (go_to(&reader, ']')) {
            tail->is_name = reader.at == label;
            tail->end = reader.at + 1;
        }
    }
    return true;
}
