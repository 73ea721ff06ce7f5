/*
 * See markdown_check.h.  What md4c tells of each is taken together as a number; the words of
 * a text count as one thing.
 */
#include "formats/markdown_check.h"

#include <md4c.h>
#include <stdint.h>

struct digest {
    uint64_t value;
    bool in_words; /* the last thing was a text */
    bool in_html;  /* in a block of HTML, whose text is text as well */
};

static void add(struct digest *digest, const void *bytes, size_t length)
{
    const unsigned char *byte = bytes;

    for (size_t i = 0; i < length; i++)
        digest->value = (digest->value ^ byte[i]) * 0x100000001B3u;
}

/* Takes in that something of a kind comes. */
static void add_event(struct digest *digest, char event, int type)
{
    unsigned char bytes[2] = {(unsigned char)event, (unsigned char)type};

    add(digest, bytes, sizeof bytes);
    digest->in_words = false;
}

static void add_bytes(struct digest *digest, const void *bytes, size_t length)
{
    uint64_t size = length;

    add(digest, &size, sizeof size);
    add(digest, bytes, length);
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct digest *digest = context;

    add_event(digest, 'B', (int)type);
    digest->in_html = type == MD_BLOCK_HTML;
    if (type == MD_BLOCK_H)
        add_event(digest, 'h', (int)((MD_BLOCK_H_DETAIL *)detail)->level);
    if (type == MD_BLOCK_OL)
        add_bytes(digest, &((MD_BLOCK_OL_DETAIL *)detail)->start, sizeof(unsigned));
    if (type == MD_BLOCK_LI)
        add_event(digest, 't', ((MD_BLOCK_LI_DETAIL *)detail)->is_task);
    if (type == MD_BLOCK_CODE) {
        const MD_ATTRIBUTE *info = &((MD_BLOCK_CODE_DETAIL *)detail)->info;
        add_bytes(digest, info->text, info->size);
    }
    return 0;
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *context)
{
    struct digest *digest = context;

    (void)detail;
    add_event(digest, 'b', (int)type);
    digest->in_html = false;
    return 0;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *context)
{
    struct digest *digest = context;

    add_event(digest, 'S', (int)type);
    if (type == MD_SPAN_A) {
        const MD_SPAN_A_DETAIL *link = detail;
        add_bytes(digest, link->href.text, link->href.size);
        add_event(digest, 'n', link->title.size != 0);
    }
    if (type == MD_SPAN_IMG) {
        const MD_SPAN_IMG_DETAIL *image = detail;
        add_bytes(digest, image->src.text, image->src.size);
        add_event(digest, 'n', image->title.size != 0);
    }
    return 0;
}

static int leave_span(MD_SPANTYPE type, void *detail, void *context)
{
    (void)detail;
    add_event(context, 's', (int)type);
    return 0;
}

static int text(MD_TEXTTYPE type, const MD_CHAR *data, MD_SIZE size, void *context)
{
    struct digest *digest = context;

    if (digest->in_html)
        return 0;
    if (type == MD_TEXT_NORMAL) {
        if (!digest->in_words)
            add_event(digest, 'T', 0);
        digest->in_words = true;
        return 0;
    }
    add_event(digest, 'X', (int)type);
    add_bytes(digest, data, size);
    return 0;
}

static bool take(const char *source, size_t length, unsigned flags, uint64_t *value)
{
    MD_PARSER parser = {.flags = flags,
                        .enter_block = enter_block,
                        .leave_block = leave_block,
                        .enter_span = enter_span,
                        .leave_span = leave_span,
                        .text = text};
    struct digest digest = {.value = 0xCBF29CE484222325u};
    int status = md_parse(source, (MD_SIZE)length, &parser, &digest);

    *value = digest.value;
    return status == 0;
}

bool zn_markdown_is_alike(const char *one, size_t one_length, const char *other,
                          size_t other_length)
{
    /* Bare addresses are no structure: md4c takes the Han characters behind one into it. */
    const unsigned flags = MD_DIALECT_GITHUB & ~(unsigned)MD_FLAG_PERMISSIVEAUTOLINKS;
    uint64_t first;
    uint64_t second;

    return take(one, one_length, flags, &first) && take(other, other_length, flags, &second) &&
           first == second;
}
