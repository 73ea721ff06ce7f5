/* See edges.h. */
#include "text/terms/edges.h"

#include <string.h>

#include "text/utf8.h"

/* No term begins or ends with these. */
static const char both[] =
    "的了是在和與与及或也都就而但被把這这那哪我你您妳他她它牠們们嗎吗呢吧啊呀嘛哦喔"
    "之其於于從从很卻却則则誰谁麼么什甚又每某該该此且若雖虽因讓让給给跟得個个些"
    "才只沒没";

/* Others with which none begins. */
static const char not_first[] = "等時时後后著着為为以將将到至";

/* Others with which none ends. */
static const char not_last[] =
    "第各一二兩两三四五六七八九十百千萬万幾几數数對对再還还並并要不更最太較较已由向";

static const char numbers[] = "一二兩两三四五六七八九十百千萬万幾几多半數数";
static const char measures[] =
    "個个種种次些位天年月日號号條条件份項项樣样點点塊块場场回名家部段句張张隻只"
    "支本座間间頁页篇旦邊边下直般";

static bool holds(const char *list, const uint8_t unit[ZN_UNIT_SIZE])
{
    size_t length = zn_utf8_length(unit[0]);
    for (const uint8_t *at = (const uint8_t *)list; *at != '\0'; at += zn_utf8_length(*at)) {
        if (memcmp(at, unit, length) == 0)
            return true;
    }
    return false;
}

bool zn_is_edge(const uint8_t unit[ZN_UNIT_SIZE], enum zn_edge edge)
{
    if (unit[0] < 0x80)
        return false;
    return holds(both, unit) || holds(edge == ZN_EDGE_FIRST ? not_first : not_last, unit);
}

bool zn_is_quantity(const uint8_t first[ZN_UNIT_SIZE], const uint8_t second[ZN_UNIT_SIZE])
{
    return first[0] >= 0x80 && second[0] >= 0x80 && holds(numbers, first) &&
           holds(measures, second);
}
