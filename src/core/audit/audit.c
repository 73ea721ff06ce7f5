/* Audits: taking documents in; see audit.h. */
#include "core/audit/audit.h"

#include <string.h>

#include "core/paragraph.h"
#include "rules/error.h"
#include "rules/memory.h"
#include "text/bytes.h"
#include "text/utf8.h"

#define BLOCK_SIZE ((size_t)64 << 10)
#define PARAGRAPH_MOST ((size_t)1 << 20) /* a longer one is cut */
#define LONGEST_END 3                    /* bytes of the longest paragraph end */
#define MEMORY_DEFAULT ((size_t)64 << 20)
#define MEMORY_LEAST ((size_t)24 << 20)
#define MEMORY_MOST ((size_t)64 << 30)
#define MEMORY_FIXED ((size_t)14 << 20) /* sets of words, and blocks of text */
#define TOP_DEFAULT 50
#define CONTEXTS_DEFAULT 3
#define CONTEXTS_MOST (ZN_AUDIT_CONTEXTS_MAX / 2)
#define COHESION_DEFAULT 4.0
#define FREEDOM_DEFAULT 1.2

/* ---- Options ------------------------------------------------------------------------ */

void zhnorm_audit_options_init(zhnorm_audit_options *options)
{
    *options = (zhnorm_audit_options){
        .size = sizeof *options, .kinds = ZHNORM_AUDIT_ALL, .contexts = CONTEXTS_DEFAULT};
}

/* Reads options of this release or of an earlier one, which are shorter. */
static int read_options(const zhnorm_audit_options *given, zhnorm_audit_options *read,
                        zhnorm_error *error)
{
    zhnorm_audit_options_init(read);
    if (given != NULL) {
        if (given->size < sizeof(size_t) || given->size > sizeof *read)
            return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                           "the size of the options is out of range: call "
                           "zhnorm_audit_options_init");
        memcpy(read, given, given->size);
    }
    if ((read->kinds & ~ZHNORM_AUDIT_ALL) != 0 || read->kinds == 0)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "the kinds of findings are out of range");
    if (read->contexts > CONTEXTS_MOST)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "more than %u contexts", CONTEXTS_MOST);
    if (read->memory == 0)
        read->memory = MEMORY_DEFAULT;
    if (read->memory < MEMORY_LEAST || read->memory > MEMORY_MOST)
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT,
                       "the memory limit is not between 24 MiB and 64 GiB");
    if (!(read->cohesion >= 0) || !(read->freedom >= 0))
        return zn_fail(error, ZHNORM_ERROR_ARGUMENT, "a threshold is below 0");
    return ZHNORM_OK;
}

/* ---- Opening ------------------------------------------------------------------------ */

/* Notes the words that are no new terms. */
static int open_known(struct zhnorm_audit *audit, zhnorm_error *error)
{
    bool done = zn_known_add_archive(&audit->known);
    for (size_t i = 0; done && i < audit->base.dict_count; i++)
        done = zn_known_add(&audit->known, audit->base.dicts[i]);
    zn_known_complete(&audit->known);
    return done ? ZHNORM_OK : zn_fail_memory(error);
}

static int open_terms(struct zhnorm_audit *audit, size_t memory, zhnorm_error *error)
{
    size_t sample = memory / 16;
    size_t rest = memory - memory / 8 - sample - MEMORY_FIXED;
    bool done = zn_sample_init(&audit->sample, sample, &audit->allocator) &&
                zn_terms_init(&audit->terms, rest, &audit->allocator);
    return done ? ZHNORM_OK : zn_fail_memory(error);
}

static int open_parts(struct zhnorm_audit *audit, const zhnorm_audit_options *options,
                      const zhnorm_options *conversion, zhnorm_error *error)
{
    bool has_terms = (audit->kinds & ZHNORM_AUDIT_TERMS) != 0;
    int status = zn_audit_base_open(&audit->base, conversion, &audit->allocator, error);
    if (status == ZHNORM_OK)
        status = zn_audit_words_open(&audit->words, &audit->base, audit->kinds, &audit->items,
                                     &audit->allocator, error);
    if (status == ZHNORM_OK && has_terms)
        status = open_known(audit, error);
    if (status != ZHNORM_OK)
        return status;
    /* Before what takes most of the memory. */
    zn_audit_base_free_sources(&audit->base);
    return has_terms ? open_terms(audit, options->memory, error) : ZHNORM_OK;
}

