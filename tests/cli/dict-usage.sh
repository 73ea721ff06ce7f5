#!/bin/sh
# What is wrong with the command line is said in the command's name.
try() {
    "$ZHNORM" dict "$@" 2>&1
    echo "exit $?"
}
try
try no-such
try check
try check --no-such file
try check -o out file
try check -c
try compile
try compile -o out a.dict
try dump
try dump -c t2s hans
try list extra
try --help | sed -n 1p
try check --help | tail -n 2
try list --json=yes
try check -xj
