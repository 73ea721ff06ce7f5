#!/bin/sh
# A device or a pipe is written, never replaced by a file.
echo 漢字 >in.txt
mkfifo pipe
cat pipe >got.txt &
"$ZHNORM" -o pipe in.txt
echo "$?"
wait
cat got.txt
test -p pipe && echo "still a pipe"
"$ZHNORM" -o /dev/null in.txt
echo "$?"
test -c /dev/null && echo "still a device"
cat in.txt >pipe &
"$ZHNORM" pipe
wait
