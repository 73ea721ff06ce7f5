/*
 * Makes src/text/unicode_tables.c from the Unicode Character Database:
 *
 *     zhnorm-unicode-tables UNICODE-DIRECTORY >unicode_tables.c
 *
 * Two kinds of knowledge meet here: what the data files say of a code point,
 * and what this project makes of it (the lists under "Policy").  The tables
 * are declared in src/text/unicode.h.
 */
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/character.h"
#include "text/unicode.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

enum { LINE_SIZE = 4096, PATH_SIZE = 4096, FIELDS_MAX = 16, VERSION_SIZE = 16 };

/* ---- Policy ---------------------------------------------------------------------------- */

struct range {
    uint32_t first;
    uint32_t last;
    int value;
};

/* Classes by what a character does in running text: these go before all others. */
static const struct range classes[] = {
    {0x0009, 0x0009, ZN_CHAR_SPACE},
    {0x000A, 0x000D, ZN_CHAR_PARAGRAPH_END},
    {0x0020, 0x0020, ZN_CHAR_SPACE},
    {0x0030, 0x0039, ZN_CHAR_DIGIT},
    {0x0085, 0x0085, ZN_CHAR_PARAGRAPH_END},
    {0x00A0, 0x00A0, ZN_CHAR_SPACE},
    {0x2000, 0x200A, ZN_CHAR_SPACE},
    {0x2014, 0x2014, ZN_CHAR_CJK_MARK},
    {0x2018, 0x2019, ZN_CHAR_CJK_MARK},
    {0x201C, 0x201D, ZN_CHAR_CJK_MARK},
    {0x2026, 0x2026, ZN_CHAR_CJK_MARK},
    {0x2028, 0x2029, ZN_CHAR_PARAGRAPH_END},
    {0x22EF, 0x22EF, ZN_CHAR_CJK_MARK},
    {0x2E3A, 0x2E3A, ZN_CHAR_CJK_MARK},
    {0x3000, 0x3000, ZN_CHAR_SPACE},
    {0x3001, 0x3002, ZN_CHAR_CJK_STOP},
    {0x3008, 0x3008, ZN_CHAR_CJK_OPEN},
    {0x3009, 0x3009, ZN_CHAR_CJK_CLOSE},
    {0x300A, 0x300A, ZN_CHAR_CJK_OPEN},
    {0x300B, 0x300B, ZN_CHAR_CJK_CLOSE},
    {0x300C, 0x300C, ZN_CHAR_CJK_OPEN},
    {0x300D, 0x300D, ZN_CHAR_CJK_CLOSE},
    {0x300E, 0x300E, ZN_CHAR_CJK_OPEN},
    {0x300F, 0x300F, ZN_CHAR_CJK_CLOSE},
    {0x3010, 0x3010, ZN_CHAR_CJK_OPEN},
    {0x3011, 0x3011, ZN_CHAR_CJK_CLOSE},
    {0x3014, 0x3014, ZN_CHAR_CJK_OPEN},
    {0x3015, 0x3015, ZN_CHAR_CJK_CLOSE},
    {0x3016, 0x3016, ZN_CHAR_CJK_OPEN},
    {0x3017, 0x3017, ZN_CHAR_CJK_CLOSE},
    {0x3018, 0x3018, ZN_CHAR_CJK_OPEN},
    {0x3019, 0x3019, ZN_CHAR_CJK_CLOSE},
    {0x301A, 0x301A, ZN_CHAR_CJK_OPEN},
    {0x301B, 0x301B, ZN_CHAR_CJK_CLOSE},
    {0x301D, 0x301D, ZN_CHAR_CJK_OPEN},
    {0x301E, 0x301F, ZN_CHAR_CJK_CLOSE},
    {0xFF01, 0xFF01, ZN_CHAR_CJK_STOP},
    {0xFF08, 0xFF08, ZN_CHAR_CJK_OPEN},
    {0xFF09, 0xFF09, ZN_CHAR_CJK_CLOSE},
    {0xFF0C, 0xFF0C, ZN_CHAR_CJK_STOP},
    {0xFF10, 0xFF19, ZN_CHAR_DIGIT},
    {0xFF1A, 0xFF1B, ZN_CHAR_CJK_STOP},
    {0xFF1F, 0xFF1F, ZN_CHAR_CJK_STOP},
    {0xFF3B, 0xFF3B, ZN_CHAR_CJK_OPEN},
    {0xFF3D, 0xFF3D, ZN_CHAR_CJK_CLOSE},
    {0xFF5B, 0xFF5B, ZN_CHAR_CJK_OPEN},
    {0xFF5D, 0xFF5D, ZN_CHAR_CJK_CLOSE},
    {0xFF5F, 0xFF5F, ZN_CHAR_CJK_OPEN},
    {0xFF60, 0xFF60, ZN_CHAR_CJK_CLOSE},
    {0xFF61, 0xFF61, ZN_CHAR_CJK_STOP},
    {0xFF62, 0xFF62, ZN_CHAR_CJK_OPEN},
    {0xFF63, 0xFF63, ZN_CHAR_CJK_CLOSE},
    {0xFF64, 0xFF64, ZN_CHAR_CJK_STOP},
    {0x20000, 0x3FFFF, ZN_CHAR_HAN}, /* what is not assigned yet is meant for Han */
};

