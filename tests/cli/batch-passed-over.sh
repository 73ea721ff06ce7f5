#!/bin/sh
# What is in a directory and is no text to be converted, or has none; and patterns and names
# of fields that fit nothing.
mkdir -p in/.git
printf '網路,好\n' >in/article.txt
printf '網路\0路,好\n' >in/archive
printf '{"網路": "好"}\n' >in/data.json
printf 'x = "網路"\n' >in/script.js
printf '網路\n' >in/.git/config
"$ZHNORM" -r -j 1 -o out in
echo "$?"
cat out/article.txt
ls -A out
echo '--- but if it is wanted'
"$ZHNORM" -r -j 1 --include '*.js*' -o wanted in
echo "$?"
cat wanted/*
"$ZHNORM" in/archive | tr '\0' '|'
echo '--- a pattern that fits nothing'
"$ZHNORM" -r --include '*.tekst' -o none in
echo "$?"
echo '--- a field that is not there'
printf '{"text":"網路"}\n' >a.jsonl
printf 'id,text\n1,網路\n' >a.csv
: >empty.jsonl
"$ZHNORM" -j 1 --field titel --column 9 a.jsonl a.csv empty.jsonl
echo "$?"
echo '--- a link to nothing'
mkdir links
ln -s nowhere links/gone.txt
"$ZHNORM" -r -o there links
echo "$?"
echo '--- an encoding that is found although some bytes are damaged'
awk 'BEGIN { for (i = 0; i < 60; i++) print "這個網路的軟體品質很好，大家都說好。" }' |
    iconv -f UTF-8 -t BIG5 >big5.txt
printf '\377\n' >>big5.txt
"$ZHNORM" --from-encoding auto --bad-input replace big5.txt | sort | uniq -c | sed 's/^ *//'
"$ZHNORM" --from-encoding auto big5.txt >part
echo "$?"
wc -l <part
