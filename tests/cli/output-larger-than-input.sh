#!/bin/sh
# Three bytes for each that is wrong: far more than was read at a time.
head -c 300000 /dev/zero | tr '\0' '\377' >in.txt
"$ZHNORM" -c none --bad-input replace in.txt >out.txt
wc -c <out.txt
od -An -v -tx1 out.txt | tr -s ' ' '\n' | grep . | sort | uniq -c | sed 's/^ *//'