/* Kinds that no property of Unicode's gives. */
static const struct range kinds[] = {
    {0x0000, 0x0008, ZN_FORM_CONTROL},
    {0x000E, 0x001F, ZN_FORM_CONTROL},
    {0x007F, 0x0084, ZN_FORM_CONTROL},
    {0x0086, 0x009F, ZN_FORM_CONTROL},
    {0x00AD, 0x00AD, ZN_FORM_INVISIBLE}, /* soft hyphen */
    {0x061C, 0x061C, ZN_FORM_BIDI_CONTROL},
    {0x200B, 0x200B, ZN_FORM_INVISIBLE}, /* zero width space */
    {0x200C, 0x200D, ZN_FORM_JOINER},
    {0x200E, 0x200F, ZN_FORM_BIDI_CONTROL},
    {0x202A, 0x202E, ZN_FORM_BIDI_CONTROL},
    {0x2060, 0x2060, ZN_FORM_INVISIBLE}, /* word joiner */
    {0x2066, 0x2069, ZN_FORM_BIDI_CONTROL},
    {0xFE00, 0xFE0F, ZN_FORM_VARIATION_SELECTOR},
    {0xFEFF, 0xFEFF, ZN_FORM_INVISIBLE}, /* byte order mark */
    {0xFF03, 0xFF06, ZN_FORM_SIGN},      /* number, dollar, per cent, ampersand */
    {0xFF0A, 0xFF0B, ZN_FORM_SIGN},      /* asterisk, plus */
    {0xFF0C, 0xFF0C, ZN_FORM_SEPARATOR},
    {0xFF0E, 0xFF0E, ZN_FORM_SEPARATOR},
    {0xFF10, 0xFF19, ZN_FORM_DIGIT},
    {0xFF1A, 0xFF1A, ZN_FORM_SEPARATOR},
    {0xFF1D, 0xFF1D, ZN_FORM_SIGN}, /* equals */
    {0xFF20, 0xFF20, ZN_FORM_SIGN}, /* commercial at */
    {0xFF21, 0xFF3A, ZN_FORM_LETTER},
    {0xFF3C, 0xFF3C, ZN_FORM_SIGN}, /* backslash */
    {0xFF3E, 0xFF40, ZN_FORM_SIGN}, /* circumflex, low line, grave */
    {0xFF41, 0xFF5A, ZN_FORM_LETTER},
    {0xFF5B, 0xFF5D, ZN_FORM_SIGN}, /* curly brackets, vertical line */
    {0xFF9E, 0xFF9F, ZN_FORM_SOUND_MARK},
    {0xFFFD, 0xFFFD, ZN_FORM_REPLACEMENT},
    {0xE0100, 0xE01EF, ZN_FORM_VARIATION_SELECTOR},
};

/* Where the data files' own mappings are taken. */
static const struct range mapped[] = {
    {0x2E80, 0x2EF3, ZN_FORM_RADICAL},         {0x2F00, 0x2FD5, ZN_FORM_RADICAL},
    {0xF900, 0xFAFF, ZN_FORM_COMPATIBILITY},   {0xFF61, 0xFFEE, ZN_FORM_HALFWIDTH},
    {0x2F800, 0x2FA1F, ZN_FORM_COMPATIBILITY},
};

