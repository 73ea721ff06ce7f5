/*
 * Fuzzes corpus dictionaries: parsing, compiling over a configuration,
 * converting.  The first byte chooses the configuration and whether the
 * dictionary is in OpenCC's form; a line of `%%` ends a dictionary, of which
 * there may be three, and what follows the last is the text.
 */
#include "checks.h"

#include <string.h>

#define DICTS_MAX 3

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Where the next line of `%%` begins; `length` if there is none. */
static size_t find_end(const char *text, size_t length)
{
    for (size_t i = 0; i + 3 <= length; i++)
        if (memcmp(text + i, "%%\n", 3) == 0 && (i == 0 || text[i - 1] == '\n'))
            return i;
    return length;
}

/* NULL where the text is not a dictionary. */
static zhnorm_dict *parse(const char *text, size_t length)
{
    zhnorm_dict *dict = NULL;
    zhnorm_error error = {0};
    int status = zhnorm_dict_parse(text, length, "fuzz", NULL, &dict, &error);
    if (status == ZHNORM_OK) {
        require(dict != NULL, "success gives a dictionary");
        require(is_utf8(text, length), "a dictionary is UTF-8");
        require(zhnorm_dict_entry_count(dict) <= length, "an entry takes a byte at least");
        return dict;
    }
    require(status == ZHNORM_ERROR_DICT, "what is wrong with a dictionary is told");
    require(dict == NULL, "nothing is half-loaded");
    require(error.status == status && error.message[0] != '\0', "an error has a message");
    require(memchr(error.message, '\0', sizeof error.message) != NULL, "a message ends");
    return NULL;
}

static void convert(const char *config, const zhnorm_dict *const *dicts, size_t count,
                    const char *text, size_t length)
{
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_error error;
    zhnorm_options_init(&options);
    options.config = config;
    options.steps = ZHNORM_STEPS_NONE;
    options.bad_input = ZHNORM_BAD_INPUT_REPLACE;
    options.max_pending = 256;
    options.dicts = dicts;
    options.dict_count = count;
    int status = zhnorm_compile(&options, &converter, &error);
    require(status == ZHNORM_OK || status == ZHNORM_ERROR_DICT,
            "dictionaries compile or are refused as such");
    if (status == ZHNORM_OK) {
        zhnorm_result *result = convert_every_way(converter, text, length, (uint32_t)length);
        require(result != NULL, "`replace` refuses nothing");
        require(is_utf8(zhnorm_result_text(result), zhnorm_result_length(result)),
                "the output is UTF-8");
        zhnorm_result_free(result);
    }
    zhnorm_converter_free(converter);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    /* The more there is to compile, the more seldom, to try more dictionaries. */
    static const char *const configs[] = {"none", "none", "none", "none",
                                          "t2jp", "t2jp", "t2s",  "tw2sp"};
    static const char header[] = "# format: opencc\n";
    char form[4096];
    zhnorm_dict *dicts[DICTS_MAX] = {NULL};
    size_t count = 0;
    int complete = 1;
    if (size == 0 || size > sizeof form - sizeof header)
        return 0;
    const char *text = (const char *)data + 1;
    size_t left = size - 1;
    int in_opencc_form = data[0] & 4;
    while (count < DICTS_MAX && complete) {
        size_t length = find_end(text, left);
        if (length == left && count > 0)
            break;
        /* The header is put before it, since it is not found by chance. */
        memcpy(form, header, sizeof header - 1);
        memcpy(form + sizeof header - 1, text, length);
        dicts[count] =
            in_opencc_form ? parse(form, length + sizeof header - 1) : parse(text, length);
        complete = dicts[count] != NULL;
        count += (size_t)complete;
        size_t whole = length == left ? length : length + 3;
        text += whole;
        left -= whole;
    }
    if (complete)
        convert(configs[(data[0] >> 3) & 7], (const zhnorm_dict *const *)dicts, count, text,
                left);
    for (size_t i = 0; i < count; i++)
        zhnorm_dict_free(dicts[i]);
    return 0;
}
