/*
 * What the guarantees are tested with: setups of converters, texts, and how two
 * texts that should be the same are compared.
 */
#ifndef ZN_TEST_GUARANTEES_H
#define ZN_TEST_GUARANTEES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "generator.h"
#include "zhnorm/zhnorm.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { TEXT_MAX = 1 << 15, PARAGRAPH_MAX = 1024, RULES_MAX = 64 };

/* ---- Setups -------------------------------------------------------------- */

/* How a text is converted. */
struct setup {
    const char *config;
    uint32_t steps;
    int32_t bad_input;
    int32_t quotes;
    size_t max_pending;
    uint32_t record;
    uint64_t switched; /* bit n: rule n is not as it is by default */
    uint64_t chance;   /* how a stream is fed */
};

zhnorm_rule_info rule_at(size_t index);

uint64_t rule_bit(const char *name);

bool is_on(const struct setup *setup, size_t index);

zhnorm_converter *compile(const struct setup *setup);

/* NULL where the text is refused because of a bad byte. */
zhnorm_result *convert(const struct setup *setup, const char *text, size_t length);

uint64_t all_changes(const zhnorm_result *result);

/* ---- Texts --------------------------------------------------------------- */

struct text {
    char data[TEXT_MAX];
    size_t length;
};

/* What does not hold: shown when the text is as small as it gets. */
struct finding {
    const char *what;
    struct text wanted;
    struct text got;
};

void add(struct text *text, const char *data, size_t length);

/* Invisible characters, and what is not UTF-8, as escapes. */
void add_shown(struct text *shown, const char *data, size_t length);

/* Are two texts the same?  If not, that is a finding. */
bool same(struct finding *finding, const char *what, const char *wanted, size_t wanted_length,
          const char *got, size_t got_length);

bool same_text(struct finding *finding, const char *what, const zhnorm_result *wanted,
               const zhnorm_result *got);

/* A finding of another kind than two texts that differ. */
bool must(struct finding *finding, const char *what, bool condition);

bool is_utf8(const char *text, size_t length);

bool is_han(uint32_t code_point);

/*
 * Feeds a stream with pieces of up to some bytes, and with little room, by chance.
 * Returns the status.
 */
int stream_text(zhnorm_stream *stream, struct generator *chance, const char *text,
                size_t length, struct text *out);

/* ---- Edits ---------------------------------------------------------------- */

/*
 * The edits lead from the source to the output, whether they come with a result or
 * to a listener, and however a stream is fed.
 */
bool has_true_edits(const struct setup *setup, const char *text, size_t length,
                    struct finding *finding);

/* ---- By chance ----------------------------------------------------------- */

/* Any choice of rules that can be wished for; mostly of all steps. */
struct setup any_rules(struct generator *generator);

/* All steps with one of these configurations. */
struct setup any_converting(struct generator *generator);

/* For input that may be bad, and paragraphs that may be too long. */
struct setup anything(struct generator *generator);

/* The same, with any configuration and a record of the edits. */
struct setup recording(struct generator *generator);

struct setup no_passing(struct generator *generator);

struct setup passing(struct generator *generator);

struct setup nothing(struct generator *generator);

struct setup only_script(struct generator *generator);

struct setup no_form(struct generator *generator);

struct setup no_space(struct generator *generator);

/* Writes a text; returns the number of its paragraphs. */
typedef unsigned writer(struct generator *generator, struct text *text);

/* Texts of generated paragraphs. */
writer write_some;
writer write_few;
writer write_damaged;
writer write_convertible;
writer write_without_han;
writer write_formed;

#endif
