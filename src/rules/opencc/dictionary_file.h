/*
 * Reading OpenCC's dictionary files through libopencc: the one C++ file of the
 * project is behind this header.
 */
#ifndef ZN_RULES_OPENCC_DICTIONARY_FILE_H
#define ZN_RULES_OPENCC_DICTIONARY_FILE_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/*
 * Reads the binary dictionary (.ocd2) at `path` and gives it as OpenCC's plain
 * text, "KEY TAB VALUE SPACE VALUE ... LF", in malloc'ed memory.  Returns 0; or
 * -1 and a sentence in `message`.
 */
int zn_read_ocd2(const char *path, char **text, size_t *length, char *message,
                 size_t message_size);

#ifdef __cplusplus
}
#endif

#endif
