#!/bin/sh
# The longest key wins; where keys are equal the corpus beats the
# configuration, and a later dictionary an earlier one.
printf '# name: one\n\n貓\t小貓\n貓咪\t大貓\n漢字\n' >one.tsv
printf '貓\t狗\n貓 咪\t狗 狗\n' >two.tsv
printf '貓和貓咪和貓 咪,漢字和漢語\n' >in.txt
"$ZHNORM" -c t2s -d ./one.tsv in.txt
"$ZHNORM" -c t2s -d ./one.tsv -d ./two.tsv in.txt
"$ZHNORM" -c t2s --dict=./two.tsv --dict ./one.tsv in.txt
"$ZHNORM" -c none --steps none -d ./one.tsv in.txt
"$ZHNORM" -d ./one.tsv in.txt
