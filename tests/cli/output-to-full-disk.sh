#!/bin/sh
# One message however many inputs there are, and code 3.
echo 漢字 >in.txt
"$ZHNORM" in.txt in.txt >/dev/full
echo "$?"
"$ZHNORM" -o /dev/full in.txt
echo "$?"
"$ZHNORM" --help >/dev/full
echo "$?"
"$ZHNORM" --version >/dev/full
echo "$?"
"$ZHNORM" configs >/dev/full
echo "$?"
