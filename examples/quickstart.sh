#!/bin/sh
# From a bare clone to a converted article: installs the Debian packages that
# are missing, builds into build/, and converts.
#
# usage: sh examples/quickstart.sh         shows a sample article before and after
#        sh examples/quickstart.sh FILE    writes FILE, converted, to standard output
#
# What it does is told on standard error, so that standard output holds nothing
# but the text.
set -eu

say() { printf '==> %s\n' "$*" >&2; }

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
sample=$top/examples/sample-article.txt

if [ $# -gt 1 ] || [ "${1-}" = -h ] || [ "${1-}" = --help ]; then
    printf 'usage: sh examples/quickstart.sh [FILE]\n' >&2
    [ $# -le 1 ] && exit 0
    exit 2
fi
# Better to hear of a wrong name now than after the build.
if [ $# -eq 1 ] && [ "$1" != - ] && { [ ! -r "$1" ] || [ -d "$1" ]; }; then
    printf 'quickstart.sh: %s: not a file that can be read\n' "$1" >&2
    exit 3
fi

# The tests need more packages and time: they are left out, unless build/ has
# them already.
if grep -qs '^ZHNORM_TESTS:BOOL=ON' "$top/build/CMakeCache.txt"; then
    sh "$top/tests/install-deps.sh" build test
    sh "$top/tests/build.sh" "$top/build"
else
    sh "$top/tests/install-deps.sh" build
    sh "$top/tests/build.sh" "$top/build" -DZHNORM_TESTS=OFF
fi

if [ $# -eq 1 ]; then
    say "Converting $1"
    exec "$top/build/zhnorm" convert -- "$1"
fi

# Paragraphs are numbered alike on both sides; blank lines do not count.
show() { nl -b t -w 2 -s '  '; }

converted=$("$top/build/zhnorm" convert -- "$sample")
printf '\n==== Before: examples/sample-article.txt ====\n\n'
show <"$sample"
printf '\n==== After: build/zhnorm convert examples/sample-article.txt ====\n\n'
printf '%s\n' "$converted" | show
printf '\nNow with an article of your own: %s convert FILE\n' "$top/build/zhnorm"
