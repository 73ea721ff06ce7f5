#!/bin/sh
# A signal ends the batch when what is in hand is whole; what waits for a pipe is given up.
mkfifo pipe
for name in a b c; do
    echo 漢字 >$name
done
for signal in INT TERM; do
    exec 3<>pipe
    # A shell lets background programs ignore INT; env sets that right.
    env --default-signal=INT "$ZHNORM" -j 1 -o out a b pipe c 3>&- 2>err &
    program=$!
    printf '漢字\n' >&3
    until ls out/.zhnorm* >/dev/null 2>&1 && [ -s out/b ]; do
        sleep 0.01
    done
    kill -"$signal" "$program"
    wait "$program" 2>/dev/null
    echo "$signal $?"
    exec 3>&-
    cat err
    ls -A out
    rm -r out
done
echo '--- standard output that nobody reads does not hold it up'
awk 'BEGIN { for (n = 0; n < 200000; n++) print "第" n "段，軟體的漢字,好;" }' >large
mkfifo slow
{
    read -r _
    echo ready >ready
    exec sleep 60
} <slow &
reader=$!
env --default-signal=INT "$ZHNORM" -j 2 large a >slow 2>err &
program=$!
until [ -s ready ]; do
    sleep 0.01
done
kill -INT "$program"
wait "$program" 2>/dev/null
echo "$?"
kill "$reader"
cat err
echo '--- a large file is given up, and leaves nothing behind'
mkfifo endless
yes 第一段，軟體的漢字,好 2>/dev/null >endless &
env --default-signal=INT "$ZHNORM" -j 2 -o out/ endless 2>err &
program=$!
until ls out/.zhnorm* >/dev/null 2>&1; do
    sleep 0.01
done
sleep 0.2
kill -INT "$program"
wait "$program" 2>/dev/null
echo "$?"
ls -A out
wait
