/* See html_attributes.h. */
#include "formats/html_attributes.h"

#include <strings.h>

/* Those that any element may have. */
static const char *const general[] = {"title", "aria-label", "placeholder", NULL};

static const struct {
    GumboTag tag;
    const char *name;
} particular[] = {
    {GUMBO_TAG_IMG, "alt"},     {GUMBO_TAG_IMAGE, "alt"},      {GUMBO_TAG_AREA, "alt"},
    {GUMBO_TAG_INPUT, "alt"},   {GUMBO_TAG_OPTION, "label"},   {GUMBO_TAG_OPTGROUP, "label"},
    {GUMBO_TAG_TRACK, "label"}, {GUMBO_TAG_MENUITEM, "label"}, {GUMBO_TAG_APPLET, "alt"},
};

/* What is prose in <meta>. */
static const char *const prose[] = {"description",
                                    "keywords",
                                    "author",
                                    "og:title",
                                    "og:description",
                                    "og:site_name",
                                    "og:image:alt",
                                    "og:video:alt",
                                    "article:tag",
                                    "article:section",
                                    "twitter:title",
                                    "twitter:description",
                                    "twitter:image:alt",
                                    NULL};

const char *zn_html_meta_name(const GumboElement *element)
{
    const GumboAttribute *name = gumbo_get_attribute(&element->attributes, "property");

    if (name == NULL)
        name = gumbo_get_attribute(&element->attributes, "name");
    return name != NULL ? name->value : "";
}

bool zn_html_attribute_source(const struct zn_html_page *page, const GumboAttribute *attribute,
                              GumboStringPiece *value)
{
    *value = attribute->original_value;
    /* Of an attribute that has no value gumbo gives the name. */
    if (*attribute->value == '\0' || !zn_html_page_has(page, value) || value->length == 0)
        return false;
    char quote = value->data[0];
    if (quote != '"' && quote != '\'')
        return true;
    if (value->length < 2 || value->data[value->length - 1] != quote)
        return false;
    value->data++;
    value->length -= 2;
    return value->length != 0;
}

static void add(const struct zn_html_page *page, const GumboElement *element, const char *name,
                struct zn_html_items *items)
{
    const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, name);
    GumboStringPiece value;

    if (attribute == NULL || !zn_html_attribute_source(page, attribute, &value))
        return;
    struct zn_html_item item = {.source = (uint32_t)(value.data - page->source),
                                .length = (uint32_t)value.length,
                                .kind = ZN_HTML_ATTRIBUTE,
                                .is_plain = true,
                                .value = attribute->value};
    zn_html_items_add(items, &item);
}

static bool is_in(const char *const *list, const char *name)
{
    for (; *list != NULL; list++)
        if (strcasecmp(*list, name) == 0)
            return true;
    return false;
}

void zn_html_find_attributes(const struct zn_html_page *page, const GumboElement *element,
                             struct zn_html_items *items)
{
    if (element->attributes.length == 0 || element->tag_namespace != GUMBO_NAMESPACE_HTML)
        return;
    if (element->tag == GUMBO_TAG_META) {
        if (is_in(prose, zn_html_meta_name(element)))
            add(page, element, "content", items);
        return;
    }
    /* There it names a style sheet, by which programs choose one. */
    if (element->tag == GUMBO_TAG_LINK || element->tag == GUMBO_TAG_STYLE)
        return;
    for (const char *const *name = general; *name != NULL; name++)
        add(page, element, *name, items);
    for (size_t i = 0; i < sizeof particular / sizeof particular[0]; i++)
        if (particular[i].tag == element->tag)
            add(page, element, particular[i].name, items);
}
