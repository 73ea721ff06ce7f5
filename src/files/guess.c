/* See guess.h. */
#include "files/guess.h"

#include <stdlib.h>
#include <string.h>
#include <uchardet.h>

#include "files/declared.h"
#include "files/decoder.h"
#include "files/likeness.h"
#include "rules/error.h"
#include "text/utf8.h"

/* What is decoded at a time. */
#define TEXT_SIZE ((size_t)8 << 10)

/* By how much, in thousandths, an encoding that somebody names is preferred. */
enum { DECLARED_BONUS = 1000, GUESSED_BONUS = 200 };
/*
 * How much a text has to read like Chinese, in thousandths: where the page declares
 * the encoding; where nothing speaks against it; and where uchardet takes the file for one in
 * another language.
 */
enum { LEAST_DECLARED = 0, LEAST = 500, LEAST_AGAINST = 1200 };

/* A text with more bytes that cannot be decoded, one in so many, is of another encoding. */
#define BYTES_PER_FAULT 200

struct zn_guess {
    uchardet_t uchardet;
    struct zn_decoder *decoder;
    struct zn_common_characters common;
    char text[TEXT_SIZE];
};

/* The beginning of a file. */
struct sample {
    const char *bytes;
    size_t length;
    bool is_whole;
};

struct zn_guess *zn_guess_new(void)
{
    struct zn_guess *guess = malloc(sizeof *guess);

    if (guess == NULL)
        return NULL;
    guess->uchardet = uchardet_new();
    guess->decoder = zn_decoder_new();
    zn_common_characters_init(&guess->common);
    if (guess->uchardet != NULL && guess->decoder != NULL)
        return guess;
    zn_guess_free(guess);
    return NULL;
}

void zn_guess_free(struct zn_guess *guess)
{
    if (guess == NULL)
        return;
    if (guess->uchardet != NULL)
        uchardet_delete(guess->uchardet);
    zn_decoder_free(guess->decoder);
    free(guess);
}

static bool is_ascii(const struct sample *sample)
{
    for (size_t i = 0; i < sample->length; i++)
        if ((unsigned char)sample->bytes[i] >= 0x80)
            return false;
    return true;
}

/* Whether the sample is UTF-8, of which the last character may be cut short. */
static bool is_utf8(const struct sample *sample)
{
    const uint8_t *bytes = (const uint8_t *)sample->bytes;
    size_t valid = zn_utf8_valid_prefix(bytes, sample->length);

    if (valid == sample->length)
        return true;
    size_t left = sample->length - valid;
    return !sample->is_whole && left < ZN_UTF8_MAX &&
           zn_utf8_maximal_subpart(bytes + valid, left) == left;
}

/* Reads the sample as UTF-8, which it need not be. */
static void read_utf8(struct zn_guess *guess, const struct sample *sample,
                      struct zn_likeness *likeness)
{
    const uint8_t *next = (const uint8_t *)sample->bytes;
    size_t left = sample->length;

    while (left != 0) {
        size_t valid = zn_utf8_valid_prefix(next, left);
        zn_likeness_add(likeness, &guess->common, (const char *)next, valid);
        next += valid;
        left -= valid;
        if (left == 0)
            break;
        zn_likeness_add_bad(likeness);
        size_t bad = zn_utf8_maximal_subpart(next, left);
        next += bad;
        left -= bad;
    }
}

/* Reads the sample as an encoding has it.  `*fits`: it can be decoded; not strictly: nearly.
 */
static int read_decoded(struct zn_guess *guess, const struct zn_encoding *encoding,
                        const struct sample *sample, bool strict, struct zn_likeness *likeness,
                        bool *fits, zhnorm_error *error)
{
    struct zn_piece in = {sample->bytes, sample->length};
    zhnorm_error ours;
    size_t length;
    uint64_t most = sample->length / BYTES_PER_FAULT;
    int status = zn_decoder_begin(guess->decoder, encoding,
                                  strict ? ZHNORM_BAD_INPUT_REJECT : ZHNORM_BAD_INPUT_REPLACE,
                                  0, error);

    *fits = false;
    if (status == ZHNORM_ERROR_NO_MEMORY)
        return status;
    /* An encoding that this system cannot decode is none that can be found. */
    if (status != ZHNORM_OK)
        return ZHNORM_OK;
    do {
        status = zn_decoder_run(guess->decoder, &in, sample->is_whole, guess->text,
                                sizeof guess->text, &length, &ours);
        zn_likeness_add(likeness, &guess->common, guess->text, length);
    } while (status == ZHNORM_OK && length != 0);
    *fits = status == ZHNORM_OK && zn_decoder_malformed(guess->decoder) <= most;
    return ZHNORM_OK;
}

