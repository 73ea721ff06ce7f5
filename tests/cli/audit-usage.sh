#!/bin/sh
# What is wrong with the command line is said in a sentence.
try() {
    "$ZHNORM" audit "$@" </dev/null
    echo "exit $?"
}
try --kind ambiguous,nonsense
try --top 0
try --top many
try --contexts 17
try --memory 1M
try --memory 25Q
try --memory '64 '
try --memory 25m --kind leftover
try --format xml
try --bad-input drop
try --nonsense
try --top
try -c no-such
try -c auto
try -d no-such
try --help | sed -n 1p
