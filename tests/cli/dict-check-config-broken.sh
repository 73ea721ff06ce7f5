#!/bin/sh
# A dictionary of the configuration that cannot be read is named; the one that is
# checked is told line by line, and not again.
printf 'base: t2s\ntarget: hans\ndicts: ./broken.dict\n' >p.preset
printf 'a\tb\na\tc\n' >broken.dict
printf '# target: hans\n網門\t网门派\n' >mine.dict
"$ZHNORM" dict check -c ./p.preset mine.dict
echo "exit $?"
"$ZHNORM" dict check -c ./p.preset broken.dict mine.dict
echo "exit $?"
"$ZHNORM" dict check -c t2s broken.dict
