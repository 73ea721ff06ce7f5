#!/bin/sh
# What no phrase decides is listed with its counts and contexts, most frequent
# first, the word in one column.
printf '# name: mine\n乾麵\t干面\n' >mine.dict
printf '乾隆把茶喝乾,又吃乾麵。\n乾杯!關於茶。\n' >one.txt
printf '他擦乾手,走過乾涸的河,乾等。\n' >two.txt
"$ZHNORM" audit -c t2s -d ./mine.dict --kind ambiguous,leftover one.txt two.txt
"$ZHNORM" audit -c t2s --kind ambiguous --top 1 --contexts 1 - <one.txt
"$ZHNORM" audit -c t2s --kind ambiguous --min-count 3 --contexts 0 one.txt two.txt
