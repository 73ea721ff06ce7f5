/*
 * zhnorm: conversion and normalisation of Chinese article text.
 *
 * A converter is compiled once from options and then only read: any number of
 * threads may convert with it at the same time.  A stream belongs to one
 * thread at a time.  The library keeps no global state, prints nothing, starts
 * no thread, does not look at the locale, and opens only the files that its
 * caller names: configurations and dictionaries whose name contains a '/'.
 *
 * Text is UTF-8, given as a pointer and a length in bytes.  A NUL byte is text
 * like any other.  A NULL pointer is allowed where its length is 0.
 *
 * Every function that can fail returns a status: ZHNORM_OK or one of the
 * numbers below.  The optional last parameter of type zhnorm_error receives
 * the details.  After any failure the objects involved can still be freed.
 */
#ifndef ZHNORM_ZHNORM_H
#define ZHNORM_ZHNORM_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(ZHNORM_BUILD) && defined(__GNUC__)
#define ZHNORM_API __attribute__((visibility("default")))
#else
#define ZHNORM_API
#endif

/* The release that this header belongs to. */
#define ZHNORM_VERSION_MAJOR 0
#define ZHNORM_VERSION_MINOR 1
#define ZHNORM_VERSION_PATCH 0

/* ---- Versions ---------------------------------------------------------- */

/* The release of the library in use, such as "0.1.0".  A static string. */
ZHNORM_API const char *zhnorm_version(void);

/*
 * The version of a component, as a static string, or NULL when `component` is
 * not one of:
 *   "opencc-data"  the OpenCC release whose tables are embedded
 *   "opencc-data-digest"  a digest of these tables, 16 hexadecimal digits
 *   "image-format" the format number of compiled rulebooks
 *   "utf8proc"     the libutf8proc in use
 */
ZHNORM_API const char *zhnorm_component_version(const char *component);

/*
 * The release of libopencc that the module was built with, and the digest of
 * the tables that are installed now (in the form of "opencc-data-digest"),
 * which are what ZHNORM_ENGINE_OPENCC uses.  Writes NUL-terminated strings of
 * at most `size` bytes, cut off there; 32 bytes are enough.  Fails with
 * ZHNORM_ERROR_MODULE when the module or libopencc is not there, or as
 * zhnorm_compile does when a table cannot be read.
 */
struct zhnorm_error;
ZHNORM_API int zhnorm_opencc_version(char *version, char *digest, size_t size,
                                     struct zhnorm_error *error);

/* ---- Statuses ---------------------------------------------------------- */

/* These numbers never change their meaning. */
enum zhnorm_status {
    ZHNORM_OK = 0,
    ZHNORM_ERROR_NO_MEMORY = 1, /* an allocation failed */
    ZHNORM_ERROR_ARGUMENT = 2,  /* an argument or option is out of range */
    ZHNORM_ERROR_SPACE = 3,     /* the caller's buffer is too small */
    ZHNORM_ERROR_INPUT = 4,     /* the text is not valid UTF-8 */
    ZHNORM_ERROR_CONFIG = 5,    /* a configuration is missing or wrong */
    ZHNORM_ERROR_DICT = 6,      /* a dictionary is missing or wrong */
    ZHNORM_ERROR_MODULE = 7,    /* the OpenCC module is not available */
    ZHNORM_ERROR_STATE = 8      /* a call that the stream's state forbids */
};

/* A short English description of a status.  A static string, never NULL. */
ZHNORM_API const char *zhnorm_status_string(int status);

#define ZHNORM_ERROR_MESSAGE_SIZE 512

/* What went wrong.  Filled on failure only; lives on the caller's stack. */
typedef struct zhnorm_error {
    int status;      /* the status that was returned */
    int system;      /* errno where a system call failed, else 0 */
    uint64_t offset; /* input errors: the byte's offset from the start */
    uint64_t line;   /* errors in a dictionary or configuration file: the line */
    /* One sentence without the trailing full stop, NUL-terminated.  It names
     * the file where there is one ("FILE:LINE: what is wrong"). */
    char message[ZHNORM_ERROR_MESSAGE_SIZE];
} zhnorm_error;

/* ---- Options ----------------------------------------------------------- */

/*
 * A custom allocator, honoured for all memory that the library takes; what the
 * OpenCC module and libopencc behind it take for themselves comes from malloc.
 * It is copied; its context must outlive every object made with it: converters
 * with their streams and results, dictionaries, and audits.  `allocate` and
 * `reallocate` return NULL on failure; `reallocate` with a NULL pointer
 * allocates; `release` accepts NULL.  The functions may be called from every
 * thread that converts.
 */
typedef struct zhnorm_allocator {
    void *(*allocate)(void *context, size_t size);
    void *(*reallocate)(void *context, void *pointer, size_t size);
    void (*release)(void *context, void *pointer);
    void *context;
} zhnorm_allocator;

/* The normalising steps, as bits. */
#define ZHNORM_STEP_FORM 0x1u  /* the same character, one code; NFC */
#define ZHNORM_STEP_WIDTH 0x2u /* letters, digits and ASCII signs to half width */
#define ZHNORM_STEP_PUNCT 0x4u /* punctuation marks as Chinese text has them */
#define ZHNORM_STEP_SPACE 0x8u /* spaces, line ends and blank lines */
#define ZHNORM_STEPS_NONE 0x0u
/* Every step there is; what `--steps article` means. */
#define ZHNORM_STEPS_ARTICLE \
    (ZHNORM_STEP_FORM | ZHNORM_STEP_WIDTH | ZHNORM_STEP_PUNCT | ZHNORM_STEP_SPACE)
