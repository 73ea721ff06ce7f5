#!/bin/sh
# The reader goes away: one message, code 3, no death by signal.
awk 'BEGIN { for (i = 0; i < 200000; i++) print "漢字" }' >in.txt
{
    "$ZHNORM" in.txt in.txt
    echo "$?" >code.txt
} | head -n 1
cat code.txt
