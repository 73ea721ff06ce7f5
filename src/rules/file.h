/* Reading a whole file that the caller named. */
#ifndef ZN_RULES_FILE_H
#define ZN_RULES_FILE_H

#include "text/buffer.h"
#include "zhnorm/zhnorm.h"

/*
 * Appends the file's bytes to `contents`.  Fails with `status` and a message
 * that names the file.
 */
int zn_file_read(const char *path, int status, struct zn_buffer *contents,
                 zhnorm_error *error);

#endif