/* ARTICLE for zhnorm's presets and `none`; NONE for OpenCC's configurations. */
#define ZHNORM_STEPS_DEFAULT 0x80000000u

/* What to do with bytes that are not UTF-8. */
enum zhnorm_bad_input {
    ZHNORM_BAD_INPUT_REJECT = 0,  /* fail with ZHNORM_ERROR_INPUT */
    ZHNORM_BAD_INPUT_REPLACE = 1, /* U+FFFD for each maximal subpart */
    ZHNORM_BAD_INPUT_PASS = 2     /* copy them; the output may be invalid */
};

/* What converts the script. */
enum zhnorm_engine {
    ZHNORM_ENGINE_ZHNORM = 0, /* the compiled rulebook */
    ZHNORM_ENGINE_OPENCC = 1  /* libopencc itself, through the module */
};

/* The shape of quotation marks that the step `punct` aims at. */
enum zhnorm_quotes {
    ZHNORM_QUOTES_AUTO = 0,  /* as the configuration's target has them, else KEEP */
    ZHNORM_QUOTES_KEEP = 1,  /* as in the source; straight ones become curly */
    ZHNORM_QUOTES_CURLY = 2, /* U+201C U+201D, within them U+2018 U+2019 */
    ZHNORM_QUOTES_CORNER = 3 /* U+300C U+300D, within them U+300E U+300F */
};

/* Switches one rule of a step on or off. */
typedef struct zhnorm_rule_switch {
    const char *name; /* as zhnorm_rule_at gives it */
    int on;           /* 1 or 0; no effect while the rule's step is off */
} zhnorm_rule_switch;

typedef struct zhnorm_dict zhnorm_dict;

/*
 * What a conversion keeps a record of, as bits; see "Edits" below.  Without them
 * it costs nothing; with them a conversion takes about three times as long, and
 * memory grows with the longest run of white space that the step `space` has yet to
 * decide about.  The engine `opencc` keeps none: with it they are refused.
 */
#define ZHNORM_RECORD_NONE 0x0u
#define ZHNORM_RECORD_EDITS 0x1u /* every change */
#define ZHNORM_RECORD_KEPT 0x2u  /* with EDITS only: every ambiguous character that stayed */

/*
 * The options of a converter.  Fill with zhnorm_options_init, then change what
 * is needed.  Nothing that it points to is kept after zhnorm_compile returns.
 */
typedef struct zhnorm_options {
    size_t size; /* sizeof(zhnorm_options), set by zhnorm_options_init */
    /*
     * A preset ("cn", "hans", "auto"), an OpenCC configuration ("t2s",
     * "t2s.json"), the path of a preset, an OpenCC .json file or a rulebook
     * image (any name that contains a '/'), or "none" for no script conversion.
     * NULL means "cn".
     */
    const char *config;
    /*
     * Corpus dictionaries, laid over the configuration.  Later ones win over
     * earlier ones where keys are equally long.  Each pointer must stay valid
     * until zhnorm_compile returns.
     */
    const zhnorm_dict *const *dicts;
    size_t dict_count;
    uint32_t steps;    /* ZHNORM_STEP_* bits or ZHNORM_STEPS_DEFAULT */
    int32_t bad_input; /* enum zhnorm_bad_input */
    int32_t engine;    /* enum zhnorm_engine */
    /*
     * A paragraph longer than this many bytes is converted in pieces, to keep
     * memory bounded: `punct` takes each piece by itself, and an entry marked
     * `traditional-only` sees the pieces up to its own.  0 means 1 MiB; the least is 256
     * bytes, the most 1 GiB, which is what the engine `opencc` always takes.
     */
    size_t max_pending;
    const zhnorm_allocator *allocator; /* NULL: malloc and free */
    int32_t quotes;                    /* enum zhnorm_quotes */
    /* Rules that differ from their defaults; later switches win. */
    const zhnorm_rule_switch *rules;
    size_t rule_count;
    uint32_t record; /* ZHNORM_RECORD_* bits: what is to be known of each change */
} zhnorm_options;

/* How many bytes of a document a preset that decides by it looks at. */
#define ZHNORM_CHOICE_LOOK ((size_t)64 << 10)

/* Sets every option to its default. */
ZHNORM_API void zhnorm_options_init(zhnorm_options *options);

/* ---- Configurations ---------------------------------------------------- */

/* An embedded configuration: a preset of zhnorm's or one of OpenCC's. */
typedef struct zhnorm_config_info {
    const char *name;        /* what options.config takes */
    const char *description; /* one line */
    int is_preset;           /* 1: a preset of zhnorm's, 0: OpenCC's */
} zhnorm_config_info;

/* The number of embedded configurations. */
ZHNORM_API size_t zhnorm_config_count(void);

/*
 * Describes embedded configuration `index`, presets first.  The strings are
 * static.  Fails with ZHNORM_ERROR_ARGUMENT when `index` is out of range.
 */
ZHNORM_API int zhnorm_config_at(size_t index, zhnorm_config_info *info);

/* ---- Rules ------------------------------------------------------------- */

/* A rule of a normalising step.  All strings are static. */
typedef struct zhnorm_rule_info {
    const char *name;        /* what zhnorm_rule_switch takes */
    uint32_t step;           /* the ZHNORM_STEP_* bit that it belongs to */
    int is_default;          /* 1: on unless it is switched off */
    const char *description; /* one line */
    const char *before;      /* an example; what is invisible is written as in C */
    const char *after;
    const char *source; /* what asks for it: a clause of a standard, mostly */
} zhnorm_rule_info;

