#!/bin/sh
# An output may be its own input: it is replaced when it is complete.
awk 'BEGIN { for (i = 0; i < 50000; i++) print "漢字" }' >text
cp text same
"$ZHNORM" -o same same
sort same | uniq -c | sed 's/^ *//'
"$ZHNORM" -o same <text
sort -u same
cp text same
"$ZHNORM" -o . same text
sort -u same text
printf '漢字\n\377' >same
"$ZHNORM" -o same same 2>err
echo "$?"
wc -c <same
ls -A
