/*
 * The candidates of ambiguous characters.  What the steps before the script
 * conversion make of a character, and the rulebooks before the one that is in
 * doubt, counts.
 */
#include "core/choices.h"
#include "core/converter.h"
#include "text/form.h"
#include "text/script.h"
#include "text/utf8.h"

/* Where the candidates go. */
struct list {
    const char **candidates;
    size_t capacity;
};

/* The one character of a text; false: it is none, or more. */
static bool is_character(const uint8_t *text, size_t length, uint32_t *code_point)
{
    return length != 0 && zn_utf8_valid_prefix(text, length) == length &&
           zn_utf8_decode(text, code_point) == length;
}

/* Makes of a text what a rulebook makes of it.  False: no memory. */
static bool convert(const struct zn_rulebook *rulebook, struct zn_buffer *text)
{
    struct zn_script_state state;
    struct zn_buffer out;
    zn_buffer_init(&out, text->allocator);
    zn_script_state_init(&state, text->allocator);
    bool done = zn_script_run(rulebook, &state, text->data, text->length, false, NULL, &out);
    zn_script_state_free(&state);
    zn_buffer_free(text);
    *text = out;
    return done;
}

/* Of a character as the first rulebook gets it. */
static size_t find(const struct zn_ruleset *rules, const struct zn_buffer *character,
                   const struct list *list)
{
    size_t count = 0;
    uint32_t code_point;
    struct zn_buffer text;
    zn_buffer_init(&text, character->allocator);
    bool done = zn_buffer_append(&text, character->data, character->length);
    for (size_t i = 0; done && count == 0 && i < rules->count; i++) {
        if (!is_character(text.data, text.length, &code_point))
            break;
        count = zn_rulebook_candidates(&rules->rulebooks[i], code_point, list->candidates,
                                       list->capacity);
        done = convert(&rules->rulebooks[i], &text);
    }
    zn_buffer_free(&text);
    return count;
}

static size_t find_any(const zhnorm_converter *converter, const struct zn_buffer *character,
                       const struct list *list)
{
    if (converter->choices == NULL)
        return find(&converter->rules, character, list);
    size_t count = 0;
    size_t choices = sizeof converter->choices->list / sizeof converter->choices->list[0];
    for (size_t i = 0; count == 0 && i < choices; i++)
        count = find(&converter->choices->list[i].rules, character, list);
    return count;
}

/* Appends what the step `form` makes of a character. */
static bool form(const zhnorm_converter *converter, const uint8_t *text, size_t length,
                 struct zn_buffer *out)
{
    struct zn_tally tally = {.log = NULL};
    struct zn_buffer scratch;
    if ((converter->steps & ZHNORM_STEP_FORM) == 0)
        return zn_buffer_append(out, text, length);
    zn_buffer_init(&scratch, &converter->allocator);
    bool done = zn_form_run(&converter->settings, text, length, &scratch, &tally, out);
    zn_buffer_free(&scratch);
    return done;
}

size_t zhnorm_candidates(const zhnorm_converter *converter, const char *character,
                         size_t length, const char **candidates, size_t capacity)
{
    const uint8_t *text = (const uint8_t *)character;
    struct list list = {candidates, capacity};
    struct zn_buffer formed;
    uint32_t code_point;
    size_t count = 0;
    if (!is_character(text, length, &code_point))
        return 0;
    zn_buffer_init(&formed, &converter->allocator);
    if (form(converter, text, length, &formed))
        count = find_any(converter, &formed, &list);
    zn_buffer_free(&formed);
    return count;
}
