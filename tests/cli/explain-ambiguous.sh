#!/bin/sh
# What the bare default decided is marked and has its candidates; a phrase decides
# otherwise. With --kept come also those that stay as they are.
printf '乾,乾隆,乾燥\n' >text
"$ZHNORM" explain -c t2s text
echo "--- towards traditional script many of them stay"
printf '面,只有一只,公里,干\n' >simplified
"$ZHNORM" explain -c s2t simplified
echo "--- and with --kept"
"$ZHNORM" explain -c s2t --kept simplified
"$ZHNORM" explain -c s2t --kept --json simplified |
    sed 's/.*"before":\("[^"]*"\).*"ambiguous":\([a-z]*\),"candidates":\(.*\),"kept":\([a-z]*\).*/\1 \2 \3 \4/'
echo "--- what was taken comes first, also where the paragraph made it another default"
printf '這個國家說話,著\n' >traditional
"$ZHNORM" explain traditional | grep ambiguous
"$ZHNORM" explain --json traditional | grep -o '"before":"著","after":"着"\|"candidates":\["[^]]*\]'
"$ZHNORM" explain --json -c auto traditional | grep -o '"after":"着"\|"candidates":\["[^]]*\]'
