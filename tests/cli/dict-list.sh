#!/bin/sh
# One line for each dictionary that is shipped, and -d takes its name.
"$ZHNORM" dict list | awk '{ print $1 }' >names
sort -c names && grep -x -e hans -e terms-tw -e newmedia names
"$ZHNORM" dict list | grep -c -v '^[a-z0-9-]*  *[0-9][0-9]*  [a-z]*  *[^ ]'
while read -r name; do
    "$ZHNORM" -d "$name" </dev/null || echo "$name"
done <names
"$ZHNORM" dict list --json | sed -n '/"terms-tw"/s/[0-9][0-9]*/N/p'
