#!/bin/sh
# What a household costs, without the noise of a clock: instructions of one thread, counted by valgrind. And what a
# country costs in memory: 10,500 communes, two threads, whether each commune's households follow each other or not.
set -u
. tests/support/tally.sh
: "${CC:=cc}"
rows=100000

limit() { # STYLE MOST: a row of such a file takes at most so many instructions
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$BUILD/povcalc" survey --jobs 1 --by province \
        --format csv "$work/$1.csv" 2>"$work/log" >"$work/counts" ||
        { cat "$work/log"; count 1 "$1: no figure"; return; }
    took=$(sed -n 's/.*Collected : //p' "$work/log")
    echo "$1: $((took / rows)) instructions a row"
    test $((took / rows)) -le "$2"
    count $? "$1: $((took / rows)) instructions a row, at most $2"
}

memory() { # STYLE MEASURE MOST: at most so many KiB
    "$work/max_rss" "$work/held" "$BUILD/povcalc" survey --jobs 2 --by commune --measure "$2" --format csv \
        "$work/$1.csv" >"$work/counts"
    count $? "$1, $2: survey" || return
    echo "$1, $2 by commune: $(cat "$work/held") KiB"
    test "$(cat "$work/held")" -le "$3"
    count $? "$1, $2 by commune: $(cat "$work/held") KiB, at most $3"
}

$CC -O2 -std=c11 -o "$work/generate" tests/bench/generate_households.c &&
    $CC -O2 -std=gnu11 -o "$work/max_rss" tests/bench/max_rss.c || exit 2
for style in mixed quoted; do
    "$work/generate" $rows $style >"$work/$style.csv" || exit 2
done
limit mixed 2000
limit quoted 2500

# The income of a household says nothing of where it lives.
{ head -n 1 "$work/mixed.csv" && tail -n +2 "$work/mixed.csv" | LC_ALL=C sort -t , -k 8,8; } >"$work/shuffled.csv"
for measure in counts deprivation; do
    memory mixed $measure 8192
    memory shuffled $measure 8192
done
closing
