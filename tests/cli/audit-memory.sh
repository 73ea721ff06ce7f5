#!/bin/sh
# The address space that the smallest limit asks for, the program itself and some
# for its libraries and stack, is enough for text of any size, in lines or in one
# line without end. A sanitizer's own shadow memory would not fit in.
expected() {
    printf '1 text, 60000000 bytes\n1 text, 60000000 bytes\n'
}
if grep -q __asan_init "$ZHNORM"; then
    expected
    exit
fi
# shellcheck disable=SC3045 # not in POSIX, but in the shells of Debian
ulimit -v $(($(wc -c <"$ZHNORM") / 1024 + 36 * 1024))
run() {
    head -c 60000000 | "$ZHNORM" audit --memory 24M --bad-input replace --contexts 0 |
        sed -n 1p | sed 's/[,;][^,;]*times* not UTF-8//; s/;.*//'
}
awk 'BEGIN { for (;;) { i = (i * 31 + 7) % 99991; printf "第%d次看見乾淨的網路。\n", i } }' | run
awk 'BEGIN { for (;;) { i = (i * 31 + 7) % 99991; printf "第%d次看見乾淨的網路。", i } }' | run
