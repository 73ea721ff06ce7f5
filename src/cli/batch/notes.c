/*
 * See notes.h.  Each entry is a byte that says of which kind it is, its text, and a NUL byte.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/batch/notes.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "cli/message.h"
#include "rules/memory.h"

/* Two paths of the greatest length that Linux knows, and a sentence. */
#define NOTE_SIZE 9216

#define MESSAGE 'm'
#define LINES 'l'

void zn_notes_init(struct zn_notes *notes)
{
    zn_buffer_init(&notes->text, &zn_default_allocator);
}

void zn_notes_free(struct zn_notes *notes)
{
    zn_buffer_free(&notes->text);
}

static void say(char kind, const char *text)
{
    if (kind == MESSAGE)
        zn_cli_message("%s", text);
    else
        zn_cli_error_write(text, strlen(text));
}

/* Keeps an entry with the NUL byte at its end, which is not counted. */
static void keep(struct zn_notes *notes, char kind, const char *text, size_t length)
{
    if (!zn_buffer_reserve(&notes->text, length + 2)) {
        say(kind, text);
        return;
    }
    zn_buffer_append(&notes->text, &kind, 1);
    zn_buffer_append(&notes->text, text, length + 1);
}

void zn_notes_add(struct zn_notes *notes, const char *format, ...)
{
    char text[NOTE_SIZE] = "";
    va_list values;

    va_start(values, format);
    (void)vsnprintf(text, sizeof text, format, values);
    va_end(values);
    keep(notes, MESSAGE, text, strlen(text));
}

void zn_notes_add_lines(struct zn_notes *notes, const char *text, size_t length)
{
    keep(notes, LINES, text, length);
}

void zn_notes_say(struct zn_notes *notes)
{
    for (size_t i = 0; i < notes->text.length;) {
        const char *note = (const char *)notes->text.data + i;
        say(*note, note + 1);
        i += strlen(note) + 1;
    }
    notes->text.length = 0;
}
