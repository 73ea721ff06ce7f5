#!/bin/sh
# A signal ends the program as always, but its temporary file goes first. The
# program waits for a pipe that stays open.
echo before >out.txt
mkfifo pipe
for signal in INT TERM HUP; do
    exec 3<>pipe
    # A shell lets background programs ignore INT; env sets that right.
    env --default-signal=INT "$ZHNORM" -o out.txt pipe 3>&- &
    program=$!
    printf '漢字\n' >&3
    until ls .zhnorm-*.tmp >/dev/null 2>&1; do
        sleep 0.01
    done
    kill -"$signal" "$program"
    wait "$program" 2>/dev/null
    echo "$signal $?"
    exec 3>&-
done
cat out.txt
ls -A
