#!/bin/sh
# What a household costs, without the noise of a clock: instructions of one thread, counted by valgrind. And what a
# country costs in memory: 10,500 communes, two threads, whether each commune's households follow each other or not.
# Copies of rows are not looked for: that is for files of some hundred thousand rows.
# And that four times the rows of a plan take about four times as long, where many units have one name, and those of an
# official table hardly longer than those of a plan.
set -u
. tests/support/tally.sh
: "${CC:=cc}"
rows=100000

limit() { # STYLE MOST: a row of such a file takes at most so many instructions
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$BUILD/povcalc" survey --copies 0 --jobs 1 --by province \
        --format csv "$work/$1.csv" 2>"$work/log" >"$work/counts" ||
        { cat "$work/log"; count 1 "$1: no figure"; return; }
    took=$(sed -n 's/.*Collected : //p' "$work/log")
    echo "$1: $((took / rows)) instructions a row"
    test $((took / rows)) -le "$2"
    count $? "$1: $((took / rows)) instructions a row, at most $2"
}

instructions() { # FILE
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$BUILD/povcalc" rates --format csv "$1" 2>"$work/log" >"$work/rates" &&
        sed -n 's/.*Collected : //p' "$work/log"
}

linear() { # STYLE: of units of one name
    for rows in 3000 12000; do
        awk -v style="$1" -v n=$((rows / 3)) '
            function row(kind, i) {
                if (style == "table") print (kind == 0 ? i + 1 : kind == 1 ? i + 1 ".1" : i + 1 ".1.1") "," \
                    (kind == 0 ? "Tỉnh " : kind == 1 ? "Huyện " : "Xã ") i ",4"
                else if (kind == 0) print "Tỉnh " i ",province,,4"
                else if (kind == 1) print "Huyện H,district,Tỉnh " i ",4"
                else print (style == "names" ? "Xã " i ",commune,Huyện H,4" : "Xã A,commune,\"Huyện H, Tỉnh " i "\",4")
            }
            BEGIN {
                print (style == "table" ? "Kết quả rà soát hộ nghèo năm 2024\nTT,Tên đơn vị,Số hộ nghèo" : "unit,level,parent,poor")
                if (style == "levels")
                    for (kind = 0; kind < 3; kind++) for (i = 0; i < n; i++) row(kind, i)
                else
                    for (i = 0; i < n; i++) for (kind = 0; kind < 3; kind++) row(kind, i)
            }' >"$work/$rows.csv"
    done
    few=$(instructions "$work/3000.csv") many=$(instructions "$work/12000.csv")
    echo "$1: 12,000 rows take $((10 * ${many:-0} / ${few:-1})) tenths of what 3,000 take"
    test -n "$few" && test -n "$many" && test $((10 * many / few)) -le 60
    count $? "$1: 12,000 rows take ${many:-?} instructions, 3,000 take ${few:-?}: at most 6 times as many"
}

memory() { # STYLE MEASURE MOST: at most so many KiB
    "$work/max_rss" "$work/held" "$BUILD/povcalc" survey --copies 0 --jobs 2 --by commune --measure "$2" --format csv \
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
limit mixed 700
limit quoted 700

# The income of a household says nothing of where it lives.
{ head -n 1 "$work/mixed.csv" && tail -n +2 "$work/mixed.csv" | LC_ALL=C sort -t , -k 8,8; } >"$work/shuffled.csv"
for measure in counts deprivation; do
    memory mixed $measure 9216
    memory shuffled $measure 9216
done
for style in addresses levels names table; do
    linear $style
    plain=${of:-} of=$many
done
echo "table: 12,000 rows take $((10 * ${of:-0} / ${plain:-1})) tenths of what those of a plan take"
test -n "$of" && test -n "$plain" && test $((10 * of / plain)) -le 15
count $? "a table of 12,000 rows takes ${of:-?} instructions, a plan ${plain:-?}: at most 1.5 times as many"
closing
