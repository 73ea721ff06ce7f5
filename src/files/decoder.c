/* See decoder.h. */
#include "files/decoder.h"

#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "rules/error.h"

/* UTF-8 takes at most three times as many bytes as any of the encodings. */
#define GROWTH ((size_t)3)
/* The bytes of the longest character. */
#define CHARACTER_MOST ((size_t)4)
/* Room for a character that iconv holds back until it sees the next one. */
#define HELD_BACK ((size_t)8)

/*
 * How far to look for what stands apart: where many characters are in the second table only,
 * the main one stops at each of them, and what was looked at behind it was in vain.
 */
#define STRETCH_MOST ((size_t)256)

#define NOT_OPEN ((iconv_t)-1)

struct zn_decoder {
    const struct zn_encoding *encoding; /* NULL: none yet */
    iconv_t main;                       /* from encoding->iconv */
    iconv_t more;                       /* from encoding->more, or NOT_OPEN */
    int32_t bad_input;
    uint64_t offset; /* of the next byte */
    uint64_t malformed;
};

/* Where decoded bytes go. */
struct room {
    char *next;
    size_t left;
};

struct zn_decoder *zn_decoder_new(void)
{
    struct zn_decoder *decoder = malloc(sizeof *decoder);

    if (decoder != NULL)
        *decoder = (struct zn_decoder){.main = NOT_OPEN, .more = NOT_OPEN};
    return decoder;
}

static void close_both(struct zn_decoder *decoder)
{
    if (decoder->main != NOT_OPEN)
        iconv_close(decoder->main);
    if (decoder->more != NOT_OPEN)
        iconv_close(decoder->more);
    decoder->main = NOT_OPEN;
    decoder->more = NOT_OPEN;
    decoder->encoding = NULL;
}

void zn_decoder_free(struct zn_decoder *decoder)
{
    if (decoder == NULL)
        return;
    close_both(decoder);
    free(decoder);
}

static int open_one(const char *name, iconv_t *handle, zhnorm_error *error)
{
    *handle = iconv_open("UTF-8", name);
    if (*handle != NOT_OPEN)
        return ZHNORM_OK;
    int code = errno;
    if (code == ENOMEM)
        return zn_fail_memory(error);
    zn_fail(error, ZHNORM_ERROR_STATE, "the system's iconv cannot decode %s", name);
    if (error != NULL)
        error->system = code;
    return ZHNORM_ERROR_STATE;
}

static int open_both(struct zn_decoder *decoder, const struct zn_encoding *encoding,
                     zhnorm_error *error)
{
    close_both(decoder);
    int status = open_one(encoding->iconv, &decoder->main, error);
    if (status == ZHNORM_OK && encoding->more != NULL)
        status = open_one(encoding->more, &decoder->more, error);
    if (status == ZHNORM_OK)
        decoder->encoding = encoding;
    else
        close_both(decoder);
    return status;
}

int zn_decoder_begin(struct zn_decoder *decoder, const struct zn_encoding *encoding,
                     int32_t bad_input, uint64_t offset, zhnorm_error *error)
{
    decoder->bad_input = bad_input;
    decoder->offset = offset;
    decoder->malformed = 0;
    if (decoder->encoding != encoding)
        return open_both(decoder, encoding, error);
    iconv(decoder->main, NULL, NULL, NULL, NULL);
    return ZHNORM_OK;
}

/* ---- Characters ---------------------------------------------------------------------- */

static uint8_t byte_at(const struct zn_piece *in, size_t index)
{
    return (uint8_t)in->data[index];
}

/* Whether a byte may stand behind the lead byte of a double-byte character. */
static bool is_trail(uint8_t byte)
{
    return byte >= 0x40 && byte != 0x7F && byte != 0xFF;
}

static bool is_lead(uint8_t byte)
{
    return byte >= 0x81 && byte != 0xFF;
}

/*
 * The length of the character at the beginning of `in`, which may be cut short there.  What
 * cannot be one counts as far as it must be wrong: a byte that could be a character of its
 * own is never part of it.
 */
static size_t character_length(const struct zn_encoding *encoding, const struct zn_piece *in)
{
    if (encoding->form == ZN_ENCODING_UTF16)
        return 2;
    if (!is_lead(byte_at(in, 0)) || in->length < 2)
        return 1;
    uint8_t second = byte_at(in, 1);
    if (encoding->form == ZN_ENCODING_FOUR && second >= '0' && second <= '9' &&
        in->length >= 4 && is_lead(byte_at(in, 2)) && byte_at(in, 3) >= '0' &&
        byte_at(in, 3) <= '9')
        return 4;
    return is_trail(second) && second >= 0x80 ? 2 : 1;
}

/* Whether a character of Big5 is one that the main table has, or wrongly claims to have. */
static bool is_apart(const struct zn_encoding *encoding, uint8_t lead, uint8_t trail)
{
    if (lead == 0x80 || lead == 0xFF)
        return true;
    return encoding->lacks_eten &&
           (lead == 0xC7 || lead == 0xC8 || (lead == 0xC6 && trail >= 0xA1));
}

/* How many of `length` bytes the main table may decode before one that stands apart. */
static size_t main_length(const struct zn_encoding *encoding, const struct zn_piece *in,
                          size_t length)
{
    size_t i = 0;

    if (encoding->more == NULL)
        return length;
    if (length > STRETCH_MOST)
        length = STRETCH_MOST;
    while (i < length) {
        uint8_t lead = byte_at(in, i);
        if (lead < 0x80) {
            i++;
            continue;
        }
        if (is_apart(encoding, lead, i + 1 < in->length ? byte_at(in, i + 1) : 0xFF))
            break;
        i += 2;
    }
    return i < length ? i : length;
}

