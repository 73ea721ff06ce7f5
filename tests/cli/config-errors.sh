#!/bin/sh
# Each is reported once, before any input is touched, with code 5.
mkdir directory.json
printf '漢字\n' >in.txt
printf '{ "name": "x", \n' >broken.json
printf '{}\n' >empty.json
printf '\377\376' >binary.json
cat >lost.json <<'JSON'
{ "name": "Lost", "conversion_chain": [
  { "dict": { "type": "text", "file": "no-such-dictionary.txt" } } ] }
JSON
try() {
    "$ZHNORM" -c "$1" -o out in.txt missing >stdout.txt 2>err
    echo "$1 $?, $(wc -l <err) line on stderr, $(wc -c <stdout.txt) bytes on stdout"
    grep -q "^zhnorm: .*$2" err || cat err
}
try no-such no-such
try ./no-such.json no-such.json
try ./directory.json directory.json
try ./broken.json broken.json
try ./empty.json empty.json
try ./binary.json binary.json
try ./lost.json no-such-dictionary.txt
try '' ''
test ! -e out
