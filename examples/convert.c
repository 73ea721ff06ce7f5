/*
 * Converts a text in memory: compile a converter once, convert any number of
 * texts with it, free both.
 */
#include <stdio.h>
#include <string.h>

#include <zhnorm/zhnorm.h>

int main(void)
{
    const char *text = "這款軟體用新的演算法,誰都能下載!\n";
    zhnorm_converter *converter = NULL;
    zhnorm_result *result = NULL;
    zhnorm_error error;

    /* NULL stands for the default options: the preset "cn" with all steps. */
    int status = zhnorm_compile(NULL, &converter, &error);
    if (status == ZHNORM_OK)
        status = zhnorm_convert_result(converter, text, strlen(text), &result, &error);
    if (status == ZHNORM_OK)
        fwrite(zhnorm_result_text(result), 1, zhnorm_result_length(result), stdout);
    else
        fprintf(stderr, "convert: %s\n", error.message);

    zhnorm_result_free(result);
    zhnorm_converter_free(converter);
    return status == ZHNORM_OK ? 0 : 1;
}
