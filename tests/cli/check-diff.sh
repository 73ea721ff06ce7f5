#!/bin/sh
# A unified diff: three lines of context, hunks apart where more than six lines
# between stay, and nothing at all of files that would not change.
seq -f '第%g行' 1 30 | sed -e '2s/$/ /' -e '10s/第/「第」/' -e '17s/$/漢/' -e '30s/$/漢/' >one
printf '没有问题。\n' >fine
"$ZHNORM" check --diff one fine
echo "exit $?"
"$ZHNORM" check --diff fine
echo "exit $?"
echo "--- lines that go, at the edges and between"
printf '\n\n好\n\n\n\n好\n\n' >blank
"$ZHNORM" check --diff blank
printf '\n\n \n' >nothing
"$ZHNORM" check --diff nothing
echo "--- no line feed at the end: on both sides, and in a line of context"
printf '好\n漢' >last
"$ZHNORM" check --diff last
printf '漢\n好' >context
"$ZHNORM" check --diff context
echo "--- lines are those that LF ends"
printf '漢\r\n好\r好\n' >ends
"$ZHNORM" check --diff ends | tr '\r' '^'
"$ZHNORM" check --diff --steps none ends | tr '\r' '^'
echo "--- standard input, an absolute name, names with blanks and with what is quoted"
printf '漢\n' | "$ZHNORM" check --diff
"$ZHNORM" check --diff "$PWD/last" | sed -n "1,2s|$PWD||p"
cp last 'a name'
"$ZHNORM" check --format diff 'a name' | sed -n '1,2l'
name=$(printf 'a"\\\n漢')
cp last "$name"
"$ZHNORM" check --diff "$name" | sed -n '1,2p'
echo "--- not UTF-8: no diff, but one of the others"
printf '漢\n\377\n' >bad
"$ZHNORM" check --diff bad last
echo "exit $?"
"$ZHNORM" check --diff --bad-input replace bad
echo "--- colour marks the characters"
printf '這款軟體用新的演算法,好\n好\n最後１２行\n\342\200\213漢' >marks
"$ZHNORM" check --diff --color marks | tr '\033' '^'
echo "--- in colour what cannot be seen is shown, and nothing steers the terminal"
printf '同\033[2J行\t\302\233\r\n漢\033]0;\007字\r\n漢\n\302\240\302\205e\314\201\342\200\256\n' >unseen
"$ZHNORM" check --diff --color --steps none unseen | sed 's/\x1b\[[0-9;]*m/^/g' >colored
cat colored
LC_ALL=C grep -c "$(printf '[\001-\011\013-\037\177]')" colored
echo "--- lines that differ by a CR only"
printf '好\r\n' | "$ZHNORM" check --diff --color | tr '\033' '^'
echo "--- a name that would"
name=$(printf 'a\302\233b')
cp last "$name"
"$ZHNORM" check --diff "$name" | sed -n '1,2p'
"$ZHNORM" check --diff "$name" >changes
patch -s -p1 <changes && cat "$name" && echo
echo "--- a file that is named twice is printed once, two names for one text are two"
ln one hard
ln -s one soft
"$ZHNORM" check --diff one ./one fine soft "$PWD/one" hard one | grep '^---'
"$ZHNORM" check --diff one ./one >/dev/null
echo "exit $?"
cp one before
"$ZHNORM" check --diff one ./one >changes
patch -s -p1 <changes && "$ZHNORM" before | cmp - one && echo "applied"
