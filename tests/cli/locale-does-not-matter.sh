#!/bin/sh
# The same bytes and the same messages in every locale.
printf '漢字 Ii İı 1.5\n' >in.txt
for locale in C C.UTF-8 zh_CN.UTF-8 zh_TW.BIG5 tr_TR.UTF-8 de_DE.UTF-8; do
    LC_ALL=$locale LANGUAGE=zh_CN "$ZHNORM" in.txt
    LC_ALL=$locale LANGUAGE=zh_CN "$ZHNORM" missing
done
