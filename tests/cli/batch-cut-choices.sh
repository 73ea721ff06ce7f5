#!/bin/sh
# The counters of a file that is cut, and what it is taken for, are those of the whole.
awk 'BEGIN { print "立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。";
             for (n = 0; n < 200000; n++) print "第" n "段，軟體的漢字,好;" }' >text.txt
stats() {
    "$ZHNORM" -c auto --stats "$@" 2>&1 >/dev/null | sed -e '/^seconds /d' -e '/^MB\/s /d'
}
stats -j 1 text.txt >one
stats -j 4 text.txt >many
cmp one many
sed -n -e 's/ script.*/ script/' -e 1,7p many
