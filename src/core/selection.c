/* See selection.h. */
#include "core/selection.h"

void zn_selection_init(struct zn_selection *selection, const zhnorm_converter *converter)
{
    *selection = (struct zn_selection){.pending = converter->choices != NULL};
    zn_buffer_init(&selection->kept, &converter->allocator);
}

void zn_selection_reset(struct zn_selection *selection, const zhnorm_converter *converter)
{
    selection->pending = converter->choices != NULL;
    selection->kept.length = 0;
    selection->head = (zhnorm_input){.data = NULL};
    selection->choice = NULL;
    if (selection->detector.counts != NULL)
        zn_detector_reset(&selection->detector);
}

void zn_selection_free(struct zn_selection *selection, const zhnorm_converter *converter)
{
    zn_buffer_free(&selection->kept);
    if (converter->choices != NULL && selection->detector.counts != NULL)
        zn_detector_free(&selection->detector);
}

void zn_selection_decide(struct zn_selection *selection, const struct zn_choices *choices,
                         const zhnorm_detection *detection)
{
    selection->detection = *detection;
    selection->choice = zn_choices_find(choices, &selection->detection);
    selection->pending = false;
}

/* The detector is made when it is first needed, for it can fail. */
static bool decide(struct zn_selection *selection, const zhnorm_converter *converter,
                   const char *text, size_t length)
{
    if (selection->detector.counts == NULL &&
        !zn_detector_init(&selection->detector, &converter->allocator))
        return false;
    if (!zn_detector_run(&selection->detector, (const uint8_t *)text, length))
        return false;
    zhnorm_detection detection;
    zn_detector_decide(&selection->detector, &detection);
    zn_selection_decide(selection, converter->choices, &detection);
    return true;
}

bool zn_selection_take(struct zn_selection *selection, const zhnorm_converter *converter,
                       zhnorm_input *input, bool final)
{
    size_t rest = input->length - input->position;
    size_t look = ZHNORM_CHOICE_LOOK - selection->kept.length;
    size_t length = rest < look ? rest : look;
    const char *text = rest == 0 ? "" : input->data + input->position;
    bool enough = rest >= look || final;
    if (enough && selection->kept.length == 0)
        return decide(selection, converter, text, length);
    if (!zn_buffer_append(&selection->kept, text, length))
        return false;
    input->position += length;
    if (!enough)
        return true;
    selection->head =
        (zhnorm_input){(const char *)selection->kept.data, selection->kept.length, 0};
    return decide(selection, converter, selection->head.data, selection->head.length);
}
