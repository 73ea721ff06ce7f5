/*
 * See chain.h.  Passes are run in a fixed order; each reads what the one
 * before wrote, and the last one writes to the caller's buffer.
 *
 * Under the policy `pass`, a byte that is not UTF-8 travels through the passes
 * as a lone surrogate, U+DC00 plus the byte, which no valid text contains, and
 * is turned back at the end.
 */
#include "core/chain.h"

#include "rules/error.h"
#include "text/form.h"
#include "text/punct.h"
#include "text/utf8.h"

#define ESCAPE_BASE 0xDC00u
#define ESCAPE_LENGTH 3

/* The text on its way, and how many passes are still to come. */
struct flow {
    struct zn_chain *chain;
    const uint8_t *text;
    size_t length;
    enum zn_piece piece;
    size_t passes_left;
    size_t next_buffer;
    struct zn_buffer *out;
    zhnorm_error *error;
};

/* The buffer that the next pass writes to; the last one gets the caller's. */
static struct zn_buffer *target_of(struct flow *flow)
{
    flow->passes_left--;
    if (flow->passes_left == 0)
        return flow->out;
    struct zn_buffer *buffer = &flow->chain->buffers[flow->next_buffer];
    flow->next_buffer ^= 1;
    buffer->length = 0;
    return buffer;
}

/* Makes what a pass wrote the text of the next one. */
static int hand_on(struct flow *flow, const struct zn_buffer *written, bool done)
{
    if (!done)
        return zn_fail_memory(flow->error);
    /* A pass that writes nothing may leave a buffer without memory. */
    flow->text = written->data == NULL ? (const uint8_t *)"" : written->data;
    flow->length = written->length;
    return ZHNORM_OK;
}

/* ---- Bad bytes -------------------------------------------------------------------- */

static bool escape_bad(struct zn_chain *chain, const uint8_t *text, size_t length,
                       struct zn_buffer *out)
{
    while (length > 0) {
        size_t valid = zn_utf8_valid_prefix(text, length);
        if (!zn_buffer_append(out, text, valid))
            return false;
        text += valid;
        length -= valid;
        if (length == 0)
            break;
        size_t bad = zn_utf8_maximal_subpart(text, length);
        for (size_t i = 0; i < bad; i++) {
            uint8_t escaped[ZN_UTF8_MAX];
            zn_utf8_encode(ESCAPE_BASE + text[i], escaped);
            if (!zn_buffer_append(out, escaped, ESCAPE_LENGTH))
                return false;
        }
        chain->malformed++;
        chain->escaped = true;
        text += bad;
        length -= bad;
    }
    return true;
}

/* Turns escapes back into bytes in out[from ..). */
static void unescape_bad(struct zn_buffer *out, size_t from)
{
    size_t kept = from;
    for (size_t at = from; at < out->length;) {
        uint32_t code_point;
        size_t length = zn_utf8_decode(out->data + at, &code_point);
        if (code_point > ESCAPE_BASE && code_point <= ESCAPE_BASE + 0xFF) {
            out->data[kept++] = (uint8_t)(code_point - ESCAPE_BASE);
        } else {
            memmove(out->data + kept, out->data + at, length);
            kept += length;
        }
        at += length;
    }
    out->length = kept;
}

static int run_utf8(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    struct zn_buffer *target = target_of(flow);
    bool done = chain->converter->bad_input == ZHNORM_BAD_INPUT_REPLACE
                    ? zn_utf8_replace(flow->text, flow->length, target, &chain->malformed)
                    : escape_bad(chain, flow->text, flow->length, target);
    return hand_on(flow, target, done);
}

/* Does the piece need the utf8 pass? Most text does not. */
static bool needs_utf8(const struct flow *flow)
{
    return flow->chain->converter->bad_input != ZHNORM_BAD_INPUT_REJECT &&
           zn_utf8_valid_prefix(flow->text, flow->length) != flow->length;
}

/* ---- The other passes ------------------------------------------------------------- */

static int run_form(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    if (flow->passes_left > 1 && !zn_form_has_work(flow->text, flow->length)) {
        flow->passes_left--; /* the text goes on as it is */
        return ZHNORM_OK;
    }
    struct zn_buffer *target = target_of(flow);
    return hand_on(flow, target,
                   zn_form_run(&chain->converter->settings, flow->text, flow->length,
                               &chain->scratch, &chain->tally, target));
}

static int run_script(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    const zhnorm_converter *converter = chain->converter;
    if (converter->engine != NULL) {
        struct zn_buffer *target = target_of(flow);
        int status = converter->module->convert(converter->engine, flow->text, flow->length,
                                                target, flow->error);
        return status == ZHNORM_OK ? hand_on(flow, target, true) : status;
    }
    for (size_t i = 0; i < chain->rules->count; i++) {
        struct zn_buffer *target = target_of(flow);
        bool done = zn_script_run(&chain->rules->rulebooks[i], &chain->scripts[i], flow->text,
                                  flow->length, flow->piece == ZN_PIECE_CUT, target);
        int status = hand_on(flow, target, done);
        if (status != ZHNORM_OK)
            return status;
    }
    return ZHNORM_OK;
}

