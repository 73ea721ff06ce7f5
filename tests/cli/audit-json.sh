#!/bin/sh
# One finding a line, then a summary; names that are not UTF-8 are null.
printf '這是網路。\n喝乾這杯。\n' >'a "b".txt'
name=$(printf 'c\377.txt')
printf '他乾杯。\n' >"$name"
"$ZHNORM" audit -c t2s --kind ambiguous --format json 'a "b".txt' "$name"
"$ZHNORM" audit -c t2s --kind regional --format json --top 1000 'a "b".txt' |
    grep -c '"text":"網路","output":"网路","count":1,.*"text":"网络","source":"terms-tw"'
