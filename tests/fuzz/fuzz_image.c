/*
 * Fuzzes rulebook images: small dictionaries are compiled and saved, places in
 * the image are changed, the checksum is put right again, and what is still
 * accepted must convert like any other.  The first byte chooses the
 * dictionary and whether the steps are run, the second says how many changes
 * follow, of eight bytes each; then comes the text.
 */
#include "checks.h"

#include <stdlib.h>
#include <string.h>

#include "rules/image_file.h"
#include "rules/memory.h"

#define CHANGES_MOST 16
#define TEXT_MOST 2048

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A dictionary, the configuration that it is laid over, and a text that it changes. */
struct base {
    const char *config;
    const char *dict;
    const char *text;
    char *image; /* made when it is first needed */
    size_t length;
};

/* One change: of a word in a section, or in one of the headers. */
struct change {
    uint8_t where;
    uint8_t how;
    uint8_t place[2];
    uint8_t value[4];
};

enum { IN_IMAGE_HEADER = ZN_SECTION_COUNT, IN_FILE_HEADER, AT_END, PLACES };

static void *take(size_t size)
{
    void *memory = malloc(size + 1);
    require(memory != NULL, "there is memory");
    return memory;
}

static zhnorm_converter *compile(const struct base *base)
{
    zhnorm_options options;
    zhnorm_dict *dict = NULL;
    zhnorm_converter *converter = NULL;
    zhnorm_options_init(&options);
    require(zhnorm_dict_parse(base->dict, strlen(base->dict), NULL, NULL, &dict, NULL) ==
                ZHNORM_OK,
            "a dictionary is right");
    const zhnorm_dict *const dicts[] = {dict};
    options.config = base->config;
    options.dicts = dicts;
    options.dict_count = 1;
    require(zhnorm_compile(&options, &converter, NULL) == ZHNORM_OK, "a dictionary compiles");
    zhnorm_dict_free(dict);
    return converter;
}

static const struct base *base_at(size_t index)
{
    static struct base bases[] = {
        {"none", "甲\t乙\n", "甲丙甲\n", NULL, 0},
        {"none", "甲乙\t丙\n乙丙丁\t戊\n甲乙丙\n", "甲乙丙丁甲乙丙甲乙丁\n乙丙丁", NULL, 0},
        {"none", "A\tBCDE\né\t甲乙丙\n𠀀甲é\tx\na甲\t𠀁\n", "Aé𠀀甲éa甲B\nAA", NULL, 0},
        {"none",
         "著\t着\ttraditional-only\n於\t于\n甲於乙\t丙\ttraditional-only\n"
         "一二三四五六七八九十\t12345678901234567890\n",
         "著甲於乙\n著\n一二三四五六七八九十一二三四", NULL, 0},
        {"t2jp", "臺灣\t台湾\n傳統於\t伝統\ttraditional-only\n",
         "臺灣傳統於佛學圖書館\n傳統於", NULL, 0},
    };
    struct base *base = &bases[index % (sizeof bases / sizeof bases[0])];
    if (base->image == NULL) {
        zhnorm_converter *converter = compile(base);
        int status = zhnorm_converter_save(converter, NULL, 0, &base->length, NULL);
        require(status == ZHNORM_ERROR_SPACE, "an image has a size");
        base->image = take(base->length);
        status =
            zhnorm_converter_save(converter, base->image, base->length, &base->length, NULL);
        require(status == ZHNORM_OK, "a converter is saved");
        zhnorm_converter_free(converter);
    }
    return base;
}

/* Finds the part of the file that a change is for. */
static size_t find_part(const struct base *base, unsigned where, size_t *length)
{
    struct zn_image_file_header file;
    struct zn_image_header image;
    memcpy(&file, base->image, sizeof file);
    memcpy(&image, base->image + file.images[0].offset, sizeof image);
    if (where == IN_FILE_HEADER) {
        *length = sizeof file;
        return 0;
    }
    if (where == IN_IMAGE_HEADER) {
        *length = sizeof image;
        return file.images[0].offset;
    }
    *length = image.sections[where].length;
    return file.images[0].offset + image.sections[where].offset;
}

/* The `number`th word that is not 0, for most words of a table are. */
static size_t find_used(const char *part, size_t words, size_t number)
{
    static const char zeros[4] = {0};
    size_t last = 0;
    for (size_t i = 0; i < words; i++) {
        if (memcmp(part + i * 4, zeros, 4) == 0)
            continue;
        last = i;
        if (number-- == 0)
            break;
    }
    return last;
}

static void apply(const struct base *base, const struct change *change, char *image,
                  size_t *length)
{
    unsigned where = change->where % PLACES;
    size_t place = (size_t)change->place[0] | (size_t)change->place[1] << 8;
    uint32_t value;
    uint32_t word;
    memcpy(&value, change->value, sizeof value);
    if (where == AT_END) {
        *length = value % (*length + 1);
        return;
    }
    size_t size;
    size_t start = find_part(base, where, &size);
    if (size < 4 || start + size > *length)
        return;
    size_t words = size / 4;
    size_t at =
        (change->how & 1) != 0 ? find_used(image + start, words, place) : place % words;
    char *bytes = image + start + at * 4;
    memcpy(&word, bytes, sizeof word);
    switch (change->how >> 1 & 3) {
    case 0:
        word = value;
        break;
    case 1:
        word += value;
        break;
    case 2:
        word ^= UINT32_C(1) << (value % 32);
        break;
    default: /* a word of the same part */
        memcpy(&word, image + start + value % words * 4, sizeof word);
        break;
    }
    memcpy(bytes, &word, sizeof word);
}

