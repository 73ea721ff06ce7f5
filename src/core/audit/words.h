/*
 * What an audit looks for: the keys of a configuration, by which it is known
 * where a phrase decides; characters with several targets; words of
 * dictionaries that are not part of the configuration; and characters that
 * should not be left in the output.
 */
#ifndef ZN_CORE_AUDIT_WORDS_H
#define ZN_CORE_AUDIT_WORDS_H

#include "core/audit/base.h"
#include "core/audit/items.h"
#include "core/audit/sides.h"
#include "rules/words.h"

struct zn_audit_words {
    const zhnorm_allocator *allocator;
    /* By kind of paragraph; the two are the same unless some entry is for one kind. */
    struct zn_words keys[ZN_PARAGRAPH_KINDS];
    struct zn_words marked[ZN_PARAGRAPH_KINDS]; /* numbers are those of items */
    struct zn_buffer blocks[2 * ZN_PARAGRAPH_KINDS];
    uint32_t *singles;   /* by code point: 1 more than the item of a character alone */
    uint32_t *leftovers; /* likewise, of one that is left in the output */
    uint8_t *evidence;   /* by code point: 1 if it shows a paragraph to be traditional */
    bool conditional;    /* some entry is for traditional paragraphs only */
    bool has_marked;
};

/*
 * Makes what is needed for findings of `kinds`, and their items.  Fails with
 * ZHNORM_ERROR_NO_MEMORY, or where a dictionary cannot be read.
 */
int zn_audit_words_open(struct zn_audit_words *words, const struct zn_audit_base *base,
                        uint32_t kinds, struct zn_audit_items *items,
                        const zhnorm_allocator *allocator, zhnorm_error *error);
void zn_audit_words_free(struct zn_audit_words *words);

/*
 * What the configuration makes of a text that stands alone in a paragraph of a
 * kind; appended to `out`.  False: no memory.
 */
bool zn_audit_convert(const struct zn_audit_base *base, const void *text, size_t length,
                      enum zn_paragraph_kind kind, struct zn_buffer *out);

/* Sets what the configuration makes of an item.  False: no memory. */
bool zn_audit_set_outputs(const struct zn_audit_base *base, struct zn_audit_items *items,
                          uint32_t number);

/* Adds the items of characters with several targets.  False: no memory. */
bool zn_audit_add_ambiguous(struct zn_audit_words *words, const struct zn_audit_base *base,
                            struct zn_audit_items *items);

/* Adds the items of words of other dictionaries, and the sets to find them with. */
int zn_audit_add_regional(struct zn_audit_words *words, const struct zn_audit_base *base,
                          struct zn_audit_items *items, zhnorm_error *error);

#endif
