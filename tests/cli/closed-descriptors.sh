#!/bin/sh
# A descriptor that the caller closed gives an error, and no file takes its place.
echo 漢字 >in.txt
"$ZHNORM" in.txt >&-
echo "$?"
"$ZHNORM" configs >&-
echo "$?"
"$ZHNORM" rules >&-
echo "$?"
"$ZHNORM" rules comma >&-
echo "$?"
"$ZHNORM" <&-
echo "$?"
"$ZHNORM" -o out.txt in.txt >&- <&-
echo "$?"
"$ZHNORM" -o out2.txt missing in.txt 2>&-
echo "$?"
cat out.txt out2.txt/*