/* Makes the header say what it should of the rest. */
static void put_right(char *image, size_t length)
{
    struct zn_image_file_header header;
    if (length < sizeof header)
        return;
    memcpy(&header, image, sizeof header);
    header.length = (uint32_t)length;
    memcpy(image, &header, sizeof header);
    header.checksum = zn_image_file_checksum(image, length);
    memcpy(image, &header, sizeof header);
}

static size_t count_of(const struct zn_rulebook *rulebook, enum zn_section_kind kind,
                       size_t size)
{
    return rulebook->header->sections[kind].length / size;
}

static void read_string(const char *string)
{
    require(is_utf8(string, strlen(string)), "what an image says is UTF-8");
}

static void read_candidates(const struct zn_rulebook *rulebook)
{
    for (uint32_t i = 0; i < rulebook->candidate_count; i++) {
        const char *candidates[ZN_CANDIDATES_MOST];
        size_t count = zn_rulebook_candidates(rulebook, rulebook->candidates[i].code_point,
                                              candidates, ZN_CANDIDATES_MOST);
        require(count >= 2 && count <= ZN_CANDIDATES_MOST, "there is a choice");
        for (size_t each = 0; each < count; each++)
            read_string(candidates[each]);
    }
}

/* Everything that an image says of its own decisions can be read. */
static void read_causes(const struct zn_rulebook *rulebook)
{
    size_t causes = count_of(rulebook, ZN_SECTION_CAUSES, sizeof(struct zn_cause));
    size_t places = count_of(rulebook, ZN_SECTION_PLACE_CAUSES, sizeof(uint16_t));
    size_t slots = count_of(rulebook, ZN_SECTION_SLOTS, sizeof(struct zn_slot));
    for (size_t i = 0; i < causes; i++) {
        for (int kind = 0; kind < ZN_PARAGRAPH_KINDS; kind++)
            read_string(rulebook->names + rulebook->causes[i].names[kind]);
    }
    for (size_t i = 0; i < places; i++)
        require(rulebook->place_causes[i] < causes, "a character has a cause");
    for (size_t i = 0; i < slots; i++)
        require(rulebook->slot_causes[i] < causes, "a slot has a cause");
    read_candidates(rulebook);
}

/* The same of all images in a file that was accepted. */
static void read_all_causes(const char *image, size_t length)
{
    struct zn_image_file file;
    int status =
        zn_image_file_read(image, length, "image", &zn_default_allocator, &file, NULL);
    require(status == ZHNORM_OK, "what was accepted is accepted again");
    for (size_t i = 0; i < file.image_count; i++) {
        struct zn_rulebook rulebook;
        zn_rulebook_open(&rulebook, file.images[i], file.images[i]);
        read_causes(&rulebook);
    }
}

static void convert(const zhnorm_converter *converter, const struct base *base,
                    const uint8_t *text, size_t length)
{
    char source[TEXT_MOST + 256];
    size_t start = strlen(base->text);
    if (length > TEXT_MOST)
        length = TEXT_MOST;
    memcpy(source, base->text, start);
    if (length != 0)
        memcpy(source + start, text, length);
    zhnorm_result *result =
        convert_every_way(converter, source, start + length, (uint32_t)length);
    require(result != NULL, "`replace` refuses nothing");
    require(is_utf8(zhnorm_result_text(result), zhnorm_result_length(result)),
            "the output is UTF-8");
    zhnorm_result_free(result);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size < 2)
        return 0;
    const struct base *base = base_at(data[0] & 0x7F);
    uint32_t steps = (data[0] & 0x80) != 0 ? ZHNORM_STEPS_ARTICLE : ZHNORM_STEPS_NONE;
    size_t changes = data[1] % (CHANGES_MOST + 1);
    data += 2;
    size -= 2;
    char *image = take(base->length);
    size_t length = base->length;
    memcpy(image, base->image, length);
    for (; changes > 0 && size >= sizeof(struct change); changes--) {
        struct change change;
        memcpy(&change, data, sizeof change);
        apply(base, &change, image, &length);
        data += sizeof change;
        size -= sizeof change;
    }
    put_right(image, length);
    zhnorm_options options;
    zhnorm_converter *converter = NULL;
    zhnorm_error error = {0};
    zhnorm_options_init(&options);
    options.steps = steps;
    options.bad_input = ZHNORM_BAD_INPUT_REPLACE;
    options.max_pending = 256;
    int status = zhnorm_converter_load(image, length, &options, &converter, &error);
    require(status == ZHNORM_OK || status == ZHNORM_ERROR_CONFIG,
            "an image is opened or refused");
    require((status == ZHNORM_OK) == (converter != NULL), "success gives a converter");
    require(status == ZHNORM_OK || error.message[0] != '\0', "an error has a message");
    if (converter != NULL) {
        read_all_causes(image, length);
        convert(converter, base, data, size);
    }
    zhnorm_converter_free(converter);
    free(image);
    return 0;
}