/*
 * The rules that put spaces beside Han or take them away, before `punct` reads
 * the text: its decisions rest on such spaces, and would be others in a second
 * run.  Each piece by itself: what stands at its ends is for the pass `space`.
 */
static int run_seams(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    struct zn_buffer *target = target_of(flow);
    struct zn_settings settings = chain->converter->settings;
    settings.rules &= ZN_RULES_BEFORE_PUNCT;
    zn_space_state_reset(&chain->seams);
    return hand_on(flow, target,
                   zn_space_run(&settings, &chain->seams, flow->text, flow->length, true,
                                &chain->tally, target));
}

static int run_punct(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    struct zn_buffer *target = target_of(flow);
    return hand_on(flow, target,
                   zn_punct_run(&chain->converter->settings, flow->text, flow->length,
                                &chain->scratch, &chain->tally, target));
}

static int run_space(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    struct zn_buffer *target = target_of(flow);
    return hand_on(flow, target,
                   zn_space_run(&chain->converter->settings, &chain->space, flow->text,
                                flow->length, flow->piece == ZN_PIECE_LAST, &chain->tally,
                                target));
}

/* The passes that run the steps, but for the script pass between them. */
static bool needs_form(const zhnorm_converter *converter)
{
    return (converter->steps & (ZHNORM_STEP_FORM | ZHNORM_STEP_WIDTH)) != 0;
}

static bool needs_punct(const zhnorm_converter *converter)
{
    return (converter->steps & ZHNORM_STEP_PUNCT) != 0;
}

static bool needs_seams(const zhnorm_converter *converter)
{
    return needs_punct(converter) && (converter->settings.rules & ZN_RULES_BEFORE_PUNCT) != 0;
}

static bool needs_space(const zhnorm_converter *converter)
{
    return (converter->steps & ZHNORM_STEP_SPACE) != 0;
}

static size_t script_passes(const struct zn_chain *chain)
{
    return chain->converter->engine != NULL ? 1 : chain->rules->count;
}

static int run_passes(struct flow *flow, bool utf8)
{
    const zhnorm_converter *converter = flow->chain->converter;
    int status = utf8 ? run_utf8(flow) : ZHNORM_OK;
    if (status == ZHNORM_OK && needs_form(converter))
        status = run_form(flow);
    if (status == ZHNORM_OK)
        status = run_script(flow);
    if (status == ZHNORM_OK && needs_seams(converter))
        status = run_seams(flow);
    if (status == ZHNORM_OK && needs_punct(converter))
        status = run_punct(flow);
    if (status == ZHNORM_OK && needs_space(converter))
        status = run_space(flow);
    return status;
}

int zn_chain_run(struct zn_chain *chain, const uint8_t *text, size_t length,
                 enum zn_piece piece, struct zn_buffer *out, zhnorm_error *error)
{
    const zhnorm_converter *converter = chain->converter;
    struct flow flow = {.chain = chain,
                        .text = text,
                        .length = length,
                        .piece = piece,
                        .out = out,
                        .error = error};
    bool utf8 = needs_utf8(&flow);
    flow.passes_left = (utf8 ? 1u : 0u) + (needs_form(converter) ? 1u : 0u) +
                       script_passes(chain) + (needs_seams(converter) ? 1u : 0u) +
                       (needs_punct(converter) ? 1u : 0u) + (needs_space(converter) ? 1u : 0u);
    if (flow.passes_left == 0)
        return zn_buffer_append(out, text, length) ? ZHNORM_OK : zn_fail_memory(error);
    size_t from = out->length;
    int status = run_passes(&flow, utf8);
    if (status == ZHNORM_OK && chain->escaped)
        unescape_bad(out, from);
    return status;
}

/* ---- Life ------------------------------------------------------------------------- */

void zn_chain_init(struct zn_chain *chain, const zhnorm_converter *converter)
{
    *chain = (struct zn_chain){.converter = converter, .rules = &converter->rules};
    for (size_t i = 0; i < ZN_RULEBOOKS_MAX; i++)
        zn_script_state_init(&chain->scripts[i], &converter->allocator);
    zn_buffer_init(&chain->buffers[0], &converter->allocator);
    zn_buffer_init(&chain->buffers[1], &converter->allocator);
    zn_buffer_init(&chain->scratch, &converter->allocator);
    zn_space_state_init(&chain->space, &converter->allocator);
    zn_space_state_init(&chain->seams, &converter->allocator);
}

void zn_chain_reset(struct zn_chain *chain)
{
    chain->rules = &chain->converter->rules;
    for (size_t i = 0; i < ZN_RULEBOOKS_MAX; i++)
        zn_script_state_reset(&chain->scripts[i]);
    zn_space_state_reset(&chain->space);
    chain->tally = (struct zn_tally){.private_use = 0};
    chain->malformed = 0;
    chain->escaped = false;
}

void zn_chain_free(struct zn_chain *chain)
{
    for (size_t i = 0; i < ZN_RULEBOOKS_MAX; i++)
        zn_script_state_free(&chain->scripts[i]);
    zn_buffer_free(&chain->buffers[0]);
    zn_buffer_free(&chain->buffers[1]);
    zn_buffer_free(&chain->scratch);
    zn_space_state_free(&chain->space);
    zn_space_state_free(&chain->seams);
}
