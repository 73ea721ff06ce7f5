/*
 * The word lists behind zhnorm-bench-text.  Each list is one string of words
 * separated by spaces, the frequent words first: make-text.c draws from the
 * front of a list more often than from its end.
 */
#ifndef ZHNORM_BENCH_WORDS_H
#define ZHNORM_BENCH_WORDS_H

/* What a topic brings of its own: things, and what is done with them. */
struct topic_words {
    const char *nouns;
    const char *verbs;
};

#define TOPIC_COUNT 15

/* Words of every topic, by their part of speech. */
extern const char words_nouns[];
extern const char words_transitive_verbs[];
extern const char words_intransitive_verbs[];
extern const char words_adjectives[];
extern const char words_adverbs[];
extern const char words_connectives[];
extern const char words_times[];
extern const char words_places[];
extern const char words_organisations[];
extern const char words_roles[];
extern const char words_pronouns[];
extern const char words_surnames[];
extern const char words_given_names[];
extern const char words_measures[];
extern const char words_idioms[];
extern const char words_latin[];

extern const struct topic_words words_topics[TOPIC_COUNT];

#endif
