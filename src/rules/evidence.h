/*
 * Evidence of where a text comes from and what it is about: characters that
 * only one script has, words of one region, words of one topic.  Made when the
 * archive is built, from a list (dicts/README.md describes its form), from the
 * keys of corpus dictionaries and from OpenCC's tables of characters.  Decides
 * nothing.  A character counts for one script if the other could have it in no
 * text at all, which is stricter than what rules/vocabulary.h tells of a word.
 */
#ifndef ZN_RULES_EVIDENCE_H
#define ZN_RULES_EVIDENCE_H

#include <stddef.h>
#include <stdint.h>

#include "rules/dictionary.h"
#include "rules/words.h"

/* What a piece of evidence speaks for; topics are named by the data. */
enum zn_evidence_class {
    ZN_EVIDENCE_TRADITIONAL, /* a character that no simplified text has */
    ZN_EVIDENCE_SIMPLIFIED,  /* and the other way round */
    ZN_EVIDENCE_TAIWAN,
    ZN_EVIDENCE_HONG_KONG,
    ZN_EVIDENCE_MAINLAND,
    ZN_EVIDENCE_CONVERTED, /* a spelling that only converters produce */
    ZN_EVIDENCE_TOPICS,    /* the first topic */
    ZN_EVIDENCE_CLASSES_MAX = 12
};

#define ZN_EVIDENCE_TOPICS_MAX (ZN_EVIDENCE_CLASSES_MAX - ZN_EVIDENCE_TOPICS)
#define ZN_EVIDENCE_WEIGHT_MAX 5

/* A character or word, and how much it weighs for each class: 0 is nothing. */
struct zn_evidence_item {
    uint32_t text; /* offset in the texts, NUL-terminated */
    uint8_t weights[ZN_EVIDENCE_CLASSES_MAX];
};

/* Evidence while it is collected. */
struct zn_evidence_builder {
    struct zn_trie words;      /* the values are numbers of items */
    struct zn_trie characters; /* likewise */
    struct zn_buffer items;    /* of struct zn_evidence_item */
    struct zn_buffer texts;
    const zhnorm_dict *script;  /* OpenCC's table of characters, for dictionaries */
    struct zn_trie script_keys; /* its keys; the values are numbers of entries */
    char topics[ZN_EVIDENCE_TOPICS_MAX][32];
    size_t topic_count;
};

/* The name of a class that is no topic, as lists and reports write it. */
const char *zn_evidence_class_name(enum zn_evidence_class class);

/* False: no memory. */
bool zn_evidence_init(struct zn_evidence_builder *builder, const zhnorm_allocator *allocator);
void zn_evidence_free(struct zn_evidence_builder *builder);

/*
 * Gives the builder OpenCC's table of characters towards simplified script,
 * which must outlive it.  False: no memory.
 */
bool zn_evidence_use_script(struct zn_evidence_builder *builder, const zhnorm_dict *table);

/*
 * Takes a dictionary whose header has a line `# evidence: CLASS`.  If that is a
 * region, adds the keys that become other words; a key whose characters alone
 * change protects its neighbours, and says nothing.  Else CLASS becomes a topic,
 * and its words are those of the list: a dictionary of a topic holds many that
 * others use as well.
 */
int zn_evidence_add_dictionary(struct zn_evidence_builder *builder, const zhnorm_dict *dict,
                               const char *label, zhnorm_error *error);

/* Adds a list, whose weights replace those of dictionaries. */
int zn_evidence_add_list(struct zn_evidence_builder *builder, const char *text, size_t length,
                         const char *label, zhnorm_error *error);

/*
 * Adds the characters that a table of OpenCC's, from one script to the other,
 * never leaves as they are.
 */
int zn_evidence_add_characters(struct zn_evidence_builder *builder, const zhnorm_dict *table,
                               enum zn_evidence_class class, zhnorm_error *error);

/*
 * Takes back the values of a table of variants: forms that the other script
 * has as well.
 */
void zn_evidence_drop_characters(struct zn_evidence_builder *builder, const zhnorm_dict *table,
                                 enum zn_evidence_class class);

#endif
