#!/bin/sh
# Rules are switched one by one; of several switches of a rule the last counts.
printf '漢字,好  嗎?\n' >in.txt
try() {
    "$ZHNORM" "$@" in.txt
    echo "$?"
}
try
try --no-rule comma
try --no-rule comma --no-rule question
try --rule han-spaces
try --no-rule=comma --rule=han-spaces
try --no-rule comma --rule comma
try --rule comma --no-rule comma
echo "--- a switch does nothing while its step is off"
try -c t2s --rule comma
try --steps space --rule comma
try --steps none --rule han-spaces
echo "--- these two exclude each other"
try --rule add-latin-spaces --rule remove-latin-spaces
try --rule add-latin-spaces --rule remove-latin-spaces --no-rule add-latin-spaces
