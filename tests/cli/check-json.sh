#!/bin/sh
# One object a file, with its changes in the form of explain --json.
printf '乾,好\n軟體\n' >one
printf '没有问题。\n' >fine
printf '漢\n\377\n' >bad
"$ZHNORM" check --format json one fine missing bad
echo "exit $?"
"$ZHNORM" explain --json one | sed -e 's/{"file":"one",/{/' >lines
"$ZHNORM" check --format json one | grep -cF "\"edits\":[$(paste -s -d , lines)],"
