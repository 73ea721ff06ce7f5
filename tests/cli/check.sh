#!/bin/sh
# Which files would change: exit code 1 if there are any, and nothing is written.
printf '軟體１２３,好\n没有\n鲁迅著\n乾\r\n' >one
printf '没有问题。\n' >fine
printf '没有 \n' >two
printf '漢\n漢\377\n' >bad
: >empty
cat one fine two bad empty >before
try() {
    "$ZHNORM" check "$@"
    echo "exit $?"
}
try one fine two empty
echo "--- nothing would change"
try fine empty
try fine <one
try - <fine
echo "--- what is worse wins, and all are tried"
try one missing fine
try bad one
try --bad-input replace bad
try --bad-input pass bad
try fine missing
try -c no-such one
echo "--- with the options of conversion"
try -c none one
try -c none --steps width one
try -c t2s fine
echo "--- standard input"
try <one
echo "--- the first change is one that cannot be seen"
printf '\342\200\213\n' | "$ZHNORM" check
echo "--- in colour"
"$ZHNORM" check --color two | tr '\033' '^'
cat one fine two bad empty | cmp - before
ls
