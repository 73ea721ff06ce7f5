#!/bin/sh
# What cannot work is said before anything is converted or created.
mkdir a b
echo 漢 >a/one
echo 語 >b/one
echo 書 >b/two
try() {
    "$ZHNORM" "$@"
    echo "$?"
}
try -o out a/one b/two b/one
try -o out a/one a/one
try -o out a/one - </dev/null
try -o out/ - </dev/null
try -o out/ </dev/null
try -o b </dev/null
try -o no/such/out a/one b/two
try -o no/such/out a/one
try -o a/one a/one b/two
try -o a/one/ b/two
mkdir -p c/one
try -o c a/one
try -c no-such -o out a/one b/two 2>/dev/null
find . -type f -exec cat {} + | LC_ALL=C sort
ls -A
