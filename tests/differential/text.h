/*
 * Texts that grow, and chance that is the same on every machine: what the
 * makers of cases stand on.
 */
#ifndef ZHNORM_DIFFERENTIAL_TEXT_H
#define ZHNORM_DIFFERENTIAL_TEXT_H

#include <stddef.h>
#include <stdint.h>

struct text {
    char *data;
    size_t length;
    size_t capacity;
};

/* All of these end the program where memory runs out. */
void text_append(struct text *text, const char *data, size_t length);
void text_string(struct text *text, const char *string);
void text_code_point(struct text *text, uint32_t code_point);
/* Appends a file; -1 after a message where it cannot be read. */
int text_file(struct text *text, const char *path);
void text_free(struct text *text);

/* The length in bytes of the valid UTF-8 sequence that starts with `lead`. */
size_t sequence_length(char lead);
/* How many code points valid UTF-8 holds. */
size_t count_characters(const char *data, size_t length);

/* A number below `limit`, which is not 0. */
size_t below(uint64_t *chance, size_t limit);

/* The line at the front of `data`, without its LF. */
size_t line_length(const char *data, size_t length);

/* Prints text to stderr in quotes, controls as \xNN. */
void print_quoted(const char *data, size_t length);

#endif
