#!/bin/sh
# The preset that decides by the document: each file for itself; what a file was
# taken for stands on standard error with --stats.
printf '立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。\n' >taiwan
printf '港鐵說，立法會議員與屋邨居民搭的士，政府總部在金鐘。\n' >hongkong
printf '这个软件的网络，与资讯无关。\n' >simplified
printf '山水有相逢。\n' >neither
"$ZHNORM" -c auto --steps none --stats taiwan hongkong simplified neither 2>report
sed -n -e 's/ script.*/ script/' -e '/taken for/p' report
echo "--- from a pipe"
# shellcheck disable=SC2002
cat taiwan | "$ZHNORM" -c auto --steps none --stats 2>&1 >/dev/null |
    sed -n -e 's/ script.*/ script/' -e '1p'
echo "--- where the input is bad, far behind the first line"
printf 'a\nb\nc\344\n' | "$ZHNORM" -c auto --steps none
echo "exit $?"
