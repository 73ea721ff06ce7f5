#!/bin/sh
mkdir directory
try() {
    "$ZHNORM" "$@"
    echo "$?"
}
try missing
try directory
try directory/
try .
try no/such/path
try - <directory
try -o out.txt missing
try -o out.txt directory
ls -A