/*
 * What uchardet takes the sample for, which may be none of our encodings.  A static string or
 * one that is valid until the next question; "" if it cannot tell.
 */
static const char *ask_uchardet(struct zn_guess *guess, const struct sample *sample)
{
    uchardet_reset(guess->uchardet);
    if (uchardet_handle_data(guess->uchardet, sample->bytes, sample->length) != 0)
        return "";
    uchardet_data_end(guess->uchardet);
    return uchardet_get_charset(guess->uchardet);
}

/* An encoding of which is to be found out whether it fits. */
struct candidate {
    const struct zn_encoding *encoding; /* NULL: none */
    int64_t bonus;
    int64_t least; /* how much it has to read like Chinese */
};

/* Whether text cannot be decoded by it, or only as one of two. */
static bool is_no_candidate(const struct zn_encoding *encoding)
{
    return encoding == NULL || encoding->form == ZN_ENCODING_UTF8 ||
           strcmp(encoding->name, "utf-16") == 0;
}

#define CANDIDATES 7

/* The encodings that are tried. */
static void find_candidates(struct zn_guess *guess, const struct sample *sample,
                            struct candidate candidates[CANDIDATES])
{
    static const char *const usual[] = {"gb18030", "gbk", "big5", "utf-16le", "utf-16be"};
    const char *named = ask_uchardet(guess, sample);
    const struct zn_encoding *guessed = zn_encoding_named(named);
    int64_t least = guessed == NULL && named[0] != '\0' ? LEAST_AGAINST : LEAST;

    candidates[0] = (struct candidate){zn_declared_encoding(sample->bytes, sample->length),
                                       DECLARED_BONUS, LEAST_DECLARED};
    candidates[1] = (struct candidate){guessed, GUESSED_BONUS, least};
    for (size_t i = 2; i < CANDIDATES; i++)
        candidates[i] = (struct candidate){zn_encoding_named(usual[i - 2]), 0, least};
}

/* Finds the candidate in which the sample reads best, if in any better than `best`. */
static int choose(struct zn_guess *guess, const struct candidate *candidates,
                  const struct sample *sample, bool strict, int64_t best,
                  const struct zn_encoding **encoding, zhnorm_error *error)
{
    for (size_t i = 0; i < CANDIDATES; i++) {
        struct zn_likeness likeness = {0};
        bool fits;
        if (is_no_candidate(candidates[i].encoding))
            continue;
        int status = read_decoded(guess, candidates[i].encoding, sample, strict, &likeness,
                                  &fits, error);
        if (status != ZHNORM_OK)
            return status;
        int64_t value = zn_likeness_value(&likeness);
        if (fits && value >= candidates[i].least && value + candidates[i].bonus > best) {
            best = value + candidates[i].bonus;
            *encoding = candidates[i].encoding;
        }
    }
    return ZHNORM_OK;
}

int zn_guess_encoding(struct zn_guess *guess, const char *bytes, size_t length, bool is_whole,
                      const struct zn_encoding **encoding, zhnorm_error *error)
{
    const struct sample sample = {bytes, length, is_whole};
    struct zn_likeness likeness = {0};
    struct candidate candidates[CANDIDATES];

    *encoding = zn_encoding_marked(bytes, length);
    if (*encoding != NULL)
        return ZHNORM_OK;
    *encoding = zn_encoding_named("utf-8");
    if (!is_whole && is_ascii(&sample)) {
        /* The text comes later; only what the page declares can tell. */
        const struct zn_encoding *declared = zn_declared_encoding(bytes, length);
        if (!is_no_candidate(declared))
            *encoding = declared;
        return ZHNORM_OK;
    }
    if (memchr(bytes, '\0', length) == NULL && is_utf8(&sample))
        return ZHNORM_OK;
    read_utf8(guess, &sample, &likeness);
    find_candidates(guess, &sample, candidates);
    const struct zn_encoding *utf8 = *encoding;
    int64_t value = zn_likeness_value(&likeness);
    int status = choose(guess, candidates, &sample, true, value, encoding, error);
    /* A few bytes may be damaged, whatever the encoding. */
    if (status == ZHNORM_OK && *encoding == utf8)
        status = choose(guess, candidates, &sample, false, value, encoding, error);
    return status;
}
