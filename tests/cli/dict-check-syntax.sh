#!/bin/sh
# A dictionary that cannot be read gives 5, after all of its wrong lines; the
# other files are checked all the same.
printf 'a\tb\na\tc\n\td\n\377\n' >bad.dict
printf '# target: hans\n網門\t网门派\n' >good.dict
"$ZHNORM" dict check -c t2s bad.dict good.dict
echo "exit $?"
"$ZHNORM" dict check -c no-such good.dict
echo "exit $?"
"$ZHNORM" dict check missing.dict good.dict -d ./missing.dict
echo "exit $?"
"$ZHNORM" dict check -c t2s missing.dict good.dict
echo "exit $?"
