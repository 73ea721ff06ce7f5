/*
 * See html_walk.h.  A paragraph is what lies between two blocks' edges.  It has a number, not
 * a place: a note in the midst of it is a text of its own, and it goes on behind.
 */
#include "formats/html_walk.h"

#include <string.h>
#include <strings.h>

#include "formats/html_attributes.h"
#include "formats/html_declarations.h"
#include "formats/html_elements.h"
#include "formats/html_language.h"

/* What holds for the nodes below an element. */
struct state {
    bool is_translated; /* it is not said that it must stay */
    bool is_chinese;    /* or nobody says what it is */
    bool is_code;
    bool is_title; /* of the page: there are no tags in it */
};

/* An element whose children are gone through. */
struct level {
    const GumboVector *children;
    unsigned next;
    struct state state;
    enum zn_html_role role;
    uint32_t outer; /* the paragraph around it */
};

struct walk {
    const struct zn_html_page *page;
    const struct zn_html_wishes *wishes;
    struct zn_html_items *items;
    struct zn_buffer levels;
    uint32_t paragraph; /* the one that goes on */
    bool is_fresh;      /* it has nothing yet */
};

/* ---- Paragraphs ---------------------------------------------------------------------- */

static void begin_paragraph(struct walk *walk)
{
    if (walk->is_fresh)
        return;
    walk->paragraph = walk->items->paragraphs++;
    walk->is_fresh = true;
}

static void add_to_paragraph(struct walk *walk, const GumboStringPiece *piece, uint8_t kind,
                             const char *value, bool is_plain)
{
    if (!zn_html_page_has(walk->page, piece) || piece->length == 0)
        return;
    struct zn_html_item item = {.source = (uint32_t)(piece->data - walk->page->source),
                                .length = (uint32_t)piece->length,
                                .paragraph = walk->paragraph,
                                .kind = kind,
                                .is_plain = is_plain,
                                .value = value};
    zn_html_items_add(walk->items, &item);
    walk->is_fresh = false;
}

static void add_text(struct walk *walk, const GumboNode *node, const struct state *state)
{
    const GumboText *text = &node->v.text;
    bool is_converted = state->is_translated && state->is_chinese && !state->is_code;

    if (is_converted)
        add_to_paragraph(walk, &text->original_text, ZN_HTML_TEXT, text->text,
                         state->is_title);
    else if (node->type != GUMBO_NODE_WHITESPACE)
        add_to_paragraph(walk, &text->original_text, ZN_HTML_STANDING, NULL, false);
}

/* ---- Elements ------------------------------------------------------------------------ */

/* Whether a class of the element says that it must stay. */
static bool has_class_notranslate(const GumboElement *element)
{
    static const char name[] = "notranslate";
    static const char white[] = " \t\n\f\r";
    const GumboAttribute *attribute = gumbo_get_attribute(&element->attributes, "class");
    const char *at = attribute != NULL ? attribute->value : "";

    for (at += strspn(at, white); *at != '\0'; at += strspn(at, white)) {
        size_t length = strcspn(at, white);
        if (length == sizeof name - 1 && memcmp(at, name, length) == 0)
            return true;
        at += length;
    }
    return false;
}

static struct state state_within(const GumboElement *element, enum zn_html_role role,
                                 const struct state *outer)
{
    struct state state = *outer;
    const GumboAttribute *translate = gumbo_get_attribute(&element->attributes, "translate");

    if (has_class_notranslate(element))
        state.is_translated = false;
    if (translate != NULL && strcasecmp(translate->value, "no") == 0)
        state.is_translated = false;
    else if (translate != NULL &&
             (*translate->value == '\0' || strcasecmp(translate->value, "yes") == 0))
        state.is_translated = true;
    const char *language = zn_html_language_of(element);
    if (language != NULL)
        state.is_chinese = zn_html_language_is_chinese(language);
    state.is_code = outer->is_code || role == ZN_HTML_CODE || role == ZN_HTML_LISTING;
    state.is_title = element->tag == GUMBO_TAG_TITLE;
    return state;
}