/* The number of rules. */
ZHNORM_API size_t zhnorm_rule_count(void);

/*
 * Describes rule `index`, in the order in which the steps are run.  Fails with
 * ZHNORM_ERROR_ARGUMENT when `index` is out of range.  An index may change
 * from release to release; a name does not.
 */
ZHNORM_API int zhnorm_rule_at(size_t index, zhnorm_rule_info *info);

/* ---- Corpus dictionaries ----------------------------------------------- */

/*
 * A dictionary never changes once it is loaded; any number of threads may
 * compile with it at the same time.
 */

/*
 * Loads a corpus dictionary: an embedded one by its name ("newmedia"), or a
 * file by its path (any name that contains a '/').  O(size of the file).
 * Nothing is half-loaded: on failure *dict is NULL, and error->line and
 * error->message say where and why.  Fails with ZHNORM_ERROR_DICT or
 * ZHNORM_ERROR_NO_MEMORY.  `allocator` may be NULL for malloc.  Free with
 * zhnorm_dict_free.
 */
ZHNORM_API int zhnorm_dict_load(const char *name, const zhnorm_allocator *allocator,
                                zhnorm_dict **dict, zhnorm_error *error);

/*
 * Parses a dictionary from memory.  `label` stands for the file's name in
 * messages and may be NULL.  O(length); otherwise like zhnorm_dict_load.
 */
ZHNORM_API int zhnorm_dict_parse(const char *text, size_t length, const char *label,
                                 const zhnorm_allocator *allocator, zhnorm_dict **dict,
                                 zhnorm_error *error);

/* The number of entries. */
ZHNORM_API size_t zhnorm_dict_entry_count(const zhnorm_dict *dict);

/*
 * An entry.  Lengths are in bytes; the strings are the dictionary's and are not
 * NUL-terminated.
 */
typedef struct zhnorm_dict_entry {
    const char *key;
    size_t key_length;
    const char *value; /* of several in OpenCC's form the first; the key if it is alone */
    size_t value_length;
    uint64_t line;        /* in its file, from 1 */
    int traditional_only; /* 1 or 0: the flag */
} zhnorm_dict_entry;

/*
 * Gives entry `index`, in the file's order.  Fails with ZHNORM_ERROR_ARGUMENT
 * when `index` is out of range.  O(1).
 */
ZHNORM_API int zhnorm_dict_entry_at(const zhnorm_dict *dict, size_t index,
                                    zhnorm_dict_entry *entry);

/*
 * The value of a field of the dictionary's header ("name", "title", "target"),
 * without blanks around it; `*length` receives its bytes.  It is the
 * dictionary's and not NUL-terminated.  NULL: there is no such field.
 */
ZHNORM_API const char *zhnorm_dict_field(const zhnorm_dict *dict, const char *name,
                                         size_t *length);

/* Frees a dictionary.  NULL is allowed. */
ZHNORM_API void zhnorm_dict_free(zhnorm_dict *dict);

/*
 * A shipped dictionary.  The strings are static; lengths are in bytes, and only
 * `name` is NUL-terminated.
 */
typedef struct zhnorm_dict_info {
    const char *name;  /* what zhnorm_dict_load takes */
    const char *title; /* one line */
    size_t title_length;
    const char *target; /* the script and region of its values: "hans", "tw", ... */
    size_t target_length;
    size_t entry_count;
} zhnorm_dict_info;

/* The number of shipped dictionaries. */
ZHNORM_API size_t zhnorm_dict_count(void);

/*
 * Describes shipped dictionary `index`, in the order of their names.  Fails with
 * ZHNORM_ERROR_ARGUMENT when `index` is out of range.  O(size of the dictionary).
 */
ZHNORM_API int zhnorm_dict_at(size_t index, zhnorm_dict_info *info);

/* ---- Checking dictionaries --------------------------------------------- */

enum zhnorm_severity {
    ZHNORM_HINT = 0,    /* could be left as it is */
    ZHNORM_WARNING = 1, /* needs a look */
    ZHNORM_WRONG = 2    /* must be mended */
};

/* What the check of a dictionary found.  The strings live until it returns. */
typedef struct zhnorm_finding {
    int severity;     /* enum zhnorm_severity */
    const char *kind; /* a name that does not change, such as "duplicate" */
    const char *file; /* the label of the text that it is in */
    uint64_t line;    /* in it, from 1; 0: of no line in particular */
    /* One sentence without the trailing full stop, NUL-terminated UTF-8. */
    const char *message;
} zhnorm_finding;

/* Is told of each finding; not 0 ends the check. */
typedef int zhnorm_report(void *context, const zhnorm_finding *finding);

/* A text in memory and the name of its file in messages. */
typedef struct zhnorm_text {
    const char *data;
    size_t length; /* bytes */
    const char *label;
} zhnorm_text;

/*
 * Checks a dictionary: whether all of it can be read, and then what its entries
 * do over a configuration.  `tests` may be NULL; else it holds lines of SOURCE,
 * TAB, WANTED, which must come out so.  Of the options, `config`, `dicts` and
 * `allocator` are looked at: the dictionary is laid over the configuration,
 * in the place of one of the same name if that is part of it, and below
 * `dicts`.  When `config` is NULL, the dictionary's field "config" names it, or
 * else its field "target" decides; if there is no such configuration, error->line
 * is that of the field.
 *
 * Returns ZHNORM_OK when the check went through, whatever it found, and also
 * when `report` ended it.  Fails with ZHNORM_ERROR_DICT when the dictionary
 * cannot be read: then every line that is wrong was reported, with the kind
 * "syntax"; and otherwise as zhnorm_compile does.  `*entries` receives the
 * number of entries; NULL is allowed.  O(size of dictionary and configuration).
 */
