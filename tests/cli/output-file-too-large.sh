#!/bin/sh
# Where the disk takes no more: a message, code 3, and the old file as it was.
awk 'BEGIN { for (i = 0; i < 50000; i++) print "漢字" }' >in.txt
echo before >out.txt
(
    ulimit -f 100
    "$ZHNORM" -o out.txt in.txt
    echo "$?"
    "$ZHNORM" -o new.txt in.txt
    echo "$?"
    "$ZHNORM" -o out/ in.txt
    echo "$?"
    "$ZHNORM" in.txt >shell.txt
    echo "$?"
)
cat out.txt
ls -A . out
