#!/bin/sh
# Installs the Debian packages that a part of the project needs and that are
# missing, and says so.  It asks dpkg first: where nothing is missing, nothing
# is downloaded and no rights are needed.
#
# usage: sh tests/install-deps.sh GROUP...
#   build   to build the library and the program
#   test    to build and run the tests, besides build
#   ci      to check the sources as .ci/run does, besides build and test
set -eu

say() { printf '==> %s\n' "$*" >&2; }

group_packages() {
    case $1 in
    build)
        echo cmake ninja-build gcc g++ libc6-dev pkg-config \
            libopencc-dev libutf8proc-dev libjansson-dev \
            zlib1g-dev libzstd-dev libuchardet-dev libgumbo-dev libmd4c-dev \
            libyaml-dev
        ;;
    test)
        # A browser and what drives it, for the page of zhnorm report.
        echo check patch unicode-data \
            chromium chromium-driver python3 python3-selenium fonts-droid-fallback
        ;;
    ci)
        echo clang libclang-rt-dev clang-format clang-tidy llvm \
            cppcheck shellcheck ccache
        ;;
    *)
        printf 'install-deps.sh: unknown group: %s\n' "$1" >&2
        return 2
        ;;
    esac
}

is_installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

# Runs a command with the rights to install packages.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        env DEBIAN_FRONTEND=noninteractive "$@"
    else
        sudo env DEBIAN_FRONTEND=noninteractive "$@"
    fi
}

wanted=
for group in "$@"; do
    packages=$(group_packages "$group")
    wanted="$wanted $packages"
done

if ! command -v dpkg-query >/dev/null 2>&1; then
    say "This is not a Debian system.  Going on in the hope that these are there:$wanted"
    exit 0
fi

missing=
for package in $wanted; do
    is_installed "$package" || missing="$missing $package"
done

if [ -z "$missing" ]; then
    say "Packages: all that is needed is installed."
    exit 0
fi

say "Packages: installing$missing"
if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null 2>&1; then
    say "This needs root, and there is no sudo.  As root, run: apt-get install$missing"
    exit 1
fi

# A source that cannot be reached does not matter as long as the lists at hand
# know the packages, so only the installation decides.
as_root apt-get -q update </dev/null >&2 ||
    say "The package lists could not be brought up to date; trying with those at hand."
# shellcheck disable=SC2086 # a list of package names
as_root apt-get -q -y --no-install-recommends -o Dpkg::Use-Pty=0 \
    -o DPkg::Lock::Timeout=300 install $missing </dev/null >&2