ZHNORM_API int zhnorm_dict_check(const zhnorm_text *dict, const zhnorm_text *tests,
                                 const zhnorm_options *options, zhnorm_report *report,
                                 void *context, size_t *entries, zhnorm_error *error);

/* ---- Printing what rules are made of ------------------------------------ */

/* Takes the next bytes of a text; not 0 ends the writing. */
typedef int zhnorm_write(void *context, const char *data, size_t length);

/*
 * Writes what a configuration holds, as text in the form of a dictionary.  Of a
 * preset and a configuration of OpenCC's: its chain as comments, then the
 * entries of the corpus dictionaries and of every table.  Of a rulebook image:
 * the keys that can be read back from its tables, with what they put out,
 * sorted.  `config` is as in zhnorm_options.  Returns ZHNORM_OK also when
 * `write` ended it.  Fails as zhnorm_compile does.  O(size of what it holds).
 */
ZHNORM_API int zhnorm_config_dump(const char *config, const zhnorm_allocator *allocator,
                                  zhnorm_write *write, void *context, zhnorm_error *error);

/* ---- Detection --------------------------------------------------------- */

enum zhnorm_script {
    ZHNORM_SCRIPT_NEITHER = 0, /* no character that only one script has */
    ZHNORM_SCRIPT_TRADITIONAL = 1,
    ZHNORM_SCRIPT_SIMPLIFIED = 2,
    ZHNORM_SCRIPT_MIXED = 3 /* more than one in twenty such characters of each */
};

enum zhnorm_region {
    ZHNORM_REGION_UNKNOWN = 0,
    ZHNORM_REGION_MAINLAND = 1,
    ZHNORM_REGION_TAIWAN = 2,
    ZHNORM_REGION_HONG_KONG = 3 /* and Macau */
};

#define ZHNORM_EVIDENCE_PER_CLASS 4
#define ZHNORM_EVIDENCE_MAX (12 * ZHNORM_EVIDENCE_PER_CLASS)
#define ZHNORM_EVIDENCE_TEXT_SIZE 32
#define ZHNORM_TOPICS_MAX 6

/* A character or word that speaks for something. */
typedef struct zhnorm_evidence {
    char text[ZHNORM_EVIDENCE_TEXT_SIZE]; /* UTF-8, NUL-terminated; a longer word is cut */
    /* What for: "traditional", "simplified", "tw", "hk", "cn" (the mainland),
     * "converted" (a spelling that only converters produce), or a topic.  A
     * static string. */
    const char *class_name;
    uint64_t count; /* how often it occurs */
    uint64_t score; /* what that comes to */
} zhnorm_evidence;

/* What zhnorm_detect finds out.  No pointer in it needs to be freed. */
typedef struct zhnorm_detection {
    uint64_t bytes;       /* that were looked at */
    uint64_t han;         /* Han characters */
    uint64_t traditional; /* occurrences of characters that only this script has */
    uint64_t simplified;  /* likewise */
    int32_t script;       /* enum zhnorm_script */
    int32_t region;       /* enum zhnorm_region */
    /* How sure: 0 to 100.  Estimates from the amount and the agreement of the
     * evidence, not probabilities that were measured. */
    int32_t script_confidence;
    int32_t region_confidence;
    /* What the words of each region come to. */
    uint64_t mainland_score;
    uint64_t taiwan_score;
    uint64_t hong_kong_score;
    uint64_t converted_score; /* and spellings that only converters produce */
    /* Topics that are dense enough to count, by name of their dictionary,
     * strongest first.  Static strings. */
    const char *topics[ZHNORM_TOPICS_MAX];
    uint64_t topic_scores[ZHNORM_TOPICS_MAX];
    size_t topic_count;
    /* The strongest evidence: by class, and strongest first within one. */
    zhnorm_evidence evidence[ZHNORM_EVIDENCE_MAX];
    size_t evidence_count;
} zhnorm_detection;

/*
 * Finds out the script, region and topics of a text from the characters of
 * one script only, and from words of one region or topic.  Bytes that are not
 * UTF-8 are passed over.  O(length).  Fails with ZHNORM_ERROR_NO_MEMORY.
 * `allocator` may be NULL for malloc; nothing stays allocated.
 */
ZHNORM_API int zhnorm_detect(const char *text, size_t length,
                             const zhnorm_allocator *allocator, zhnorm_detection *detection,
                             zhnorm_error *error);

/* ---- Converters -------------------------------------------------------- */

typedef struct zhnorm_converter zhnorm_converter;

/*
 * Compiles a converter.  An embedded configuration without `dicts` is not
 * compiled but used where it lies, which takes microseconds; dictionaries and
 * files cost O(their size).  `options` may be NULL for the defaults.  On
 * failure *converter is NULL.  Fails with ZHNORM_ERROR_ARGUMENT, CONFIG, DICT,
 * MODULE or NO_MEMORY.  Free with zhnorm_converter_free, after its streams;
 * its results may outlive it.
 */
ZHNORM_API int zhnorm_compile(const zhnorm_options *options, zhnorm_converter **converter,
                              zhnorm_error *error);

/*
 * Makes a converter of another one's rulebooks, with other steps, rules, quotation
 * marks, policy, limit and record: for texts of several kinds with one configuration.
 * `options` may be NULL; its `config`, `dicts`, `engine` and `allocator` are those of
 * `base`, whatever it says, which must outlive what is made of it.  Fails with
 * ZHNORM_ERROR_ARGUMENT or NO_MEMORY. O(1).  Free with zhnorm_converter_free.
 */
