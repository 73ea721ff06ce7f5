/* See detector.h. */
#include "core/detector.h"

#include <string.h>

#include "rules/error.h"
#include "rules/memory.h"
#include "text/character.h"
#include "text/utf8.h"

_Static_assert(ZHNORM_TOPICS_MAX == ZN_EVIDENCE_TOPICS_MAX, "one place for each topic");
_Static_assert(ZHNORM_EVIDENCE_MAX == ZN_EVIDENCE_CLASSES_MAX * ZHNORM_EVIDENCE_PER_CLASS,
               "places for the strongest of each class");

/* ---- Life ---------------------------------------------------------------------------- */

bool zn_detector_init(struct zn_detector *detector, const zhnorm_allocator *allocator)
{
    const struct zn_archive *archive = zn_archive_get();
    *detector = (struct zn_detector){
        .items = zn_archive_at(archive, archive->evidence.offset),
        .texts = zn_archive_at(archive, archive->evidence_texts),
        .topics = zn_archive_at(archive, archive->topics.offset),
        .topic_count = archive->topics.count,
        .counts =
            zn_allocate_zeroed(allocator, archive->evidence.count, sizeof *detector->counts),
    };
    zn_words_open(&detector->words, zn_archive_at(archive, archive->evidence_words));
    zn_words_open(&detector->characters, zn_archive_at(archive, archive->evidence_characters));
    zn_buffer_init(&detector->found, allocator);
    return detector->counts != NULL;
}

static const uint32_t *found_items(const struct zn_detector *detector, size_t *count)
{
    *count = detector->found.length / sizeof(uint32_t);
    return (const uint32_t *)(const void *)detector->found.data;
}

void zn_detector_reset(struct zn_detector *detector)
{
    size_t count;
    const uint32_t *found = found_items(detector, &count);
    for (size_t i = 0; i < count; i++)
        detector->counts[found[i]] = 0;
    detector->found.length = 0;
    detector->bytes = 0;
    detector->han = 0;
}

void zn_detector_free(struct zn_detector *detector)
{
    zn_release(detector->found.allocator, detector->counts);
    zn_buffer_free(&detector->found);
}

/* ---- Counting ------------------------------------------------------------------------ */

static bool count_item(struct zn_detector *detector, uint32_t item)
{
    if (detector->counts[item] == UINT32_MAX)
        return true;
    return detector->counts[item]++ != 0 ||
           zn_buffer_append(&detector->found, &item, sizeof item);
}

static bool is_ascii_alnum(uint8_t byte)
{
    return (uint8_t)(byte - '0') < 10 || (uint8_t)((byte | 0x20) - 'a') < 26;
}

/* A word of letters must not be part of a longer one. */
static bool is_whole(const uint8_t *text, const uint8_t *at, size_t length, const uint8_t *end)
{
    bool begins_inside = at > text && is_ascii_alnum(at[-1]) && is_ascii_alnum(*at);
    bool ends_inside =
        at + length < end && is_ascii_alnum(at[length - 1]) && is_ascii_alnum(at[length]);
    return !begins_inside && !ends_inside;
}

static bool run_valid(struct zn_detector *detector, const uint8_t *text, const uint8_t *end)
{
    const uint8_t *words_from = text; /* words do not overlap */
    for (const uint8_t *at = text; at < end;) {
        uint32_t item;
        uint32_t point;
        size_t length = zn_utf8_decode(at, &point);
        if (at >= words_from) {
            size_t word = zn_words_match(&detector->words, at, end, &item);
            if (word != 0 && is_whole(text, at, word, end)) {
                if (!count_item(detector, item))
                    return false;
                words_from = at + word;
            }
        }
        if (point >= 0x2E80 && zn_is_han(point)) {
            detector->han++;
            if (zn_words_match(&detector->characters, at, at + length, &item) != 0 &&
                !count_item(detector, item))
                return false;
        }
        at += length;
    }
    return true;
}