/* ---- Decoding ----------------------------------------------------------------------------
 */

/* Decodes up to `length` bytes of `in` by one table.  The result is iconv's errno, or 0. */
static int decode(struct zn_decoder *decoder, iconv_t table, struct zn_piece *in,
                  size_t length, struct room *room)
{
    char *next = (char *)(uintptr_t)in->data; /* iconv reads only, though it does not say so */
    size_t left = length;
    size_t result = iconv(table, &next, &left, &room->next, &room->left);
    int code = result == (size_t)-1 ? errno : 0;

    zn_piece_advance(in, length - left);
    decoder->offset += length - left;
    return code;
}

/* Writes the character that a table may have held back. */
static void flush(iconv_t table, struct room *room)
{
    iconv(table, NULL, NULL, &room->next, &room->left);
}

/* Decodes one character by the second table.  False: it has none either. */
static bool decode_more(struct zn_decoder *decoder, struct zn_piece *in, struct room *room)
{
    if (decoder->more == NOT_OPEN || in->length < 2 || !is_lead(byte_at(in, 0)))
        return false;
    /* BIG5 gives private use for ETEN's extensions, which BIG5-HKSCS itself may lack. */
    if (!decoder->encoding->lacks_eten && byte_at(in, 0) >= 0xC6 && byte_at(in, 0) <= 0xC8)
        return false;
    iconv(decoder->more, NULL, NULL, NULL, NULL);
    if (decode(decoder, decoder->more, in, 2, room) != 0)
        return false;
    flush(decoder->more, room);
    return true;
}

/* Fails: the first `length` bytes of `in` are no character. */
static int reject(const struct zn_decoder *decoder, const struct zn_piece *in, size_t length,
                  const char *where, zhnorm_error *error)
{
    char bytes[2 * CHARACTER_MOST + 1] = "";
    size_t used = 0;

    for (size_t i = 0; i < length; i++)
        used += (size_t)snprintf(bytes + used, sizeof bytes - used, "%02X", byte_at(in, i));
    zn_fail(error, ZHNORM_ERROR_INPUT, "byte %llu (0x%s) is not valid %s%s",
            (unsigned long long)decoder->offset, bytes, decoder->encoding->iconv, where);
    if (error != NULL)
        error->offset = decoder->offset;
    return ZHNORM_ERROR_INPUT;
}

/* Deals with bytes that are no character, as the policy has it. */
static int pass_bad(struct zn_decoder *decoder, struct zn_piece *in, size_t length,
                    const char *where, struct room *room, zhnorm_error *error)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    const char *shown = in->data;
    size_t shown_length = length;

    if (decoder->bad_input == ZHNORM_BAD_INPUT_REJECT)
        return reject(decoder, in, length, where, error);
    if (decoder->bad_input == ZHNORM_BAD_INPUT_REPLACE) {
        shown = replacement;
        shown_length = sizeof replacement - 1;
    }
    memcpy(room->next, shown, shown_length);
    room->next += shown_length;
    room->left -= shown_length;
    decoder->malformed++;
    decoder->offset += length;
    zn_piece_advance(in, length);
    return ZHNORM_OK;
}

/*
 * Decodes what the main table can, up to where it fails or `room` may be full.  The result
 * is EILSEQ where `in` begins with no character of it, EINVAL where it is cut short, or 0.
 */
static int decode_main(struct zn_decoder *decoder, struct zn_piece *in, struct room *room)
{
    size_t most = (room->left - HELD_BACK) / GROWTH;
    size_t shown = in->length < most ? in->length : most;
    size_t length = main_length(decoder->encoding, in, shown);
    bool is_all = length == in->length;

    if (length == 0)
        return in->length == 1 && is_lead(byte_at(in, 0)) ? EINVAL : EILSEQ;
    int code = decode(decoder, decoder->main, in, length, room);
    /* A character that was cut short just now comes whole next time. */
    return code == EINVAL && !is_all ? 0 : code;
}

int zn_decoder_run(struct zn_decoder *decoder, struct zn_piece *in, bool is_last, char *out,
                   size_t size, size_t *length, zhnorm_error *error)
{
    struct room room = {out, size};
    int status = ZHNORM_OK;

    while (status == ZHNORM_OK && in->length != 0 && room.left >= ZN_DECODER_ROOM_LEAST) {
        int code = decode_main(decoder, in, &room);
        if (code == 0)
            continue;
        /* What is wrong with the bytes shows only when a whole character might be there. */
        if (!is_last && in->length < CHARACTER_MOST)
            break;
        flush(decoder->main, &room);
        if (code == EINVAL)
            status = pass_bad(decoder, in, in->length, ": the file ends inside a character",
                              &room, error);
        else if (!decode_more(decoder, in, &room))
            status = pass_bad(decoder, in, character_length(decoder->encoding, in), "", &room,
                              error);
    }
    if (is_last && in->length == 0 && room.left >= HELD_BACK)
        flush(decoder->main, &room);
    *length = size - room.left;
    return status;
}

uint64_t zn_decoder_malformed(const struct zn_decoder *decoder)
{
    return decoder->malformed;
}