struct mapping {
    uint32_t from;
    uint32_t to;
};

/*
 * Vertical and small forms.  Sentence marks and brackets become full-width ones
 * (NFKC makes ASCII of them), signs ASCII ones, as their full-width twins do.
 * Overlines and sesame dots have no plain form and stay.
 */
static const struct mapping presentation[] = {
    {0xFE10, 0xFF0C}, {0xFE11, 0x3001}, {0xFE12, 0x3002}, {0xFE13, 0xFF1A}, {0xFE14, 0xFF1B},
    {0xFE15, 0xFF01}, {0xFE16, 0xFF1F}, {0xFE17, 0x3016}, {0xFE18, 0x3017}, {0xFE19, 0x2026},
    {0xFE30, 0x2025}, {0xFE31, 0x2014}, {0xFE32, 0x2013}, {0xFE33, 0x005F}, {0xFE34, 0x005F},
    {0xFE35, 0xFF08}, {0xFE36, 0xFF09}, {0xFE37, 0xFF5B}, {0xFE38, 0xFF5D}, {0xFE39, 0x3014},
    {0xFE3A, 0x3015}, {0xFE3B, 0x3010}, {0xFE3C, 0x3011}, {0xFE3D, 0x300A}, {0xFE3E, 0x300B},
    {0xFE3F, 0x3008}, {0xFE40, 0x3009}, {0xFE41, 0x300C}, {0xFE42, 0x300D}, {0xFE43, 0x300E},
    {0xFE44, 0x300F}, {0xFE47, 0xFF3B}, {0xFE48, 0xFF3D}, {0xFE4D, 0x005F}, {0xFE4E, 0x005F},
    {0xFE4F, 0x005F}, {0xFE50, 0xFF0C}, {0xFE51, 0x3001}, {0xFE52, 0xFF0E}, {0xFE54, 0xFF1B},
    {0xFE55, 0xFF1A}, {0xFE56, 0xFF1F}, {0xFE57, 0xFF01}, {0xFE58, 0x2014}, {0xFE59, 0xFF08},
    {0xFE5A, 0xFF09}, {0xFE5B, 0xFF5B}, {0xFE5C, 0xFF5D}, {0xFE5D, 0x3014}, {0xFE5E, 0x3015},
    {0xFE5F, 0x0023}, {0xFE60, 0x0026}, {0xFE61, 0x002A}, {0xFE62, 0x002B}, {0xFE63, 0x002D},
    {0xFE64, 0x003C}, {0xFE65, 0x003E}, {0xFE66, 0x003D}, {0xFE68, 0x005C}, {0xFE69, 0x0024},
    {0xFE6A, 0x0025}, {0xFE6B, 0x0040},
};

/* ---- What the data files say -------------------------------------------------------------
 */

/* Whether NFC may hold a character. */
enum quick_check { NFC_YES, NFC_NO, NFC_MAYBE };

enum script { SCRIPT_OTHER, SCRIPT_HAN, SCRIPT_KANA, SCRIPT_HANGUL };

struct character {
    char category[2]; /* zeros: not assigned */
    uint8_t combining_class;
    uint8_t quick_check; /* enum quick_check */
    uint8_t script;      /* enum script */
    bool maps_to_one;    /* `first` is all that it maps to */
    bool is_canonical;   /* the mapping is canonical */
    uint32_t first;      /* of its decomposition mapping; 0: it has none */
    uint32_t ideograph;  /* the equivalent unified ideograph of a radical; or 0 */
};

struct database {
    struct character *characters; /* ZN_UNICODE_END of them */
    const char *directory;
    char version[VERSION_SIZE];
};

/* One of the data files, line by line. */
struct reader {
    struct database *database;
    FILE *file;
    char path[PATH_SIZE];
    unsigned long line;
    char text[LINE_SIZE];
    char *fields[FIELDS_MAX];
    size_t count;
};

static _Noreturn void die(const char *message)
{
    fprintf(stderr, "zhnorm-unicode-tables: %s\n", message);
    exit(1);
}

static _Noreturn void die_at_line(const struct reader *reader, const char *message)
{
    fprintf(stderr, "%s:%lu: %s\n", reader->path, reader->line, message);
    exit(1);
}

