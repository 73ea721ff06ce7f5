#!/bin/sh
# What failed is listed again at the end, up to twenty files of it.
i=0
while [ $i -lt 25 ]; do
    printf '\377' >"$(printf 'bad%02d' $i)"
    i=$((i + 1))
done
echo 漢 >good
"$ZHNORM" -o out/ bad* good missing 2>err
echo "$?"
sed -n '/ failed:/,$p' err
sed '/ failed:/,$d' err | sort | uniq | wc -l
ls out
"$ZHNORM" bad00
echo "$?"
