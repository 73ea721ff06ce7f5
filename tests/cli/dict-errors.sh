#!/bin/sh
# File and line, one line on stderr for each dictionary, and code 5.
printf '漢字\n' >in.txt
printf '# a comment\n貓\t狗\n\t錯\n' >key.tsv
printf '貓\t狗\n狗\t\n' >value.tsv
printf '貓\t狗\n\n狗\t貓\n貓\t鳥\n' >twice.tsv
printf '貓\t狗\tno-such-flag\n' >flag.tsv
printf '貓\t狗\n\377\t貓\n' >utf8.tsv
mkdir directory
try() {
    "$ZHNORM" -d "$1" -o out.txt in.txt missing >stdout.txt 2>err
    echo "$1 $?, $(wc -l <err) line on stderr, $(wc -c <stdout.txt) bytes on stdout"
    grep -q "^zhnorm: $2." err || cat err
}
try ./key.tsv './key.tsv:3: '
try ./value.tsv './value.tsv:2: '
try ./twice.tsv './twice.tsv:4: '
try ./flag.tsv './flag.tsv:1: '
try ./utf8.tsv './utf8.tsv:2: '
try ./missing.tsv './missing.tsv: '
try ./directory './directory: '
try no-such ".*'no-such'"
echo "--- all that are wrong are named"
"$ZHNORM" -d ./key.tsv -d newmedia -d ./value.tsv -c no-such in.txt 2>err
echo "$?"
sed 's/^\(zhnorm: [^ ]*\):.*/\1/' err
test ! -e out.txt
