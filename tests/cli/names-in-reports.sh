#!/bin/sh
# Where a report names a file, its name stays on one line, and no control character
# gets to a terminal, neither of ASCII nor of U+0080 to U+009F.
name=$(printf 'a\nb\302\205\033')
printf '乾杯!立法院說,里長與國中生搭捷運。\n' >"$name"
printf '乾杯!\n' >other
"$ZHNORM" detect "$name" other | grep -v '^ '
"$ZHNORM" -c auto --stats "$name" 2>&1 >/dev/null | sed -n '1s/ script.*/ script/p'
"$ZHNORM" audit -c t2s --kind ambiguous "$name" other
printf 'base: t2s\ntarget: hans\n' >"$name.preset"
"$ZHNORM" audit -c "./$name.preset" --kind ambiguous --format skeleton "$name" | sed -n 6,9p
printf '# target: hans\n乾杯門\t干杯\n乾杯門\t干杯\n' >"$name.dict"
"$ZHNORM" dict check -c t2s "$name.dict"
"$ZHNORM" "$(printf 'U+007F \177, U+0080 \302\200, U+009F \302\237, U+00A0 \302\240')" 2>&1
