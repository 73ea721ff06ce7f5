#!/bin/sh
# A large file that is cut comes out as if it were not, and what is wrong in it is found at
# the same place.
awk 'BEGIN { for (n = 0; n < 220000; n++) { print "第" n "段，軟體的「漢字」,好;";
             if (n % 3 == 0) print (n % 2 ? "" : "　 "); if (n % 1000 == 7) print "\n" } }' \
    >text.txt
awk 'BEGIN { for (n = 0; n < 150000; n++)
             print "{\"number\":" n ",\"text\":\"第" n "行,  軟體\\n的漢字\"}" }' >lines.jsonl
same() {
    "$ZHNORM" -j 1 "$@" >one 2>one.err
    code=$?
    for jobs in 2 5; do
        "$ZHNORM" -j $jobs "$@" >many 2>many.err
        [ $? -eq $code ] || echo "another code than $code: -j $jobs $*"
        cmp one many
        cmp one.err many.err
    done
    echo "$code"
}
echo '--- what is right'
same text.txt
same -c t2s --steps none text.txt
same -c auto text.txt
same --rule unwrap text.txt
same --field text lines.jsonl
same -c auto --field text lines.jsonl
same text.txt lines.jsonl text.txt --field text
echo '--- from a pipe, and to a file'
# shellcheck disable=SC2002
cat text.txt | "$ZHNORM" -j 3 >piped
"$ZHNORM" -j 3 -o written text.txt
"$ZHNORM" -j 1 text.txt >one
cmp one piped
cmp one written
echo '--- compressed on both sides'
gzip -k text.txt
zstd -q -k lines.jsonl
"$ZHNORM" -j 3 -o out/ text.txt.gz
gzip -dc out/text.txt.gz | cmp one -
"$ZHNORM" -j 3 --field text -o out.jsonl.zst lines.jsonl.zst
"$ZHNORM" -j 1 --field text lines.jsonl >two
zstd -qdc out.jsonl.zst | cmp two -
"$ZHNORM" -j 3 text.txt.gz | cmp one -
echo '--- what is wrong'
{ cat text.txt; printf '漢\377字\n'; cat text.txt; } >bad.txt
same bad.txt
cat many.err
{ cat lines.jsonl; echo '{"text":"漢'; cat lines.jsonl; } >bad.jsonl
same --field text bad.jsonl
cut -d : -f 1-3 many.err
same --keep-going --field text bad.jsonl
cut -d : -f 1-3 many.err
wc -l <many
"$ZHNORM" -j 3 -o bad.out bad.txt 2>/dev/null
echo "$?"
ls -A
