/* The installed OpenCC; see installed.h. */
#include "installed.h"

#include "zhnorm/zhnorm.h"

#include <stdio.h>
#include <string.h>

#ifndef OPENCC_DATA_DIR
#define OPENCC_DATA_DIR "/usr/share/opencc"
#endif

opencc_t installed_open(const char *config)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s.json", OPENCC_DATA_DIR, config);
    opencc_t opencc = opencc_open(path);
    if (opencc == (opencc_t)-1) {
        fprintf(stderr, "libopencc cannot open %s: %s\n", path, opencc_error());
        return NULL;
    }
    return opencc;
}

/* The first lines of some hundred kilobytes: libopencc takes much memory. */
static size_t take_lines(const char *data, size_t length)
{
    const size_t enough = (size_t)1 << 18;
    if (length <= enough)
        return length;
    return enough + line_length(data + enough, length - enough);
}

int installed_convert(opencc_t opencc, const struct text *source, struct text *result)
{
    for (size_t done = 0; done < source->length;) {
        size_t length = take_lines(source->data + done, source->length - done);
        char *converted = opencc_convert_utf8(opencc, source->data + done, length);
        if (converted == NULL) {
            fprintf(stderr, "libopencc cannot convert: %s\n", opencc_error());
            return -1;
        }
        text_string(result, converted);
        opencc_convert_utf8_free(converted);
        done += length;
    }
    return 0;
}

static void add_dict(struct installed_dicts *dicts, const char *name, size_t length)
{
    if (dicts->count == INSTALLED_DICTS_MAX || length >= INSTALLED_NAME_SIZE)
        return;
    char *place = dicts->names[dicts->count++];
    memcpy(place, name, length);
    place[length] = '\0';
}

int installed_dicts(const char *config, struct installed_dicts *dicts)
{
    char path[4096];
    struct text json = {NULL, 0, 0};
    snprintf(path, sizeof path, "%s/%s.json", OPENCC_DATA_DIR, config);
    dicts->count = 0;
    if (text_file(&json, path) != 0)
        return -1;
    text_append(&json, "", 1);
    /* A name is whatever stands in quotes and ends in .ocd2. */
    const char *p = json.data;
    while ((p = strchr(p, '"')) != NULL) {
        size_t length = strcspn(p + 1, "\"");
        if (length > 5 && memcmp(p + 1 + length - 5, ".ocd2", 5) == 0)
            add_dict(dicts, p + 1, length);
        p += length + 1 + (p[length + 1] != '\0');
    }
    text_free(&json);
    if (dicts->count == 0)
        fprintf(stderr, "%s names no dictionary\n", path);
    return dicts->count > 0 ? 0 : -1;
}

int installed_entries(const char *name, struct opencc_entries *entries)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", OPENCC_DATA_DIR, name);
    if (opencc_entries_read(entries, path) == 0)
        return 0;
    fprintf(stderr, "cannot read %s\n", path);
    return -1;
}

int installed_is_embedded(void)
{
    char version[64];
    char digest[64];
    zhnorm_error error;
    if (zhnorm_opencc_version(version, digest, sizeof version, &error) != ZHNORM_OK) {
        fprintf(stderr, "zhnorm_opencc_version: %s\n", error.message);
        return 1;
    }
    const char *embedded = zhnorm_component_version("opencc-data-digest");
    if (embedded != NULL && strcmp(embedded, digest) == 0)
        return 0;
    fprintf(stderr,
            "skipped: the embedded tables are OpenCC %s (%s), the installed ones %s (%s)\n",
            zhnorm_component_version("opencc-data"), embedded != NULL ? embedded : "none",
            version, digest);
    return 77;
}
