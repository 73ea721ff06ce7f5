/* See markdown_tag.h. */
#include "formats/markdown_tag.h"

#include <string.h>
#include <strings.h>

/* A tag is not looked at beyond this. */
enum { TAG_MAX = 4096, VALUE_MAX = 16 };

static const struct {
    const char *name;
    enum zn_markdown_tag tag;
} elements[] = {
    {"br", ZN_MARKDOWN_TAG_BREAK},       {"img", ZN_MARKDOWN_TAG_OBJECT},
    {"input", ZN_MARKDOWN_TAG_OBJECT},   {"code", ZN_MARKDOWN_TAG_EXCLUDED},
    {"kbd", ZN_MARKDOWN_TAG_EXCLUDED},   {"samp", ZN_MARKDOWN_TAG_EXCLUDED},
    {"pre", ZN_MARKDOWN_TAG_EXCLUDED},   {"script", ZN_MARKDOWN_TAG_EXCLUDED},
    {"style", ZN_MARKDOWN_TAG_EXCLUDED}, {"textarea", ZN_MARKDOWN_TAG_EXCLUDED},
    {"svg", ZN_MARKDOWN_TAG_EXCLUDED},   {"math", ZN_MARKDOWN_TAG_EXCLUDED},
};

/* The languages whose text is Chinese, by the beginning of their tags. */
static const char *const chinese[] = {"zh",  "cmn", "yue", "wuu", "hak",
                                      "nan", "lzh", "gan", "hsn", "und"};

struct attribute {
    const char *name;
    size_t name_length;
    char value[VALUE_MAX];
};

static bool is_space(char c)
{
    return c != '\0' && strchr(" \t\r\n\f", c) != NULL;
}

/* Reads the next attribute from *at on.  False: the tag ends. */
static bool next_attribute(const char **at, const char *end, struct attribute *attribute)
{
    const char *p = *at;

    while (p < end && (is_space(*p) || *p == '/'))
        p++;
    attribute->name = p;
    while (p < end && !is_space(*p) && *p != '=' && *p != '>' && *p != '/')
        p++;
    attribute->name_length = (size_t)(p - attribute->name);
    if (attribute->name_length == 0)
        return false;
    while (p < end && is_space(*p))
        p++;
    size_t length = 0;
    if (p < end && *p == '=') {
        for (p++; p < end && is_space(*p); p++)
            continue;
        char quote = '\0';
        if (p < end && (*p == '"' || *p == '\''))
            quote = *p++;
        for (; p < end && (quote != '\0' ? *p != quote : !is_space(*p) && *p != '>'); p++)
            if (length < VALUE_MAX - 1)
                attribute->value[length++] = *p;
        p += quote != '\0' && p < end;
    }
    attribute->value[length] = '\0';
    *at = p;
    return true;
}

static bool is_named(const struct attribute *attribute, const char *name)
{
    return attribute->name_length == strlen(name) &&
           strncasecmp(attribute->name, name, attribute->name_length) == 0;
}

static bool is_other_language(const char *value)
{
    for (size_t i = 0; i < sizeof chinese / sizeof *chinese; i++) {
        size_t length = strlen(chinese[i]);
        if (strncasecmp(value, chinese[i], length) == 0 &&
            (value[length] == '\0' || value[length] == '-' || value[length] == '_'))
            return false;
    }
    return value[0] != '\0';
}

static bool is_excluded_by_attribute(const char *at, const char *end)
{
    struct attribute attribute = {0};

    while (next_attribute(&at, end, &attribute))
        if ((is_named(&attribute, "translate") && strcasecmp(attribute.value, "no") == 0) ||
            ((is_named(&attribute, "lang") || is_named(&attribute, "xml:lang")) &&
             is_other_language(attribute.value)))
            return true;
    return false;
}

enum zn_markdown_tag zn_markdown_read_tag(const char *tag, size_t length,
                                          struct zn_markdown_name *name)
{
    const char *end = tag + (length < TAG_MAX ? length : TAG_MAX);
    const char *p = tag + 1;
    size_t count = 0;

    *name = (struct zn_markdown_name){.closes = p < end && *p == '/'};
    p += name->closes;
    for (; p < end && !is_space(*p) && *p != '>' && *p != '/' && *p != '<'; p++)
        if (count < sizeof name->text - 1)
            name->text[count++] = (char)(*p >= 'A' && *p <= 'Z' ? *p - 'A' + 'a' : *p);
    if (count == 0 || name->text[0] == '!' || name->text[0] == '?')
        return ZN_MARKDOWN_TAG_NONE;
    for (size_t i = 0; i < sizeof elements / sizeof *elements; i++)
        if (strcmp(elements[i].name, name->text) == 0)
            return elements[i].tag;
    return !name->closes && is_excluded_by_attribute(p, end) ? ZN_MARKDOWN_TAG_EXCLUDED
                                                             : ZN_MARKDOWN_TAG_NONE;
}
