/* Texts, characters, lines and chance; see text.h. */
#include "text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void text_append(struct text *text, const char *data, size_t length)
{
    if (text->capacity - text->length < length) {
        size_t capacity = text->capacity * 2 + length;
        char *grown = realloc(text->data, capacity);
        if (grown == NULL) {
            fprintf(stderr, "out of memory\n");
            exit(1);
        }
        text->data = grown;
        text->capacity = capacity;
    }
    if (length > 0)
        memcpy(text->data + text->length, data, length);
    text->length += length;
}

void text_string(struct text *text, const char *string)
{
    text_append(text, string, strlen(string));
}

void text_code_point(struct text *text, uint32_t code_point)
{
    char bytes[4];
    size_t length = 0;
    if (code_point < 0x80) {
        bytes[length++] = (char)code_point;
    } else if (code_point < 0x800) {
        bytes[length++] = (char)(0xC0 | code_point >> 6);
    } else if (code_point < 0x10000) {
        bytes[length++] = (char)(0xE0 | code_point >> 12);
        bytes[length++] = (char)(0x80 | (code_point >> 6 & 0x3F));
    } else {
        bytes[length++] = (char)(0xF0 | code_point >> 18);
        bytes[length++] = (char)(0x80 | (code_point >> 12 & 0x3F));
        bytes[length++] = (char)(0x80 | (code_point >> 6 & 0x3F));
    }
    if (code_point >= 0x80)
        bytes[length++] = (char)(0x80 | (code_point & 0x3F));
    text_append(text, bytes, length);
}

int text_file(struct text *text, const char *path)
{
    char piece[4096];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        fprintf(stderr, "%s: %s\n", path, strerror(errno));
        return -1;
    }
    size_t got;
    while ((got = fread(piece, 1, sizeof piece, file)) > 0)
        text_append(text, piece, got);
    int failed = ferror(file);
    fclose(file);
    return failed ? -1 : 0;
}

void text_free(struct text *text)
{
    free(text->data);
    text->data = NULL;
    text->length = 0;
    text->capacity = 0;
}

size_t sequence_length(char lead)
{
    unsigned char byte = (unsigned char)lead;
    if (byte < 0xC0)
        return 1;
    if (byte < 0xE0)
        return 2;
    return byte < 0xF0 ? 3 : 4;
}

size_t count_characters(const char *data, size_t length)
{
    size_t count = 0;
    for (size_t i = 0; i < length; i++)
        count += ((unsigned char)data[i] & 0xC0) != 0x80;
    return count;
}

/* SplitMix64: a small generator whose sequence is the same everywhere. */
static uint64_t next_random(uint64_t *chance)
{
    *chance += UINT64_C(0x9E3779B97F4A7C15);
    uint64_t z = *chance;
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

size_t below(uint64_t *chance, size_t limit)
{
    return (size_t)(next_random(chance) % limit);
}

size_t line_length(const char *data, size_t length)
{
    const char *end = length > 0 ? memchr(data, '\n', length) : NULL;
    return end != NULL ? (size_t)(end - data) : length;
}

void print_quoted(const char *data, size_t length)
{
    fputc('"', stderr);
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)data[i];
        if (byte < 0x20 || byte == 0x7F)
            fprintf(stderr, "\\x%02x", byte);
        else
            fputc(byte, stderr);
    }
    fputc('"', stderr);
}
