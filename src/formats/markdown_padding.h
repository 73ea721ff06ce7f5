/*
 * md4c looks at a byte or two behind the text that it is given.  So there have to be some,
 * and the same ones each time, or what it finds would depend on them: line ends, which are
 * what the end of a text is read as, and a NUL byte, for it calls strcspn as well.
 */
#ifndef ZN_FORMATS_MARKDOWN_PADDING_H
#define ZN_FORMATS_MARKDOWN_PADDING_H

#include "text/buffer.h"

#define ZN_MARKDOWN_PADDING "\n\n\n\n\n\n\n\n"

/* Puts padding behind what the buffer holds, and does not count it.  False: no memory. */
static inline bool zn_markdown_pad(struct zn_buffer *buffer)
{
    size_t length = buffer->length;
    bool is_padded = zn_buffer_append(buffer, ZN_MARKDOWN_PADDING, sizeof ZN_MARKDOWN_PADDING);

    buffer->length = length;
    return is_padded;
}

#endif