ZHNORM_API int zhnorm_converter_derive(const zhnorm_converter *base,
                                       const zhnorm_options *options,
                                       zhnorm_converter **converter, zhnorm_error *error);

/*
 * What a converter's configuration aims at: "hans", "hant" (no region in particular),
 * "tw", "hk", or "" where it says nothing.  A static string.
 */
ZHNORM_API const char *zhnorm_converter_target(const zhnorm_converter *converter);

/*
 * What a converter whose preset decides by the document would take for one
 * with these properties, such as "tw2cn it": a string that lives as long as
 * the converter.  NULL with any other converter.
 */
ZHNORM_API const char *zhnorm_converter_choice(const zhnorm_converter *converter,
                                               const zhnorm_detection *detection);

/* What every rulebook image begins with. */
#define ZHNORM_IMAGE_MAGIC "zhrules" /* with its NUL */
#define ZHNORM_IMAGE_MAGIC_SIZE 8

/*
 * Saves what a converter was compiled to, its rulebooks, as a rulebook image: a
 * file of its own form, for this release's format and machines with this
 * order of bytes.  Steps, rules and the other options are not saved.  Writes to
 * the caller's buffer of `capacity` bytes; `*written` receives the length also
 * when it does not fit, and ZHNORM_ERROR_SPACE is returned, as by
 * zhnorm_convert.  Fails with ZHNORM_ERROR_ARGUMENT for the engine `opencc` and
 * for a preset that decides by the document.  O(size of the image).
 */
ZHNORM_API int zhnorm_converter_save(const zhnorm_converter *converter, char *destination,
                                     size_t capacity, size_t *written, zhnorm_error *error);

/*
 * Makes a converter of an image in memory, which is copied, without compiling.
 * zhnorm_compile does the same of a file whose path is options.config.  The
 * image is checked whole before it is used: one that is damaged, or made to do
 * harm, is refused with ZHNORM_ERROR_CONFIG.  `options` may be NULL; its
 * `config` is not looked at, and `dicts` or the engine `opencc` are refused with
 * ZHNORM_ERROR_ARGUMENT.  O(length).  Free with zhnorm_converter_free.
 */
ZHNORM_API int zhnorm_converter_load(const char *data, size_t length,
                                     const zhnorm_options *options,
                                     zhnorm_converter **converter, zhnorm_error *error);

/* Frees a converter that no stream uses any more.  NULL is allowed. */
ZHNORM_API void zhnorm_converter_free(zhnorm_converter *converter);

/* ---- Edits ------------------------------------------------------------- */

/*
 * With ZHNORM_RECORD_EDITS in options.record, a conversion tells what it changed,
 * where and why.  The edits of a document are those of the whole chain of steps,
 * composed: each says what became of some bytes of the source.  They are sorted
 * and disjoint, and as small as what caused them allows; the bytes between two
 * edits are the same in the source and in the output, so that source and edits
 * give the output exactly.
 */

/* The steps that an edit is due to, as bits; with ZHNORM_STEP_* one mask. */
#define ZHNORM_PASS_SCRIPT 0x10u /* the configuration and its dictionaries */
#define ZHNORM_PASS_UTF8 0x20u   /* bytes that were not UTF-8 were replaced */

/* What else is known of an edit, as bits. */
#define ZHNORM_EDIT_AMBIGUOUS 0x1u /* one character with several targets got its default */
#define ZHNORM_EDIT_KEPT 0x2u      /* nothing changed: see ZHNORM_RECORD_KEPT */
#define ZHNORM_EDIT_ENTRY 0x4u     /* entry_before and entry_behind are known */

/* An edit.  Offsets count from the document's start, in bytes. */
typedef struct zhnorm_edit {
    uint64_t source_offset;
    uint64_t output_offset;
    uint32_t source_length; /* 0: something was put in */
    uint32_t output_length; /* 0: something was taken out */
    uint64_t rules;         /* bit n: rule n of zhnorm_rule_at had a part in it */
    uint16_t passes;        /* ZHNORM_STEP_* and ZHNORM_PASS_* bits */
    uint16_t flags;         /* ZHNORM_EDIT_* bits */
    /*
     * With ZHNORM_EDIT_ENTRY: the text that was matched as a whole, and so decided,
     * is the source of the edit with so many bytes of the source before and behind
     * it.  Where one table decided, that is the key of its entry.
     */
    uint16_t entry_before;
    uint16_t entry_behind;
    /*
     * With ZHNORM_PASS_SCRIPT: the dictionaries or tables that decided, by name,
     * with a space between two ("TWPhrasesRev TSCharacters"); else NULL.  A
     * dictionary without a name is "-", and so is a space in a name.  Of a
     * configuration with a normalization of its own that changed the same text,
     * they are those of what came after.  NUL-terminated; lives as long as the
     * result or the converter.
     */
    const char *dict;
} zhnorm_edit;

/*
 * Some of a document's edits, with the text that they are about.  The batches of
 * a document lie behind one another and leave nothing out.
 */
typedef struct zhnorm_batch {
    const zhnorm_edit *edits;
    size_t edit_count;
    const char *source;
    size_t source_length;
    uint64_t source_offset; /* of the batch, in the document */
    const char *output;
    size_t output_length;
    uint64_t output_offset;
} zhnorm_batch;

/*
 * Is told of the next batch, which is valid until it returns.  Of the stream that
 * tells it, it may only ask for the choice and the detection.
 */
typedef void zhnorm_listener(void *context, const zhnorm_batch *batch);

