#!/bin/sh
# Each step alone touches what is its own: a zero width space, full-width
# letters, marks, blank lines.
printf '\342\200\213漢字ＡＢ,好嗎?\n\n\n漢字\n' >in.txt
for steps in form width punct space punct,space space,punct punct,punct form,width,punct,space \
    article none; do
    echo "--- $steps"
    "$ZHNORM" --steps "$steps" in.txt | sed 's/\xE2\x80\x8B/(ZWSP)/g'
done
