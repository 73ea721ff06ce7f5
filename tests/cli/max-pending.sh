#!/bin/sh
# Bytes, with K, M or G or without, between what the library accepts.
echo 漢字 >in.txt
for bytes in 256 0256 1K 1k 4m 1M 1024M 1G 1073741824; do
    "$ZHNORM" --max-pending "$bytes" in.txt || echo "$bytes is refused"
done
for bytes in 0 255 1025M 1073741825 99999999999999999999999 18446744073709551872 \
    99999999999999999999999K '' K 2G 1KB 1Kx -1 +1 1.5K ' 1K'; do
    "$ZHNORM" --max-pending "$bytes" in.txt 2>err
    echo "$?"
    [ "$(wc -l <err)" -eq 1 ] || cat err
    grep -qF -e "--max-pending: '$bytes' is not " err || cat err
done
