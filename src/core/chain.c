/*
 * See chain.h.  Passes are run in a fixed order; each reads what the one
 * before wrote, and the last one writes to the caller's buffer.
 */
#include "core/chain.h"

#include "rules/error.h"
#include "text/bytes.h"
#include "text/form.h"
#include "text/punct.h"
#include "text/utf8.h"

/* The text on its way, and how many passes are still to come. */
struct flow {
    struct zn_chain *chain;
    const uint8_t *text;
    size_t length;
    enum zn_piece piece;
    size_t passes_left;
    size_t next_buffer;
    unsigned stage; /* the pass that is running */
    size_t start;   /* where its output begins in its buffer */
    struct zn_buffer *out;
    zhnorm_error *error;
};

/* The buffer that the pass writes to; the last one gets the caller's. */
static struct zn_buffer *target_of(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    struct zn_buffer *buffer = flow->out;
    flow->passes_left--;
    if (flow->passes_left != 0) {
        buffer = &chain->buffers[flow->next_buffer];
        flow->next_buffer ^= 1;
        buffer->length = 0;
    }
    flow->start = buffer->length;
    if (chain->record.wanted)
        chain->tally.log = zn_record_begin(&chain->record, flow->stage, flow->start);
    return buffer;
}

/*
 * Makes what a pass wrote the text of the next one.  `held` is how many bytes of
 * what it was given it holds back.
 */
static int hand_on(struct flow *flow, const struct zn_buffer *written, uint64_t held,
                   bool done)
{
    if (!done)
        return zn_fail_memory(flow->error);
    if (flow->chain->record.wanted)
        zn_record_end(&flow->chain->record, flow->stage, flow->length,
                      written->length - flow->start, held);
    /* A pass that writes nothing may leave a buffer without memory. */
    flow->text = written->data == NULL ? (const uint8_t *)"" : written->data;
    flow->length = written->length;
    return ZHNORM_OK;
}

/* ---- Bad bytes -------------------------------------------------------------------- */

/* Puts escaped bytes back in out[from ..), as the last stage of the record. */
static void unescape_output(struct zn_chain *chain, struct zn_buffer *out, size_t from)
{
    size_t length = out->length - from;
    struct zn_log *log = NULL;
    if (chain->record.wanted)
        log = zn_record_begin(&chain->record, ZN_STAGE_BYTES, from);
    zn_bytes_restore(out, from, log);
    if (log != NULL)
        zn_record_end(&chain->record, ZN_STAGE_BYTES, length, out->length - from, 0);
}

static int run_utf8(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    struct zn_buffer *target = target_of(flow);
    bool escape = chain->converter->bad_input == ZHNORM_BAD_INPUT_PASS;
    uint64_t before = chain->malformed;
    bool done = zn_bytes_mend(flow->text, flow->length, escape, target, &chain->malformed,
                              chain->tally.log);
    chain->escaped |= escape && chain->malformed != before;
    return hand_on(flow, target, 0, done);
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
    return hand_on(flow, target, 0,
                   zn_form_run(&chain->converter->settings, flow->text, flow->length,
                               &chain->scratch, &chain->tally, target));
}

static int run_engine(struct flow *flow)
{
    const zhnorm_converter *converter = flow->chain->converter;
    struct zn_buffer *target = target_of(flow);
    int status = converter->module->convert(converter->engine, flow->text, flow->length,
                                            target, flow->error);
    return status == ZHNORM_OK ? hand_on(flow, target, 0, true) : status;
}

static int run_script(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    if (chain->converter->engine != NULL)
        return run_engine(flow);
    unsigned number = flow->stage - ZN_STAGE_SCRIPT;
    struct zn_script_state *state = &chain->scripts[number];
    struct zn_buffer *target = target_of(flow);
    bool done =
        zn_script_run(&chain->rules->rulebooks[number], state, flow->text, flow->length,
                      flow->piece == ZN_PIECE_CUT, chain->tally.log, target);
    return hand_on(flow, target, state->tail.length, done);
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
    return hand_on(flow, target, 0,
                   zn_space_run(&settings, &chain->seams, flow->text, flow->length, true,
                                &chain->tally, target));
}

static int run_punct(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    struct zn_buffer *target = target_of(flow);
    return hand_on(flow, target, 0,
                   zn_punct_run(&chain->converter->settings, flow->text, flow->length,
                                &chain->scratch, &chain->tally, target));
}

