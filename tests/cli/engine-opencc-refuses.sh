#!/bin/sh
# What libopencc cannot do is a usage error, not something else in its place.
printf '貓\t狗\n' >my.tsv
try() {
    echo 漢字 | "$ZHNORM" --engine opencc "$@" 2>err
    echo "$?"
    [ "$(wc -l <err)" -eq 1 ] || cat err
}
try
try -c cn
try -c cn --steps none
try -c t2s -d ./my.tsv
try -c t2s -d newmedia
