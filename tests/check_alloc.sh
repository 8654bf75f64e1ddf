#!/bin/sh
# Lets the 1st, 2nd, 3rd … allocation of the program fail until a run needs no more of them. Each run must end
# with status 2 and a message, or with the output and the status of the good run; it may never crash.
#
#     sh tests/check_alloc.sh [ARGUMENTS…]    the commands of tests/support/commands.txt when none are given
#     sh tests/check_alloc.sh --all           also those that it keeps for "make faults"
#
# Done twice: one allocation fails, and all from one on. Closes with one line: N passed, N failed
set -u
: "${BUILD:=build}"
case $BUILD in /*) ;; *) BUILD=$(pwd)/$BUILD ;; esac

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
LC_ALL=C.UTF-8
export LC_ALL

passed=0 failed=0
both() { # ARGUMENTS…
    for how in one on; do
        if LD_PRELOAD=$BUILD/tests/failalloc.so FAILALLOC=$how FAILALLOC_DIR=$work \
            "$BUILD/povcalc" "$@" >"$work/said" </dev/null; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "povcalc $*:"
            cat "$work/said"
        fi
    done
}

kinds='both alloc'
if [ "${1:-}" = --all ]; then
    kinds='both alloc fault'
    shift
fi
if [ $# -gt 0 ]; then
    both "$@"
else
    while read -r kind arguments; do
        # shellcheck disable=SC2086 # a line holds several arguments
        case " $kinds " in *" $kind "*) both $arguments ;; esac
    done <tests/support/commands.txt
fi
echo "$passed passed, $failed failed"
test "$failed" -eq 0
