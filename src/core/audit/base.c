/* See base.h. */
#include "core/audit/base.h"

#include "rules/error.h"
#include "rules/memory.h"

/* ---- Evidence ------------------------------------------------------------------------ */

bool zn_audit_is_evidence(const struct zn_audit_base *base, uint32_t code_point)
{
    if (base->rules->count == 0)
        return false;
    const struct zn_rulebook *rulebook = &base->rules->rulebooks[base->rules->count - 1];
    uint32_t place = zn_rulebook_place(rulebook, code_point);
    uint64_t bits = rulebook->evidence[place >> ZN_PAGE_BITS];
    return (bits >> (place & (ZN_PAGE_SIZE - 1)) & 1) != 0;
}

static void find_evidence(struct zn_audit_base *base)
{
    for (uint32_t point = 0x4E00; point < 0xA000 && base->evidence == 0; point++)
        base->evidence = zn_audit_is_evidence(base, point) ? point : 0;
}

/* ---- Opening ------------------------------------------------------------------------- */

/* The dictionaries of the layers, then the caller's. */
static int list_dicts(struct zn_audit_base *base, const zhnorm_options *options,
                      zhnorm_error *error)
{
    size_t own = base->layers.dict_count;
    base->dict_count = own + options->dict_count;
    base->dicts = zn_allocate(base->allocator, base->dict_count, sizeof(const zhnorm_dict *));
    if (base->dicts == NULL)
        return zn_fail_memory(error);
    for (size_t i = 0; i < base->dict_count; i++)
        base->dicts[i] = i < own ? base->layers.dicts[i] : options->dicts[i - own];
    return ZHNORM_OK;
}

static int read_tries(struct zn_audit_base *base, zhnorm_error *error)
{
    int status = zn_configuration_init(&base->configuration, &base->layers.base,
                                       base->allocator, error);
    for (size_t i = 0; status == ZHNORM_OK && i < base->dict_count; i++)
        status = zn_rules_add_corpus(&base->configuration.conversion, base->dicts[i], error);
    return status;
}

static int compile(struct zn_audit_base *base, const zhnorm_options *options,
                   zhnorm_error *error)
{
    zhnorm_options own;
    zhnorm_options_init(&own);
    own.config = options->config;
    own.dicts = options->dicts;
    own.dict_count = options->dict_count;
    own.steps = ZHNORM_STEPS_NONE;
    own.allocator = base->allocator;
    int status = zhnorm_compile(&own, &base->converter, error);
    if (status != ZHNORM_OK)
        return status;
    base->rules = &base->converter->rules;
    find_evidence(base);
    return ZHNORM_OK;
}

int zn_audit_base_open(struct zn_audit_base *base, const zhnorm_options *options,
                       const zhnorm_allocator *allocator, zhnorm_error *error)
{
    const char *name = options->config == NULL ? "cn" : options->config;
    *base = (struct zn_audit_base){.allocator = allocator};
    int status = zn_layers_open(&base->layers, name, false, allocator, error);
    base->target = base->layers.target;
    /* Before the tries are built, for compiling takes memory for a moment. */
    if (status == ZHNORM_OK)
        status = compile(base, options, error);
    if (status == ZHNORM_OK)
        status = list_dicts(base, options, error);
    if (status == ZHNORM_OK)
        status = read_tries(base, error);
    if (status != ZHNORM_OK)
        zn_audit_base_free(base);
    return status;
}

void zn_audit_base_free_sources(struct zn_audit_base *base)
{
    if (base->configuration.allocator != NULL)
        zn_configuration_free(&base->configuration);
    zn_release(base->allocator, base->dicts);
    base->dicts = NULL;
    base->dict_count = 0;
    if (base->layers.allocator != NULL)
        zn_layers_free(&base->layers);
    base->layers = (struct zn_layers){.allocator = NULL};
}

void zn_audit_base_free(struct zn_audit_base *base)
{
    if (base->allocator == NULL)
        return;
    zn_audit_base_free_sources(base);
    zhnorm_converter_free(base->converter);
    *base = (struct zn_audit_base){0};
}
