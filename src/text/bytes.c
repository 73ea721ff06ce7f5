/* See bytes.h. */
#include "text/bytes.h"

#include "text/utf8.h"

#define REPLACEMENT 0xFFFDu
#define ESCAPE_BASE 0xDC00u

/* What is appended to, and where the text began. */
struct mend {
    const uint8_t *start;
    struct zn_buffer *out;
    struct zn_log *log;
};

/* Appends a code point for `length` bytes at `text`. */
static bool put(struct mend *mend, const uint8_t *text, size_t length, uint32_t code_point)
{
    uint8_t bytes[ZN_UTF8_MAX];
    size_t put_length = zn_utf8_encode(code_point, bytes);
    if (mend->log != NULL)
        zn_log_bytes(mend->log, (size_t)(text - mend->start), length, mend->out->length,
                     put_length);
    return zn_buffer_append(mend->out, bytes, put_length);
}

static bool put_subpart(struct mend *mend, const uint8_t *text, size_t length, bool escape)
{
    if (!escape)
        return put(mend, text, length, REPLACEMENT);
    bool done = true;
    for (size_t i = 0; done && i < length; i++)
        done = put(mend, text + i, 1, ESCAPE_BASE + text[i]);
    return done;
}

bool zn_bytes_mend(const uint8_t *text, size_t length, bool escape, struct zn_buffer *out,
                   uint64_t *malformed, struct zn_log *log)
{
    struct mend mend = {text, out, log};
    const uint8_t *end = text + length;
    while (text < end) {
        size_t valid = zn_utf8_valid_prefix(text, (size_t)(end - text));
        if (!zn_buffer_append(out, text, valid))
            return false;
        text += valid;
        if (text == end)
            break;
        size_t bad = zn_utf8_maximal_subpart(text, (size_t)(end - text));
        if (!put_subpart(&mend, text, bad, escape))
            return false;
        text += bad;
        ++*malformed;
    }
    return true;
}

void zn_bytes_restore(struct zn_buffer *out, size_t from, struct zn_log *log)
{
    size_t kept = from;
    for (size_t at = from; at < out->length;) {
        uint32_t code_point;
        size_t length = zn_utf8_decode(out->data + at, &code_point);
        if (code_point > ESCAPE_BASE && code_point <= ESCAPE_BASE + 0xFF) {
            if (log != NULL)
                zn_log_bytes(log, at - from, length, kept, 1);
            out->data[kept++] = (uint8_t)(code_point - ESCAPE_BASE);
        } else {
            memmove(out->data + kept, out->data + at, length);
            kept += length;
        }
        at += length;
    }
    out->length = kept;
}
