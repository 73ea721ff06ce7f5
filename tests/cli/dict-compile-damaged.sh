#!/bin/sh
# What is not a whole image is refused.
"$ZHNORM" dict compile -c t2s -o t2s.zhr || exit
head -c 1000 t2s.zhr >short.zhr
echo text | "$ZHNORM" -c ./short.zhr 2>&1
echo "exit $?"
{
    head -c 5000 t2s.zhr
    printf 'x'
    tail -c +5002 t2s.zhr
} >changed.zhr
echo text | "$ZHNORM" -c ./changed.zhr 2>&1
echo "exit $?"
# After a failure the file is as it was.
cp t2s.zhr kept.zhr
"$ZHNORM" dict compile -c no-such -o kept.zhr 2>&1
echo "exit $?"
"$ZHNORM" dict compile -c auto -o kept.zhr 2>&1
echo "exit $?"
cmp t2s.zhr kept.zhr && ls