/* What is made for the tags themselves. */
static void look_at_tag(struct walk *walk, const GumboNode *node, const struct state *state)
{
    const GumboElement *element = &node->v.element;
    unsigned copied = GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT |
                      GUMBO_INSERTION_ADOPTION_AGENCY_CLONED;

    if (((unsigned)node->parse_flags & copied) != 0)
        return;
    zn_html_declare_encoding(walk->page, element, walk->items);
    if (!state->is_translated || !state->is_chinese)
        return;
    zn_html_retarget_languages(walk->page, element, walk->wishes->target, walk->items);
    if (walk->wishes->attributes)
        zn_html_find_attributes(walk->page, element, walk->items);
}

static bool push(struct walk *walk, const struct level *level)
{
    return zn_buffer_append(&walk->levels, level, sizeof *level);
}

static bool enter(struct walk *walk, const GumboNode *node, const struct state *outer)
{
    const GumboElement *element = &node->v.element;
    enum zn_html_role role = zn_html_role(element);
    struct level level = {.children = &element->children,
                          .state = state_within(element, role, outer),
                          .role = role,
                          .outer = walk->paragraph};

    look_at_tag(walk, node, &level.state);
    if (role == ZN_HTML_FIGURE || role == ZN_HTML_OBJECT)
        add_to_paragraph(walk, &element->original_tag, ZN_HTML_STANDING, NULL, false);
    if (role == ZN_HTML_OBJECT || role == ZN_HTML_HIDDEN)
        return true;
    if (role == ZN_HTML_BLOCK || role == ZN_HTML_LISTING) {
        begin_paragraph(walk);
    } else if (role == ZN_HTML_ASIDE || role == ZN_HTML_FIGURE) {
        walk->is_fresh = false;
        begin_paragraph(walk);
    }
    return push(walk, &level);
}

static void leave(struct walk *walk, const struct level *level)
{
    if (level->role == ZN_HTML_BLOCK || level->role == ZN_HTML_LISTING) {
        begin_paragraph(walk);
    } else if (level->role == ZN_HTML_ASIDE || level->role == ZN_HTML_FIGURE) {
        walk->paragraph = level->outer;
        walk->is_fresh = false;
    }
}

/* ---- The tree ------------------------------------------------------------------------ */

static bool visit(struct walk *walk, const GumboNode *node, const struct state *state)
{
    switch (node->type) {
    case GUMBO_NODE_ELEMENT:
    case GUMBO_NODE_TEMPLATE:
        return enter(walk, node, state);
    case GUMBO_NODE_TEXT:
    case GUMBO_NODE_WHITESPACE:
        add_text(walk, node, state);
        return true;
    default:
        return true;
    }
}

static bool go(struct walk *walk)
{
    while (walk->levels.length != 0) {
        struct level *top =
            (struct level *)(void *)(walk->levels.data + walk->levels.length - sizeof *top);
        if (top->next < top->children->length) {
            struct state state = top->state;
            if (!visit(walk, top->children->data[top->next++], &state))
                return false;
        } else {
            walk->levels.length -= sizeof *top;
            leave(walk, top);
        }
    }
    return true;
}

bool zn_html_walk(const struct zn_html_page *page, const struct zn_html_wishes *wishes,
                  struct zn_html_items *items)
{
    struct walk walk = {.page = page, .wishes = wishes, .items = items};
    struct level level = {.children = &page->document->v.document.children,
                          .state = {.is_translated = true, .is_chinese = true},
                          .role = ZN_HTML_BLOCK};

    zn_buffer_init(&walk.levels, items->items.allocator);
    zn_html_declare_xml_encoding(page, items);
    begin_paragraph(&walk);
    bool done = push(&walk, &level) && go(&walk) && !items->failed;
    zn_buffer_free(&walk.levels);
    if (done)
        zn_html_items_sort(items);
    return done;
}
