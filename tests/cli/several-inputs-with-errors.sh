#!/bin/sh
# All are tried; of the codes the first that occurred of 5, 3, 4 counts.
echo 漢 >one
echo 語 >two
printf '書\n\377\n' >bad
try() {
    "$ZHNORM" "$@"
    echo "$?"
}
try one bad two
try one missing two
try bad missing two
try missing bad two
try bad bad
try one two
try -j 1 -o out one missing bad two
head out/*
ls -A out
try -c no-such-config missing bad 2>/dev/null
