#!/bin/sh
# The default: the paragraphs before the bad byte, then file, line and offset.
printf '漢字\n語言\n書\377本\n國\n' >in.txt
"$ZHNORM" in.txt
echo "$?"
"$ZHNORM" --bad-input reject - <in.txt
echo "$?"
echo "--- at the first byte"
printf '\200漢字\n' | "$ZHNORM"
echo "$?"
echo "--- cut off at the end"
printf '漢字\n漢\345\255' | "$ZHNORM"
echo "$?"
