#!/bin/sh
# Presets first, then OpenCC's configurations, then none; two columns.
"$ZHNORM" configs >configs.txt
echo "$?"
for name in hans cn s2t t2s s2tw tw2s s2hk hk2s s2twp tw2sp t2tw tw2t t2hk hk2t t2jp jp2t none; do
    grep -qE "^$name  +[^ ]" configs.txt || echo "$name is missing"
done
# Every description begins in the same column.
awk '{ match($0, /^[^ ]+ +/); print RLENGTH }' configs.txt | sort -u | wc -l
# Whatever is listed can be used.
while read -r name description; do
    echo ok | "$ZHNORM" -c "$name" >/dev/null || echo "$name: $description"
done <configs.txt
awk '{ print $1 }' configs.txt | grep -E '^(cn|t2s|none)$'
tail -n 1 configs.txt | sed 's/ .*//'
