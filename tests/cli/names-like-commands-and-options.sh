#!/bin/sh
# A file may have the name of a command or begin with a minus sign.
echo 漢 >convert
echo 語 >configs
echo 則 >rules
echo 書 >-c
echo 國 >--help
echo 愛 >-
"$ZHNORM" convert convert
"$ZHNORM" ./convert
"$ZHNORM" -- configs
"$ZHNORM" convert rules
"$ZHNORM" ./rules
"$ZHNORM" -- -c
"$ZHNORM" -- --help convert
"$ZHNORM" convert -- --help
"$ZHNORM" ./-
echo 讀 | "$ZHNORM" -- -
