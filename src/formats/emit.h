/*
 * What the formats hand out: stretches of the source as they are, and texts in them
 * converted.  The stretches of a file lie behind one another and leave nothing out, so
 * that nothing of a file can be lost.  Where edits are asked for they are told in the
 * file's own bytes.
 */
#ifndef ZN_FORMATS_EMIT_H
#define ZN_FORMATS_EMIT_H

#include "formats/conversions.h"
#include "formats/field.h"
#include "formats/formatter.h"

/*
 * Appends `text`, which is UTF-8 that an edit puts into the file, to `out` as it is spelled
 * there.  `piece` is the piece of the source that it takes the place of, or stands behind.
 * False: no memory.
 */
typedef bool zn_speller(void *context, const struct zn_field_piece *piece, const char *text,
                        size_t length, struct zn_buffer *out);

struct zn_emitter; /* of a formatter */

/*
 * What all functions below return: ZHNORM_OK, or the status with which the file fails,
 * the error having been filled.
 */

/* Hands on source bytes as they are. */
int zn_emit_copy(struct zn_emitter *emitter, const char *source, size_t length,
                 zhnorm_error *error);

/*
 * Converts a text and hands on the source with it: `length` bytes at `source`, to which the
 * offsets of the field's pieces refer.  Every byte that no piece takes stays, and so does
 * every piece in which nothing changes; a character that changes is spelled by `speller`
 * (NULL: as it is).  O(length + text).
 */
int zn_emit_field(struct zn_emitter *emitter, enum zn_purpose purpose,
                  const struct zn_field *field, const char *source, size_t length,
                  zn_speller *speller, void *context, zhnorm_error *error);

/*
 * The same for a text that lies within the next field, between its pieces or in one that is
 * pinned (an attribute, say): `at` is where its source begins in that field's.  It is kept,
 * and handed on with that field.  To be called in the order of the source.
 */
int zn_emit_inner_field(struct zn_emitter *emitter, enum zn_purpose purpose,
                        const struct zn_field *field, const char *source, size_t length,
                        size_t at, zn_speller *speller, void *context, zhnorm_error *error);

/* What zn_emit_replace is, within the next field. */
int zn_emit_inner_replace(struct zn_emitter *emitter, size_t length, size_t at,
                          const char *output, size_t output_length, zhnorm_error *error);

/*
 * Whether edits are of no interest: then a format may convert a text with zn_emit_convert,
 * which is three times as fast, and hand it on with zn_emit_instead.
 */
bool zn_emit_is_plain(const struct zn_emitter *emitter);

/*
 * Converts a text and appends the result to `out`; nothing is handed on yet.  Where the text
 * is not UTF-8, the error's offset counts in the text, and its message says that one.
 */
int zn_emit_convert(struct zn_emitter *emitter, enum zn_purpose purpose, const char *text,
                    size_t length, struct zn_buffer *out, zhnorm_error *error);

/* The same, but nothing is counted: for a look at what will come out. */
int zn_emit_preview(struct zn_emitter *emitter, enum zn_purpose purpose, const char *text,
                    size_t length, struct zn_buffer *out, zhnorm_error *error);

/* Hands on `output` instead of `length` source bytes. */
int zn_emit_instead(struct zn_emitter *emitter, const char *source, size_t length,
                    const char *output, size_t output_length, zhnorm_error *error);

/*
 * Hands on `output` instead of source bytes that are no text (a declaration of the
 * encoding, say); whoever listens is told of one edit, without a rule.
 */
int zn_emit_replace(struct zn_emitter *emitter, const char *source, size_t length,
                    const char *output, size_t output_length, zhnorm_error *error);

/*
 * Holds back what is handed out from now on, until it is released: a format can look at
 * what came out and withdraw it, to hand the same source on in another way.  What is
 * withdrawn has not been counted.
 */
int zn_emit_hold(struct zn_emitter *emitter, zhnorm_error *error);
const char *zn_emit_held(const struct zn_emitter *emitter, size_t *length);
void zn_emit_withdraw(struct zn_emitter *emitter);
int zn_emit_release(struct zn_emitter *emitter, zhnorm_error *error);

/*
 * A document begins: with a configuration that decides by the document, on this text, of
 * which the first ZHNORM_CHOICE_LOOK bytes count, for all texts up to the next call.  Also
 * counts the document.  Formats call it before the first text of each.
 */
int zn_emit_document(struct zn_emitter *emitter, const char *text, size_t length,
                     zhnorm_error *error);

/* Whether zn_emit_document looks at the text at all. */
bool zn_emit_chooses(const struct zn_emitter *emitter);

/*
 * A record was wrong: tells whoever wants to know and counts it (keep_going), or returns
 * ZHNORM_ERROR_INPUT.  `offset` in the part and `line`, from 1 there, say where; `message` is
 * a sentence without the place.
 */
int zn_emit_wrong(struct zn_emitter *emitter, uint64_t offset, uint64_t line,
                  const char *message, zhnorm_error *error);

/* The allocator for what a format needs. */
const zhnorm_allocator *zn_emit_allocator(const struct zn_emitter *emitter);

/* The policy for bad bytes: enum zhnorm_bad_input. */
int32_t zn_emit_bad_input(const struct zn_emitter *emitter);

/* What the configuration aims at: "hans", "hant", "tw", "hk" or "". */
const char *zn_emit_target(const struct zn_emitter *emitter);

#endif
