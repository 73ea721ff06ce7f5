#!/bin/sh
# Configures the project with CMake and builds it into a directory, optimised.
#
# usage: sh tests/build.sh DIRECTORY [CMAKE-OPTION]...
set -eu

say() { printf '==> %s\n' "$*" >&2; }

top=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
mkdir -p "$1"
directory=$(CDPATH='' cd -- "$1" && pwd -P)
shift

# CMake refuses a directory that was configured for a tree at another place,
# such as one that was copied along with its sources: that one begins afresh.
cache=$directory/CMakeCache.txt
if ! grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$top" "$cache" ||
    ! grep -qsxF "CMAKE_CACHEFILE_DIR:INTERNAL=$directory" "$cache"; then
    set -- --fresh "$@"
    if [ -z "${CMAKE_GENERATOR-}" ] && command -v ninja >/dev/null 2>&1; then
        set -- -G Ninja "$@"
    fi
fi

say "Building into $directory"
cmake -S "$top" -B "$directory" -DCMAKE_BUILD_TYPE=Release "$@" >&2
cmake --build "$directory" --parallel "$(getconf _NPROCESSORS_ONLN)" >&2
