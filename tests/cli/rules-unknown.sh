#!/bin/sh
# A name that no rule has is a usage error that says where the names are.
echo 漢字 >in.txt
try() {
    "$ZHNORM" "$@"
    echo "$?"
}
try --rule commas in.txt
try --no-rule Comma in.txt
try --rule '' in.txt
try --rule comma --no-rule comma,colon in.txt
try --rule
try --no-rule
try rules commas
try rules comma commas
try rules ''
try rules --bogus
try rules punct
