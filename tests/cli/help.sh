#!/bin/sh
"$ZHNORM" --help >help.txt
echo "$?"
for command in '-h' 'help' 'help convert' 'convert --help' 'configs --help' 'nofile --help'; do
    # shellcheck disable=SC2086
    "$ZHNORM" $command | cmp - help.txt
done
# Every option, command and exit code is there, on lines that fit a terminal.
for word in convert configs --config --dict --steps --engine --bad-input --max-pending \
    --output --help --version 'Exit codes: 0'; do
    grep -qF -e "$word" help.txt || echo "$word is missing"
done
awk 'length($0) > 88' help.txt
head -n 1 help.txt
