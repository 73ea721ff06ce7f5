/*
 * A set of words to be found in running text, each with a number.  One flat,
 * relocatable block that can lie in the archive or be built in memory.  Knows
 * nothing of what the words stand for.
 */
#ifndef ZN_RULES_WORDS_H
#define ZN_RULES_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/trie.h"
#include "text/buffer.h"

#define ZN_WORDS_PAGE_BITS 6u
#define ZN_WORDS_PAGE_SIZE (1u << ZN_WORDS_PAGE_BITS)

/* The words that have the same beginning. */
struct zn_word_node {
    uint32_t code_point;
    uint32_t number;   /* of the word that ends here, or ZN_TRIE_NO_VALUE */
    uint32_t children; /* the first of them; they lie together, by code point */
    uint32_t child_count;
};

/* What the block begins with; offsets count from there. */
struct zn_words_header {
    uint32_t page_count; /* entries of `pages`: code points behind them begin nothing */
    uint32_t pages;      /* uint16_t: the number of the page of firsts */
    uint32_t firsts;     /* uint32_t by page and place: the node of a first character, or 0 */
    uint32_t nodes;      /* struct zn_word_node; number 0 is none */
};

/* A set in use: pointers into a block, which it does not own. */
struct zn_words {
    uint32_t page_count;
    const uint16_t *pages;
    const uint32_t *firsts;
    const struct zn_word_node *nodes;
};

/*
 * Appends the block of the words in `trie` to `block`, which must be empty;
 * their numbers are the values for plain paragraphs.  O(nodes * log children).
 * False: no memory, or more words than a block can hold.
 */
bool zn_words_build(const struct zn_trie *trie, struct zn_buffer *block);

/* Opens a block that is trusted. O(1). */
void zn_words_open(struct zn_words *words, const void *block);

/*
 * The longest word that `text` begins with: its length in bytes and its number;
 * 0 if there is none.  `text` is valid UTF-8 and not empty.  O(length of the word).
 */
size_t zn_words_match(const struct zn_words *words, const uint8_t *text, const uint8_t *end,
                      uint32_t *number);

#endif