/* Which edge of a span an offset is. */
enum zhnorm_edge { ZHNORM_EDGE_START = 0, ZHNORM_EDGE_END = 1 };

/*
 * Where an offset into the output lies in the source, and the other way round, by
 * the edits of the whole document.  Inside an edit, a start becomes the edit's
 * start and an end its end, so that a span grows to whole edits; what was taken
 * out beside a span does not belong to it.  A start therefore lies behind what was
 * taken out there, and an end before it: map both edges of an empty span as starts.
 * With the same edge, offsets that do not decrease give offsets that do not
 * decrease.  O(log count).
 */
ZHNORM_API uint64_t zhnorm_map_to_source(const zhnorm_edit *edits, size_t count,
                                         uint64_t output_offset, int edge);
ZHNORM_API uint64_t zhnorm_map_to_output(const zhnorm_edit *edits, size_t count,
                                         uint64_t source_offset, int edge);

/* What offsets and lengths can count. */
enum zhnorm_unit {
    ZHNORM_UNIT_BYTE = 0,
    ZHNORM_UNIT_CODE_POINT = 1, /* as Python counts */
    ZHNORM_UNIT_UTF16 = 2       /* as JavaScript, Java and C# count */
};

/*
 * Turns ascending offsets into a text from one unit into another, in place.  An
 * offset inside a character becomes that of its start, one behind the text that of
 * its end.  A maximal subpart that is not UTF-8 counts as one, like the U+FFFD that
 * decoders put in its place.  O(length + count).  Fails with
 * ZHNORM_ERROR_ARGUMENT when a unit is out of range or the offsets descend.
 */
ZHNORM_API int zhnorm_offsets_convert(const char *text, size_t length, uint64_t *offsets,
                                      size_t count, int from, int to);

/*
 * Turns the offsets and lengths of a whole document's edits from bytes into `unit`,
 * in place; the maps above then count in this unit, too.  `entry_before` and
 * `entry_behind` are turned as well.  Otherwise like zhnorm_offsets_convert; on
 * failure the edits are as they were.
 */
ZHNORM_API int zhnorm_edits_convert(zhnorm_edit *edits, size_t count, const char *source,
                                    size_t source_length, const char *output,
                                    size_t output_length, int unit);

/*
 * What the tables of a converter's configuration have for a character with several
 * targets, as it comes out, the default of paragraphs that are not traditional
 * first.  Fills at most `capacity` of `candidates` with NUL-terminated strings that
 * live as long as the converter.  Returns how many there are; 0: it has one target.
 * Whether a character was decided by its default, its edit says.  `character` is as
 * in the source: what the step `form` makes of it counts.  With a preset that
 * decides by the document, they are those of the first choice that has any.
 * O(log n).
 */
ZHNORM_API size_t zhnorm_candidates(const zhnorm_converter *converter, const char *character,
                                    size_t length, const char **candidates, size_t capacity);

/* ---- Converting -------------------------------------------------------- */

/*
 * Converts `length` bytes at `source` into the caller's buffer of `capacity`
 * bytes.  `*written` receives the length of the result, also when it does not
 * fit: then ZHNORM_ERROR_SPACE is returned and a buffer of `*written` bytes is
 * exactly what is needed (what `destination` holds is then unspecified).
 * `destination` may be NULL when `capacity` is 0.  The buffers must not
 * overlap.  On other failures *written is 0.  O(length).
 */
ZHNORM_API int zhnorm_convert(const zhnorm_converter *converter, const char *source,
                              size_t length, char *destination, size_t capacity,
                              size_t *written, zhnorm_error *error);

/* Counters of one conversion; all in the units that their names say. */
typedef struct zhnorm_stats {
    uint64_t input_bytes;
    uint64_t output_bytes;
    uint64_t malformed;   /* maximal subparts that were not UTF-8 */
    uint64_t forced_cuts; /* cuts inside a paragraph longer than max_pending */
    /* Code points that the step `form` kept, but that may need a look: */
    uint64_t private_use;  /* of the private use areas */
    uint64_t replacements; /* U+FFFD */
    uint64_t unassigned;   /* by the Unicode version of the library's tables */
    /* With ZHNORM_RECORD_EDITS only: */
    uint64_t code_points;    /* of the input; a malformed subpart counts as one */
    uint64_t han;            /* Han characters among them */
    uint64_t edits;          /* that changed something */
    uint64_t script_changes; /* those of them that the configuration had a part in */
    uint64_t ambiguous;      /* edits with ZHNORM_EDIT_AMBIGUOUS, those that kept included */
    uint64_t nanoseconds;    /* that the calls took */
} zhnorm_stats;

/* A result that the library owns.  Any number of threads may read it. */
typedef struct zhnorm_result zhnorm_result;

/*
 * Like zhnorm_convert, into memory of the library's own.  On failure *result
 * is NULL.  O(length).  Free with zhnorm_result_free.
 */
ZHNORM_API int zhnorm_convert_result(const zhnorm_converter *converter, const char *source,
                                     size_t length, zhnorm_result **result,
                                     zhnorm_error *error);

/* The converted text; followed by a NUL byte that is not counted. */
ZHNORM_API const char *zhnorm_result_text(const zhnorm_result *result);
ZHNORM_API size_t zhnorm_result_length(const zhnorm_result *result);
ZHNORM_API zhnorm_stats zhnorm_result_stats(const zhnorm_result *result);

/* How many places rule `index` changed; 0 when it is out of range. */
ZHNORM_API uint64_t zhnorm_result_changes(const zhnorm_result *result, size_t index);

/*
 * The edits, with ZHNORM_RECORD_EDITS; NULL and 0 without.  They are the
 * result's.
 */