bool zn_detector_run(struct zn_detector *detector, const uint8_t *text, size_t length)
{
    if (length == 0)
        return true; /* there may be no text at all */
    const uint8_t *end = text + length;
    detector->bytes += length;
    while (text < end) {
        size_t valid = zn_utf8_valid_prefix(text, (size_t)(end - text));
        if (!run_valid(detector, text, text + valid))
            return false;
        text += valid;
        if (text < end)
            text += zn_utf8_maximal_subpart(text, (size_t)(end - text));
    }
    return true;
}

/* ---- Weighing ------------------------------------------------------------------------ */

/* A word that is repeated says little more than one that stands there thrice. */
static uint64_t score_of(const struct zn_detector *detector, uint32_t item, unsigned class)
{
    enum { COUNT_MAX = 3 };
    uint64_t count = detector->counts[item];
    uint64_t weight = detector->items[item].weights[class];
    return class < ZN_EVIDENCE_TAIWAN || count < COUNT_MAX ? weight * count
                                                           : weight * COUNT_MAX;
}

/* How much one of `total` that is `share` says, with a doubt that more evidence takes away. */
static int32_t confidence(uint64_t share, uint64_t total, uint64_t sides)
{
    return (int32_t)(100 * (share + 1) / (total + sides));
}

static void decide_script(const uint64_t *scores, zhnorm_detection *detection)
{
    enum { MIXED_FROM = 20 }; /* one in so many */
    uint64_t traditional = scores[ZN_EVIDENCE_TRADITIONAL];
    uint64_t simplified = scores[ZN_EVIDENCE_SIMPLIFIED];
    uint64_t total = traditional + simplified;
    uint64_t less = traditional < simplified ? traditional : simplified;
    detection->traditional = traditional;
    detection->simplified = simplified;
    if (total == 0)
        return;
    if (less * MIXED_FROM > total) {
        detection->script = ZHNORM_SCRIPT_MIXED;
        detection->script_confidence = confidence(2 * less, total, 2);
    } else {
        detection->script =
            less == traditional ? ZHNORM_SCRIPT_SIMPLIFIED : ZHNORM_SCRIPT_TRADITIONAL;
        detection->script_confidence = confidence(total - less, total, 2);
    }
}

static void decide_region(const uint64_t *scores, zhnorm_detection *detection)
{
    enum { SCORE_LEAST = 6, SCRIPT_MOST = 12, REGIONS = 3 };
    static const int32_t regions[REGIONS] = {ZHNORM_REGION_MAINLAND, ZHNORM_REGION_TAIWAN,
                                             ZHNORM_REGION_HONG_KONG};
    detection->converted_score = scores[ZN_EVIDENCE_CONVERTED];
    detection->mainland_score = scores[ZN_EVIDENCE_MAINLAND];
    detection->taiwan_score = scores[ZN_EVIDENCE_TAIWAN];
    detection->hong_kong_score = scores[ZN_EVIDENCE_HONG_KONG];
    /* Simplified script itself speaks for the mainland, as far as it goes. */
    uint64_t script =
        detection->script == ZHNORM_SCRIPT_SIMPLIFIED ? detection->simplified : 0;
    script = script < SCRIPT_MOST ? script : SCRIPT_MOST;
    uint64_t all[REGIONS] = {detection->mainland_score + script, detection->taiwan_score,
                             detection->hong_kong_score};
    uint64_t total = all[0] + all[1] + all[2];
    int best = all[1] > all[0] ? 1 : 0;
    best = all[2] > all[best] ? 2 : best;
    /* More than all the others together. */
    if (all[best] < SCORE_LEAST || 2 * all[best] <= total)
        return;
    detection->region = regions[best];
    detection->region_confidence = confidence(all[best], total, REGIONS);
}

static void add_topic(zhnorm_detection *detection, const char *name, uint64_t score)
{
    size_t at = detection->topic_count;
    if (at == ZHNORM_TOPICS_MAX)
        return;
    for (; at > 0 && detection->topic_scores[at - 1] < score; at--) {
        detection->topics[at] = detection->topics[at - 1];
        detection->topic_scores[at] = detection->topic_scores[at - 1];
    }
    detection->topics[at] = name;
    detection->topic_scores[at] = score;
    detection->topic_count++;
}

