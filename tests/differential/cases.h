/*
 * Makers of texts on which zhnorm and libopencc are held against each other.
 * Each appends lines; a line is one case.  None holds NUL or bad UTF-8, since
 * libopencc ends at the one and goes wrong on the other.
 */
#ifndef ZHNORM_DIFFERENTIAL_CASES_H
#define ZHNORM_DIFFERENTIAL_CASES_H

#include "opencc_entries.h"
#include "text.h"

/*
 * A random entry, of more than one character where there are such: most
 * dictionaries of characters are far larger than those of phrases.
 */
const struct opencc_entry *pick_phrase(const struct opencc_entries *entries, uint64_t *chance);

/* Every key and every first value, alone. */
void cases_alone(struct text *cases, const struct opencc_entries *entries);

/* Every key cut short by each number of characters, in front and at the back. */
void cases_cut(struct text *cases, const struct opencc_entries *entries);

/* Two or three keys in a row, drawn at random. */
void cases_glued(struct text *cases, const struct opencc_entries *entries, size_t count,
                 uint64_t *chance);

/* Every key after every key: for small dictionaries. */
void cases_all_pairs(struct text *cases, const struct opencc_entries *entries);

/* Two keys laid over each other where one ends as the other begins. */
void cases_overlapping(struct text *cases, const struct opencc_entries *entries, size_t count,
                       uint64_t *chance);

/*
 * Running text of mixed script, `bytes` long in lines of up to `tokens` pieces:
 * keys, their characters, ASCII, marks, kana, emoji, rare Han, odd characters.
 * With `breaks` it also holds line ends other than LF.
 */
void cases_mixed(struct text *cases, const struct opencc_entries *entries, size_t bytes,
                 size_t tokens, int breaks, uint64_t *chance);

/*
 * Long paragraphs that have to be cut at `limit` bytes, with `phrase` at every
 * offset around the limit and several kinds of text before it.
 */
void cases_at_limit(struct text *cases, const char *phrase, size_t length, size_t limit);

#endif