static void open_reader(struct reader *reader, struct database *database, const char *name)
{
    *reader = (struct reader){.database = database};
    snprintf(reader->path, sizeof reader->path, "%s/%s", database->directory, name);
    reader->file = fopen(reader->path, "r");
    if (reader->file == NULL) {
        fprintf(stderr, "%s: %s\n", reader->path, strerror(errno));
        exit(1);
    }
}

static bool read_line(struct reader *reader)
{
    if (fgets(reader->text, sizeof reader->text, reader->file) == NULL)
        return false;
    reader->line++;
    if (strchr(reader->text, '\n') == NULL)
        die_at_line(reader, "the line is too long, or has no end");
    return true;
}

static void close_reader(struct reader *reader)
{
    if (ferror(reader->file) != 0) {
        fprintf(stderr, "%s: %s\n", reader->path, strerror(errno));
        exit(1);
    }
    fclose(reader->file);
}

/* The first line is such as "# Scripts-15.0.0.txt"; all files must agree. */
static void read_version(struct reader *reader)
{
    char version[VERSION_SIZE];
    const char *dash = read_line(reader) ? strchr(reader->text, '-') : NULL;
    size_t length = dash == NULL ? 0 : strspn(dash + 1, "0123456789.");
    if (length < 2 || length > sizeof version || dash[length] != '.')
        die_at_line(reader, "no version where the file's name and version should be");
    memcpy(version, dash + 1, length - 1); /* without the dot of ".txt" */
    version[length - 1] = 0;
    char *known = reader->database->version;
    if (known[0] != 0 && strcmp(known, version) != 0)
        die_at_line(reader, "not of the same version as the files before");
    memcpy(known, version, length);
}

static char *trim(char *field)
{
    field += strspn(field, " \t");
    size_t length = strcspn(field, "\n");
    while (length > 0 && strchr(" \t", field[length - 1]) != NULL)
        length--;
    field[length] = 0;
    return field;
}

/* Cuts the next line that holds data into its fields. False: there is none. */
static bool next_record(struct reader *reader)
{
    while (read_line(reader)) {
        reader->text[strcspn(reader->text, "#")] = 0;
        char *rest = trim(reader->text);
        if (*rest == 0)
            continue;
        reader->count = 0;
        while (rest != NULL) {
            if (reader->count == FIELDS_MAX)
                die_at_line(reader, "too many fields");
            char *field = rest;
            rest = strchr(rest, ';');
            if (rest != NULL)
                *rest++ = 0;
            reader->fields[reader->count++] = trim(field);
        }
        return true;
    }
    return false;
}

static void need_fields(const struct reader *reader, size_t count)
{
    if (reader->count < count)
        die_at_line(reader, "too few fields");
}

static uint32_t parse_code_point(const struct reader *reader, const char *text, char **end)
{
    unsigned long value = strtoul(text, end, 16);
    if (*end == text || value >= ZN_UNICODE_END)
        die_at_line(reader, "not a code point");
    return (uint32_t)value;
}

/* The first field: a code point, or a range of them. */
static struct range parse_range(const struct reader *reader)
{
    char *end;
    uint32_t first = parse_code_point(reader, reader->fields[0], &end);
    uint32_t last = first;
    if (strncmp(end, "..", 2) == 0)
        last = parse_code_point(reader, end + 2, &end);
    if (*end != 0 || last < first)
        die_at_line(reader, "neither a code point nor a range");
    return (struct range){first, last, 0};
}

static uint8_t parse_combining_class(const struct reader *reader)
{
    char *end;
    unsigned long value = strtoul(reader->fields[3], &end, 10);
    if (end == reader->fields[3] || *end != 0 || value > UINT8_MAX)
        die_at_line(reader, "not a combining class");
    return (uint8_t)value;
}

/* UnicodeData.txt, field 5: "<wide> 0041", "0041 0300", or nothing. */
static void parse_mapping(const struct reader *reader, struct character *character)
{
    char *text = reader->fields[5];
    if (*text == 0)
        return;
    character->is_canonical = *text != '<';
    if (*text == '<') {
        text = strchr(text, '>');
        if (text == NULL)
            die_at_line(reader, "the mapping's tag has no end");
        text++;
    }
    char *end;
    character->first = parse_code_point(reader, text, &end);
    character->maps_to_one = *end == 0;
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text);
    size_t ending_length = strlen(ending);
    return length >= ending_length && strcmp(text + length - ending_length, ending) == 0;
}

