#!/bin/sh
# What is printed of a dictionary is checked as the dictionary itself is: its header
# has all the fields.
printf '# name: mine\n# title: some words\n# target: tw\n# config: twp\n# evidence: tw\n# licence: none\n' >mine.dict
printf '# format: opencc\n\n后缀\t字尾\n' >>mine.dict
"$ZHNORM" dict dump ./mine.dict
# Lines without their numbers, which change.
check() {
    "$ZHNORM" dict check "$1" | sed -e 's/^[^ ]*:[0-9]*: //' -e 's/ in line [0-9]*//'
}
"$ZHNORM" dict dump "$SOURCE/dicts/twp.dict" >printed.dict
check "$SOURCE/dicts/twp.dict" >wanted
check printed.dict | cmp - wanted && echo same
grep -c '^files: 1, entries: [1-9]' wanted
