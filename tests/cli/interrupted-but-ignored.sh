#!/bin/sh
# A signal that the caller ignores is ignored here too: nohup.
mkfifo pipe
exec 3<>pipe
(
    trap '' HUP
    exec "$ZHNORM" -o out.txt pipe 3>&-
) &
program=$!
printf '漢字\n' >&3
until ls .zhnorm-*.tmp >/dev/null 2>&1; do
    sleep 0.01
done
kill -HUP "$program"
printf '語言\n' >&3
exec 3>&-
wait "$program"
echo "$?"
cat out.txt
ls -A
