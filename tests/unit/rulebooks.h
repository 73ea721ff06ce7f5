/*
 * For tests below the public header: compiles rules that are written in the
 * test, and runs text through them.
 */
#ifndef ZN_TEST_RULEBOOKS_H
#define ZN_TEST_RULEBOOKS_H

#include <check.h>
#include <string.h>

#include "rules/compile.h"
#include "rules/memory.h"
#include "text/script.h"

struct table {
    const char *name;
    const char *text;
};

/* Compiles a chain over `tables` (ends with a NULL name) and a dictionary. */
static inline int compile_chain(const char *chain, const struct table *tables,
                                const char *corpus, struct zn_images *images,
                                zhnorm_error *error)
{
    struct zn_table_text texts[8];
    size_t count = 0;
    for (; tables[count].name != NULL; count++)
        texts[count] = (struct zn_table_text){tables[count].name, tables[count].name,
                                              tables[count].text, strlen(tables[count].text)};
    struct zn_configuration_text text = {"test.json", chain, texts, count};
    zhnorm_dict *dict = NULL;
    if (corpus != NULL) {
        int status =
            zhnorm_dict_parse(corpus, strlen(corpus), "test.dict", NULL, &dict, error);
        ck_assert_msg(status == ZHNORM_OK, "%s", error->message);
    }
    const zhnorm_dict *const dicts[] = {dict};
    int status = zn_images_compile(&text, dicts, corpus == NULL ? 0 : 1, &zn_default_allocator,
                                   images, error);
    zhnorm_dict_free(dict);
    return status;
}

/* Runs one rulebook over `text`, given in pieces of at most `piece` bytes. */
static inline void run_rulebook(const struct zn_rulebook *rulebook, const uint8_t *text,
                                size_t length, size_t piece, struct zn_buffer *out)
{
    struct zn_script_state state;
    zn_script_state_init(&state, &zn_default_allocator);
    out->length = 0;
    for (size_t at = 0; at < length;) {
        size_t end = length - at > piece ? at + piece : length;
        while (end < length && (text[end] & 0xC0) == 0x80)
            end++;
        ck_assert(
            zn_script_run(rulebook, &state, text + at, end - at, end < length, NULL, out));
        at = end;
    }
    zn_script_state_free(&state);
}

/*
 * Converts `text` with every image in turn, in pieces of every size, and
 * expects the same result each time.
 */
static inline void expect_conversion(const struct zn_images *images, const char *text,
                                     const char *wanted)
{
    for (size_t piece = 1; piece < strlen(text) + 2; piece++) {
        struct zn_buffer buffers[2];
        zn_buffer_init(&buffers[0], &zn_default_allocator);
        zn_buffer_init(&buffers[1], &zn_default_allocator);
        ck_assert(zn_buffer_append(&buffers[0], text, strlen(text)));
        for (size_t i = 0; i < images->count; i++) {
            struct zn_rulebook rulebook;
            const void *image = images->images[i].data;
            zn_rulebook_open(&rulebook, image, image);
            run_rulebook(&rulebook, buffers[i % 2].data, buffers[i % 2].length, piece,
                         &buffers[(i + 1) % 2]);
        }
        const struct zn_buffer *out = &buffers[images->count % 2];
        ck_assert_msg(out->length == strlen(wanted) &&
                          memcmp(out->data, wanted, out->length) == 0,
                      "%s in pieces of %zu bytes: wanted %s, got %.*s", text, piece, wanted,
                      (int)out->length, (const char *)out->data);
        zn_buffer_free(&buffers[0]);
        zn_buffer_free(&buffers[1]);
    }
}

/* Compiles, converts one text, and expects a result. */
static inline void expect(const char *chain, const struct table *tables, const char *corpus,
                          const char *text, const char *wanted)
{
    struct zn_images images;
    zhnorm_error error;
    int status = compile_chain(chain, tables, corpus, &images, &error);
    ck_assert_msg(status == ZHNORM_OK, "%s: %s", chain, error.message);
    expect_conversion(&images, text, wanted);
    zn_images_free(&images);
}

#endif