static int run_space(struct flow *flow)
{
    struct zn_chain *chain = flow->chain;
    struct zn_buffer *target = target_of(flow);
    if (chain->tally.log != NULL)
        chain->tally.log->source_base = 0; /* this pass knows its positions */
    bool done =
        zn_space_run(&chain->converter->settings, &chain->space, flow->text, flow->length,
                     flow->piece == ZN_PIECE_LAST, &chain->tally, target);
    /* It holds back what it has been given, but has not written. */
    uint64_t given = chain->record.stages[ZN_STAGE_SPACE].source_total + flow->length;
    return hand_on(flow, target, given - chain->space.position, done);
}

/* ---- The chain ---------------------------------------------------------------------- */

typedef int pass(struct flow *flow);

/* By stage; the script conversion has as many as there can be rulebooks. */
static pass *const passes[] = {
    [ZN_STAGE_UTF8] = run_utf8,     [ZN_STAGE_FORM] = run_form,
    [ZN_STAGE_SCRIPT] = run_script, [ZN_STAGE_SEAMS - 1] = run_script,
    [ZN_STAGE_SEAMS] = run_seams,   [ZN_STAGE_PUNCT] = run_punct,
    [ZN_STAGE_SPACE] = run_space,
};

static unsigned bit_of(unsigned stage, bool is_on)
{
    return is_on ? 1u << stage : 0;
}

/* The passes over a text, as a set, also those that have nothing to do in most pieces. */
static unsigned stages_of(const struct zn_chain *chain)
{
    const zhnorm_converter *converter = chain->converter;
    uint32_t steps = converter->steps;
    bool punct = (steps & ZHNORM_STEP_PUNCT) != 0;
    bool seams = (converter->settings.rules & ZN_RULES_BEFORE_PUNCT) != 0;
    size_t scripts = converter->engine != NULL ? 1 : chain->rules->count;
    unsigned stages = 0;
    for (unsigned i = 0; i < scripts; i++)
        stages |= bit_of(ZN_STAGE_SCRIPT + i, true);
    return stages | bit_of(ZN_STAGE_UTF8, converter->bad_input != ZHNORM_BAD_INPUT_REJECT) |
           bit_of(ZN_STAGE_FORM, (steps & (ZHNORM_STEP_FORM | ZHNORM_STEP_WIDTH)) != 0) |
           bit_of(ZN_STAGE_SEAMS, punct && seams) | bit_of(ZN_STAGE_PUNCT, punct) |
           bit_of(ZN_STAGE_SPACE, (steps & ZHNORM_STEP_SPACE) != 0) |
           bit_of(ZN_STAGE_BYTES, converter->bad_input == ZHNORM_BAD_INPUT_PASS);
}

/* Runs the passes of a set, the last of which writes to flow->out. */
static int run_passes(struct flow *flow, unsigned stages)
{
    struct zn_chain *chain = flow->chain;
    size_t from = flow->out->length;
    int status = ZHNORM_OK;
    for (unsigned stage = 0; stage < ZN_STAGE_BYTES; stage++)
        flow->passes_left += stages >> stage & 1;
    if (flow->passes_left == 0)
        return zn_buffer_append(flow->out, flow->text, flow->length)
                   ? ZHNORM_OK
                   : zn_fail_memory(flow->error);
    for (unsigned stage = 0; status == ZHNORM_OK && stage < ZN_STAGE_BYTES; stage++) {
        flow->stage = stage;
        if ((stages >> stage & 1) != 0)
            status = passes[stage](flow);
    }
    if (status == ZHNORM_OK && chain->escaped)
        unescape_output(chain, flow->out, from);
    return status;
}

int zn_chain_run(struct zn_chain *chain, const uint8_t *text, size_t length,
                 enum zn_piece piece, struct zn_buffer *out, zhnorm_error *error)
{
    struct flow flow = {.chain = chain,
                        .text = text,
                        .length = length,
                        .piece = piece,
                        .out = out,
                        .error = error};
    size_t from = out->length;
    unsigned stages = stages_of(chain);
    unsigned idle = bit_of(ZN_STAGE_UTF8, !needs_utf8(&flow));
    int status = run_passes(&flow, stages & ~idle);
    if (status == ZHNORM_OK && chain->record.wanted &&
        !zn_record_take(&chain->record, stages, text, length,
                        out->length == 0 ? NULL : out->data + from, out->length - from,
                        piece == ZN_PIECE_LAST))
        status = zn_fail_memory(error);
    return status;
}

/* ---- Life ------------------------------------------------------------------------- */

void zn_chain_init(struct zn_chain *chain, const zhnorm_converter *converter)
{
    *chain = (struct zn_chain){.converter = converter, .rules = &converter->rules};
    zn_record_init(&chain->record, converter);
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
    zn_record_reset(&chain->record);
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
    zn_record_free(&chain->record);
    zn_space_state_free(&chain->space);
    zn_space_state_free(&chain->seams);
}