static void read_unicode_data(struct database *database)
{
    struct reader reader;
    open_reader(&reader, database, "UnicodeData.txt");
    uint32_t first = ZN_UNICODE_END; /* of the range that is open */
    while (next_record(&reader)) {
        need_fields(&reader, 15);
        uint32_t code_point = parse_range(&reader).first;
        struct character character = {.quick_check = NFC_YES};
        if (strlen(reader.fields[2]) != sizeof character.category)
            die_at_line(&reader, "not a general category");
        memcpy(character.category, reader.fields[2], sizeof character.category);
        character.combining_class = parse_combining_class(&reader);
        parse_mapping(&reader, &character);
        if (ends_with(reader.fields[1], ", First>")) {
            first = code_point;
            continue;
        }
        if (!ends_with(reader.fields[1], ", Last>"))
            first = code_point;
        if (first > code_point)
            die_at_line(&reader, "the end of a range that has no start");
        for (; first <= code_point; first++)
            database->characters[first] = character;
        first = ZN_UNICODE_END;
    }
    close_reader(&reader);
}

/* Reads `name` of records "range ; ..." and hands each to `take`. */
static void read_ranges(struct database *database, const char *name,
                        void (*take)(const struct reader *reader, struct range range))
{
    struct reader reader;
    open_reader(&reader, database, name);
    read_version(&reader);
    while (next_record(&reader)) {
        need_fields(&reader, 2);
        take(&reader, parse_range(&reader));
    }
    close_reader(&reader);
}

static void set_script(const struct reader *reader, struct range range, enum script script)
{
    for (uint32_t at = range.first; at <= range.last; at++)
        reader->database->characters[at].script = (uint8_t)script;
}

static void take_script(const struct reader *reader, struct range range)
{
    static const struct {
        const char *name;
        enum script script;
    } names[] = {
        {"Han", SCRIPT_HAN},
        {"Hiragana", SCRIPT_KANA},
        {"Katakana", SCRIPT_KANA},
        {"Hangul", SCRIPT_HANGUL},
    };
    for (size_t i = 0; i < COUNT(names); i++)
        if (strcmp(reader->fields[1], names[i].name) == 0)
            set_script(reader, range, names[i].script);
}

/* What several scripts share counts as Han or as kana where these alone do. */
static void take_script_extension(const struct reader *reader, struct range range)
{
    static const struct {
        const char *names;
        enum script script;
    } extensions[] = {
        {"Hani", SCRIPT_HAN},
        {"Hani Hira Kana", SCRIPT_HAN},
        {"Hira Kana", SCRIPT_KANA},
    };
    for (uint32_t at = range.first; at <= range.last; at++) {
        /* Of these only the letters: 3006, 303C, 30FC and such. */
        if (reader->database->characters[at].category[0] != 'L')
            continue;
        for (size_t i = 0; i < COUNT(extensions); i++)
            if (strcmp(reader->fields[1], extensions[i].names) == 0)
                reader->database->characters[at].script = (uint8_t)extensions[i].script;
    }
}

static void take_normalization_property(const struct reader *reader, struct range range)
{
    if (strcmp(reader->fields[1], "NFC_QC") != 0)
        return;
    need_fields(reader, 3);
    enum quick_check value = reader->fields[2][0] == 'M' ? NFC_MAYBE : NFC_NO;
    for (uint32_t at = range.first; at <= range.last; at++)
        reader->database->characters[at].quick_check = (uint8_t)value;
}

static void take_equivalent_ideograph(const struct reader *reader, struct range range)
{
    char *end;
    uint32_t ideograph = parse_code_point(reader, reader->fields[1], &end);
    for (uint32_t at = range.first; at <= range.last; at++)
        reader->database->characters[at].ideograph = ideograph;
}

static void read_database(struct database *database)
{
    database->characters = calloc(ZN_UNICODE_END, sizeof *database->characters);
    if (database->characters == NULL)
        die("out of memory");
    read_unicode_data(database);
    read_ranges(database, "Scripts.txt", take_script);
    read_ranges(database, "ScriptExtensions.txt", take_script_extension);
    read_ranges(database, "DerivedNormalizationProps.txt", take_normalization_property);
    read_ranges(database, "EquivalentUnifiedIdeograph.txt", take_equivalent_ideograph);
}

