#!/bin/sh
# Each file has the format of its name, unless one is named for all.
mkdir in
printf '軟體,好\n' >in/a.txt
printf '軟體,好\n' >in/without
printf '{"text":"軟體,好","other":"軟體"}\n' >in/b.jsonl
printf 'id,text\n1,"軟體,好"\n' >in/c.CSV
printf '<p class="軟體">軟體,好</p>\n' >in/d.html
# shellcheck disable=SC2016 # Markdown's own
printf '# 軟體,好\n\n`軟體`\n' >in/e.md
printf '{"text":"軟體,好"}\n' | gzip >in/f.ndjson.gz
"$ZHNORM" -r --field text --column text -o out in
echo "$?"
gzip -d out/f.ndjson.gz
(cd out && head -- *)
echo '--- named for all, and for standard input'
"$ZHNORM" -F text in/b.jsonl
"$ZHNORM" -F jsonl --field other <in/b.jsonl
"$ZHNORM" <in/b.jsonl
echo '--- without what says where the text is'
"$ZHNORM" -r -o out2 in 2>err
echo "$?"
sort err
rm err
ls out2
"$ZHNORM" -o out3/ in/a.txt in/b.jsonl
echo "$?"
"$ZHNORM" -o out3/ in/a.txt in/c.CSV
echo "$?"
"$ZHNORM" -F jsonl <in/b.jsonl
echo "$?"
echo '--- the engine opencc knows texts only'
"$ZHNORM" --engine opencc -c t2s in/a.txt in/d.html
echo "$?"
"$ZHNORM" --engine opencc -c t2s -F text in/a.txt in/d.html
echo "$?"
"$ZHNORM" -j 1 --engine opencc -c t2s -r --include '*.md' --include '*.txt' in
echo "$?"
ls
