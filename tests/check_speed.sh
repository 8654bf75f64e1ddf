#!/bin/sh
# What a household costs, without the noise of a clock: instructions of one thread, counted by valgrind.
set -u
. tests/support/tally.sh
: "${CC:=cc}"
rows=100000

limit() { # STYLE MOST: a row of such a file takes at most so many instructions
    "$work/generate" $rows "$1" >"$work/$1.csv" &&
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$BUILD/povcalc" survey --jobs 1 --by province \
            --format csv "$work/$1.csv" 2>"$work/log" >"$work/counts" ||
        { cat "$work/log"; count 1 "$1: no figure"; return; }
    took=$(sed -n 's/.*Collected : //p' "$work/log")
    test $((took / rows)) -le "$2"
    count $? "$1: $((took / rows)) instructions a row, at most $2"
}

$CC -O2 -std=c11 -o "$work/generate" tests/bench/generate_households.c || exit 2
limit mixed 2000
limit quoted 2500
closing
