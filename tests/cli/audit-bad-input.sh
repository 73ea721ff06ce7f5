#!/bin/sh
# A file that is not UTF-8 is named with line and offset; the others are read on.
# Both other policies count what is not UTF-8.
printf '喝乾。\n\n擦\377乾。\n乾。\n' >bad.txt
printf '乾杯。\n' >good.txt
"$ZHNORM" audit -c t2s --kind ambiguous --contexts 0 bad.txt missing.txt good.txt
echo $?
"$ZHNORM" audit -c t2s --kind ambiguous --contexts 1 --bad-input replace bad.txt
"$ZHNORM" audit -c t2s --kind ambiguous --contexts 0 --bad-input=pass bad.txt good.txt
# The line is right wherever the bad byte stands.
yes 這是漢字。 | head -n 20000 >long.txt
printf '\200' >>long.txt
"$ZHNORM" audit --kind ambiguous long.txt
