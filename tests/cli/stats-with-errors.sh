#!/bin/sh
# A text that failed is in no sum; where nothing is converted, nothing is said. What
# the clock says is left out here.
echo 漢字,好 >good
printf '漢字,好\n\377\n' >bad
untimed() {
    sed -e '/^seconds /d' -e '/^MB\/s /d' "$1" >&2
}
"$ZHNORM" --stats good bad missing good >/dev/null 2>report
echo "$?"
untimed report
"$ZHNORM" --stats -c no-such-config good
echo "$?"
"$ZHNORM" --stats --help | sed -n 1p
: | "$ZHNORM" --stats --stats 2>report
untimed report
