/* See html_page.h. */
#include "formats/html_page.h"

#include <string.h>
#include <strings.h>

#include "rules/error.h"

static const char byte_order_mark[] = "\xEF\xBB\xBF";
enum { BYTE_ORDER_MARK_SIZE = sizeof byte_order_mark - 1 };

/* Gumbo looks through the attributes of all of them for each. */
#define MAX_ROOTS 500

static const char *const limits[] = {
    [ZN_HTML_TREE] = "a page whose tree takes more than 14 MiB",
    [ZN_HTML_DEPTH] = "elements that lie more than 1000 deep in one another",
    [ZN_HTML_ATTRIBUTES] = "a tag of more than 250 attributes",
};

void zn_html_page_init(struct zn_html_page *page, const zhnorm_allocator *allocator)
{
    memset(page, 0, sizeof *page);
    zn_html_arena_init(&page->arena, allocator);
    zn_buffer_init(&page->hidden, allocator);
}

void zn_html_page_free(struct zn_html_page *page)
{
    zn_html_arena_free(&page->arena);
    zn_buffer_free(&page->hidden);
}

void zn_html_page_reset(struct zn_html_page *page)
{
    page->document = NULL;
    zn_html_arena_reset(&page->arena);
}

bool zn_html_page_has(const struct zn_html_page *page, const GumboStringPiece *piece)
{
    return piece->data != NULL && piece->data >= page->source &&
           piece->data <= page->source + page->length &&
           piece->length <= (size_t)(page->source + page->length - piece->data);
}

int zn_html_page_fail(const struct zn_html_page *page, size_t offset, const char *message,
                      zhnorm_error *error)
{
    uint64_t line = 1;

    for (size_t i = 0; i < offset; i++)
        line += page->source[i] == '\n';
    int status = zn_fail(error, ZHNORM_ERROR_INPUT, "%s", message);
    if (error != NULL) {
        error->offset = offset;
        error->line = line;
    }
    return status;
}

/* ---- What gumbo does not survive ------------------------------------------------------- */

/*
 * HTML within a drawing or a formula, within a table, can make gumbo end the program by an
 * assertion.  What holds such HTML is no text here anyway.  So behind the first drawing or
 * formula these elements get names that gumbo does not know while it parses the page: the
 * last letter of the name becomes another one.
 */
static const char *const hidden_names[] = {"title", "desc",  "foreignobject", "mi", "mo", "mn",
                                           "ms",    "mtext", "annotation-xml"};
static const char *const drawing_names[] = {"svg", "math"};
static const char *const root_names[] = {"html", "body"};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define HIDDEN_LETTER 'x'

struct hidden {
    size_t offset;
    char letter; /* that was there */
};

#define NAME_MAX_LENGTH 16 /* more than any name here has */

/* The length of the name of a tag, as far as it is of interest. */
static size_t name_length(const char *name, const char *end)
{
    size_t length = 0;

    while (length < NAME_MAX_LENGTH && name + length < end &&
           strchr("\t\n\f\r />", name[length]) == NULL)
        length++;
    return length;
}

static bool is_in(const char *const *list, size_t count, const char *name, size_t length)
{
    for (size_t i = 0; i < count; i++)
        if (strlen(list[i]) == length && strncasecmp(list[i], name, length) == 0)
            return true;
    return false;
}

static bool hide(struct zn_html_page *page, char *letter)
{
    struct hidden hidden = {(size_t)(letter - page->source), *letter};

    *letter = HIDDEN_LETTER;
    return zn_buffer_append(&page->hidden, &hidden, sizeof hidden);
}

static void restore(struct zn_html_page *page)
{
    const struct hidden *hidden = (const struct hidden *)(const void *)page->hidden.data;

    for (size_t i = 0; i < page->hidden.length / sizeof *hidden; i++)
        page->source[hidden[i].offset] = hidden[i].letter;
    page->hidden.length = 0;
}

/* Looks at everything that may be a tag, be it in a comment or a script. */
static int prepare(struct zn_html_page *page, zhnorm_error *error)
{
    char *end = page->source + page->length;
    size_t roots = 0;
    bool has_drawing = false;

    for (char *at = page->source; at < end && (at = memchr(at, '<', (size_t)(end - at)));) {
        char *name = ++at;
        name += name < end && *name == '/';
        size_t length = name_length(name, end);
        has_drawing = has_drawing || is_in(drawing_names, COUNT(drawing_names), name, length);
        if (has_drawing && is_in(hidden_names, COUNT(hidden_names), name, length) &&
            !hide(page, name + length - 1))
            return zn_fail_memory(error);
        if (is_in(root_names, COUNT(root_names), name, length) && ++roots > MAX_ROOTS)
            return zn_html_page_fail(page, (size_t)(at - page->source),
                                     "more than 500 tags <html> and <body>", error);
    }
    return ZHNORM_OK;
}

/* ---- Parsing -------------------------------------------------------------------------- */

/* Has gumbo parse the page.  NULL: a limit was reached. */
static const GumboNode *parse(struct zn_html_page *page)
{
    GumboOptions options = kGumboDefaultOptions;

    options.max_errors = 0;
    zn_html_arena_serve(&page->arena, &options);
    if (setjmp(page->arena.limit_reached) != 0)
        return NULL;
    return gumbo_parse_with_options(&options, page->source + page->start,
                                    page->length - page->start)
        ->document;
}

/* Where the page holds too much; the beginning, if it does as a whole. */
static size_t place_of_limit(const struct zn_html_page *page)
{
    const GumboNode *deepest = page->arena.deepest;

    if (deepest == NULL ||
        (deepest->type != GUMBO_NODE_ELEMENT && deepest->type != GUMBO_NODE_TEMPLATE))
        return 0;
    size_t offset = page->start + deepest->v.element.start_pos.offset;
    return offset < page->length ? offset : page->length;
}

void zn_html_page_open(struct zn_html_page *page, char *source, size_t length)
{
    zn_html_page_reset(page);
    page->source = source;
    page->length = length;
    page->start = length >= BYTE_ORDER_MARK_SIZE &&
                          memcmp(source, byte_order_mark, BYTE_ORDER_MARK_SIZE) == 0
                      ? BYTE_ORDER_MARK_SIZE
                      : 0;
}

int zn_html_page_parse(struct zn_html_page *page, zhnorm_error *error)
{
    int status = prepare(page, error);

    page->document = status == ZHNORM_OK ? parse(page) : NULL;
    restore(page);
    if (page->document != NULL || status != ZHNORM_OK)
        return status;
    if (page->arena.limit == ZN_HTML_NO_MEMORY)
        return zn_fail_memory(error);
    return zn_html_page_fail(page, place_of_limit(page), limits[page->arena.limit], error);
}
