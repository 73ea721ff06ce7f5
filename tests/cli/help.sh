#!/bin/sh
"$ZHNORM" --help >help.txt
echo "$?"
for command in '-h' 'help' 'help convert' 'convert --help' 'configs --help' 'rules --help' \
    'rules -h' 'nofile --help'; do
    # shellcheck disable=SC2086
    "$ZHNORM" $command | cmp - help.txt
done
# Every option, command, step and exit code is there, on lines that fit a terminal.
for word in convert check configs explain rules --config --dict --steps --rule --no-rule \
    --quotes --engine --bad-input --stats --max-pending --output --help --version \
    form width punct space \
    'Exit codes: 0'; do
    grep -qF -e "$word" help.txt || echo "$word is missing"
done
awk 'length($0) > 88' help.txt
head -n 1 help.txt
