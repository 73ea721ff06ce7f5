#!/bin/sh
# Which files of directories are taken, and where their outputs go.
names() {
    (cd "$1" && find . -type f | LC_ALL=C sort)
}
mkdir -p in/a/b in/.hidden in/empty other
echo 漢 >in/one.txt
echo 漢 >in/a/two.html
echo 漢 >in/a/b/three
echo 漢 >in/.hidden/four.txt
echo 漢 >other/one.txt
ln -s ../one.txt in/a/link.txt
ln -s .. in/a/up
mkfifo in/pipe
echo '--- without -r'
"$ZHNORM" -o out in
echo "$?"
echo '--- the whole directory'
"$ZHNORM" -r -o out in && names out && cat out/a/link.txt
echo '--- again, with its output in it'
"$ZHNORM" -r -o in/out in && names in/out
"$ZHNORM" -r -o in/out in && names in/out
rm -r in/out
echo '--- several'
"$ZHNORM" -r -o several in/ other in/a/b/three && names several
echo '--- patterns'
"$ZHNORM" -r --include '*.txt' --exclude '.*' -o patterns in && names patterns
"$ZHNORM" -r --include 'a/*' -o slash in && names slash
"$ZHNORM" -r --exclude 'b/' -o without in && names without
"$ZHNORM" -r --include 'a/**/*.txt' -o never in
echo "$?"
echo '--- what could lose a text'
"$ZHNORM" -r -o . in
echo "$?"
"$ZHNORM" -r -o in in
echo "$?"
"$ZHNORM" -r -o lost in other/../in
echo "$?"
"$ZHNORM" -r -o lost in/a ../work/in/a
echo "$?"
mkdir in/deep links
echo 漢 >in/deep/five.txt
ln -s ../in/deep links/deep
"$ZHNORM" -r -o links --include five.txt in
echo "$?"
cat in/deep/five.txt
ls
