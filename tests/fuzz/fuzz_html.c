/*
 * Fuzzes HTML.  The first byte chooses what is asked for, the second how the page is divided;
 * the rest is the page.  Whatever the page: nothing is lost, the division does not matter,
 * the edits are true, and its elements, comments and scripts stay.
 */
#include "checks.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "formats/formatter.h"
#include "formats/html_page.h"
#include "rules/memory.h"
#include "text/buffer.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The bits of the first byte. */
enum { ATTRIBUTES = 1, PASS = 2, NO_SCRIPT = 4, REMOVING = 8, OTHER = 16, CHOICES = 32 };

static const char *config_of(int choice)
{
    if ((choice & NO_SCRIPT) != 0)
        return "none";
    return (choice & OTHER) != 0 ? "tw" : "cn";
}

static uint32_t steps_of(int choice)
{
    if ((choice & NO_SCRIPT) != 0 && (choice & OTHER) == 0)
        return ZHNORM_STEPS_NONE;
    return (choice & REMOVING) != 0 ? ZHNORM_STEPS_ARTICLE
                                    : ZHNORM_STEP_WIDTH | ZHNORM_STEP_PUNCT;
}

/* ---- Converting ------------------------------------------------------------------------ */

struct output {
    struct zn_buffer text;
    struct zn_buffer rebuilt; /* by the edits */
    const char *page;
    size_t at; /* in the page */
};

static bool take(void *context, const char *data, size_t length)
{
    struct output *output = context;

    return zn_buffer_append(&output->text, data, length);
}

static void append(struct zn_buffer *buffer, const char *data, size_t length)
{
    require(length == 0 || zn_buffer_append(buffer, data, length), "there is memory");
}

/* Does to the page what the edits say. */
static void listen(void *context, const zhnorm_batch *batch)
{
    struct output *output = context;

    require(batch->source_length == 0 || memcmp(output->page + batch->source_offset,
                                                batch->source, batch->source_length) == 0,
            "a batch holds the source");
    for (size_t i = 0; i < batch->edit_count; i++) {
        const zhnorm_edit *edit = &batch->edits[i];
        require(edit->source_offset >= output->at, "edits follow one another");
        append(&output->rebuilt, output->page + output->at,
               (size_t)edit->source_offset - output->at);
        require(edit->output_offset == output->rebuilt.length, "an edit knows its place");
        if (edit->output_length != 0)
            append(&output->rebuilt,
                   batch->output + (edit->output_offset - batch->output_offset),
                   edit->output_length);
        output->at = (size_t)edit->source_offset + edit->source_length;
    }
}

static int convert(struct zn_formatter *formatter, const char *page, size_t length,
                   size_t division, bool listens, struct output *output)
{
    static const struct zn_format_part whole = {.first = true, .last = true};
    struct zn_format_sink sink = {
        .write = take, .listener = listens ? listen : NULL, .context = output};
    zhnorm_error error = {0};
    int status = ZHNORM_OK;

    zn_buffer_init(&output->text, &zn_default_allocator);
    zn_buffer_init(&output->rebuilt, &zn_default_allocator);
    output->page = page;
    output->at = 0;
    zn_formatter_begin(formatter, ZN_FORMAT_HTML, &whole, &sink);
    for (size_t at = 0; at < length && status == ZHNORM_OK; at += division)
        status = zn_formatter_feed(formatter, page + at,
                                   length - at < division ? length - at : division, &error);
    if (status == ZHNORM_OK)
        status = zn_formatter_end(formatter, &error);
    if (status != ZHNORM_OK) {
        require(status == ZHNORM_ERROR_INPUT && error.message[0] != '\0',
                "what is wrong with a page is told");
        require(output->text.length == 0, "of a wrong page nothing comes out");
    }
    return status;
}

static void free_output(struct output *output)
{
    zn_buffer_free(&output->text);
    zn_buffer_free(&output->rebuilt);
}

static bool equal(const struct zn_buffer *one, const char *other, size_t length)
{
    return one->length == length && (length == 0 || memcmp(one->data, other, length) == 0);
}

/* ---- What must stay -------------------------------------------------------------------- */

static void describe_element(const GumboNode *node, struct zn_buffer *out)
{
    const GumboElement *element = &node->v.element;
    const char *name = gumbo_normalized_tagname(element->tag);
    unsigned copied = GUMBO_INSERTION_RECONSTRUCTED_FORMATTING_ELEMENT |
                      GUMBO_INSERTION_ADOPTION_AGENCY_CLONED;

    /* Where <b> is missing its end, a space that goes can move where it is opened anew. */
    if (((unsigned)node->parse_flags & copied) != 0)
        return;
    append(out, "<", 1);
    append(out, name, strlen(name));
    for (unsigned i = 0; i < element->attributes.length; i++) {
        const GumboAttribute *attribute = element->attributes.data[i];
        append(out, " ", 1);
        append(out, attribute->name, strlen(attribute->name));
        if (strcmp(attribute->name, "href") == 0)
            append(out, attribute->value, strlen(attribute->value));
    }
}

static bool is_raw(const GumboNode *node)
{
    return node->type == GUMBO_NODE_ELEMENT && (node->v.element.tag == GUMBO_TAG_SCRIPT ||
                                                node->v.element.tag == GUMBO_TAG_STYLE ||
                                                node->v.element.tag == GUMBO_TAG_TEXTAREA);
}

