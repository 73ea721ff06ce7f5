#!/bin/sh
# A file that changes while it is read has no output that would be a mixture.
awk 'BEGIN { for (n = 0; n < 300000; n++) print "第" n "段，軟體的漢字,好;" }' >large
head -n 20000 large >small
# It waits for its pipe to be emptied, and has not read everything by then.
for name in large small; do
    for jobs in 1 3; do
        cp $name in
        { "$ZHNORM" -j $jobs in 2>err; echo "$?" >code; } | {
            sed -n 1q
            echo 又一行 >>in
            cat >/dev/null
        }
        cat code err
    done
done
