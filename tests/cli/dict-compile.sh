#!/bin/sh
# A rulebook image converts as what it was compiled from, and needs no
# dictionary any more.
printf '# name: mine\n網路門\t网络大门\n' >mine.dict
"$ZHNORM" dict compile -c t2s -d ./mine.dict -o mine.zhr || exit
rm mine.dict
printf '網路門,乾隆幹部\n' | "$ZHNORM" -c ./mine.zhr
# Steps and quotation marks are those of the configuration.
"$ZHNORM" dict compile -o cn.zhr
printf '「網路」,好\n' >source
"$ZHNORM" -c ./cn.zhr source
"$ZHNORM" source
# An image takes no dictionary, nor the engine of OpenCC.
"$ZHNORM" -c ./mine.zhr -d newmedia source 2>&1
echo "exit $?"
"$ZHNORM" -c ./mine.zhr --engine opencc source 2>&1
echo "exit $?"
# It is known by what is in it, not by its name.
cp mine.zhr mine.json
"$ZHNORM" -c ./mine.json source
