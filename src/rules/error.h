/*
 * Filling a zhnorm_error.  Every function here returns the status it was
 * given, so that a caller can `return zn_fail(...)`.
 */
#ifndef ZN_RULES_ERROR_H
#define ZN_RULES_ERROR_H

#include "zhnorm/zhnorm.h"

#if defined(__GNUC__)
#define ZN_PRINTF(text, first) __attribute__((format(printf, text, first)))
#else
#define ZN_PRINTF(text, first)
#endif

/* Fills `error` (NULL is allowed) with a status and a sentence. */
int zn_fail(zhnorm_error *error, int status, const char *format, ...) ZN_PRINTF(3, 4);

/* The same for a place in a file: the message becomes "FILE:LINE: ...". */
int zn_fail_at(zhnorm_error *error, int status, const char *file, uint64_t line,
               const char *format, ...) ZN_PRINTF(5, 6);

/* Puts "FILE: " before the message of a failure that names no place.  Returns `status`. */
int zn_fail_within(zhnorm_error *error, int status, const char *file);

/* The same for a failed system call: ": " and the text of `code` follow. */
int zn_fail_system(zhnorm_error *error, int status, int code, const char *file);

/* ZHNORM_ERROR_NO_MEMORY. */
int zn_fail_memory(zhnorm_error *error);

#endif
