#!/bin/sh
# In place: what is clean already is left alone, what fails stays as it was, and links are
# not broken unasked.
try() {
    "$ZHNORM" "$@" 2>err
    echo "$?"
    sort err
}
printf '漢字\n' >dirty
printf '汉字\n' >clean
printf '漢\377\n' >bad
cp bad bad.before
touch -d 2001-02-03 clean
before=$(stat -c '%i %y' clean)
try -i dirty clean bad
cat dirty
[ "$(stat -c '%i %y' clean)" = "$before" ] && echo "left alone"
cmp bad bad.before
echo '--- mode and times'
printf '漢字\n' >dirty
chmod 640 dirty
touch -d 2001-02-03T04:05:06 dirty
try -i --keep-times dirty
TZ=UTC stat -c '%a %y' dirty
echo '--- compressed files stay so'
printf '漢字\n' | gzip >dirty.gz
printf '漢字\n' | zstd -q >dirty.zst
try -i dirty.gz dirty.zst
gzip -dc dirty.gz
zstd -qdc dirty.zst
echo '--- links'
printf '漢字\n' >real
ln -s real symbolic
ln real hard
try -i symbolic
try -i hard
cat real
try -i --force hard
cat hard real
try -i --force symbolic
cat real
readlink symbolic
echo '--- what cannot be'
try -i
try -i -
try -i -o out dirty
mkfifo pipe
try -i pipe
try -i .
ls -A
