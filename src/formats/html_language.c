/* See html_language.h. */
#include "formats/html_language.h"

#include <string.h>
#include <strings.h>

#include "formats/html_attributes.h"

/* Languages that are written in Han characters alone, by ISO 639; and none in particular. */
static const char *const chinese[] = {"zh",  "cdo", "cjy", "cmn", "cnp", "cpx", "csp", "czh",
                                      "czo", "gan", "hak", "hsn", "lzh", "mnp", "nan", "wuu",
                                      "yue", "und", "mul", "i",   "x",   ""};

/* How tags say what a target is.  NULL: they cannot. */
static const struct target {
    const char *name;
    const char *script;
    const char *region;  /* for a tag that has one */
    const char *regions; /* those that fit as well */
    const char *windows; /* the form of old systems: zh-CHS */
} targets[] = {
    {"hans", "Hans", "CN", "CN SG MY", "CHS"},
    {"hant", "Hant", "TW", "TW HK MO", "CHT"},
    {"tw", "Hant", "TW", "TW", "CHT"},
    {"hk", "Hant", "HK", "HK MO", "CHT"},
};

static const char *const scripts[] = {"Hans", "Hant"};
static const char *const regions[] = {"CN", "SG", "MY", "TW", "HK", "MO"};
static const char *const windows[] = {"CHS", "CHT"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *zn_html_language_of(const GumboElement *element)
{
    const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, "lang");

    if (attribute == NULL)
        attribute = gumbo_get_attribute(&element->attributes, "xml:lang");
    return attribute != NULL ? attribute->value : NULL;
}

static bool equals(const char *part, size_t length, const char *word)
{
    return strlen(word) == length && strncasecmp(part, word, length) == 0;
}

static bool is_in(const char *const *list, size_t count, const char *part, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (equals(part, length, list[i]))
            return true;
    return false;
}

static size_t subtag_length(const char *at, const char *end)
{
    size_t length = 0;

    while (at + length < end && at[length] != '-' && at[length] != '_')
        length++;
    return length;
}

bool zn_html_language_is_chinese(const char *tag)
{
    static const char white[] = " \t\n\f\r";

    tag += strspn(tag, white);
    size_t length = strcspn(tag, white);
    return is_in(chinese, COUNT(chinese), tag, subtag_length(tag, tag + length));
}

/* ---- What a tag has to be ------------------------------------------------------------ */

/* What a subtag has to be; NULL: it may stay. */
static const char *fit(const struct target *target, const char *subtag, size_t length,
                       bool is_general)
{
    if (is_in(scripts, COUNT(scripts), subtag, length))
        return equals(subtag, length, target->script) ? NULL : target->script;
    if (is_in(windows, COUNT(windows), subtag, length))
        return equals(subtag, length, target->windows) ? NULL : target->windows;
    /* The region of yue-HK is that of the language, which stays. */
    if (!is_general || !is_in(regions, COUNT(regions), subtag, length))
        return NULL;
    for (const char *at = target->regions; *at != '\0'; at += strspn(at, " ")) {
        size_t next = strcspn(at, " ");
        if (next == length && strncasecmp(at, subtag, length) == 0)
            return NULL;
        at += next;
    }
    return target->region;
}

static bool is_lower(char byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_upper(char byte)
{
    return byte >= 'A' && byte <= 'Z';
}

/* Gives `word` the letter case of the subtag that it takes the place of. */
static void copy_case(char *out, const char *word, const char *subtag, size_t length)
{
    bool all_lower = true;
    bool all_upper = true;

    for (size_t i = 0; i < length; i++) {
        all_lower = all_lower && is_lower(subtag[i]);
        all_upper = all_upper && is_upper(subtag[i]);
    }
    for (; *word != '\0'; word++, out++) {
        if (all_lower && is_upper(*word))
            *out = (char)(*word - 'A' + 'a');
        else if (all_upper && is_lower(*word))
            *out = (char)(*word - 'a' + 'A');
        else
            *out = *word;
    }
}

static const struct target *find_target(const char *name)
{
    for (size_t i = 0; i < COUNT(targets); i++)
        if (strcmp(targets[i].name, name) == 0)
            return &targets[i];
    return NULL;
}

size_t zn_html_language_retarget(const char *tag, size_t length, const char *target_name,
                                 char out[ZN_HTML_LANGUAGE_SIZE])
{
    const struct target *target = find_target(target_name);
    const char *at = tag;
    const char *end = tag + length;
    size_t first = subtag_length(tag, end);
    bool is_general = equals(tag, first, "zh") || equals(tag, first, "cmn");
    bool changes = false;

    if (target == NULL || length > ZN_HTML_LANGUAGE_SIZE ||
        !is_in(chinese, COUNT(chinese), tag, first))
        return 0;
    memcpy(out, tag, length);
    /* What takes the place of a subtag is as long as that. */
    for (at += first; at < end; at += subtag_length(at, end)) {
        at++;
        size_t here = subtag_length(at, end);
        if (here == 1) /* what follows is private */
            break;
        const char *word = fit(target, at, here, is_general);
        if (word != NULL)
            copy_case(out + (at - tag), word, at, here);
        changes = changes || word != NULL;
    }
    return changes ? length : 0;
}

/* ---- In elements --------------------------------------------------------------------- */

static void retarget(const struct zn_html_page *page, const GumboAttribute *attribute,
                     const char *target, struct zn_html_items *items)
{
    char out[ZN_HTML_LANGUAGE_SIZE];
    GumboStringPiece value;

    if (attribute == NULL || !zn_html_attribute_source(page, attribute, &value))
        return;
    size_t length = zn_html_language_retarget(value.data, value.length, target, out);
    if (length != 0)
        zn_html_items_replace(items, (size_t)(value.data - page->source), value.length, out,
                              length);
}

static bool is_language_declared(const GumboElement *element)
{
    const GumboAttribute *header = gumbo_get_attribute(&element->attributes, "http-equiv");

    if (header != NULL)
        return strcasecmp(header->value, "content-language") == 0;
    return strcasecmp(zn_html_meta_name(element), "og:locale") == 0;
}

void zn_html_retarget_languages(const struct zn_html_page *page, const GumboElement *element,
                                const char *target, struct zn_html_items *items)
{
    const GumboVector *attributes = &element->attributes;

    if (attributes->length == 0)
        return;
    retarget(page, gumbo_get_attribute(attributes, "lang"), target, items);
    retarget(page, gumbo_get_attribute(attributes, "xml:lang"), target, items);
    if (element->tag == GUMBO_TAG_META && is_language_declared(element))
        retarget(page, gumbo_get_attribute(attributes, "content"), target, items);
}
