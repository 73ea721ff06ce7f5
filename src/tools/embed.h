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

struct zn_embed_names {
    char list[NAMES_MAX][NAME_SIZE];
    size_t count;
};

struct zn_embedder {
    struct zn_buffer archive;
    struct zn_buffer seen;           /* of struct section_seen */
    struct zn_buffer configurations; /* of struct zn_archive_configuration */
    struct zn_buffer tables;         /* of struct zn_archive_text */
    struct zn_buffer dictionaries;   /* of struct zn_archive_text */
    struct zn_opencc_installed *opencc;
    struct zn_embed_names presets;
    struct zn_embed_names dictionary_names;
    struct zn_embed_names evidence_names;
    struct zn_evidence_builder evidence;
    const char *dicts_directory;
};

/* ---- Failing ---- */

_Noreturn void zn_embed_die(const char *message);

void zn_embed_check(int status, const zhnorm_error *error);

void zn_embed_check_memory(bool done);

/* ---- Writing the archive: each returns the offset ---- */

/* Writes bytes, or finds the same ones written before; returns their offset. */
uint32_t zn_embed_write_bytes(struct zn_embedder *embedder, const void *bytes, size_t length);

uint32_t zn_embed_write_string(struct zn_embedder *embedder, const char *string);

/* Writes an image section by section; its header gets offsets in the archive. */
uint32_t zn_embed_write_image(struct zn_embedder *embedder, const struct zn_buffer *image);

void zn_embed_write_text(struct zn_embedder *embedder, struct zn_buffer *list,
                         const char *name, const char *text, size_t length);

/* ---- Reading ---- */

void zn_embed_read_file(const char *directory, const char *name, const char *ending,
                        struct zn_buffer *contents);

/* ---- Evidence ---- */

/* Parses OpenCC's table of characters `name`. */
zhnorm_dict *zn_embed_parse_table(const struct zn_embedder *embedder, const char *name);

void zn_embed_add_evidence_list(struct zn_embedder *embedder, const char *name);

/* The characters that only one script has. */
void zn_embed_add_characters(struct zn_embedder *embedder);

void zn_embed_write_evidence(struct zn_embedder *embedder, struct zn_archive *header);

#endif
