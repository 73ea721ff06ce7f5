#!/bin/sh
# Every wrong command line is one line on stderr and exit code 2.
echo 漢字 >in.txt
try() {
    "$ZHNORM" "$@"
    echo "$?"
}
try --bogus
try convert --bogus=3 in.txt
try -x in.txt
try in.txt -ct2s -ox --help -yc
try -c
try in.txt --config
try --help=yes
try --eng=opencc --ste
try --st article
try -漢
try --engine icu in.txt
try --bad-input ignore in.txt
try --quotes straight in.txt
try --stats=all in.txt
try -o '' in.txt
try configs in.txt
ls
