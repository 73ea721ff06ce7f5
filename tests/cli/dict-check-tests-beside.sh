#!/bin/sh
# The tests beside a dictionary may begin with a byte-order mark and come from a
# pipe; none are needed, but those that are there must be readable.
printf '# target: hans\n網門\t网门派\n' >mine.dict
"$ZHNORM" dict check -c t2s mine.dict
echo "--- a mark before a comment, and before a test"
printf '\357\273\277# comment\n網門\t网门派\n' >mine.test
"$ZHNORM" dict check -c t2s mine.dict
printf '\357\273\277網門\t网门派\n網門\t网门\n' >mine.test
"$ZHNORM" dict check -c t2s mine.dict
echo "--- a pipe"
rm mine.test
mkfifo mine.test
printf '網門\t网门\n' >mine.test &
timeout 20 "$ZHNORM" dict check -c t2s mine.dict
echo "exit $?"
wait
echo "--- a directory"
rm mine.test
mkdir mine.test
"$ZHNORM" dict check -c t2s mine.dict 2>&1
