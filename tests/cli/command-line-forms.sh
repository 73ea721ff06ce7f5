#!/bin/sh
# The ways to say the same thing.
echo 漢字 >in.txt
"$ZHNORM" convert in.txt
"$ZHNORM" in.txt
"$ZHNORM" -c t2s in.txt
"$ZHNORM" -ct2s in.txt
"$ZHNORM" --config=t2s in.txt
"$ZHNORM" --conf t2s in.txt
"$ZHNORM" in.txt -c t2s
"$ZHNORM" convert in.txt --config t2s
"$ZHNORM" -c t2s -- in.txt
"$ZHNORM" <in.txt
"$ZHNORM" convert <in.txt
"$ZHNORM" - <in.txt
"$ZHNORM" convert - <in.txt
"$ZHNORM" -c t2s <in.txt
