/*
 * Forms of a detection: see detection.h.
 */
#define _POSIX_C_SOURCE 200809L

#include "cli/detection.h"

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "cli/json.h"
#include "cli/visible.h"

static const char *script_name(const zhnorm_detection *detection)
{
    static const char *const names[] = {"neither", "traditional", "simplified", "mixed"};

    return names[detection->script];
}

static const char *region_name(const zhnorm_detection *detection)
{
    static const char *const names[] = {"unknown", "mainland", "Taiwan", "Hong Kong"};

    return names[detection->region];
}

/* A share in per cent. */
static double share(uint64_t part, uint64_t whole)
{
    return whole == 0 ? 0.0 : 100.0 * (double)part / (double)whole;
}

/* ---- Text -------------------------------------------------------------------- */

/* The evidence of one class from `at` on, on one line; returns what follows it. */
static size_t print_class(FILE *out, const zhnorm_detection *detection, size_t at)
{
    const char *name = detection->evidence[at].class_name;

    fprintf(out, "%s:", name);
    for (; at < detection->evidence_count; at++) {
        const zhnorm_evidence *evidence = &detection->evidence[at];
        if (strcmp(evidence->class_name, name) != 0)
            break;
        fprintf(out, " %s (%" PRIu64 ")", evidence->text, evidence->count);
    }
    return at;
}

void zn_cli_detection_print(FILE *out, const zhnorm_detection *detection, const char *choice)
{
    fprintf(out, "  script    %s, confidence %d %%: of %" PRIu64 " Han characters ",
            script_name(detection), (int)detection->script_confidence, detection->han);
    fprintf(out, "%.1f %% only traditional, %.1f %% only simplified\n",
            share(detection->traditional, detection->han),
            share(detection->simplified, detection->han));
    fprintf(out, "  region    %s", region_name(detection));
    if (detection->region != ZHNORM_REGION_UNKNOWN)
        fprintf(out, ", confidence %d %%", (int)detection->region_confidence);
    fprintf(out, ": Taiwan %" PRIu64 ", Hong Kong %" PRIu64 ", mainland %" PRIu64,
            detection->taiwan_score, detection->hong_kong_score, detection->mainland_score);
    if (detection->converted_score != 0)
        fprintf(out, ", traces of a converter %" PRIu64, detection->converted_score);
    fprintf(out, "\n  topics   ");
    if (detection->topic_count == 0)
        fprintf(out, " none");
    for (size_t i = 0; i < detection->topic_count; i++)
        fprintf(out, " %s %" PRIu64, detection->topics[i], detection->topic_scores[i]);
    fprintf(out, "\n");
    if (choice != NULL)
        fprintf(out, "  auto      %s\n", choice);
    for (size_t at = 0; at < detection->evidence_count;) {
        fprintf(out, at == 0 ? "  evidence  " : "            ");
        at = print_class(out, detection, at);
        fprintf(out, "\n");
    }
}

/*
 * Prints a few words of a class, or of any for which there are words if it is
 * NULL.  Returns whether there are any.
 */
static bool print_words(FILE *out, const zhnorm_detection *detection, const char *class_name)
{
    enum { WORDS_MAX = 3 };
    int words = 0;

    for (size_t i = 0; i < detection->evidence_count && words < WORDS_MAX; i++) {
        const zhnorm_evidence *evidence = &detection->evidence[i];
        if (class_name == NULL || strcmp(evidence->class_name, class_name) == 0)
            fprintf(out, "%s%s", words++ == 0 ? " (" : " ", evidence->text);
    }
    if (words != 0)
        fputc(')', out);
    return words != 0;
}

/* Words of the region, or else of a topic, or else characters of the script. */
static void print_reasons(FILE *out, const zhnorm_detection *detection)
{
    static const char *const classes[] = {"", "cn", "tw", "hk"}; /* by region */
    bool any = print_words(out, detection, classes[detection->region]);

    for (size_t i = 0; i < detection->topic_count && !any; i++)
        any = print_words(out, detection, detection->topics[i]);
    if (!any)
        any = print_words(out, detection, script_name(detection));
    if (!any)
        (void)print_words(out, detection, NULL);
}

void zn_cli_detection_print_choice(FILE *out, const char *name, const char *choice,
                                   const zhnorm_detection *detection)
{
    zn_cli_visible_print(out, name);
    fprintf(out, ": taken for %s: %s script", choice, script_name(detection));
    if (detection->region != ZHNORM_REGION_UNKNOWN)
        fprintf(out, ", %s", region_name(detection));
    for (size_t i = 0; i < detection->topic_count; i++)
        fprintf(out, ", %s", detection->topics[i]);
    print_reasons(out, detection);
    fputc('\n', out);
}

/* ---- JSON -------------------------------------------------------------------- */

static json_t *topics_json(const zhnorm_detection *detection)
{
    json_t *topics = json_object();

    for (size_t i = 0; i < detection->topic_count; i++)
        topics = zn_cli_json_set(topics, detection->topics[i],
                                 json_integer((json_int_t)detection->topic_scores[i]));
    return topics;
}

static json_t *evidence_json(const zhnorm_detection *detection)
{
    json_t *list = json_array();

    for (size_t i = 0; i < detection->evidence_count; i++) {
        const zhnorm_evidence *evidence = &detection->evidence[i];
        list = zn_cli_json_append(list, json_pack("{s:s, s:s, s:I, s:I}", "text",
                                                  evidence->text, "for", evidence->class_name,
                                                  "count", (json_int_t)evidence->count,
                                                  "score", (json_int_t)evidence->score));
    }
    return list;
}

int zn_cli_detection_print_json(FILE *out, const char *name, const zhnorm_detection *detection,
                                const char *choice)
{
    json_t *json = json_pack(
        "{s:o, s:I, s:I, s:s, s:i, s:I, s:I, s:s, s:i, s:I, s:I, s:I, s:I, s:o, s:s?, s:o}",
        "file", zn_cli_json_name(name), "bytes", (json_int_t)detection->bytes, "han",
        (json_int_t)detection->han, "script", script_name(detection), "script_confidence",
        (int)detection->script_confidence, "traditional", (json_int_t)detection->traditional,
        "simplified", (json_int_t)detection->simplified, "region", region_name(detection),
        "region_confidence", (int)detection->region_confidence, "taiwan",
        (json_int_t)detection->taiwan_score, "hong_kong",
        (json_int_t)detection->hong_kong_score, "mainland",
        (json_int_t)detection->mainland_score, "converted",
        (json_int_t)detection->converted_score, "topics", topics_json(detection), "auto",
        choice, "evidence", evidence_json(detection));

    return zn_cli_json_print(out, json);
}
