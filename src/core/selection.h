/*
 * The beginning of a document, kept until it is known which rules fit: for
 * converters whose preset decides by the document.  With any other converter
 * there is nothing to decide, and nothing is kept.
 */
#ifndef ZN_CORE_SELECTION_H
#define ZN_CORE_SELECTION_H

#include "core/choices.h"
#include "core/detector.h"

struct zn_selection {
    bool pending;                   /* more of the document is needed */
    struct zn_buffer kept;          /* its beginning, at most ZHNORM_CHOICE_LOOK bytes */
    zhnorm_input head;              /* what of it is still to be converted */
    struct zn_detector detector;    /* with choices only */
    const struct zn_choice *choice; /* NULL: none was made */
    zhnorm_detection detection;     /* what it rests on */
};

void zn_selection_init(struct zn_selection *selection, const zhnorm_converter *converter);
/* Begins another document. */
void zn_selection_reset(struct zn_selection *selection, const zhnorm_converter *converter);
void zn_selection_free(struct zn_selection *selection, const zhnorm_converter *converter);

/*
 * Looks at the next input of a document that is not decided; `final`: it ends
 * with this.  What is taken from the input comes back in `head`.  The decision
 * rests on the same bytes however the input is divided.  False: no memory.
 */
bool zn_selection_take(struct zn_selection *selection, const zhnorm_converter *converter,
                       zhnorm_input *input, bool final);

/* Decides by what was found out elsewhere; nothing is kept of the document. */
void zn_selection_decide(struct zn_selection *selection, const struct zn_choices *choices,
                         const zhnorm_detection *detection);

#endif
