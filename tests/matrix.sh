#!/bin/sh
# Builds and tests with both compilers at every level of optimisation, and with link-time optimisation.
# Closes with one line: N passed, N failed
#
#     sh tests/matrix.sh [COMPILER…]        gcc and clang when none is named
#
# Tested are the unit tests and the cases; what is printed must be the same, whatever the compiler made of it.
set -u
: "${MAKE:=make}"
unset MAKEFLAGS MFLAGS MAKELEVEL CFLAGS LDFLAGS
test $# -gt 0 || set -- gcc clang

passed=0 failed=0
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT

one() { # COMPILER FLAGS
    rm -rf build/matrix
    if $MAKE -s -j 2 CC="$1" BUILD=build/matrix CFLAGS="$2" LDFLAGS="$2" tests >"$log" 2>&1 &&
        RUNNER=env BUILD=build/matrix sh tests/run.sh >"$log" 2>&1 &&
        BUILD=build/matrix sh tests/run_cases.sh >>"$log" 2>&1; then
        passed=$((passed + 1))
        echo "$1 $2: $(tail -n 1 "$log")"
    else
        failed=$((failed + 1))
        echo "$1 $2: FAILED"
        tail -n 20 "$log"
    fi
}

for compiler; do
    for level in -O0 -O1 -O2 -O3; do
        one "$compiler" "$level"
    done
    # the archive of clang's link-time objects needs LLVM's own linker, which is seldom there
    if [ "$compiler" != clang ] || command -v ld.lld >/dev/null; then
        one "$compiler" "-O2 -flto$(test "$compiler" != clang || echo ' -fuse-ld=lld')"
    fi
done
rm -rf build/matrix
echo "$passed passed, $failed failed"
test "$failed" -eq 0
