#!/bin/sh
# The shards of a batch are the batch, and those of a large file are the file.
mkdir in
i=0
while [ $i -lt 50 ]; do
    echo "漢字  $i" >in/$i.txt
    i=$((i + 1))
done
# Blank lines, and lines that differ.
awk 'BEGIN { for (i = 0; i < 1900000; i++) { print "第" i "行,  軟體的「漢字」。";
             if (i % 3 == 0) print (i % 2 ? "" : "　"); if (i % 7 == 0) print "\n" } }' \
    >in/large.txt
awk 'BEGIN { for (i = 0; i < 1500000; i++)
             print "{\"number\":" i ",\"text\":\"第" i "行,  軟體的漢字\"}" }' >in/large.jsonl
convert() {
    "$ZHNORM" -r -c none --steps space --field text "$@"
}
convert -o whole in
for k in 1 2 3 4; do
    convert --shard $k/4 -o parts in
    echo "$?"
done
find parts -name '[0-9]*.txt' | wc -l
find parts -name 'large*' | sort
cat parts/large.*-of-4.txt | cmp - whole/large.txt
cat parts/large.*-of-4.jsonl | cmp - whole/large.jsonl
rm parts/large* in/large* whole/large*
(cd parts && for name in *; do cmp "$name" "../whole/$name"; done)
echo '--- in place'
for k in 1 2; do
    convert --shard $k/2 -i in
done
diff -r in whole
echo '--- usage'
"$ZHNORM" --shard 1/2 <in/1.txt
echo "$?"
for k in 0/2 3/2 2 x 1/65537; do
    "$ZHNORM" --shard $k in/1.txt
    echo "$?"
done