/* ---- What is made of it ------------------------------------------------- */

/* One value for each code point: the tables before they are cut into blocks. */
struct tables {
    uint32_t *classes;
    uint32_t *kinds;
    uint32_t *folds;
};

static enum zn_char_class class_of(const struct character *character)
{
    char category = character->category[0];
    if (category == 'M')
        return ZN_CHAR_EXTEND;
    if (character->script == SCRIPT_HAN)
        return ZN_CHAR_HAN;
    if (category != 'L')
        return ZN_CHAR_OTHER;
    if (character->script == SCRIPT_KANA)
        return ZN_CHAR_KANA;
    return character->script == SCRIPT_HANGUL ? ZN_CHAR_HANGUL : ZN_CHAR_LATIN;
}

/* May a composition or the canonical order join it to what is before it? */
static bool composes(const struct database *database, uint32_t code_point)
{
    const struct character *character = &database->characters[code_point];
    if (character->combining_class != 0 || character->quick_check == NFC_MAYBE)
        return true;
    return character->quick_check == NFC_NO && character->first != 0 &&
           character->is_canonical && composes(database, character->first);
}

static enum zn_form_kind kind_of(const struct database *database, uint32_t code_point)
{
    const struct character *character = &database->characters[code_point];
    if (character->category[0] == 0)
        return ZN_FORM_UNASSIGNED;
    if (memcmp(character->category, "Co", 2) == 0)
        return ZN_FORM_PRIVATE_USE;
    if (composes(database, code_point))
        return ZN_FORM_COMPOSES;
    return character->quick_check == NFC_YES ? ZN_FORM_PLAIN : ZN_FORM_DECOMPOSES;
}

/* What the data files map a character to that folds as `kind`; or 0. */
static uint32_t target_of(const struct character *character, enum zn_form_kind kind)
{
    if (kind == ZN_FORM_RADICAL)
        return character->ideograph;
    if (!character->maps_to_one || character->is_canonical != (kind == ZN_FORM_COMPATIBILITY))
        return 0;
    return character->first;
}

static void fold_by_data(const struct database *database, struct tables *tables)
{
    for (size_t i = 0; i < COUNT(mapped); i++) {
        enum zn_form_kind kind = (enum zn_form_kind)mapped[i].value;
        for (uint32_t at = mapped[i].first; at <= mapped[i].last; at++) {
            /* U+FFE0 to U+FFE6 are full-width and stay. */
            if (at >= 0xFFE0 && at <= 0xFFE6)
                continue;
            uint32_t target = target_of(&database->characters[at], kind);
            if (target == 0)
                continue;
            tables->folds[at] = target;
            tables->kinds[at] = kind;
        }
    }
}

static bool is_full_width_fold(uint32_t kind)
{
    return kind == ZN_FORM_LETTER || kind == ZN_FORM_DIGIT || kind == ZN_FORM_SIGN ||
           kind == ZN_FORM_SEPARATOR;
}

static void apply_policy(const struct database *database, struct tables *tables)
{
    for (size_t i = 0; i < COUNT(classes); i++)
        for (uint32_t at = classes[i].first; at <= classes[i].last; at++)
            tables->classes[at] = (uint32_t)classes[i].value;
    for (size_t i = 0; i < COUNT(presentation); i++) {
        tables->kinds[presentation[i].from] = ZN_FORM_PRESENTATION;
        tables->folds[presentation[i].from] = presentation[i].to;
    }
    for (size_t i = 0; i < COUNT(kinds); i++) {
        for (uint32_t at = kinds[i].first; at <= kinds[i].last; at++) {
            tables->kinds[at] = (uint32_t)kinds[i].value;
            if (is_full_width_fold(tables->kinds[at]))
                tables->folds[at] = database->characters[at].first;
        }
    }
}

static uint32_t *new_table(void)
{
    uint32_t *table = calloc(ZN_UNICODE_END, sizeof *table);
    if (table == NULL)
        die("out of memory");
    return table;
}

static void make_tables(const struct database *database, struct tables *tables)
{
    *tables = (struct tables){new_table(), new_table(), new_table()};
    for (uint32_t at = 0; at < ZN_UNICODE_END; at++) {
        tables->classes[at] = class_of(&database->characters[at]);
        tables->kinds[at] = kind_of(database, at);
    }
    fold_by_data(database, tables);
    apply_policy(database, tables);
}

