#!/bin/sh
: >empty
"$ZHNORM" empty empty
"$ZHNORM" -c t2s -o out.txt empty && wc -c <out.txt
echo 漢 >one
"$ZHNORM" empty one empty one
