#!/bin/sh
# Installs the Debian packages that are missing, builds into build/, and runs
# the whole test suite.  Ends in ctest's summary and with ctest's exit code.
#
# usage: sh tests/run.sh [CTEST-OPTION]...      such as: sh tests/run.sh -R stream
set -eu

say() { printf '==> %s\n' "$*" >&2; }

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)

sh "$top/tests/install-deps.sh" build test
sh "$top/tests/build.sh" "$top/build" -DZHNORM_TESTS=ON
say "Running the tests"
exec ctest --test-dir "$top/build" --output-on-failure --no-tests=error \
    --parallel "$(getconf _NPROCESSORS_ONLN)" "$@"
