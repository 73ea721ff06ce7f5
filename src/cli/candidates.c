/* See candidates.h. */
#include "cli/candidates.h"

#include <stdbool.h>
#include <string.h>

static bool is_same(const struct zn_cli_span *one, const struct zn_cli_span *other)
{
    return one->length == other->length && memcmp(one->text, other->text, one->length) == 0;
}

size_t zn_cli_candidates(const struct zn_cli_change *change, const zhnorm_converter *converter,
                         struct zn_cli_span candidates[ZN_CLI_CANDIDATES_MAX])
{
    const char *found[ZN_CLI_CANDIDATES_MAX];
    size_t count = 0;

    if ((change->edit->flags & ZHNORM_EDIT_AMBIGUOUS) == 0)
        return 0;
    size_t known = zhnorm_candidates(converter, change->before.text, change->before.length,
                                     found, ZN_CLI_CANDIDATES_MAX);
    if (known == 0)
        return 0;
    /* In traditional paragraphs the default is another one than the library's first. */
    candidates[count++] = change->after;
    for (size_t i = 0; i < known && count < ZN_CLI_CANDIDATES_MAX; i++) {
        const struct zn_cli_span other = {found[i], strlen(found[i])};
        if (!is_same(&other, &change->after))
            candidates[count++] = other;
    }
    return count;
}
