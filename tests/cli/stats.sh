#!/bin/sh
# The counters of all inputs together, on standard error, after the texts. What the
# clock says is left out here.
printf '\342\200\213漢字,好,嗎?\n' >one
printf '\n\n漢字１２!\n' >two
printf '\356\200\200\357\277\275\315\270\n' >odd
printf '漢\377字\n' >bad
printf '乾,乾隆\n' >several
stats() {
    "$ZHNORM" "$@" 2>report
    sed -e '/^seconds  *[0-9]*\.[0-9][0-9][0-9]$/d' -e '/^MB\/s  *[0-9]*\.[0-9]$/d' report >&2
}
stats --stats one two one
echo "--- what needs a look" >&2
stats --stats -o out odd
echo "--- not UTF-8" >&2
stats --stats --bad-input replace bad
echo "--- a step alone" >&2
stats --stats=text --steps punct one
echo "--- characters with several targets" >&2
stats --stats several
echo "--- of the engine opencc less is known" >&2
stats --stats --engine opencc -c t2s one
echo "--- without converting" >&2
stats explain --stats several >/dev/null
stats check --stats several >/dev/null
