/* See html_declarations.h. */
#include "formats/html_declarations.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

#include "formats/html_attributes.h"

static bool is_white(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\f' || byte == '\r';
}

/* Adds the replacement of an encoding's name, in the letter case that it has. */
static void declare(const struct zn_html_page *page, const char *name, size_t length,
                    struct zn_html_items *items)
{
    bool has_lower = false;

    if (length == 0 || (length == 5 && strncasecmp(name, "utf-8", 5) == 0) ||
        (length == 4 && strncasecmp(name, "utf8", 4) == 0))
        return;
    for (size_t i = 0; i < length; i++)
        has_lower = has_lower || (name[i] >= 'a' && name[i] <= 'z');
    zn_html_items_replace(items, (size_t)(name - page->source), length,
                          has_lower ? "utf-8" : "UTF-8", 5);
}

/* The first place of `word` in a stretch, whatever its case; NULL: there is none. */
static const char *find(const char *at, const char *end, const char *word)
{
    size_t length = strlen(word);

    for (; (size_t)(end - at) >= length; at++)
        if (strncasecmp(at, word, length) == 0)
            return at;
    return NULL;
}

static const char *skip_white(const char *at, const char *end)
{
    while (at < end && is_white(*at))
        at++;
    return at;
}

/* Declares the name behind `word` and "=", with or without quotes. */
static void declare_behind(const struct zn_html_page *page, const GumboStringPiece *piece,
                           const char *word, struct zn_html_items *items)
{
    const char *end = piece->data + piece->length;
    const char *at = find(piece->data, end, word);

    if (at == NULL)
        return;
    at = skip_white(at + strlen(word), end);
    if (at == end || *at != '=')
        return;
    at = skip_white(at + 1, end);
    if (at < end && (*at == '"' || *at == '\''))
        at++;
    const char *stop = at;
    while (stop < end && !is_white(*stop) && strchr("\"';&", *stop) == NULL)
        stop++;
    declare(page, at, (size_t)(stop - at), items);
}

static void declare_meta(const struct zn_html_page *page, const GumboElement *element,
                         struct zn_html_items *items)
{
    const GumboVector *attributes = &element->attributes;
    const GumboAttribute *charset = gumbo_get_attribute(attributes, "charset");
    const GumboAttribute *header = gumbo_get_attribute(attributes, "http-equiv");
    const GumboAttribute *content = gumbo_get_attribute(attributes, "content");
    GumboStringPiece value;

    if (charset != NULL && zn_html_attribute_source(page, charset, &value)) {
        const char *at = skip_white(value.data, value.data + value.length);
        size_t length = value.length - (size_t)(at - value.data);
        while (length != 0 && is_white(at[length - 1]))
            length--;
        declare(page, at, length, items);
    }
    if (header != NULL && strcasecmp(header->value, "content-type") == 0 && content != NULL &&
        zn_html_attribute_source(page, content, &value))
        declare_behind(page, &value, "charset", items);
}

/* A style sheet's stands at its very beginning. */
static void declare_style(const struct zn_html_page *page, const GumboElement *element,
                          struct zn_html_items *items)
{
    static const char charset[] = "@charset \"";
    enum { LENGTH = sizeof charset - 1 };
    const GumboNode *node = element->children.length != 0 ? element->children.data[0] : NULL;

    if (node == NULL || node->type != GUMBO_NODE_TEXT)
        return;
    GumboStringPiece text = node->v.text.original_text;
    if (!zn_html_page_has(page, &text) || text.length < LENGTH ||
        memcmp(text.data, charset, LENGTH) != 0)
        return;
    const char *quote = memchr(text.data + LENGTH, '"', text.length - LENGTH);
    if (quote != NULL)
        declare(page, text.data + LENGTH, (size_t)(quote - text.data) - LENGTH, items);
}

void zn_html_declare_encoding(const struct zn_html_page *page, const GumboElement *element,
                              struct zn_html_items *items)
{
    if (element->tag == GUMBO_TAG_META)
        declare_meta(page, element, items);
    else if (element->tag == GUMBO_TAG_STYLE)
        declare_style(page, element, items);
}

void zn_html_declare_xml_encoding(const struct zn_html_page *page, struct zn_html_items *items)
{
    static const char opening[] = "<?xml";
    enum { LENGTH = sizeof opening - 1 };
    GumboStringPiece piece = {page->source + page->start, page->length - page->start};

    if (piece.length <= LENGTH || memcmp(piece.data, opening, LENGTH) != 0 ||
        !is_white(piece.data[LENGTH]))
        return;
    const char *end = memchr(piece.data, '>', piece.length);
    if (end == NULL)
        return;
    piece.length = (size_t)(end - piece.data);
    declare_behind(page, &piece, "encoding", items);
}
