#!/bin/sh
# One rule, or several, with the source.
"$ZHNORM" rules comma
echo "--- two"
"$ZHNORM" rules single-marks radicals
# Every rule that is listed can be shown, and be switched on and off.
"$ZHNORM" rules | sed -n 's/^  \([a-z-]*\)  *\(on\|off\)  .*/\1 \2/p' >names.txt
while read -r name default; do
    "$ZHNORM" rules "$name" | awk '{ print $1 }' | tr '\n' ' ' >fields.txt
    [ "$(cat fields.txt)" = 'rule step default effect before after source ' ] || cat fields.txt
    "$ZHNORM" rules "$name" | grep -x "default  $default" >/dev/null || echo "$name is not $default"
    echo ok | "$ZHNORM" --rule "$name" >/dev/null || echo "$name cannot be switched on"
    echo ok | "$ZHNORM" --no-rule "$name" >/dev/null || echo "$name cannot be switched off"
done <names.txt
