#!/bin/sh
# A wrong list is a usage error that says what there is.
for steps in forms punct,width2 ',punct' 'punct,' '' Punct 'form width' article,space none,none; do
    echo 漢字 | "$ZHNORM" --steps "$steps"
    echo "$?"
done
