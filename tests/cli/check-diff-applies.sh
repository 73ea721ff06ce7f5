#!/bin/sh
# patch makes of a file and its diff exactly what convert makes of it: several
# articles, with all configurations.
mkdir articles
cp "$SOURCE/examples/sample-article.txt" articles/sample
tr '\n' '\r' <articles/sample >articles/cr
sed 's/$/\r/' articles/sample >articles/crlf
tr -d '\n' <articles/sample >articles/one-line
sed -e '/^$/d' articles/sample | head -c -1 >articles/no-end
sed -e 's/$/\n\n\n/' -e 's/^/  /' articles/sample >articles/blanks
printf '漢\377字\n\377\n\344\270\n好,\n' >articles/bad
"$ZHNORM" -c twp articles/sample | sed 's/$/，乾净的后面/' >articles/mixed
printf '\357\273\277𠀀e\314\201\tＡ\n\000軟體\000\n\n\n' >articles/odd
: >articles/empty
printf '\n \n' >articles/blank
applied=0
for config in $("$ZHNORM" configs | sed 's/ .*//') none; do
    rm -rf a wanted
    mkdir wanted
    cp -r articles a
    (cd a && "$ZHNORM" check -c "$config" --bad-input pass --diff ./*) >changes.patch
    code=$?
    "$ZHNORM" -c "$config" --bad-input pass -o wanted articles/*
    if [ -s changes.patch ]; then
        [ $code -eq 1 ] || echo "$config: exit $code"
        patch -s -d a -p1 <changes.patch || echo "$config: patch failed"
        applied=$((applied + 1))
    fi
    # An empty result is a file that patch removes.
    (cd wanted && find . -size 0) | while read -r name; do : >"a/$name"; done
    diff -r wanted a >/dev/null || echo "$config: the diff gives another text"
done
[ "$applied" -gt 15 ] && echo "all are the same"
