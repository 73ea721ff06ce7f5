#!/bin/sh
# Without arguments on a terminal there is a hint; with a pipe there is text.
script -qec "\"\$ZHNORM\" 2>usage.txt >out.txt" /dev/null </dev/null >/dev/null
echo "$?"
cat out.txt
head -n 1 usage.txt
echo 漢字 | "$ZHNORM"
: | "$ZHNORM"
"$ZHNORM" </dev/null
