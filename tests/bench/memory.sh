#!/bin/sh
# The resident memory of the program while it converts a long stream.
#
#     sh tests/bench/memory.sh PROGRAM [MEGABYTES]
#
# Feeds text through a pipe and looks at the peak that the kernel keeps for the
# process (VmHWM) just before the input ends.  Needs /proc.
set -eu
program=${1:?usage: memory.sh PROGRAM [MEGABYTES]}
megabytes=${2:-1024}
limit=12288

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
# About a megabyte of lines, each with another number.
awk 'BEGIN {
    for (i = 1; length_so_far < 1000000; i++) {
        line = "第" i "則：他說,後來的演算法與乾隆年間的「紀錄」無關,大家都看著這件事。"
        length_so_far += length(line) * 3
        print line
    }
}' >"$work/megabyte"
mkfifo "$work/pipe"
"$program" convert -c cn - <"$work/pipe" >/dev/null &
process=$!
{
    i=0
    while [ "$i" -lt "$megabytes" ]; do
        cat "$work/megabyte"
        i=$((i + 1))
    done
    # Still open, so the process is alive and has read all but the last bytes.
    sleep 1
    sed -n 's/^VmHWM:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$process/status" >"$work/peak"
} >"$work/pipe"
wait "$process"
peak=$(cat "$work/peak")
echo "$program: $megabytes MB, peak $peak KiB resident"
if [ "$peak" -gt "$limit" ]; then
    echo "wanted at most $limit KiB"
    exit 1
fi
