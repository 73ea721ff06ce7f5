#!/bin/sh
# The findings as JSON Lines, and the summary as the last of them.
printf '# target: hans\n網門\t网"门"\n網門\t网"门"\n' >mine.dict
"$ZHNORM" dict check --json -c t2s mine.dict
code=$?
printf '\n' >"$(printf 'n\377.dict')"
"$ZHNORM" dict check --json "$(printf 'n\377.dict')"
exit $code
