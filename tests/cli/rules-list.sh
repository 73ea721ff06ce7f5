#!/bin/sh
# Every rule of the library once, under its step, in two lines.
"$ZHNORM" rules >rules.txt
echo "$?"
sed -n 's/^  \([a-z-]*\)  *\(on\|off\)  .*/\1/p' rules.txt >names.txt
# The names are those of the sources, in their order.
sed -n 's/^    ZN_RULE_\([A-Z_]*\),$/\1/p' "$SOURCE/src/text/rule.h" | tr 'A-Z_' 'a-z-' |
    diff - names.txt
sort names.txt | uniq -d
grep '^[a-z]' rules.txt
# Below each comes what it does, and nothing else is there.
[ "$(grep -c '^      [^ ]' rules.txt)" -eq "$(wc -l <names.txt)" ] || cat rules.txt
grep -vE '^(  [a-z-]+ +(on |off)  .+| {33}→ .+| {6}[^ ].+|[a-z]+: .+|)$' rules.txt
grep -E '^  (comma|han-spaces) ' rules.txt

# Lines fit a terminal, and the arrows stand below each other.
LC_ALL=C.UTF-8
export LC_ALL
[ "$(wc -L <rules.txt)" -le 80 ] || wc -L rules.txt
grep -E '^  [a-z]' rules.txt | grep ' → ' | while IFS= read -r line; do
    printf '%s' "${line%% → *}" | wc -L
done | sort -u | wc -l
