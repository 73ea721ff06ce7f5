/*
 * The converters for what is found in files: one configuration with the steps and
 * rules that fit each kind of text.  Immutable once open; any number of threads may
 * read it at the same time.
 */
#ifndef ZN_FORMATS_CONVERSIONS_H
#define ZN_FORMATS_CONVERSIONS_H

#include <stdbool.h>

#include "zhnorm/zhnorm.h"

/* What a text is, and so which rules it gets. */
enum zn_purpose {
    ZN_PURPOSE_DOCUMENT, /* a text of its own: all that the options say */
    /* A block of a page: of the step `space` only the rules that work inside a line. */
    ZN_PURPOSE_BLOCK,
    ZN_PURPOSE_ATTRIBUTE, /* a value that programs may compare: only the script */
    ZN_PURPOSE_VALUE,     /* of front matter: the script, and marks , ; : ! ? */
    ZN_PURPOSES
};

struct zn_conversions {
    const zhnorm_converter *base; /* the caller's */
    /* With the base's record, and with a record of edits (ZHNORM_RECORD_EDITS). */
    zhnorm_converter *plain[ZN_PURPOSES];
    zhnorm_converter *recording[ZN_PURPOSES]; /* NULL with the engine `opencc` */
    bool chooses;                             /* the configuration decides by the document */
    const char *target;                       /* see zhnorm_converter_target */
};

/*
 * Derives the converters from one that was compiled with `options`; it must outlive
 * them.  Fails with ZHNORM_ERROR_NO_MEMORY.  To be closed in either case.
 */
int zn_conversions_open(struct zn_conversions *conversions, const zhnorm_converter *base,
                        const zhnorm_options *options, zhnorm_error *error);

void zn_conversions_close(struct zn_conversions *conversions);

#endif
