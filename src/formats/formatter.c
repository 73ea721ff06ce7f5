/* See formatter.h. */
#include "formats/formatter.h"

#include <string.h>

#include "formats/driver.h"
#include "formats/emitter.h"
#include "rules/error.h"
#include "rules/memory.h"

static const struct zn_format_driver *const drivers[ZN_FORMATS] = {
    [ZN_FORMAT_TEXT] = &zn_text_driver,     [ZN_FORMAT_JSONL] = &zn_jsonl_driver,
    [ZN_FORMAT_CSV] = &zn_delimited_driver, [ZN_FORMAT_TSV] = &zn_delimited_driver,
    [ZN_FORMAT_HTML] = &zn_html_driver,     [ZN_FORMAT_MARKDOWN] = &zn_markdown_driver,
};

struct zn_formatter {
    struct zn_emitter emitter;
    struct zn_format_options options;
    void *states[ZN_FORMATS]; /* opened when first needed */
    enum zn_format format;    /* of the file in hand */
    bool failed;              /* there was no memory to begin it */
};

int zn_formatter_open(struct zn_formatter **formatter,
                      const struct zn_conversions *conversions,
                      const struct zn_format_options *options, bool counting,
                      zhnorm_error *error)
{
    struct zn_formatter *made = zn_allocate_zeroed(&zn_default_allocator, 1, sizeof *made);

    *formatter = NULL;
    if (made == NULL)
        return zn_fail_memory(error);
    made->options = *options;
    if (!zn_emitter_init(&made->emitter, conversions)) {
        zn_formatter_close(made);
        return zn_fail_memory(error);
    }
    made->emitter.keep_going = options->keep_going;
    made->emitter.counting = counting;
    *formatter = made;
    return ZHNORM_OK;
}

void zn_formatter_close(struct zn_formatter *formatter)
{
    if (formatter == NULL)
        return;
    for (size_t i = 0; i < ZN_FORMATS; i++)
        if (formatter->states[i] != NULL)
            drivers[i]->close(formatter->states[i]);
    zn_emitter_free(&formatter->emitter);
    zn_release(&zn_default_allocator, formatter);
}

void zn_formatter_begin(struct zn_formatter *formatter, enum zn_format format,
                        const struct zn_format_part *part, const struct zn_format_sink *sink)
{
    void **state = &formatter->states[format];

    formatter->format = format;
    zn_emitter_begin(&formatter->emitter, sink);
    if (*state == NULL)
        *state = drivers[format]->open(&formatter->emitter, &formatter->options, format);
    formatter->failed = *state == NULL;
    if (!formatter->failed)
        drivers[format]->begin(*state, part);
}

/* What came before the place where a file is wrong is right. */
static void deliver(struct zn_formatter *formatter)
{
    zhnorm_error second;

    (void)zn_emitter_flush(&formatter->emitter, &second);
}

int zn_formatter_feed(struct zn_formatter *formatter, const char *data, size_t length,
                      zhnorm_error *error)
{
    enum zn_format format = formatter->format;

    if (formatter->failed)
        return zn_fail_memory(error);
    formatter->emitter.counts.stats.input_bytes += length;
    int status = drivers[format]->feed(formatter->states[format], data, length, error);
    if (status == ZHNORM_ERROR_INPUT)
        deliver(formatter);
    return status;
}

int zn_formatter_end(struct zn_formatter *formatter, zhnorm_error *error)
{
    enum zn_format format = formatter->format;

    if (formatter->failed)
        return zn_fail_memory(error);
    int status = drivers[format]->end(formatter->states[format], error);
    if (status == ZHNORM_ERROR_INPUT)
        deliver(formatter);
    return status == ZHNORM_OK ? zn_emitter_flush(&formatter->emitter, error) : status;
}

const struct zn_format_counts *zn_formatter_counts(const struct zn_formatter *formatter)
{
    return &formatter->emitter.counts;
}

void zn_formatter_reset_counts(struct zn_formatter *formatter)
{
    struct zn_format_counts *counts = &formatter->emitter.counts;
    uint64_t *changes = counts->changes;

    memset(changes, 0, zhnorm_rule_count() * sizeof *changes);
    *counts = (struct zn_format_counts){.changes = changes};
}

const char *zn_formatter_choice(const struct zn_formatter *formatter)
{
    const struct zn_emitter *emitter = &formatter->emitter;

    if (emitter->whole != NULL)
        return zhnorm_stream_choice(emitter->whole);
    return emitter->has_detection
               ? zhnorm_converter_choice(emitter->conversions->base, &emitter->detection)
               : NULL;
}

const zhnorm_detection *zn_formatter_detection(const struct zn_formatter *formatter)
{
    const struct zn_emitter *emitter = &formatter->emitter;

    if (emitter->whole != NULL)
        return zhnorm_stream_detection(emitter->whole);
    return emitter->has_detection ? &emitter->detection : NULL;
}
