/*
 * What decided: the tables and dictionaries by name, and whether there was a
 * choice.  Few different causes stand behind many outcomes, so that each is
 * kept once and has a number.  Knows nothing of what was put out.
 */
#ifndef ZN_RULES_CAUSES_H
#define ZN_RULES_CAUSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "rules/intern.h"
#include "rules/run.h"

/* How an outcome comes about, by kind of paragraph. */
struct zn_cause {
    /*
     * Offsets in the names: the tables and dictionaries that changed something, in
     * the order of the stages, or if none did, those that matched, as in
     * "TWPhrasesRev TSCharacters"; 0 is "".
     */
    uint32_t names[ZN_PARAGRAPH_KINDS];
    uint32_t flags[ZN_PARAGRAPH_KINDS]; /* ZN_CAUSE_* */
};

/* One character was decided by its default, and there are other candidates. */
#define ZN_CAUSE_AMBIGUOUS 0x1u

#define ZN_CAUSE_NOTHING 0u /* the number of the cause of what nothing decided */
#define ZN_CAUSES_MOST 65536u

struct zn_causes {
    struct zn_intern list;    /* of struct zn_cause */
    struct zn_intern names;   /* NUL-terminated; the first is empty */
    struct zn_buffer sources; /* of uint32_t: those that are to be named */
    struct zn_buffer named;   /* the same: those that were named last, mostly the same ones */
    uint32_t last_name;
    struct zn_buffer name; /* that is being made */
};

/* False: no memory.  To be freed in any case. */
bool zn_causes_init(struct zn_causes *causes, const zhnorm_allocator *allocator);
void zn_causes_free(struct zn_causes *causes);

/* The names of what had a part in the runner's last step.  False: no memory. */
bool zn_causes_name(struct zn_causes *causes, const struct zn_runner *runner, uint32_t *name);

/*
 * The number of a cause, made if need be.  When there are nearly as many as there
 * can be numbers, further ones lose their names.  False: no memory.
 */
bool zn_causes_add(struct zn_causes *causes, struct zn_cause cause, uint32_t *number);

#endif
