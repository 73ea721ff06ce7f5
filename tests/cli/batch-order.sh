#!/bin/sh
# To standard output files go in their order, with what is wrong among them, however many
# threads convert them and however large each is.
i=0
while [ $i -lt 60 ]; do
    awk -v i=$i 'BEGIN { for (n = 0; n < (i * i * 37) % 9000; n++) print i "第" n "行漢字" }' \
        >"$(printf %02d $i).txt"
    i=$((i + 1))
done
awk 'BEGIN { for (n = 0; n < 300000; n++) print "大檔第" n "行漢字" }' >20.txt
printf '漢\n\377\n' >31.txt
rm 45.txt
mkdir 50.txt.d
names=$(i=0; while [ $i -lt 60 ]; do printf '%02d.txt ' $i; i=$((i + 1)); done)
for jobs in 1 2 7; do
    # shellcheck disable=SC2086 # these are several names
    "$ZHNORM" -j $jobs $names 50.txt.d >out.$jobs 2>err.$jobs
    echo "$?"
    cmp out.1 out.$jobs
    cmp err.1 err.$jobs
done
cat err.7
