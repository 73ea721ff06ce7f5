#!/bin/sh
# New words among many sentences come first, whatever the size; what a
# dictionary has is no new word. The same text gives the same list.
awk 'BEGIN {
    split("他昨天 老師常常 我弟弟 小店老闆 那位記者 隔壁鄰居", who, " ")
    split("買了 談到 喜歡 修好 看見 送來", verb, " ")
    split("椅子 蘋果 雨傘 小說 毛巾 飛梭鏡 雲朵卡", what, " ")
    state = 1
    for (i = 0; i < 6000; i++) {
        state = (state * 1103 + 12345) % 1000003
        chance = int(i / 300) % 4 == 0 ? 7 : 5
        printf "%s%s%s。\n", who[state % 6 + 1], verb[int(state / 7) % 6 + 1],
            what[int(state / 43) % chance + 1]
    }
}' >corpus.txt
printf '%s\n' 椅子 蘋果 雨傘 小說 毛巾 他昨天 老師常常 我弟弟 小店老闆 那位記者 \
    隔壁鄰居 談到 喜歡 修好 看見 送來 >known.dict
printf '雲朵卡\n' >more.dict
list() {
    "$ZHNORM" audit -d ./known.dict --kind terms --contexts 0 "$@" corpus.txt
}
list | awk 'NR > 5 { print $3 }'
printf -- '--\n'
list -d ./more.dict | grep -c 雲朵
list >one
list >two
cmp one two
