/*
 * The parts of the build-time compiler: what they work on, and what they lend
 * each other.  Whatever fails ends the program with a message.
 */
#ifndef ZN_TOOLS_EMBED_H
#define ZN_TOOLS_EMBED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/archive.h"
#include "rules/evidence.h"
#include "rules/opencc/module.h"

#define NAMES_MAX 64
#define NAME_SIZE 64
#define PATH_SIZE 4096

struct names {
    char list[NAMES_MAX][NAME_SIZE];
    size_t count;
};

struct embedder {
    struct zn_buffer archive;
    struct zn_buffer seen;           /* of struct section_seen */
    struct zn_buffer configurations; /* of struct zn_archive_configuration */
    struct zn_buffer tables;         /* of struct zn_archive_text */
    struct zn_buffer dictionaries;   /* of struct zn_archive_text */
    struct zn_opencc_installed *opencc;
    struct names presets;
    struct names dictionary_names;
    struct names evidence_names;
    struct zn_evidence_builder evidence;
    const char *dicts_directory;
};

/* ---- Failing ---- */

_Noreturn void die(const char *message);

void check(int status, const zhnorm_error *error);

void check_memory(bool done);

/* ---- Writing the archive: each returns the offset ---- */

/* Writes bytes, or finds the same ones written before; returns their offset. */
uint32_t write_bytes(struct embedder *embedder, const void *bytes, size_t length);

uint32_t write_string(struct embedder *embedder, const char *string);

/* Writes an image section by section; its header gets offsets in the archive. */
uint32_t write_image(struct embedder *embedder, const struct zn_buffer *image);

void write_text(struct embedder *embedder, struct zn_buffer *list, const char *name,
                const char *text, size_t length);

/* ---- Reading ---- */

void read_file(const char *directory, const char *name, const char *ending,
               struct zn_buffer *contents);

/* ---- Evidence ---- */

/* Parses OpenCC's table of characters `name`. */
zhnorm_dict *parse_table(const struct embedder *embedder, const char *name);

void add_evidence_list(struct embedder *embedder, const char *name);

/* The characters that only one script has. */
void add_characters(struct embedder *embedder);

void write_evidence(struct embedder *embedder, struct zn_archive *header);

#endif
