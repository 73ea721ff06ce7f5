#!/bin/sh
# Standard output that feeds the input again would never end.
# shellcheck disable=SC2094 # the very thing that is tested
echo 漢字 >text
"$ZHNORM" text >>text
echo "$?"
"$ZHNORM" <text >>text
echo "$?"
"$ZHNORM" /dev/null text - >>text </dev/null
echo "$?"
cat text
"$ZHNORM" </dev/null >/dev/null
echo "$?"
