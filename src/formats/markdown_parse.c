/*
 * See markdown_parse.h.  What is opaque is hidden from md4c by letters of the same length,
 * so that no mark inside it is taken for markup and every offset stays what it is.
 */
#include "formats/markdown_parse.h"

#include <md4c.h>

#include "formats/markdown_items.h"
#include "formats/markdown_opaque.h"
#include "formats/markdown_padding.h"
#include "rules/memory.h"

/* Addresses that stand bare are found here: md4c takes long for many of them. */
#define DIALECT (MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_TASKLISTS)

/* A leaf longer than this is handed on in pieces. */
#define LEAF_BYTES ((uint32_t)128 << 10)
#define LEAF_ITEMS ((size_t)16 << 10)

/* A link's end in the source, beside its address and title. */
#define TAIL_MAX ((size_t)4096)

/* What a document may make the parser tell, for each of its bytes and to begin with. */
enum { WORK_PER_BYTE = 32 };
#define WORK_LEAST ((uint64_t)1 << 20)

struct zn_markdown_parser {
    struct zn_markdown_items items;
    struct zn_buffer hidden; /* the body with what is opaque hidden; empty: nothing is */
    const char *parsed;      /* what md4c reads */
    const char *source;
    uint32_t length;
    const struct zn_markdown_visitor *visitor;
    bool has_names; /* references may be defined */
    bool is_cell;
    bool is_code; /* in a block of code */
    bool is_html; /* in a block of HTML */
    bool has_html;
    uint32_t html;
    uint32_t html_end;
    bool is_whole; /* with nothing but blanks between its lines */
    uint64_t work; /* how much more may be told */
};

struct zn_markdown_parser *zn_markdown_parser_open(const zhnorm_allocator *allocator)
{
    struct zn_markdown_parser *parser = zn_allocate_zeroed(allocator, 1, sizeof *parser);

    if (parser != NULL) {
        zn_markdown_items_init(&parser->items, allocator);
        zn_buffer_init(&parser->hidden, allocator);
    }
    return parser;
}

void zn_markdown_parser_close(struct zn_markdown_parser *parser)
{
    const zhnorm_allocator *allocator = parser->hidden.allocator;

    zn_markdown_items_free(&parser->items);
    zn_buffer_free(&parser->hidden);
    zn_release(allocator, parser);
}

/* ---- Leaves ------------------------------------------------------------------------- */

/* Tells the visitor of the items that there are. */
static int tell(struct zn_markdown_parser *parser)
{
    struct zn_markdown_items *items = &parser->items;
    struct zn_markdown_leaf leaf = {
        .source = parser->source,
        .length = parser->length,
        .items = (const struct zn_markdown_item *)(const void *)items->items.data,
        .count = zn_markdown_item_count(items),
        .is_cell = parser->is_cell,
        .has_names = parser->has_names};

    if (items->failed)
        return ZN_MARKDOWN_NO_MEMORY;
    return leaf.count == 0 ? 0 : parser->visitor->leaf(parser->visitor->context, &leaf);
}

static int end_leaf(struct zn_markdown_parser *parser)
{
    int status = tell(parser);

    zn_markdown_items_reset(&parser->items);
    return status;
}

/* Tells of a part of a leaf that has grown too long. */
static int divide(struct zn_markdown_parser *parser)
{
    struct zn_markdown_items *items = &parser->items;
    size_t count = zn_markdown_item_count(items);

    if (count == 0)
        return 0;
    const struct zn_markdown_item *first =
        (const struct zn_markdown_item *)(const void *)items->items.data;
    if (count < LEAF_ITEMS && items->at - first->begin < LEAF_BYTES)
        return 0;
    zn_markdown_give_up_links(items);
    int status = tell(parser);
    items->items.length = 0;
    return status;
}

/* ---- What md4c calls ---------------------------------------------------------------- */

static int work(struct zn_markdown_parser *parser, uint64_t amount)
{
    if (parser->work < amount)
        return ZN_MARKDOWN_TOO_MUCH;
    parser->work -= amount;
    return 0;
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct zn_markdown_parser *parser = context;
    int status = end_leaf(parser);

    (void)detail;
    parser->is_cell = type == MD_BLOCK_TH || type == MD_BLOCK_TD;
    parser->is_code = type == MD_BLOCK_CODE;
    parser->is_html = type == MD_BLOCK_HTML;
    parser->has_html = false;
    return status != 0 ? status : work(parser, 1);
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct zn_markdown_parser *parser = context;
    int status = end_leaf(parser);

    (void)type;
    (void)detail;
    if (status == 0 && parser->is_html && parser->has_html) {
        parser->items.at = parser->html_end;
        status = parser->visitor->html(parser->visitor->context, parser->html,
                                       parser->html_end, parser->is_whole);
    }
    parser->is_cell = false;
    parser->is_code = false;
    parser->is_html = false;
    return status;
}

