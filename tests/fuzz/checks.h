/*
 * What must hold of every conversion, whatever the input: shared by the
 * harnesses.  A check that fails prints what it is and aborts, which the
 * fuzzer keeps as a crash.
 */
#ifndef ZHNORM_FUZZ_CHECKS_H
#define ZHNORM_FUZZ_CHECKS_H

#include "zhnorm/zhnorm.h"

#include <stddef.h>
#include <stdint.h>

/* Aborts with the message unless the condition holds. */
void require(int condition, const char *message);

/* Whether the bytes are UTF-8 by section 3.9 of the Unicode Standard. */
int is_utf8(const char *data, size_t length);

/*
 * Converts in every way there is and requires that all agree: the library's
 * own result, the caller's buffer with just enough room and with one byte
 * less, and a stream fed in pieces with little room, both chosen by `chance`; and,
 * where a record is kept, that the edits are true and the stream tells of the same.
 * Returns the result, or NULL where the input is refused.
 */
zhnorm_result *convert_every_way(const zhnorm_converter *converter, const char *source,
                                 size_t length, uint32_t chance);

#endif
