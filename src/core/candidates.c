/* The candidates of ambiguous characters. */
#include "core/choices.h"
#include "core/converter.h"
#include "text/utf8.h"

static size_t find(const struct zn_ruleset *rules, uint32_t code_point,
                   const char **candidates, size_t capacity)
{
    size_t count = 0;
    for (size_t i = 0; count == 0 && i < rules->count; i++)
        count = zn_rulebook_candidates(&rules->rulebooks[i], code_point, candidates, capacity);
    return count;
}

size_t zhnorm_candidates(const zhnorm_converter *converter, const char *character,
                         size_t length, const char **candidates, size_t capacity)
{
    const uint8_t *text = (const uint8_t *)character;
    uint32_t code_point;
    if (length == 0 || zn_utf8_valid_prefix(text, length) != length ||
        zn_utf8_decode(text, &code_point) != length)
        return 0;
    if (converter->choices == NULL)
        return find(&converter->rules, code_point, candidates, capacity);
    const struct zn_choice *list = converter->choices->list;
    size_t count = 0;
    for (size_t i = 0; count == 0 && i < sizeof converter->choices->list / sizeof list[0]; i++)
        count = find(&list[i].rules, code_point, candidates, capacity);
    return count;
}
