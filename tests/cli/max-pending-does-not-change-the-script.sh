#!/bin/sh
# A paragraph cut by force gives what it gives in one piece, also inside 乾隆.
awk 'BEGIN { for (i = 0; i < 300; i++) printf "%s乾隆皇帝說乾淨的漢字", substr("ab", 1, i % 3) }' \
    >in.txt
"$ZHNORM" -c t2s in.txt >whole.txt
for bytes in 256 257 258 259 300 1K; do
    "$ZHNORM" -c t2s --max-pending "$bytes" in.txt | cmp - whole.txt
done
head -c 34 whole.txt
echo
