#!/bin/sh
# Everything that must hold before a change goes in: "make check". Two steps at a time; the output of a step is
# shown when it is done; the longest come first. Closes with one line that adds up all steps: N passed, N failed
set -u
: "${MAKE:=make}" "${BUILD:=build}" "${PYTHON:=python3}"
export BUILD PYTHON MAKE
unset MAKEFLAGS MFLAGS MAKELEVEL CFLAGS LDFLAGS

step() {
    case $1 in
    gcc) $MAKE -j 2 CC=gcc WERROR=1 BUILD=build/gcc tests ;; # "make test" has run what it makes
    clang) WHAT=units JOBS=1 $MAKE -j 2 CC=clang WERROR=1 trap ;; # its warnings, and a trap in one; asan runs the rest
    asan | valgrind) WHAT=code JOBS=1 $MAKE -j 2 "$1" ;;
    faults) $MAKE faults ALLOC=--rest ;; # the other allocations "make test" has let fail
    tidy | cppcheck | fanalyzer) $MAKE "$1" ;;
    *) sh "tests/check_$1.sh" ;;
    esac
}

if [ "${1:-}" = --one ]; then
    start=$(date +%s)
    step "$2" >"$WORK/$2.out" 2>&1
    status=$?
    summary=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$WORK/$2.out" | tail -n 1)
    case $status:$summary in
    0:) summary='1 passed, 0 failed' ;;
    0:*) ;;
    *' 0 failed' | *:) summary='0 passed, 1 failed' ;;
    esac
    echo "$summary" >"$WORK/$2.sum"
    if [ $status -eq 0 ]; then
        printf '%-10s %s (%d s)\n' "$2" "$summary" $(($(date +%s) - start))
    else
        sed '$ { /passed, .* failed$/d; }' "$WORK/$2.out"
        printf '%-10s FAILED: %s\n' "$2" "$summary"
    fi
    exit 0
fi

WORK=$(mktemp -d) || exit 2
export WORK
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM
# Built once, before steps that share it run side by side.
$MAKE -s -j 2 all tests || exit 1
printf '%s\n' valgrind faults packages asan tidy clang gcc cppcheck install documents page translations speed build \
    fanalyzer hardening environments lint >"$WORK/list"
xargs -P 2 -n 1 sh "$0" --one <"$WORK/list"
awk '{ passed += $1; failed += $3 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }' \
    "$WORK"/*.sum