static void init(struct zhnorm_audit *audit, const zhnorm_audit_options *options,
                 int32_t bad_input, const zhnorm_allocator *allocator)
{
    const zhnorm_allocator *own = &audit->allocator;
    audit->allocator = *allocator;
    audit->kinds = options->kinds;
    audit->top = options->top == 0 ? TOP_DEFAULT : options->top;
    audit->contexts = options->contexts;
    audit->least_count = options->least_count;
    audit->cohesion = options->cohesion == 0 ? COHESION_DEFAULT : options->cohesion;
    audit->freedom = options->freedom == 0 ? FREEDOM_DEFAULT : options->freedom;
    audit->bad_input = bad_input;
    zn_audit_items_init(&audit->items, (uint32_t)options->contexts, options->memory / 8, own);
    zn_known_init(&audit->known, own);
    struct zn_buffer *buffers[] = {&audit->pending,   &audit->clean,   &audit->output[0],
                                   &audit->output[1], &audit->strings, &audit->values,
                                   &audit->places,    &audit->findings};
    for (size_t i = 0; i < sizeof buffers / sizeof buffers[0]; i++)
        zn_buffer_init(buffers[i], own);
}

int zhnorm_audit_open(const zhnorm_audit_options *options, zhnorm_audit **audit,
                      zhnorm_error *error)
{
    zhnorm_audit_options read;
    zhnorm_options conversion;
    *audit = NULL;
    int status = read_options(options, &read, error);
    if (status != ZHNORM_OK)
        return status;
    status = zn_options_read(read.conversion, &conversion, error);
    if (status != ZHNORM_OK)
        return status;
    const zhnorm_allocator *allocator =
        conversion.allocator == NULL ? &zn_default_allocator : conversion.allocator;
    struct zhnorm_audit *made = zn_allocate_zeroed(allocator, 1, sizeof *made);
    if (made == NULL)
        return zn_fail_memory(error);
    init(made, &read, conversion.bad_input, allocator);
    status = open_parts(made, &read, &conversion, error);
    if (status == ZHNORM_OK)
        *audit = made;
    else
        zhnorm_audit_free(made);
    return status;
}

void zhnorm_audit_free(zhnorm_audit *audit)
{
    if (audit == NULL)
        return;
    zn_audit_base_free(&audit->base);
    zn_audit_words_free(&audit->words);
    zn_audit_items_free(&audit->items);
    zn_known_free(&audit->known);
    zn_terms_free(&audit->terms);
    zn_sample_free(&audit->sample);
    zn_buffer_free(&audit->pending);
    zn_buffer_free(&audit->clean);
    zn_buffer_free(&audit->output[0]);
    zn_buffer_free(&audit->output[1]);
    zn_buffer_free(&audit->strings);
    zn_buffer_free(&audit->values);
    zn_buffer_free(&audit->places);
    zn_buffer_free(&audit->findings);
    zhnorm_allocator allocator = audit->allocator;
    zn_release(&allocator, audit);
}

/* ---- Documents ---------------------------------------------------------------------- */

/* Counts the paragraphs before a bad byte, and gives the document up. */
static int refuse(struct zhnorm_audit *audit, size_t valid, zhnorm_error *error)
{
    struct zn_buffer *pending = &audit->pending;
    size_t whole = zn_paragraph_last_end(pending->data, valid, true);
    uint64_t offset = audit->offset + valid;
    unsigned byte = pending->data[valid];
    bool done = zn_audit_scan(audit, pending->data, whole);
    audit->stats.bytes += whole;
    audit->refused = true;
    pending->length = 0;
    if (!done)
        return zn_fail_memory(error);
    int status = zn_fail(error, ZHNORM_ERROR_INPUT, "byte %llu (0x%02X) is not valid UTF-8",
                         (unsigned long long)offset, byte);
    if (error != NULL)
        error->offset = offset;
    return status;
}

/* Counts the first `length` bytes that are pending. */
static int take(struct zhnorm_audit *audit, size_t length, zhnorm_error *error)
{
    struct zn_buffer *pending = &audit->pending;
    size_t valid = zn_utf8_valid_prefix(pending->data, length);
    bool done;
    if (valid != length && audit->bad_input == ZHNORM_BAD_INPUT_REJECT)
        return refuse(audit, valid, error);
    if (valid == length) {
        done = zn_audit_scan(audit, pending->data, length);
    } else {
        audit->clean.length = 0;
        done = zn_bytes_mend(pending->data, length, false, &audit->clean,
                             &audit->stats.malformed, NULL) &&
               zn_audit_scan(audit, audit->clean.data, audit->clean.length);
    }
    if (!done)
        return zn_fail_memory(error);
    memmove(pending->data, pending->data + length, pending->length - length);
    pending->length -= length;
    audit->offset += length;
    audit->stats.bytes += length;
    return ZHNORM_OK;
}

