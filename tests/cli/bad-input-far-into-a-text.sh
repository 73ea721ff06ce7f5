#!/bin/sh
# Line and offset are right wherever the reads divide the text: 64 KiB each.
lines() {
    awk -v count="$1" 'BEGIN { for (i = 0; i < count; i++) print "1234567" }'
}
try() {
    "$ZHNORM" -c t2s in.txt 2>err | wc -c
    cat err
}
echo "the last byte of a read, its first, and a sequence across"
{ lines 8191; printf '1234567\377\n'; } >in.txt
try
{ lines 8192; printf '\377\n'; } >in.txt
try
{ lines 8191; printf '123456\345\255x\n'; } >in.txt
try
{ lines 8191; printf '1234567\345'; } >in.txt
try
echo "in the tenth read"
{ lines 80000; printf '漢\300\200\n'; lines 100000; } >in.txt
try
echo "lines that end in CR and in CR LF, also where the reads divide one"
printf 'a\rb\r\nc\377\n' >in.txt
try
{ lines 8191; printf '1234567\r\n\377\n'; } >in.txt
try
