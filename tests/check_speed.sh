#!/bin/sh
# What a household costs, without the noise of a clock: instructions of one thread, counted by valgrind. Closes with:
# N passed, N failed
set -u
: "${BUILD:=build}" "${CC:=cc}"
rows=100000
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

passed=0 failed=0
limit() { # STYLE MOST: a row of such a file takes at most so many instructions
    "$work/generate" $rows "$1" >"$work/$1.csv" &&
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$BUILD/povcalc" survey --jobs 1 --by province \
            --format csv "$work/$1.csv" 2>"$work/log" >"$work/counts" ||
        { cat "$work/log"; failed=$((failed + 1)); return; }
    took=$(sed -n 's/.*Collected : //p' "$work/log")
    echo "$1: $((took / rows)) instructions a row, at most $2"
    if [ $((took / rows)) -le "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
}

$CC -O2 -std=c11 -o "$work/generate" tests/bench/generate_households.c || exit 2
limit mixed 2000
limit quoted 2500
echo "$passed passed, $failed failed"
test "$failed" -eq 0
