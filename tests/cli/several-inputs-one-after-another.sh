#!/bin/sh
# Each is a document of its own: nothing is joined or matched across two.
# shellcheck disable=SC2094 # "three" is only read
printf '乾' >one
printf '隆\n' >two
echo 語 >three
"$ZHNORM" -c t2s one two - three <three
echo "--- in one document"
cat one two | "$ZHNORM" -c t2s