/* Writes the elements, the comments, and what is in scripts.  The fuzzer's pages are small. */
static void describe(const GumboNode *node, struct zn_buffer *out)
{
    const GumboVector *children = node->type == GUMBO_NODE_DOCUMENT
                                      ? &node->v.document.children
                                      : &node->v.element.children;

    if (node->type != GUMBO_NODE_DOCUMENT)
        describe_element(node, out);
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *child = children->data[i];
        if (child->type == GUMBO_NODE_ELEMENT || child->type == GUMBO_NODE_TEMPLATE)
            describe(child, out);
        else if (child->type == GUMBO_NODE_COMMENT || is_raw(node))
            append(out, child->v.text.text, strlen(child->v.text.text));
    }
}

static void describe_page(const char *page, size_t length, struct zn_buffer *out)
{
    static struct zn_html_page parsed;
    struct zn_buffer copy;

    zn_buffer_init(&copy, &zn_default_allocator);
    append(&copy, page, length);
    require(zn_buffer_reserve(&copy, 1), "there is memory");
    if (parsed.arena.allocator == NULL)
        zn_html_page_init(&parsed, &zn_default_allocator);
    zn_html_page_open(&parsed, (char *)copy.data, length);
    require(zn_html_page_parse(&parsed, NULL) == ZHNORM_OK, "what was converted is a page");
    require(equal(&copy, page, length), "parsing leaves the page as it was");
    zn_buffer_init(out, &zn_default_allocator);
    describe(parsed.document, out);
    zn_html_page_reset(&parsed);
    zn_buffer_free(&copy);
}

static void check_elements(const char *page, size_t length, const struct output *output)
{
    struct zn_buffer before;
    struct zn_buffer after;

    describe_page(page, length, &before);
    describe_page((const char *)output->text.data, output->text.length, &after);
    require(equal(&before, (const char *)after.data, after.length), "the elements stay");
    zn_buffer_free(&before);
    zn_buffer_free(&after);
}

/* Whether a word occurs, whatever its case. */
static bool has(const char *page, size_t length, const char *word)
{
    for (size_t i = 0; i + strlen(word) <= length; i++)
        if (strncasecmp(page + i, word, strlen(word)) == 0)
            return true;
    return false;
}

/* ---- A page ---------------------------------------------------------------------------- */

static void check_page(struct zn_formatter *formatter, const char *page, size_t length,
                       size_t division, int choice)
{
    struct output plain;
    struct output told;
    struct output again;
    int status = convert(formatter, page, length, length + 1, false, &plain);

    require(convert(formatter, page, length, division, true, &told) == status,
            "the division does not matter");
    if (status == ZHNORM_OK) {
        require(equal(&told.text, (const char *)plain.text.data, plain.text.length),
                "listening changes nothing");
        append(&told.rebuilt, page + told.at, length - told.at);
        require(equal(&told.rebuilt, (const char *)told.text.data, told.text.length),
                "the edits lead to what comes out");
        if (steps_of(choice) == ZHNORM_STEPS_NONE && !has(page, length, "charset") &&
            !has(page, length, "encoding"))
            require(equal(&plain.text, page, length), "nothing changes unasked");
        /* Where characters go, text may become white space, which lies elsewhere in a tree. */
        if ((choice & REMOVING) == 0)
            check_elements(page, length, &plain);
        require(convert(formatter, (const char *)plain.text.data, plain.text.length, division,
                        false, &again) == ZHNORM_OK,
                "what comes out is a page");
        /* An entity in the midst of a mark stays, and so the mark is never what it should;
         * and bad bytes may become good ones where something between them goes. */
        if ((choice & (NO_SCRIPT | PASS)) == NO_SCRIPT &&
            !has((const char *)plain.text.data, plain.text.length, "&"))
            require(equal(&again.text, (const char *)plain.text.data, plain.text.length),
                    "once is enough");
        free_output(&again);
    }
    free_output(&told);
    free_output(&plain);
}

/* Kept for the next page with the same choice, as a batch keeps its formatters. */
static struct zn_formatter *formatter_for(int choice)
{
    static struct zn_formatter *formatters[CHOICES];
    static struct zn_conversions conversions[CHOICES];
    struct zn_formatter **formatter = &formatters[choice];
    struct zn_format_options format = {.attributes = (choice & ATTRIBUTES) != 0};
    zhnorm_converter *base;
    zhnorm_options options;

    if (*formatter != NULL)
        return *formatter;
    zhnorm_options_init(&options);
    options.config = config_of(choice);
    options.steps = steps_of(choice);
    options.bad_input = (choice & PASS) != 0 ? ZHNORM_BAD_INPUT_PASS : ZHNORM_BAD_INPUT_REJECT;
    require(zhnorm_compile(&options, &base, NULL) == ZHNORM_OK, "the options are right");
    require(zn_conversions_open(&conversions[choice], base, &options, NULL) == ZHNORM_OK,
            "conversions open");
    require(zn_formatter_open(formatter, &conversions[choice], &format, true, NULL) ==
                ZHNORM_OK,
            "a formatter opens");
    return *formatter;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2 || size > 16384)
        return 0;
    int choice = data[0] & (CHOICES - 1);
    check_page(formatter_for(choice), (const char *)data + 2, size - 2, data[1] + (size_t)1,
               choice);
    return 0;
}
