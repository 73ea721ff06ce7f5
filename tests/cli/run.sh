#!/bin/sh
# Runs the command-line tests.
#
#   run.sh PATH-TO-ZHNORM [SOURCE-DIR] [NAME...]
#
# A case is NAME.sh with, beside it, NAME.exit (its exit code),
# NAME.stdout.exact and, where it is not empty, NAME.stderr.exact. It runs in
# an empty directory of its own, with ZHNORM set to the program, CASES to the
# directory of the cases and SOURCE to that of the project. Ends with one line
# "N passed, N failed", and with 1 if any failed.

set -u

if [ $# -lt 1 ]; then
    echo "usage: run.sh PATH-TO-ZHNORM [SOURCE-DIR] [NAME...]" >&2
    exit 2
fi
CASES=$(cd "$(dirname "$0")" && pwd)
case $1 in
*/*) ZHNORM=$(cd "$(dirname "$1")" && pwd)/$(basename "$1") ;;
*) ZHNORM=$(command -v "$1" || echo "$PWD/$1") ;;
esac
shift
if [ ! -x "$ZHNORM" ]; then
    echo "run.sh: $ZHNORM: there is no such program" >&2
    exit 2
fi
SOURCE=$(cd "$CASES/../.." && pwd)
if [ $# -gt 0 ]; then
    SOURCE=$(cd "$1" && pwd) || exit 2
    shift
fi
export ZHNORM CASES SOURCE
unset POSIXLY_CORRECT
umask 022

scratch=$(mktemp -d) || exit 2
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
trap 'exit 2' HUP INT TERM

# Prints how what came differs from what was wanted: differ WHAT WANTED CAME
differ() {
    cmp -s "$2" "$3" && return 0
    echo "  $1: wanted (-) and came (+):"
    diff -a -u "$2" "$3" | sed -e '1,2d' -e 's/^/    /'
    return 1
}

# Runs one case, printing what is wrong with it.
run_case() {
    case_file=$CASES/$1
    for part in sh exit stdout.exact; do
        if [ ! -f "$case_file.$part" ]; then
            echo "  $1.$part is missing"
            return 1
        fi
    done
    mkdir "$scratch/work" || return 1
    (cd "$scratch/work" && exec timeout -k 5 300 sh "$case_file.sh") \
        </dev/null >"$scratch/stdout" 2>"$scratch/stderr"
    echo $? >"$scratch/exit"
    chmod -R u+w "$scratch/work"
    rm -rf "$scratch/work"

    wanted_errors=/dev/null
    [ -f "$case_file.stderr.exact" ] && wanted_errors=$case_file.stderr.exact
    right=0
    differ "exit code" "$case_file.exit" "$scratch/exit" || right=1
    differ "stdout" "$case_file.stdout.exact" "$scratch/stdout" || right=1
    differ "stderr" "$wanted_errors" "$scratch/stderr" || right=1
    return $right
}

if [ $# -eq 0 ]; then
    for file in "$CASES"/*.sh; do
        name=$(basename "$file" .sh)
        [ "$name" != run ] && set -- "$@" "$name"
    done
fi

passed=0
failed=0
for name in "$@"; do
    if complaint=$(run_case "$name"); then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        printf 'FAILED %s\n%s\n' "$name" "$complaint"
    fi
done
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
