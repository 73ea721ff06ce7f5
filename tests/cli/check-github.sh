#!/bin/sh
# GitHub's workflow commands: a warning for each line, the first of each file first,
# ten in all; a notice with the sum.
printf '軟體１２,「好」\n没有\n乾\n' >one
printf '没有问题。\n' >fine
name='100%, a:b'
printf '漢\n' >"$name"
"$ZHNORM" check --format github one fine "$name"
echo "exit $?"
echo "--- ten of many, in the order of what is most useful"
for file in a b c; do
    yes 漢 | head -n 9 >$file
done
"$ZHNORM" check --format github a b fine c "$name" | sed 's/,col=.*::/ /'
for file in d e f g h i j k l; do
    cp a $file
done
"$ZHNORM" check --format github [a-l] | sed 's/,col=.*::/ /'
echo "--- the end of a line, standard input, nothing to say"
printf '好\r\n好 \n\n\n好' | "$ZHNORM" check --format github
"$ZHNORM" check --format github fine
echo "exit $?"
"$ZHNORM" check --format github missing
echo "exit $?"
echo "--- what could not be checked is an error, and has no warnings"
mkdir directory
printf '漢\n一漢\n一二\377\n' >bad
"$ZHNORM" check --format github bad missing one directory "no:$name"
echo "exit $?"
"$ZHNORM" check --format github <bad
echo "--- nor does it take the place of others"
cp a twelve && printf '\377' >>twelve
"$ZHNORM" check --format github twelve a twelve one | sed 's/,endC.*::/ /'