ZHNORM_API const zhnorm_edit *zhnorm_result_edits(const zhnorm_result *result, size_t *count);

/*
 * With a preset that decides by the document (`auto`): what it has taken for
 * this one, the name of a preset and of the dictionaries laid over it, such as
 * "tw2cn it"; and what that rests on.  Both live as long as the result.  NULL
 * with any other converter.
 */
ZHNORM_API const char *zhnorm_result_choice(const zhnorm_result *result);
ZHNORM_API const zhnorm_detection *zhnorm_result_detection(const zhnorm_result *result);

/* Frees a result.  NULL is allowed. */
ZHNORM_API void zhnorm_result_free(zhnorm_result *result);

/* ---- Streams ----------------------------------------------------------- */

typedef struct zhnorm_stream zhnorm_stream;

/* What is still to be read: the stream advances `position` to `length`. */
typedef struct zhnorm_input {
    const char *data;
    size_t length;
    size_t position;
} zhnorm_input;

/* Where to write: the stream advances `position` to at most `capacity`. */
typedef struct zhnorm_output {
    char *data;
    size_t capacity;
    size_t position;
} zhnorm_output;

enum zhnorm_directive {
    ZHNORM_CONTINUE = 0, /* more input may come */
    ZHNORM_END = 1       /* the input ends with this buffer */
};

/*
 * Opens a stream on a converter, which must outlive it.  The result never
 * depends on how the input is divided among the calls, and memory stays
 * bounded by max_pending whatever the input's length.  With a preset that
 * decides by the document, nothing comes before 64 KiB have been taken.
 */
ZHNORM_API int zhnorm_stream_open(const zhnorm_converter *converter, zhnorm_stream **stream,
                                  zhnorm_error *error);

/*
 * Takes input and gives output, as much of both as there is room for.  Sets
 * *more to 1 when output is waiting for room: call again with room and the
 * same input and directive.  Otherwise *more is 0 and the input has been
 * taken whole; with ZHNORM_END the conversion is then complete.
 *
 * On ZHNORM_ERROR_INPUT every paragraph before the bad byte is delivered
 * first: the error is returned once they have been drained.  After an error
 * other than ZHNORM_ERROR_ARGUMENT the stream can only be reset or freed; other
 * calls return ZHNORM_ERROR_STATE, as do calls with more input after the end.
 * O(length of the input).
 */
ZHNORM_API int zhnorm_stream_run(zhnorm_stream *stream, zhnorm_input *input,
                                 zhnorm_output *output, int directive, int *more,
                                 zhnorm_error *error);

/*
 * Has `listener` told of the edits of this and of later documents, with `context`;
 * NULL: nobody.  Batches come from within zhnorm_stream_run, before or after the
 * bytes of the output that they are about; when it returns with *more 0 after
 * ZHNORM_END, all have come.  After a failure, what was not told of is lost.  Fails with
 * ZHNORM_ERROR_STATE when the converter keeps no record or the document has begun.
 */
ZHNORM_API int zhnorm_stream_listen(zhnorm_stream *stream, zhnorm_listener *listener,
                                    void *context, zhnorm_error *error);

/*
 * With a preset that decides by the document: has it decide now, by what was found out
 * about a text, before this document has begun; so that the parts of a document, or the
 * fields of a record, are converted alike.  No effect with any other converter.  Fails
 * with ZHNORM_ERROR_STATE when the document has begun.
 */
ZHNORM_API int zhnorm_stream_choose(zhnorm_stream *stream, const zhnorm_detection *detection,
                                    zhnorm_error *error);

/* The counters since the stream was opened or reset. */
ZHNORM_API zhnorm_stats zhnorm_stream_stats(const zhnorm_stream *stream);

/* How many places rule `index` changed; 0 when it is out of range. */
ZHNORM_API uint64_t zhnorm_stream_changes(const zhnorm_stream *stream, size_t index);

/*
 * The same as zhnorm_result_choice and zhnorm_result_detection, for the
 * document since the stream was opened or reset: NULL until 64 KiB of it have
 * come, or its end.  Both are valid until the stream is reset or freed.
 */
ZHNORM_API const char *zhnorm_stream_choice(const zhnorm_stream *stream);
ZHNORM_API const zhnorm_detection *zhnorm_stream_detection(const zhnorm_stream *stream);

/* Makes the stream ready for another document, keeping its memory. */
ZHNORM_API void zhnorm_stream_reset(zhnorm_stream *stream);

/* Frees a stream.  NULL is allowed. */
ZHNORM_API void zhnorm_stream_free(zhnorm_stream *stream);

/* ---- Auditing a corpus --------------------------------------------------- */

/*
 * What an audit finds, as bits:
 *   AMBIGUOUS  a character with several targets that was taken alone, for no
 *              phrase of the tables and dictionaries decided about it
 *   REGIONAL   a word of a shipped dictionary that the configuration has not, and
 *              that it converts otherwise
 *   TERMS      a sequence of 2 to 6 Han characters, or Latin words among them,
 *              that by its statistics is a word, and that no dictionary has
 *   LEFTOVER   a character in the output that only the other script has
 */
#define ZHNORM_AUDIT_AMBIGUOUS 0x1u
#define ZHNORM_AUDIT_REGIONAL 0x2u
#define ZHNORM_AUDIT_TERMS 0x4u
#define ZHNORM_AUDIT_LEFTOVER 0x8u
#define ZHNORM_AUDIT_ALL 0xFu

