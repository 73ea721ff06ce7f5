#!/bin/sh
# A name of OpenCC's has no steps unless they are asked for.
printf '這是一個測試,好嗎?\n\n\n這裡有漢字 。\n' >in.txt
"$ZHNORM" -c t2s in.txt
echo "--- with .json behind it"
"$ZHNORM" -c t2s.json in.txt
echo "--- with steps"
"$ZHNORM" -c t2s --steps article in.txt
