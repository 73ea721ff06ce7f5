#!/bin/sh
# A text that failed is in no sum; where nothing is converted, nothing is said.
echo 漢字,好 >good
printf '漢字,好\n\377\n' >bad
"$ZHNORM" --stats good bad missing good >/dev/null
echo "$?"
"$ZHNORM" --stats -c no-such-config good
echo "$?"
"$ZHNORM" --stats --help | head -n 1
: | "$ZHNORM" --stats --stats