static void decide_topics(const struct zn_detector *detector, const uint64_t *scores,
                          zhnorm_detection *detection)
{
    /* A long text repeats its words, which count thrice at most. */
    enum { SCORE_LEAST = 12, HAN_PER_SCORE = 60, HAN_MOST = 3000 };
    uint64_t han = detection->han < HAN_MOST ? detection->han : HAN_MOST;
    for (size_t i = 0; i < detector->topic_count; i++) {
        uint64_t score = scores[ZN_EVIDENCE_TOPICS + i];
        if (score >= SCORE_LEAST && score * HAN_PER_SCORE >= han)
            add_topic(detection, zn_archive_string(zn_archive_get(), detector->topics[i]),
                      score);
    }
}

/* ---- The strongest ------------------------------------------------------------------- */

/* The strongest evidence for each class. */
struct strongest {
    struct {
        uint32_t item;
        uint64_t score;
    } list[ZN_EVIDENCE_CLASSES_MAX][ZHNORM_EVIDENCE_PER_CLASS];
};

/* Scores of 0 are free places. */
static void add_strong(struct strongest *strongest, unsigned class, uint32_t item,
                       uint64_t score)
{
    size_t at = ZHNORM_EVIDENCE_PER_CLASS;
    for (; at > 0 && strongest->list[class][at - 1].score < score; at--)
        if (at < ZHNORM_EVIDENCE_PER_CLASS)
            strongest->list[class][at] = strongest->list[class][at - 1];
    if (at < ZHNORM_EVIDENCE_PER_CLASS) {
        strongest->list[class][at].item = item;
        strongest->list[class][at].score = score;
    }
}

static const char *class_name(const struct zn_detector *detector, unsigned class)
{
    if (class < ZN_EVIDENCE_TOPICS)
        return zn_evidence_class_name((enum zn_evidence_class) class);
    return zn_archive_string(zn_archive_get(), detector->topics[class - ZN_EVIDENCE_TOPICS]);
}

static void report_evidence(const struct zn_detector *detector, unsigned class, uint32_t item,
                            uint64_t score, zhnorm_detection *detection)
{
    const char *text = detector->texts + detector->items[item].text;
    size_t length = strlen(text);
    zhnorm_evidence *evidence = &detection->evidence[detection->evidence_count++];
    *evidence = (zhnorm_evidence){.class_name = class_name(detector, class),
                                  .count = detector->counts[item],
                                  .score = score};
    while (length >= sizeof evidence->text || zn_utf8_is_continuation((uint8_t)text[length]))
        length--;
    memcpy(evidence->text, text, length);
}

void zn_detector_decide(const struct zn_detector *detector, zhnorm_detection *detection)
{
    uint64_t scores[ZN_EVIDENCE_CLASSES_MAX] = {0};
    struct strongest strongest = {.list = {{{0}}}};
    size_t count;
    const uint32_t *found = found_items(detector, &count);
    *detection = (zhnorm_detection){.bytes = detector->bytes, .han = detector->han};
    for (size_t i = 0; i < count; i++) {
        for (unsigned class = 0; class < ZN_EVIDENCE_CLASSES_MAX; class ++) {
            uint64_t score = score_of(detector, found[i], class);
            scores[class] += score;
            add_strong(&strongest, class, found[i], score);
        }
    }
    decide_script(scores, detection);
    decide_region(scores, detection);
    decide_topics(detector, scores, detection);
    for (unsigned class = 0; class < ZN_EVIDENCE_CLASSES_MAX; class ++)
        for (size_t i = 0; i < ZHNORM_EVIDENCE_PER_CLASS; i++)
            if (strongest.list[class][i].score != 0)
                report_evidence(detector, class, strongest.list[class][i].item,
                                strongest.list[class][i].score, detection);
}

/* ---- The public function ---------------------------------------------------------------- */

int zhnorm_detect(const char *text, size_t length, const zhnorm_allocator *allocator,
                  zhnorm_detection *detection, zhnorm_error *error)
{
    struct zn_detector detector;
    bool done =
        zn_detector_init(&detector, allocator == NULL ? &zn_default_allocator : allocator) &&
        zn_detector_run(&detector, (const uint8_t *)text, length);
    if (done)
        zn_detector_decide(&detector, detection);
    zn_detector_free(&detector);
    return done ? ZHNORM_OK : zn_fail_memory(error);
}