/* Every kind that folds has a target, and no other; each below the tables' ends. */
static void check_tables(const struct tables *tables)
{
    for (uint32_t at = 0; at < ZN_UNICODE_END; at++) {
        uint32_t kind = tables->kinds[at];
        bool folds = kind >= ZN_FORM_RADICAL || kind == ZN_FORM_SEPARATOR;
        if (folds != (tables->folds[at] != 0) || (folds && at >= ZN_UNICODE_FOLD_END)) {
            fprintf(stderr, "zhnorm-unicode-tables: U+%04X: no mapping, or a needless one\n",
                    (unsigned)at);
            exit(1);
        }
    }
}

/* ---- Writing ------------------------------------------------------------ */

/* Writes numbers as the rows of an initialiser, 16 a row. */
static void write_numbers(const uint32_t *numbers, size_t count, const char *indent)
{
    for (size_t i = 0; i < count; i++) {
        const char *before = i % 16 == 0 ? indent : " ";
        const char *behind = i % 16 == 15 || i + 1 == count ? "\n" : "";
        printf(numbers[i] < 0x100 ? "%s%u,%s" : "%s0x%X,%s", before, (unsigned)numbers[i],
               behind);
    }
}

/* Which of the `count` blocks that start at `starts` equals `block`; or `count`. */
static size_t find_block(const uint32_t *values, const size_t *starts, size_t count,
                         const uint32_t *block)
{
    size_t i = 0;
    while (i < count &&
           memcmp(values + starts[i], block, ZN_UNICODE_BLOCK * sizeof *block) != 0)
        i++;
    return i;
}

/* Writes the two stages of one table for the code points below `end`. */
static void write_table(const uint32_t *values, uint32_t end, const char *name,
                        const char *type)
{
    enum { MOST = 256 };
    static const char open[] = "\nconst %s zn_unicode_%s_%s[%s] = {\n";
    size_t starts[MOST];
    size_t count = 0;
    uint32_t *index = new_table();
    for (uint32_t at = 0; at < end; at += ZN_UNICODE_BLOCK) {
        size_t block = find_block(values, starts, count, values + at);
        if (block == MOST)
            die("more different blocks than a byte can number");
        if (block == count)
            starts[count++] = at;
        index[at / ZN_UNICODE_BLOCK] = (uint32_t)block;
    }
    printf(open, "uint8_t", name, "index", "");
    write_numbers(index, end / ZN_UNICODE_BLOCK, "    ");
    printf("};\n");
    printf(open, type, name, "blocks", "][ZN_UNICODE_BLOCK");
    for (size_t i = 0; i < count; i++) {
        printf("    { /* as from U+%04X */\n", (unsigned)starts[i]);
        write_numbers(values + starts[i], ZN_UNICODE_BLOCK, "        ");
        printf("    },\n");
    }
    printf("};\n");
    free(index);
}

static void write_source(const struct database *database, const struct tables *tables)
{
    printf("/*\n"
           " * See unicode.h.  Made by zhnorm-unicode-tables from the Unicode Character\n"
           " * Database, version %s: change src/tools/unicode-tables.c, not this file.\n"
           " */\n"
           "/* clang-format off */\n"
           "#include \"text/unicode.h\"\n"
           "\n"
           "const char zn_unicode_version[] = \"%s\";\n",
           database->version, database->version);
    write_table(tables->classes, ZN_UNICODE_END, "class", "uint8_t");
    write_table(tables->kinds, ZN_UNICODE_END, "form", "uint8_t");
    write_table(tables->folds, ZN_UNICODE_FOLD_END, "fold", "uint32_t");
    if (fflush(stdout) != 0 || ferror(stdout) != 0)
        die("cannot write");
}

int main(int argc, char **argv)
{
    if (argc != 2)
        die("usage: zhnorm-unicode-tables UNICODE-DIRECTORY");
    struct database database = {.directory = argv[1]};
    struct tables tables;
    read_database(&database);
    make_tables(&database, &tables);
    check_tables(&tables);
    write_source(&database, &tables);
    free(tables.classes);
    free(tables.kinds);
    free(tables.folds);
    free(database.characters);
    return 0;
}
