#!/bin/sh
# What check finds goes to standard output, with file, line, severity and kind;
# errors give 1, hints and warnings alone 0.
printf '# name: mine\n# target: hans\n網路\t网络\n網路\t网络\nＴ恤門\tT恤门派\n网路通\t网络通\n' >mine.dict
printf '網路好\t网络好\n網路好\t网络坏\n' >mine.test
"$ZHNORM" dict check -c t2s mine.dict
echo "exit $?"
printf '# target: hans\n網門\t网门\n' >good.dict
"$ZHNORM" dict check -c t2s ./good.dict
echo "exit $?"
# Beside a file of another directory its tests are found as well.
mkdir d
cp good.dict d/good
printf '網門\t網門\n' >d/good.test
"$ZHNORM" dict check -c t2s d/good
echo "exit $?"
"$ZHNORM" dict check -c t2s - <good.dict
