#!/bin/sh
# One U+FFFD for each maximal subpart, also where the text ends too early.
printf '漢\377字\n\345\255x\355\240\200\360\237\230' | "$ZHNORM" -c t2s --bad-input replace
echo
