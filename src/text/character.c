/* See character.h. */
#include "text/character.h"

bool zn_is_sentence_end(uint32_t code_point)
{
    switch (code_point) {
    case '!':
    case '?':
    case 0x3002: /* ideographic full stop */
    case 0xFF01: /* full-width exclamation mark */
    case 0xFF1F: /* full-width question mark */
    case 0xFF61: /* half-width ideographic full stop */
        return true;
    default:
        return false;
    }
}