/* The bytes of a link that md4c looks at each time that it tells of one. */
static size_t link_length(MD_SPANTYPE type, const void *detail)
{
    if (type == MD_SPAN_A) {
        const MD_SPAN_A_DETAIL *link = detail;
        return (size_t)link->href.size + link->title.size;
    }
    if (type == MD_SPAN_IMG) {
        const MD_SPAN_IMG_DETAIL *image = detail;
        return (size_t)image->src.size + image->title.size;
    }
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct zn_markdown_parser *parser = context;

    if (type == MD_SPAN_A || type == MD_SPAN_IMG)
        zn_markdown_open_link(&parser->items, type == MD_SPAN_IMG);
    return work(parser, link_length(type, detail) + 1);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct zn_markdown_parser *parser = context;
    size_t length = link_length(type, detail);

    if (type == MD_SPAN_A || type == MD_SPAN_IMG)
        zn_markdown_close_link(&parser->items, TAIL_MAX + 2 * length);
    return work(parser, length + 1);
}

static void take_html(struct zn_markdown_parser *parser, uint32_t begin, uint32_t end)
{
    if (!parser->has_html) {
        parser->html = begin;
        parser->html_end = begin;
        parser->is_whole = true;
    }
    parser->has_html = true;
    for (uint32_t i = parser->html_end; i < begin; i++)
        if (strchr(" \t\r\n", parser->source[i]) == NULL || parser->source[i] == '\0')
            parser->is_whole = false;
    parser->html_end = end;
}

/* Text in pieces that are not too long: what is divided must end somewhere. */
static int take_text(struct zn_markdown_parser *parser, uint32_t begin, uint32_t end)
{
    int status = 0;

    while (begin < end && status == 0) {
        uint32_t stop = end - begin <= LEAF_BYTES ? end : begin + LEAF_BYTES;
        while (stop < end && stop > begin + 1 && (parser->source[stop] & 0xC0) == 0x80)
            stop--;
        zn_markdown_add_text(&parser->items, begin, stop);
        status = divide(parser);
        begin = stop;
    }
    return status;
}

static int take(struct zn_markdown_parser *parser, MD_TEXTTYPE type, uint32_t begin,
                uint32_t end)
{
    if (parser->is_html) {
        take_html(parser, begin, end);
        return 0;
    }
    switch (type) {
    case MD_TEXT_NORMAL:
        return take_text(parser, begin, end);
    case MD_TEXT_ENTITY:
        zn_markdown_add_entity(&parser->items, begin, end);
        break;
    case MD_TEXT_HTML:
        zn_markdown_add_html(&parser->items, begin, end);
        break;
    default:
        zn_markdown_add_object(&parser->items, begin, end);
    }
    return divide(parser);
}

static int text(MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE size, void *context)
{
    struct zn_markdown_parser *parser = context;
    uintptr_t base = (uintptr_t)parser->parsed;
    uintptr_t place = (uintptr_t)data;

    if (work(parser, 1) != 0)
        return ZN_MARKDOWN_TOO_MUCH;
    if (parser->is_code)
        return 0;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) {
        zn_markdown_add_break(&parser->items, type == MD_TEXT_BR);
        return divide(parser);
    }
    if (type == MD_TEXT_NULLCHAR) {
        zn_markdown_add_null(&parser->items);
        return divide(parser);
    }
    /* What md4c has put together itself (line ends, indentation) is nowhere in the source. */
    if (place < base || place - base >= parser->length ||
        parser->length - (place - base) < size || size == 0)
        return 0;
    uint32_t begin = (uint32_t)(place - base);
    return take(parser, type, begin, begin + size);
}

/* ---- The document ------------------------------------------------------------------- */

/* Hides what is opaque, if there is any.  False: no memory. */
static bool hide(struct zn_markdown_parser *parser)
{
    struct zn_buffer *ranges = &parser->items.ranges;
    const struct zn_markdown_range *array;

    ranges->length = 0;
    parser->hidden.length = 0;
    parser->parsed = parser->source;
    if (!zn_markdown_find_opaque(parser->source, parser->length, ranges))
        return false;
    if (ranges->length == 0)
        return true;
    if (!zn_buffer_append(&parser->hidden, parser->source, parser->length) ||
        !zn_markdown_pad(&parser->hidden))
        return false;
    array = (const struct zn_markdown_range *)(const void *)ranges->data;
    for (size_t i = 0; i < ranges->length / sizeof *array; i++)
        memset(parser->hidden.data + array[i].hidden, 'x',
               array[i].hidden_end - array[i].hidden);
    parser->parsed = (const char *)parser->hidden.data;
    return true;
}

/* Whether there is what may be the definition of a reference. */
static bool has_definition(const char *text, size_t length)
{
    const char *end = text + length;

    while (text < end && (text = memchr(text, ']', (size_t)(end - text))) != NULL)
        if (++text < end && *text == ':')
            return true;
    return false;
}

int zn_markdown_parse(struct zn_markdown_parser *parser, const char *source, size_t length,
                      const struct zn_markdown_visitor *visitor)
{
    static const MD_PARSER md4c = {.flags = DIALECT,
                                   .enter_block = enter_block,
                                   .leave_block = leave_block,
                                   .enter_span = enter_span,
                                   .leave_span = leave_span,
                                   .text = text};

    parser->source = source;
    parser->length = (uint32_t)length;
    parser->visitor = visitor;
    parser->is_cell = false;
    parser->is_code = false;
    parser->is_html = false;
    parser->work = WORK_LEAST + (uint64_t)length * WORK_PER_BYTE;
    if (!hide(parser))
        return ZN_MARKDOWN_NO_MEMORY;
    parser->has_names = has_definition(parser->parsed, length);
    zn_markdown_items_begin(&parser->items, source, (uint32_t)length);
    return md_parse(parser->parsed, (MD_SIZE)length, &md4c, parser);
}
