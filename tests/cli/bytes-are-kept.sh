#!/bin/sh
# With no steps, what is not script stays: CR LF, NUL, no last line end, BOM.
printf '漢字\r\n\r\n\0漢\0\0\r字\t \n\n漢 ' >in.txt
"$ZHNORM" -c t2s in.txt | od -An -tx1 | tr -d '\n'
echo
"$ZHNORM" -c none --steps none in.txt | cmp - in.txt
printf '\357\273\277' | "$ZHNORM" -c t2s | od -An -tx1
printf '\n' | "$ZHNORM" -c t2s | od -An -tx1
