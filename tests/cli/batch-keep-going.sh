#!/bin/sh
# Wrong records are copied as they are and named, ten of each file; the code says so.
awk 'BEGIN { for (n = 1; n <= 30; n++) print (n % 2 ? "{\"text\":\"漢\"}" : "{\"text\":漢}") }' \
    >bad.jsonl
printf '{"text":"漢"}\n{\n{"text":"字"}\n' >one.jsonl
printf '{"text":"漢"}\n' >good.jsonl
"$ZHNORM" --field text one.jsonl
echo "$?"
"$ZHNORM" --field text --keep-going one.jsonl
echo "$?"
"$ZHNORM" --field text --keep-going -o out/ -j 1 bad.jsonl one.jsonl good.jsonl
echo "$?"
uniq -c out/bad.jsonl | sed 's/^ *//' | sort | uniq -c | sed 's/^ *//'
cat out/one.jsonl out/good.jsonl
"$ZHNORM" --field text --keep-going --stats one.jsonl 2>&1 >/dev/null | sed -n '/records/p'
