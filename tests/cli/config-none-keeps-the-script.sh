#!/bin/sh
# none converts no script; its steps default to article as for a preset.
printf '這是漢字,好嗎?\n\n\n在這裡\n' >in.txt
"$ZHNORM" -c none in.txt
echo "--- and with no steps nothing at all"
"$ZHNORM" -c none --steps none in.txt