/*
 * The end of the paragraphs that are whole within the first bytes that are
 * pending, or 0.  Nothing behind these bytes counts but a LF after a CR, so that a
 * long paragraph is cut or not whatever has been fed with it.
 */
static size_t find_end(struct zhnorm_audit *audit, bool final)
{
    const uint8_t *text = audit->pending.data;
    size_t length = audit->pending.length;
    size_t window = length < PARAGRAPH_MOST ? length : PARAGRAPH_MOST;
    size_t from = audit->scanned > LONGEST_END ? audit->scanned - LONGEST_END : 0;
    /* A CR that ends the window counts only if the next byte can be seen. */
    bool known = window < length || final;
    audit->scanned = window;
    if (zn_paragraph_first_end(text, from, window, known) == 0)
        return 0;
    size_t end = zn_paragraph_last_end(text, window, known);
    return end < length && text[end - 1] == '\r' && text[end] == '\n' ? end + 1 : end;
}

/* How much of what is pending can be counted: whole paragraphs, or a cut one. */
static size_t block_length(struct zhnorm_audit *audit, bool final)
{
    const struct zn_buffer *pending = &audit->pending;
    size_t end = find_end(audit, final);
    if (end == 0 && pending->length > PARAGRAPH_MOST) {
        audit->stats.forced_cuts++;
        return zn_paragraph_cut(pending->data, PARAGRAPH_MOST);
    }
    return end == 0 && final ? pending->length : end;
}

static int take_blocks(struct zhnorm_audit *audit, bool final, zhnorm_error *error)
{
    int status = ZHNORM_OK;
    while (status == ZHNORM_OK && audit->pending.length != 0) {
        size_t length = block_length(audit, final);
        if (length == 0)
            break;
        audit->scanned = 0;
        status = take(audit, length, error);
    }
    return status;
}

static int check_state(const struct zhnorm_audit *audit, zhnorm_error *error)
{
    if (audit->finished)
        return zn_fail(error, ZHNORM_ERROR_STATE, "the audit has been finished");
    return ZHNORM_OK;
}

int zhnorm_audit_feed(zhnorm_audit *audit, const char *data, size_t length,
                      zhnorm_error *error)
{
    int status = check_state(audit, error);
    if (status == ZHNORM_OK && audit->refused)
        return zn_fail(error, ZHNORM_ERROR_STATE, "the document has been refused");
    audit->begun = true;
    while (status == ZHNORM_OK && length != 0) {
        size_t taken = length < BLOCK_SIZE ? length : BLOCK_SIZE;
        if (!zn_buffer_append(&audit->pending, data, taken))
            return zn_fail_memory(error);
        if (audit->pending.length >= BLOCK_SIZE)
            status = take_blocks(audit, false, error);
        data += taken;
        length -= taken;
    }
    return status;
}

int zhnorm_audit_end_document(zhnorm_audit *audit, zhnorm_error *error)
{
    int status = check_state(audit, error);
    if (status != ZHNORM_OK)
        return status;
    if (!audit->refused)
        status = take_blocks(audit, true, error);
    if ((audit->kinds & ZHNORM_AUDIT_TERMS) != 0)
        zn_terms_end_document(&audit->terms);
    audit->stats.documents++;
    audit->document++;
    audit->pending.length = 0;
    audit->scanned = 0;
    audit->offset = 0;
    audit->refused = false;
    audit->begun = false;
    return status;
}

/* ---- Findings ----------------------------------------------------------------------- */

int zhnorm_audit_finish(zhnorm_audit *audit, zhnorm_error *error)
{
    int status = check_state(audit, error);
    if (status == ZHNORM_OK && audit->begun)
        status = zhnorm_audit_end_document(audit, error);
    if (status != ZHNORM_OK)
        return status;
    audit->finished = true;
    return zn_audit_report(audit) ? ZHNORM_OK : zn_fail_memory(error);
}

size_t zhnorm_audit_count(const zhnorm_audit *audit)
{
    return audit->findings.length / sizeof(zhnorm_audit_finding);
}

int zhnorm_audit_at(const zhnorm_audit *audit, size_t index, zhnorm_audit_finding *finding)
{
    if (index >= zhnorm_audit_count(audit))
        return ZHNORM_ERROR_ARGUMENT;
    *finding = ((const zhnorm_audit_finding *)(const void *)audit->findings.data)[index];
    return ZHNORM_OK;
}

zhnorm_corpus_stats zhnorm_audit_stats(const zhnorm_audit *audit)
{
    zhnorm_corpus_stats stats = audit->stats;
    if ((audit->kinds & ZHNORM_AUDIT_TERMS) != 0)
        stats.term_error = zn_terms_error(&audit->terms);
    stats.target = zn_target_name(audit->base.target);
    return stats;
}
