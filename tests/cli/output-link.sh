#!/bin/sh
# A link to a file is followed and stays a link.
mkdir far
echo 漢字 >in.txt
echo before >far/real
ln -s far/real link
"$ZHNORM" -o link in.txt
readlink link
cat far/real
ln -s loop loop
"$ZHNORM" -o loop in.txt
echo "$?"
ls -A . far
