#!/bin/sh
# How far a batch has come is told on a terminal, or where it is asked for.
echo 漢字 >one
cp one two
printf '\377' >bad
untimed() {
    sed 's/[0-9.]* MB\/s/N MB\/s/' "$1"
}
"$ZHNORM" one two >/dev/null 2>err
untimed err
"$ZHNORM" --progress=never one two >/dev/null 2>err
untimed err
"$ZHNORM" --progress=always one two >/dev/null 2>err
untimed err
"$ZHNORM" -j 1 --progress=always one bad two >/dev/null 2>err
untimed err
"$ZHNORM" --progress=loud one
