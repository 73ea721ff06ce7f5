#!/bin/sh
# The counters of all inputs together, on standard error, after the texts.
printf '\342\200\213漢字,好,嗎?\n' >one
printf '\n\n漢字１２!\n' >two
printf '\356\200\200\357\277\275\315\270\n' >odd
printf '漢\377字\n' >bad
"$ZHNORM" --stats one two one
echo "--- what needs a look" >&2
"$ZHNORM" --stats -o out odd
echo "--- not UTF-8" >&2
"$ZHNORM" --stats --bad-input replace bad
echo "--- a step alone" >&2
"$ZHNORM" --stats --steps punct one
