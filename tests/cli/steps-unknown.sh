#!/bin/sh
# A wrong list is a usage error that says what there is.
for steps in form punct,width ',punct' 'punct,' '' Punct article,space none,none; do
    echo 漢字 | "$ZHNORM" --steps "$steps"
    echo "$?"
done
