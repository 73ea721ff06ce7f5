#!/bin/sh
# What does not go together is refused before anything is converted.
echo 漢字 >in.txt
try() {
    "$ZHNORM" "$@" -o out/ in.txt
    echo "$?"
}
try -j 0
try -j 1025
try -j two
try -F docx
try --header maybe
try --attributes perhaps
try --from-encoding ebcdic
try --field ''
try --shard 3/2
try --progress 1
try --files0-from in.txt
"$ZHNORM" --resume journal in.txt
echo "$?"
"$ZHNORM" -r --include '' in.txt
echo "$?"
ls
