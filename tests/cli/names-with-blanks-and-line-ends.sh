#!/bin/sh
# Names are taken as they are; in a message they stay on one line.
name='a b
c'
echo 漢字 >"$name"
"$ZHNORM" "$name"
"$ZHNORM" -o "o $name" "$name" && cat "o $name"
mkdir out
"$ZHNORM" -o out "$name" && cat "out/$name"
printf 'x\n\377' >"$name"
"$ZHNORM" "$name"
echo "$?"
"$ZHNORM" "no
such	file"
echo "$?"
"$ZHNORM" ''
echo "$?"
