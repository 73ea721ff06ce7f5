#!/bin/sh
# Script and region of files, as text and as JSON.
printf '立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。\n' >taiwan
printf '这个软件的网络，与资讯无关。\n' >simplified
printf 'abc\n' >neither
"$ZHNORM" detect taiwan simplified neither | grep -v -e evidence -e '^   *[a-z]*:' |
    sed 's/[0-9][0-9]* %/N %/g; s/[0-9.]* % only/N % only/g; s/\(Taiwan\|Kong\|mainland\|converter\) [0-9]*/\1 N/g'
echo "--- JSON, from a pipe"
"$ZHNORM" detect --json <simplified | grep -o '"script":"[a-z]*"\|"auto":"[a-z]*"\|"han":[0-9]*'
echo "--- what cannot be read"
"$ZHNORM" detect missing neither 2>&1 | sed -n 1,2p
"$ZHNORM" detect --colour neither 2>&1
