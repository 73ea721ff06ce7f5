/*
 * Four bytes at a time, the first one lowest whatever the machine.
 */
#ifndef ZN_TEXT_WORD_H
#define ZN_TEXT_WORD_H

#include <stdint.h>
#include <string.h>

static inline uint32_t zn_load_32(const uint8_t *bytes)
{
    uint32_t word;
    memcpy(&word, bytes, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    return word;
}

static inline void zn_store_32(uint8_t *bytes, uint32_t word)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    word = __builtin_bswap32(word);
#endif
    memcpy(bytes, &word, sizeof word);
}

#endif
