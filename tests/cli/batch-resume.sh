#!/bin/sh
# A journal of what is done, so that a rerun does the rest only.
run() {
    "$ZHNORM" -r --resume journal --stats=json "$@" 2>stats
    echo "$? $(sed -n 's/.*"files":\([0-9]*\),"failed":\([0-9]*\).*/\1 \2/p' stats)"
    sed -n '/^zhnorm/p' stats
}
mkdir in
for name in a b "$(printf 'c\nd')" "$(printf '\377')"; do
    echo 漢 >"in/$name"
done
echo '--- into a directory: all, none, one that has changed, one whose output is gone'
run -o out in
run -o out in
echo 語 >in/a
run -o out in
rm out/b
run -o out in
cat out/a out/b
echo '--- with other options it is another batch'
run -o out -c none in
run -o elsewhere in
run -i in
run -o out --shard 1/2 in
ls
echo '--- what has failed is tried again'
printf '\377' >in/bad
run -o out in
run -o out in
echo 漢 >in/bad
run -o out in
run -o out in
echo '--- in place, after the last line was cut off'
rm journal in/bad
cp -r in before
run -i in
run -i in
size=$(wc -c <journal)
truncate -s $((size - 1)) journal
run -i in
cat in/*
wc -l <journal
echo '--- nothing else is touched'
echo 漢 >journal
run -i in
cat journal
"$ZHNORM" --resume journal before/a
echo "$?"
