#!/bin/sh
echo 漢字 >in.txt
"$ZHNORM" -o out.txt in.txt
"$ZHNORM" --output=out2.txt <in.txt
"$ZHNORM" in.txt -oout3.txt
"$ZHNORM" -o - in.txt
echo "to be replaced by something shorter" >out4.txt
"$ZHNORM" -o out4.txt in.txt
cat out.txt out2.txt out3.txt out4.txt
ls -A
