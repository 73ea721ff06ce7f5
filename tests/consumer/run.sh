#!/bin/sh
# Installs a build into a directory of its own and uses it as other projects
# do: with CMake's find_package, with pkg-config, linked shared and static,
# from C and from C++.
#
# usage: sh tests/consumer/run.sh BUILD-DIRECTORY
#
# The consumers take the compilers of that build, and its sanitizers if it has
# any.  Prints what failed and exits 1.
set -eu

build=$(CDPATH='' cd -- "$1" && pwd -P)
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd -P)
top=$(CDPATH='' cd -- "$here/../.." && pwd -P)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

part() { printf '== %s\n' "$*"; }
fail() {
    printf 'FAILED: %s\n' "$*"
    exit 1
}

# Prints the value of a variable in the build's cache.
cached() { sed -n "s/^$1:[A-Z]*=//p" "$build/CMakeCache.txt"; }

CC=$(cached CMAKE_C_COMPILER)
CXX=$(cached CMAKE_CXX_COMPILER)
libdir=$(cached CMAKE_INSTALL_LIBDIR)
libdir=${libdir:-lib}
sanitizers=
[ "$(cached ZHNORM_SANITIZE)" != ON ] || sanitizers=-fsanitize=address,undefined
# What links the sanitizers' objects must be told of them as well.
export CC CXX CFLAGS="$sanitizers" CXXFLAGS="$sanitizers" LDFLAGS="$sanitizers"

# Runs a program, which has to succeed.
must_run() {
    "$@" || fail "$* ended with exit code $?"
}

part "Installing into an empty directory"
prefix=$work/prefix
cmake --install "$build" --prefix "$prefix" >"$work/log" 2>&1 || {
    cat "$work/log"
    fail "cmake --install"
}
lib=$prefix/$libdir
for file in "$prefix/bin/zhnorm" "$prefix/include/zhnorm/zhnorm.h" "$lib/libzhnorm.a" \
    "$lib/libzhnorm.so" "$lib/libzhnorm.so.0" "$lib/zhnorm/zhnorm_opencc.so" \
    "$lib/pkgconfig/zhnorm.pc" "$prefix/share/zhnorm/dicts"; do
    [ -e "$file" ] || fail "${file#"$prefix/"} was not installed"
done

part "The installed program"
printf '軟體' >"$work/source"
got=$("$prefix/bin/zhnorm" convert "$work/source") || fail "zhnorm convert"
[ "$got" = 软件 ] || fail "zhnorm convert: wanted 软件, got $got"
# The module lies beside the library, wherever that was put.
"$prefix/bin/zhnorm" --version | grep -q '^libopencc *[0-9]' ||
    fail "the installed program does not find its module zhnorm_opencc.so"

part "What the shared library shows and needs"
grep -o 'ZHNORM_API[^;(]*(' "$prefix/include/zhnorm/zhnorm.h" |
    sed -n 's/.*[ *]\(zhnorm_[a-z_0-9]*\)($/\1/p' | sort >"$work/declared"
nm -D --defined-only "$lib/libzhnorm.so" | awk '{ print $3 }' | sed 's/@.*//' |
    grep '^zhnorm_' | sort >"$work/exported"
diff "$work/declared" "$work/exported" ||
    fail "the header declares (<) and the library exports (>) different functions"
# Sanitizers add names and libraries of their own.
if [ -z "$sanitizers" ]; then
    if nm -D --defined-only "$lib/libzhnorm.so" | awk '$2 != "A" { print $3 }' |
        grep -v '^zhnorm_'; then
        fail "the library exports names that are not its own"
    fi
    if readelf -d "$lib/libzhnorm.so" | grep NEEDED | grep -E 'stdc[+][+]|opencc'; then
        fail "libzhnorm must need neither libopencc nor libstdc++"
    fi
fi

part "CMake: find_package(zhnorm), shared"
{
    cmake -G "$(cached CMAKE_GENERATOR)" -S "$here" -B "$work/cmake" \
        -DCMAKE_PREFIX_PATH="$prefix" &&
        cmake --build "$work/cmake"
} >"$work/log" 2>&1 || {
    cat "$work/log"
    fail "the consumer does not build with CMake"
}
must_run "$work/cmake/consumer_c"
must_run "$work/cmake/consumer_cpp"

part "The examples"
sample=$top/examples/sample-article.txt
got=$("$work/cmake/example_convert") || fail "examples/convert.c"
[ "$got" = 这款软件用新的算法，谁都能下载！ ] || fail "examples/convert.c printed $got"
"$work/cmake/example_stream" <"$sample" >"$work/streamed" || fail "examples/stream.c"
"$prefix/bin/zhnorm" convert "$sample" >"$work/converted" || fail "zhnorm convert"
diff "$work/converted" "$work/streamed" ||
    fail "zhnorm convert (<) and examples/stream.c (>) differ on the sample article"
"$work/cmake/example_trace" >"$work/traced" || fail "examples/trace.c"
sed -n '/^数据库 is /,/^```$/p' "$top/README.md" | sed '/^```/d' | diff - "$work/traced" ||
    fail "README.md (<) does not show what examples/trace.c prints (>)"
# shellcheck disable=SC2016 # the backquotes are Markdown's
sed -n '/^```c$/,/^```$/p' "$top/README.md" | sed '/^```/d' >"$work/readme.c"
diff "$work/readme.c" "$top/examples/convert.c" ||
    fail "README.md (<) does not show examples/convert.c (>)"

part "What README.md says comes out"
sed -n 's/^| \(.*\) | \(.*\) |$/\1\t\2/; /^before\t/,/^$/p' "$top/README.md" |
    sed '1,2d; /^$/d' >"$work/rows"
cut -f 1 "$work/rows" >"$work/before"
cut -f 2 "$work/rows" >"$work/after"
[ -s "$work/before" ] || fail "README.md shows nothing before and after"
"$prefix/bin/zhnorm" convert "$work/before" | diff "$work/after" - ||
    fail "README.md (<) and the program (>) differ"

# The directory says where the library was put; where it was meant to go, when
# the build was configured, does not matter.
PKG_CONFIG_PATH=$lib/pkgconfig
export PKG_CONFIG_PATH
flags=$(pkg-config --define-prefix --cflags zhnorm) || fail "pkg-config --cflags zhnorm"
shared=$(pkg-config --define-prefix --libs zhnorm) || fail "pkg-config --libs zhnorm"
static=$(pkg-config --define-prefix --static --libs zhnorm |
    sed 's/-lzhnorm/-l:libzhnorm.a/') || fail "pkg-config --static --libs zhnorm"

# shellcheck disable=SC2086 # lists of flags
for kind in shared static; do
    part "pkg-config: $kind"
    if [ "$kind" = shared ]; then
        libs="$shared -Wl,-rpath,$lib"
    else
        libs=$static
    fi
    "$CC" -std=c11 $CFLAGS $flags "$here/consumer.c" -o "$work/c" $libs ||
        fail "the C consumer does not build with pkg-config, $kind"
    "$CXX" -std=c++11 $CXXFLAGS $flags "$here/consumer.cpp" -o "$work/cpp" $libs ||
        fail "the C++ consumer does not build with pkg-config, $kind"
    must_run "$work/c"
    must_run "$work/cpp"
done

part "All consumers are content"
