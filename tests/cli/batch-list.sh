#!/bin/sh
# Names from a list keep their directories, whatever bytes they are made of.
mkdir -p in/a in/b
nl=$(printf 'x\ny')
bad=$(printf '\377')
for name in in/a/same in/b/same "in/$nl" "in/$bad" -r -; do
    echo 漢 >"./$name"
done
find in -type f -print0 | "$ZHNORM" -j 1 --files0-from - -o out
echo "$?"
(cd out && find . -type f -exec cat {} + | sort | uniq -c | sed 's/^ *//')
(cd in && find . -type f | LC_ALL=C sort) >wanted
(cd out/in && find . -type f | LC_ALL=C sort) | cmp - wanted
printf -- '-r\0-\0' >list
"$ZHNORM" -j 1 --files0-from list
printf '%s/in/a/same\0' "$PWD" >list
"$ZHNORM" -j 1 --files0-from list -o absolute
find absolute -type f | sed "s|${PWD#/}|HERE|"
echo '--- what is wrong with a name'
printf 'in/a/same\0\0../out/in/b/same\0in/./../x\0none\0/etc/none\0' >list
"$ZHNORM" -j 1 --files0-from list -o odd
echo "$?"
find odd -type f
"$ZHNORM" -j 1 --files0-from list in
echo "$?"
"$ZHNORM" -j 1 --files0-from missing
echo "$?"
printf 'in' >list
"$ZHNORM" -j 1 --files0-from list
echo "$?"
"$ZHNORM" -j 1 -r --files0-from list | uniq -c | sed 's/^ *//'
