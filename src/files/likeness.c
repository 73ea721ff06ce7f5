/* See likeness.h. */
#include "files/likeness.h"

#include <string.h>

#include "text/utf8.h"

/*
 * Characters that make up most of any Chinese text, simplified and traditional.  Which ones
 * exactly does not matter: text decoded wrongly has hardly any of them.
 */
static const char common_text[] =
    "的一是了不在有人我他这大来上个中国到说们为子和你地出道也时"
    "年得就那要下以生会自着去之过家学对可她里后小么心多天"
    "而能好都然没日于起还发成事只作当想看文无开手十用主行方又如"
    "前所本见经头面公同三已老从动两长知民样现分将外但身"
    "些与高意进把法此实回二理美点月明其种声全工己话儿者向情部正"
    "名定女问力机给等几很业最间新什打便位因重被走电四第"
    "门相次东政海口使教西再平真听世气信北少关并内加化由却代军产"
    "入先山五太水万市眼体别处总才场师书比住员九笑性通目"
    "华报立马命张活难神数件安表原车白应路期叫死常提感金何更反合"
    "放做系计或司利受光王果亲界及今京务制解各任至清物台"
    "象记边共风战干接它许八特觉望直服毛林题建南度统色字请交爱让"
    "认算论百吃义科怎元社术结六功指思非流每青管夫连远资"
    "队跟带花快条院变联权往展该领传近留红治决周保达办运武半候七"
    "必城父强步完革深区即求品士转量空甚众技轻程告江语英"
    "基派满式李息写呢识极令黄德收脸钱党倒未持取设始版双历越史商"
    "千片容研像找友孩站广改议形委早房音火际则首单据导影"
    "失拿网香似斯专石若兵弟谁校读志飞观争究包组造落视济喜离虽坐"
    "集编谈府拉黑且随格尽剑讲布怕微停整终谢费错存星久"
    "電視這來個們為國說時會對過學裡後還沒發當開見經頭動兩長樣現"
    "將與進實點種聲話兒問給幾業間讓機無從東萬關並內產總"
    "場師書員華報馬張難車應親體處務記邊戰覺題統請愛認論義術結設"
    "連遠資隊帶條變聯權領傳紅決辦運區轉輕語滿寫識極臉"
    "錢黨歷雙廣議際則單據導專誰讀飛觀爭組濟離雖編談隨盡劍講終謝"
    "費錯數約線標準質調查環境節療農藝標價買賣麼嗎吧啊"
    "约线标准质调查环境节疗农艺价买卖吗您哪昨晚早午店票鐵铁站號"
    "号網络絡係係份歡欢迎客戶户類类型選选擇择項项目"
    "料油糖茶汤湯粉盐鹽酒肉鱼魚鸡雞蛋米饭飯菜杯瓶份匙鲜鮮甜辣煮炒切材房屋楼樓街城市镇鎮村河湖"
    "山岛島桥橋春夏秋冬"
    "雨雪晴阴陰温溫病醫药藥警察消防救伤傷死亡案律师師证證股票银銀资资币幣值涨漲跌季率億亿千百"
    "零届屆赛賽球队胜勝败敗冠军軍"
    "衣服鞋帽颜顏黃绿綠蓝藍灰粉紫左右晨夜周週曜岁歲男妈媽哥姐妹爷爺奶叔親恋戀婚礼禮祝福乐樂歌"
    "曲舞戏戲剧劇演导導"
    "脑腦软軟硬程序码碼户賬帐号登录錄密键鍵盘盤屏幕页頁链鏈载載版权作輯摘序附";

void zn_common_characters_init(struct zn_common_characters *common)
{
    const uint8_t *next = (const uint8_t *)common_text;
    uint32_t point;

    memset(common, 0, sizeof *common);
    while (*next != '\0') {
        next += zn_utf8_decode(next, &point);
        common->bits[point / 64] |= (uint64_t)1 << (point % 64);
    }
}

/* What the characters of a stretch of Unicode say, the first stretch that holds them. */
struct stretch {
    uint32_t first;
    uint32_t last;
    int points;
};

enum { COMMON = ZN_LIKENESS_MOST / 1000, BAD = -8, ASCII = 0x100 };

static const struct stretch stretches[] = {
    {0x09, 0x0D, ASCII},   /* white space */
    {0x20, 0x7E, ASCII},   /* letters, digits, signs */
    {0x00, 0x9F, BAD},     /* control characters */
    {0x4E00, 0x9FFF, 0},   /* Han; common ones are asked for before */
    {0x3001, 0x3002, 3},   /* the comma of lists, the full stop */
    {0x3000, 0x3011, 2},   /* other punctuation of Chinese */
    {0x2014, 0x2026, 2},   /* dashes, quotation marks, ellipses */
    {0xFF0C, 0xFF0C, 3},   /* the comma */
    {0xFF01, 0xFF5E, 2},   /* other full-width forms */
    {0x00B7, 0x00B7, 1},   /* the middle dot */
    {0x3012, 0x312F, -1},  /* kana and Bopomofo */
    {0x2460, 0x27BF, 0},   /* numbers in circles, boxes, signs */
    {0xFEFF, 0xFEFF, 0},   /* the byte order mark */
    {0x3130, 0x4DFF, -2},  /* Hangul letters, rare Han */
    {0xE000, 0xF8FF, -4},  /* private use */
    {0xFFF0, 0xFFFF, BAD}, /* what is no character */
};

static int points_of(uint32_t point, const struct zn_common_characters *common)
{
    if (point < 0x10000 && (common->bits[point / 64] >> (point % 64) & 1) != 0)
        return COMMON;
    for (size_t i = 0; i < sizeof stretches / sizeof stretches[0]; i++)
        if (point >= stretches[i].first && point <= stretches[i].last)
            return stretches[i].points;
    return -2; /* another script, or a rare character */
}

static void add(struct zn_likeness *likeness, int points)
{
    if (points != ASCII) {
        likeness->points += points;
        likeness->count++;
    }
}

void zn_likeness_add(struct zn_likeness *likeness, const struct zn_common_characters *common,
                     const char *text, size_t length)
{
    const uint8_t *next = (const uint8_t *)text;
    const uint8_t *end = next + length;
    uint32_t point;

    while (next < end) {
        next += zn_utf8_decode(next, &point);
        add(likeness, points_of(point, common));
    }
}

void zn_likeness_add_bad(struct zn_likeness *likeness)
{
    add(likeness, BAD);
}

int64_t zn_likeness_value(const struct zn_likeness *likeness)
{
    if (likeness->count == 0)
        return ZN_LIKENESS_MOST;
    return likeness->points * 1000 / (int64_t)likeness->count;
}
