#!/bin/sh
# detect has a help of its own, and says how much of a file it reads.
"$ZHNORM" detect --help | sed -n 1p
"$ZHNORM" detect --help | grep -o 'the first [0-9]* [A-Za-z]*'
"$ZHNORM" detect -h | sed -n 1p
"$ZHNORM" detect -x 2>&1
