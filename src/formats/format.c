/* See format.h. */
#include "formats/format.h"

#include <string.h>
#include <strings.h>

static const char *const names[ZN_FORMATS] = {
    [ZN_FORMAT_TEXT] = "text", [ZN_FORMAT_JSONL] = "jsonl", [ZN_FORMAT_CSV] = "csv",
    [ZN_FORMAT_TSV] = "tsv",   [ZN_FORMAT_HTML] = "html",   [ZN_FORMAT_MARKDOWN] = "markdown",
};

const char *zn_format_name(enum zn_format format)
{
    return names[format];
}

bool zn_format_find(const char *name, enum zn_format *format)
{
    for (size_t i = 0; i < ZN_FORMATS; i++) {
        if (strcmp(names[i], name) == 0) {
            *format = (enum zn_format)i;
            return true;
        }
    }
    return false;
}

/* What stands behind the last dot of a file's name; empty without one. */
struct ending {
    const char *text;
    size_t length;
};

static struct ending ending_of(const char *name, size_t length)
{
    for (size_t at = length; at > 0 && name[at - 1] != '/'; at--)
        if (name[at - 1] == '.')
            return (struct ending){name + at, length - at};
    return (struct ending){name, 0};
}

static bool is_ending(struct ending ending, const char *wanted)
{
    return strlen(wanted) == ending.length &&
           strncasecmp(ending.text, wanted, ending.length) == 0;
}

/* The ending that says what is in a file: the one before that of a codec. */
static struct ending inner_ending_of(const char *name)
{
    struct ending ending = ending_of(name, strlen(name));

    if (is_ending(ending, "gz") || is_ending(ending, "zst"))
        ending = ending_of(name, (size_t)(ending.text - name) - 1);
    return ending;
}

static const char *const foreign_endings[] = {
    /* data and markup */
    "json", "xml", "rss", "atom", "svg", "xsl", "yaml", "yml", "toml", "ini", "conf", "sql",
    "tex", "bib", "po",
    /* programs */
    "js", "mjs", "cjs", "jsx", "ts", "tsx", "vue", "css", "scss", "less", "map", "php", "py",
    "rb", "pl", "lua", "sh", "bat", "c", "h", "cc", "cpp", "hpp", "cs", "java", "kt", "go",
    "rs", "swift", "r", "ipynb",
    /* what is no text at all */
    "png", "jpg", "jpeg", "gif", "webp", "ico", "bmp", "tif", "tiff", "mp3", "mp4", "m4a",
    "wav", "avi", "mov", "webm", "woff", "woff2", "ttf", "otf", "eot", "pdf", "epub", "doc",
    "docx", "xls", "xlsx", "ppt", "pptx", "odt", "zip", "tar", "tgz", "bz2", "xz", "7z", "rar",
    "exe", "so", "o", "a", "bin", "db", "sqlite", "wasm"};

bool zn_format_is_foreign(const char *name)
{
    struct ending ending = inner_ending_of(name);

    for (size_t i = 0; i < sizeof foreign_endings / sizeof foreign_endings[0]; i++)
        if (is_ending(ending, foreign_endings[i]))
            return true;
    return false;
}

enum zn_format zn_format_of_file(const char *name)
{
    static const struct {
        const char *ending;
        enum zn_format format;
    } endings[] = {
        {"jsonl", ZN_FORMAT_JSONL},       {"ndjson", ZN_FORMAT_JSONL},
        {"csv", ZN_FORMAT_CSV},           {"tsv", ZN_FORMAT_TSV},
        {"html", ZN_FORMAT_HTML},         {"htm", ZN_FORMAT_HTML},
        {"xhtml", ZN_FORMAT_HTML},        {"md", ZN_FORMAT_MARKDOWN},
        {"markdown", ZN_FORMAT_MARKDOWN},
    };
    struct ending ending = inner_ending_of(name);

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (is_ending(ending, endings[i].ending))
            return endings[i].format;
    return ZN_FORMAT_TEXT;
}

bool zn_format_is_lined(enum zn_format format)
{
    return format == ZN_FORMAT_TEXT || format == ZN_FORMAT_JSONL;
}