/* The options of an audit.  Fill with zhnorm_audit_options_init. */
typedef struct zhnorm_audit_options {
    size_t size; /* sizeof(zhnorm_audit_options), set by zhnorm_audit_options_init */
    /*
     * The conversion that is looked at; NULL for the defaults.  `config` must be
     * neither a preset that decides by the document nor a compiled file; of the
     * rest `dicts`, `bad_input` (PASS is as REPLACE) and `allocator` count.
     * Nothing of it is kept after zhnorm_audit_open.
     */
    const zhnorm_options *conversion;
    uint32_t kinds; /* ZHNORM_AUDIT_* bits */
    /*
     * Findings of each kind at most; 0 means 50.  Terms are the more likely to be
     * among them the more they gather in some places, as common words do not.
     */
    size_t top;
    size_t contexts; /* of each finding at most; up to 16; 0 means none */
    /*
     * Bytes that may be taken, whatever the size of the corpus.  0 means 64 MiB;
     * the least is 24 MiB, the most 64 GiB.  Compiling a configuration with
     * dictionaries may take more for a moment, at the start.
     */
    size_t memory;
    /* What occurs less often is left out; 0 means 1, but 4 for terms. */
    uint64_t least_count;
    /*
     * What a term must have, in bits; 0 means 4 and 1.2.  Cohesion is the
     * pointwise mutual information of its parts, whichever way it is split in two;
     * freedom the entropy of what stands beside it, at either end.
     */
    double cohesion;
    double freedom;
} zhnorm_audit_options;

/* Sets every option to its default: all kinds, 3 contexts. */
ZHNORM_API void zhnorm_audit_options_init(zhnorm_audit_options *options);

/* A value that a finding could have had, or would have with a dictionary. */
typedef struct zhnorm_audit_value {
    const char *text;
    const char *source; /* the table or dictionary that has it; may be "" */
    uint64_t count;     /* occurrences that got it */
} zhnorm_audit_value;

/*
 * Where something was found: some eight characters on each side, in the same
 * paragraph, with spaces for control characters.  Those of terms come from a
 * sample of the corpus.
 */
typedef struct zhnorm_audit_context {
    const char *before;
    const char *after;
    uint64_t document; /* its number, from 0 */
} zhnorm_audit_context;

/* Something to be looked at.  All strings are the audit's, UTF-8, NUL-terminated. */
typedef struct zhnorm_audit_finding {
    uint32_t kind;      /* one ZHNORM_AUDIT_* bit */
    const char *text;   /* the character or word */
    const char *output; /* what the configuration makes of it, mostly */
    uint64_t count;
    uint64_t documents; /* in which it occurs */
    const zhnorm_audit_value *values;
    size_t value_count;
    const zhnorm_audit_context *contexts; /* different ones, from different places */
    size_t context_count;
    double cohesion; /* of terms, like the next two; in bits */
    double freedom_before;
    double freedom_after;
} zhnorm_audit_finding;

/* Counters of an audit. */
typedef struct zhnorm_corpus_stats {
    uint64_t documents;
    uint64_t bytes;
    uint64_t malformed;   /* maximal subparts that were not UTF-8 */
    uint64_t forced_cuts; /* of paragraphs longer than 1 MiB */
    /* The counts of terms may be too low by this; no other counts are. */
    uint64_t term_error;
    /* What the configuration aims at: "hans", "hant", "tw", "hk" or "".  Static. */
    const char *target;
} zhnorm_corpus_stats;

typedef struct zhnorm_audit zhnorm_audit;

/*
 * Begins an audit.  An audit belongs to one thread at a time.  `options` may be
 * NULL for the defaults.  On failure *audit is NULL.  Fails as zhnorm_compile
 * does.  Free with zhnorm_audit_free.
 */
ZHNORM_API int zhnorm_audit_open(const zhnorm_audit_options *options, zhnorm_audit **audit,
                                 zhnorm_error *error);

/*
 * Takes the next bytes of the current document, divided as one likes.  Under the
 * policy `reject`, bytes that are not UTF-8 fail with ZHNORM_ERROR_INPUT, where
 * error->offset counts from the document's start: the paragraphs before them have
 * been counted, and nothing more of this document is taken.  O(length).
 */
ZHNORM_API int zhnorm_audit_feed(zhnorm_audit *audit, const char *data, size_t length,
                                 zhnorm_error *error);

/* Ends the current document.  Fails as zhnorm_audit_feed does. */
ZHNORM_API int zhnorm_audit_end_document(zhnorm_audit *audit, zhnorm_error *error);

/*
 * Ends the corpus and makes the findings.  Only the functions below may be called
 * from then on; others return ZHNORM_ERROR_STATE.  A document that was not ended
 * is ended first; if that fails, so does this, and can be called again.  O(memory).
 */
ZHNORM_API int zhnorm_audit_finish(zhnorm_audit *audit, zhnorm_error *error);

/* The number of findings; 0 before the audit has been finished. */
ZHNORM_API size_t zhnorm_audit_count(const zhnorm_audit *audit);

/*
 * Finding `index`: by kind, in the order of the bits, most frequent first.  The
 * same documents give the same findings in the same order.  What it points to
 * belongs to the audit.  Fails with ZHNORM_ERROR_ARGUMENT when `index` is out of
 * range.
 */
ZHNORM_API int zhnorm_audit_at(const zhnorm_audit *audit, size_t index,
                               zhnorm_audit_finding *finding);

/* The counters so far. */
ZHNORM_API zhnorm_corpus_stats zhnorm_audit_stats(const zhnorm_audit *audit);

/* Frees an audit.  NULL is allowed. */
ZHNORM_API void zhnorm_audit_free(zhnorm_audit *audit);

#ifdef __cplusplus
}
#endif

#endif
