/*
 * See markdown_cost.h.  md4c keeps for each line and each block some bytes until the
 * document ends, and for each mark of a paragraph some until that ends; for each bracket it
 * may look through the lines of the paragraph; and for each line through the blocks that
 * are open.  The figures were measured with md4c 0.4.8 and are rounded up.
 */
#include "formats/markdown_cost.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum {
    LINE_BYTES = 24,       /* that md4c keeps for a line */
    BLOCK_BYTES = 48,      /* for a block that a line begins */
    DEFINITION_BYTES = 96, /* for the definition of a reference */
    MARK_BYTES = 24,       /* for a mark in a text */
    BRACKET_BYTES = 64,    /* for one that may begin a link */
    DEPTH_MAX = 500        /* blocks that one line begins in one another */
};
#define MEMORY_MAX ((uint64_t)8 << 20)
#define LOOKS_MAX ((uint64_t)1 << 36) /* brackets times bytes, in a paragraph */

struct cost {
    uint64_t kept;    /* bytes until the document ends */
    uint64_t marks;   /* bytes until the paragraph ends */
    uint64_t opening; /* brackets of the paragraph */
    uint64_t bytes;   /* of the paragraph */
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The blocks that a line begins: its quotation marks, bullets and numbers. */
static size_t count_blocks(const char *line, size_t length, size_t *text)
{
    size_t count = 0;
    size_t i = 0;

    for (; i < length; i++) {
        char next = (char)(i + 1 < length ? line[i + 1] : ' ');
        bool has_space = next == ' ' || next == '\t';
        bool is_bullet = has_space && (line[i] == '-' || line[i] == '+' || line[i] == '*');
        bool is_number =
            has_space && i > 0 && is_digit(line[i - 1]) && (line[i] == '.' || line[i] == ')');
        if (line[i] == '>' || is_bullet || is_number)
            count++;
        else if (line[i] != ' ' && line[i] != '\t' && !is_digit(line[i]))
            break;
    }
    *text = i;
    return count;
}

static const char *end_paragraph(struct cost *cost)
{
    uint64_t looks = cost->opening * cost->bytes;
    bool is_large = cost->kept + cost->marks > MEMORY_MAX;

    cost->marks = 0;
    cost->opening = 0;
    cost->bytes = 0;
    if (is_large)
        return "it has too many lines and marks";
    return looks > LOOKS_MAX ? "a paragraph of it has too many brackets" : NULL;
}

/* The bytes for a table's row, which are not kept until the next. */
static uint64_t row_bytes(const char *line, size_t length)
{
    uint64_t bytes = 0;

    for (size_t i = 0; i < length; i++)
        bytes += line[i] == '|' ? MARK_BYTES : 0;
    return bytes;
}

static void count_marks(struct cost *cost, const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        switch (text[i]) {
        case '[':
            cost->opening++;
            cost->marks += BRACKET_BYTES;
            break;
        case '`':
        case '~':
            /* A run of them is one. */
            if (i == 0 || text[i - 1] != text[i])
                cost->marks += MARK_BYTES;
            break;
        case '!':
        case ']':
        case '*':
        case '_':
        case '<':
        case '>':
        case '&':
        case ';':
        case '\\':
        case '\0':
            cost->marks += MARK_BYTES;
            break;
        default:
            break;
        }
    }
}

static const char *add_line(struct cost *cost, const char *line, size_t length)
{
    size_t text;
    size_t blocks = count_blocks(line, length, &text);

    if (text == length && blocks == 0)
        return end_paragraph(cost);
    if (text < length && blocks > DEPTH_MAX)
        return "a line of it begins too many blocks in one another";
    if (row_bytes(line, length) > MEMORY_MAX)
        return "a line of it has too many pipes";
    cost->kept += LINE_BYTES + blocks * BLOCK_BYTES;
    if (text < length && line[text] == '[')
        cost->kept += DEFINITION_BYTES;
    cost->bytes += length + 1;
    count_marks(cost, line + text, length - text);
    return NULL;
}

const char *zn_markdown_too_much(const char *source, size_t length)
{
    struct cost cost = {0};
    const char *message = NULL;
    size_t i = 0;

    while (i < length && message == NULL) {
        size_t end = i;
        while (end < length && source[end] != '\n' && source[end] != '\r')
            end++;
        message = add_line(&cost, source + i, end - i);
        /* Of CRLF the second is no line of its own. */
        i = end + 1 + (end + 1 < length && source[end] == '\r' && source[end + 1] == '\n');
    }
    return message != NULL ? message : end_paragraph(&cost);
}
