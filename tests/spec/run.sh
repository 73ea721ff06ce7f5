#!/bin/sh
# Runs the examples through the program: each is a file of its own, and all
# that stand under the same `@` line go through one process.
#
#   run.sh PATH-TO-ZHNORM PATH-TO-ZHNORM-SPEC-SPLIT [FILE...]
#
# FILE is a file of examples; all of this directory without one. Prints how what
# came differs from what was wanted, then one line "N examples, M groups failed",
# and ends with 1 if any did.
set -eu

if [ $# -lt 2 ]; then
    echo "usage: run.sh PATH-TO-ZHNORM PATH-TO-ZHNORM-SPEC-SPLIT [FILE...]" >&2
    exit 2
fi
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)

# The path of a program, from wherever it is called.
program() {
    [ -x "$1" ] || {
        echo "run.sh: $1: there is no such program" >&2
        exit 2
    }
    printf '%s/%s\n' "$(CDPATH='' cd -- "$(dirname -- "$1")" && pwd -P)" "$(basename -- "$1")"
}

zhnorm=$(program "$1")
split=$(program "$2")
shift 2
[ $# -gt 0 ] || set -- "$here"/*.txt

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 2' HUP INT TERM

# Runs the examples of one directory that the splitter made.
run_group() {
    cd "$1" || return
    set -- convert -c none
    while IFS= read -r argument; do
        set -- "$@" "$argument"
    done <arguments
    mkdir out
    (cd in && "$zhnorm" "$@" -o ../out -- *) && diff -a -u wanted out && return
    echo "FAILED (wanted is -, came is +): zhnorm $*"
    return 1
}

examples=$("$split" "$work" "$@")
failed=0
for group in "$work"/*/; do
    (run_group "$group") || failed=$((failed + 1))
done
echo "$examples examples, $failed groups failed"
[ "$failed" -eq 0 ]
