#!/bin/sh
# The oracle gives the same bytes; steps may follow it.
printf '乾隆皇帝說:這是漢字,\0好嗎?\r\n著作與著名\n網路軟體' >in.txt
for config in t2s s2t tw2sp s2twp hk2s t2jp; do
    "$ZHNORM" -c "$config" in.txt >ours.txt
    "$ZHNORM" -c "$config" --engine opencc in.txt >theirs.txt
    echo "$config $?"
    cmp ours.txt theirs.txt
done
printf '漢字,好\n' | "$ZHNORM" -c t2s --engine opencc --steps punct
printf '漢字\n\377\n' | "$ZHNORM" -c t2s --engine opencc
echo "$?"
echo 漢字 | "$ZHNORM" -c t2s --engine zhnorm
