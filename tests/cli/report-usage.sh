#!/bin/sh
# What zhnorm report asks for, and what it writes when all is well.
"$ZHNORM" report --help | sed -n 1p
"$ZHNORM" report --no-such-option
echo $?
"$ZHNORM" report -o '' text.txt
echo $?
"$ZHNORM" report --engine opencc text.txt
echo $?
printf '國家\n' >text.txt
"$ZHNORM" report text.txt -o page.html
echo $?
head -n 1 page.html
"$ZHNORM" report text.txt -o text.txt
echo $?
"$ZHNORM" report text.txt -o .
echo $?
"$ZHNORM" report text.txt missing.txt -o missing/page.html
echo $?
cat text.txt
"$ZHNORM" report missing.txt -o - | tail -n 1
echo $?
"$ZHNORM" report -c nonsense text.txt
