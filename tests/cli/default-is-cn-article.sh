#!/bin/sh
# Without options: the preset cn with all steps.
printf '這是一個測試,好嗎?\n\n\n\n這裡有漢字 。\n' >in.txt
"$ZHNORM" in.txt
echo "--- the same, said in full"
"$ZHNORM" convert --config cn --steps article in.txt
