#!/bin/sh
# The program and what it is made of, one a line.
"$ZHNORM" --version >version.txt
echo "$?"
"$ZHNORM" -V | cmp - version.txt
"$ZHNORM" convert --version | cmp - version.txt
digest='digest [0-9a-f]{16}'
grep -cE '^zhnorm           [0-9]+\.[0-9]+\.[0-9]+$' version.txt
grep -cE "^OpenCC data      [0-9]+\.[0-9.]+, $digest\$" version.txt
grep -cE "^libopencc        ([0-9]+\.[0-9.]+, $digest|not installed)\$" version.txt
grep -cE '^rulebook format  [0-9]+$' version.txt
grep -cE '^utf8proc         [0-9]+\.[0-9.]+$' version.txt
wc -l <version.txt
