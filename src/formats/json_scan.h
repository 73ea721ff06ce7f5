/*
 * Reads one JSON value (RFC 8259) and notes the strings that are chosen in it, where they
 * stand in the source.  Strict: what it takes, every other reader of JSON takes, but for what
 * the RFC leaves open: keys may come twice, numbers may have any size, and surrogates may
 * stand alone.  Of UTF-8 it knows nothing.
 */
#ifndef ZN_FORMATS_JSON_SCAN_H
#define ZN_FORMATS_JSON_SCAN_H

#include "formats/json_paths.h"

/* Arrays and objects within one another.  No text needs more, and hostile input stops here. */
#define ZN_JSON_DEPTH_MOST 512

/* Where a string is, without its quotation marks: bytes from the start of the source. */
struct zn_json_span {
    uint32_t begin;
    uint32_t end;
};

enum zn_json_verdict {
    ZN_JSON_RIGHT,
    ZN_JSON_EMPTY, /* white space only */
    ZN_JSON_WRONG,
    ZN_JSON_NO_MEMORY
};

/* The state of a scan; to be kept, so that its memory serves again. */
struct zn_json_scan {
    struct zn_buffer chosen; /* of zn_json_span: the strings, ascending; empty ones left out */
    size_t wrong_at;         /* with WRONG: the byte, which may be the source's end */
    const char *expected;    /* what should have been there: static, for "expected ..." */
    struct {
        zn_json_place place;
        bool is_object;
    } levels[ZN_JSON_DEPTH_MOST];
};

void zn_json_scan_init(struct zn_json_scan *scan, const zhnorm_allocator *allocator);
void zn_json_scan_free(struct zn_json_scan *scan);

/* Reads the whole of a source of less than 4 GiB.  O(length). */
enum zn_json_verdict zn_json_scan_run(struct zn_json_scan *scan,
                                      const struct zn_json_paths *paths, const char *source,
                                      size_t length);

static inline size_t zn_json_scan_count(const struct zn_json_scan *scan)
{
    return scan->chosen.length / sizeof(struct zn_json_span);
}

static inline const struct zn_json_span *zn_json_scan_spans(const struct zn_json_scan *scan)
{
    return (const struct zn_json_span *)(const void *)scan->chosen.data;
}

#endif
