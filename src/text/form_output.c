/* See form_output.h. */
#include "text/form_output.h"

#include "text/log.h"
#include "text/utf8.h"

bool zn_form_copy(struct zn_form_output *output, size_t to)
{
    if (!zn_buffer_append(output->out, output->text + output->copied, to - output->copied))
        return false;
    output->copied = to;
    return true;
}

bool zn_form_replace(struct zn_form_output *output, size_t from, size_t to,
                     const uint32_t *code_points, size_t count, enum zn_rule rule)
{
    struct zn_buffer *out = output->out;
    if (!zn_form_copy(output, from) || count > SIZE_MAX / ZN_UTF8_MAX ||
        !zn_buffer_reserve(out, count * ZN_UTF8_MAX))
        return false;
    size_t at = out->length;
    for (size_t i = 0; i < count; i++)
        out->length += zn_utf8_encode(code_points[i], out->data + out->length);
    output->copied = to;
    output->tally->changes[rule]++;
    if (output->tally->log != NULL)
        zn_log_rule(output->tally->log, rule, from, to - from, at, out->length - at);
    return true;
}
