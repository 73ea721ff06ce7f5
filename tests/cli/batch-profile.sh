#!/bin/sh
# Options that are kept in a file come before those of the command line.
mkdir kept
printf '螺絲起子\t改錐\n' >kept/terms.dict
cat >kept/own.profile <<'END'
# What every batch of ours has.

  config = t2s
dict=./terms.dict
steps = "punct,space"
no-rule = comma
END
printf '螺絲起子,軟體,Ａ:甲\n' >in
"$ZHNORM" --profile kept/own.profile in
# The command line wins, and adds to what can be repeated.
"$ZHNORM" -c tw2cn in --profile=kept/own.profile
"$ZHNORM" --no-rule colon --profile kept/own.profile in
# From elsewhere, the dictionary is still found; a path of the command line is its own.
(cd kept && "$ZHNORM" --profile own.profile -o ../out ../in)
cat out
echo '--- kept again'
"$ZHNORM" --profile kept/own.profile -c tw2cn --rule comma -o ' x.txt' --stats --save-profile saved in 2>stats
sed "s|$PWD|HERE|" saved
rm -f ' x.txt'
"$ZHNORM" --profile saved in 2>again
cat ' x.txt'
sed -n 1p again
# Options without a value, values in quotes.
printf 'recursive\r\noutput = "a\\x20\\"b\\\\"\r\n' >forms
mkdir tree
cp in tree
"$ZHNORM" --profile forms tree
cat 'a "b\/in'
