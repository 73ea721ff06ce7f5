#!/bin/sh
# The line 'auto' is what -c auto takes a file for, which goes by its first 64 KiB,
# however much of another kind follows.
repeat() {
    yes "$1" | head -n "$2"
}
{
    repeat '这个软件的网络，与资讯无关。' 2000
    repeat '立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。' 3000
} >text
"$ZHNORM" detect text | sed -n -e 's/ confidence.*//' -e '/script/p' -e '/auto/p'
"$ZHNORM" detect --json text | grep -o '"bytes":[0-9]*\|"auto":"[a-z]*"'
"$ZHNORM" -c auto --steps none --stats text 2>&1 >/dev/null | sed -n 's/\(: taken for .*\) script.*/\1/p'
