#!/bin/sh
# An output file appears only on success; what was there before stays.
printf '漢字\n\377\n' >bad.txt
"$ZHNORM" -o new.txt bad.txt
echo "$?"
echo before >old.txt
"$ZHNORM" -o old.txt bad.txt
echo "$?"
cat old.txt
"$ZHNORM" --bad-input replace -o old.txt bad.txt
echo "$?"
cat old.txt
ls -A
