#!/bin/sh
# The options of conversion are those of convert; what is wrong is said in a sentence.
try() {
    "$ZHNORM" "$@" </dev/null
    echo "exit $?"
}
for command in explain check; do
    echo "--- $command"
    try $command --nonsense
    try $command --color=red
    try $command --engine opencc
    try $command -o out
    try $command -c no-such
    try $command --rule no-such
    try $command --max-pending 1
    try $command --stats=xml
    try $command --help | sed -n -e 1p -e '$p'
    "$ZHNORM" $command --help | awk 'length($0) > 88'
done
echo "--- their own"
try explain --json=yes
try explain --format json
try check --format xml
try check --json=yes
