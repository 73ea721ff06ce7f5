#!/bin/sh
# Every input is a text of its own, and all are tried.
printf '漢\n' >one
printf '没有\n好,\n' >two
cp two three
: >empty
printf '漢\n漢\377漢\n' >bad
echo "--- standard input, several, an empty one, one that is missing"
"$ZHNORM" explain one - empty missing two <three
echo "exit $?"
echo "--- not UTF-8: what comes before is explained"
for policy in reject replace pass; do
    "$ZHNORM" explain --bad-input $policy bad one
    echo "exit $?"
done
echo "--- nothing to say"
"$ZHNORM" explain empty
"$ZHNORM" explain --json empty
echo "exit $?"
echo "--- auto decides for each"
printf '立法院說，里長與國中生搭捷運，民眾可以透過健保就醫。\n' >taiwan
printf '這個國中\n' >short
"$ZHNORM" explain -c auto --steps none taiwan short | grep -a 國
echo "--- nobody reads it"
"$ZHNORM" explain one >/dev/full
echo "exit $?"
"$ZHNORM" explain --json one >/dev/full
echo "exit $?"
