#!/bin/sh
# What is printed of a dictionary is the dictionary, and can be used as one.
printf '# name: mine\n# title: some words\n# target: hans\n# a comment\n\n網路門\t网络大门\n社群\n著\t着\ttraditional-only\n' >mine.dict
"$ZHNORM" dict dump ./mine.dict
"$ZHNORM" dict dump ./mine.dict >printed.dict
"$ZHNORM" dict dump ./printed.dict | cmp - printed.dict && echo same
# Of an image, the keys come back from its tables, sorted.
"$ZHNORM" dict compile -c none -d ./mine.dict -o mine.zhr || exit
"$ZHNORM" dict dump ./mine.zhr | sed -e 's/[0-9a-f]\{16\}/DIGEST/' -e 's/[0-9]\.[0-9.]*/VERSION/'
"$ZHNORM" dict dump -c ./mine.zhr >printed.dict
printf '看著網路門\n' | "$ZHNORM" -c t2s -d ./printed.dict
# Of a configuration, the dictionaries come before the tables.
"$ZHNORM" dict dump -c cn | grep -e '^# [a-z]* [A-Za-z]*$' -e '^網路	' | grep -e '网络' -e terms-tw -e TSCharacters
"$ZHNORM" dict dump newmedia | sed -n 1,3p
"$ZHNORM" dict dump no-such 2>&1
echo "exit $?"
