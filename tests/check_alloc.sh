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
library=$BUILD/tests/failalloc.so
limit=20000

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
LC_ALL=C.UTF-8
export LC_ALL

run() { # NUMBER ALL-THAT-FOLLOW ARGUMENTS…
    at=$1 on=$2
    shift 2
    rm -f "$work/mark"
    LD_PRELOAD=$library FAILALLOC_AT=$at FAILALLOC_ON=$on FAILALLOC_MARK=$work/mark \
        "$BUILD/povcalc" "$@" >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

same() { # standard error may differ: what was lost there may be a note
    [ "$status" -eq "$good" ] && cmp -s "$work/out" "$work/good"
}

check() { # ALL-THAT-FOLLOW ARGUMENTS…: true when every run is as it must be
    on=$1
    shift
    run 0 0 "$@"
    good=$status
    mv "$work/out" "$work/good"
    number=1 wrong=0
    while [ $number -le $limit ]; do
        run $number "$on" "$@"
        if [ ! -e "$work/mark" ]; then
            same && [ $wrong -eq 0 ]
            return
        fi
        if ! same && ! { [ "$status" -eq 2 ] && [ -s "$work/err" ]; }; then
            wrong=$((wrong + 1))
            test $wrong -gt 5 ||
                echo "povcalc $*: allocation $number$([ "$on" = 1 ] && echo ' and all after it') failed:" \
                    "status $status, $(wc -c <"$work/err") bytes on standard error"
        fi
        number=$((number + 1))
    done
    echo "povcalc $*: more than $limit allocations"
    return 1
}

passed=0 failed=0
both() { # ARGUMENTS…
    for on in 0 1; do
        if check $on "$@"; then passed=$((passed + 1)); else failed=$((failed + 1)); fi
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
