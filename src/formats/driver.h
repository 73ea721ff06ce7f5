/*
 * What a format is made of.  The formatter calls these; a driver sees its own state and
 * the emitter, nothing else.
 */
#ifndef ZN_FORMATS_DRIVER_H
#define ZN_FORMATS_DRIVER_H

#include "formats/emit.h"
#include "formats/formatter.h"

struct zn_format_driver {
    /* Makes the state that serves file after file.  NULL: no memory. */
    void *(*open)(struct zn_emitter *emitter, const struct zn_format_options *options,
                  enum zn_format format);
    void (*close)(void *state);
    void (*begin)(void *state, const struct zn_format_part *part);
    int (*feed)(void *state, const char *data, size_t length, zhnorm_error *error);
    int (*end)(void *state, zhnorm_error *error);
};

extern const struct zn_format_driver zn_text_driver;
extern const struct zn_format_driver zn_jsonl_driver;
extern const struct zn_format_driver zn_delimited_driver; /* CSV and TSV */
extern const struct zn_format_driver zn_html_driver;
extern const struct zn_format_driver zn_markdown_driver;

#endif
