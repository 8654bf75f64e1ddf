#!/bin/sh
# Each system call that reads, writes or renames fails once, or a signal comes at it, while --output writes over a file
# that is there. Afterwards the status is 2, with a message, and the old file is whole; or the new one is. Nothing but a
# kill leaves a file beside. strace does it, so this needs Linux; "make faults" runs all, "make check" too.
#
#     sh tests/check_faults.sh [ARGUMENTS…]    some commands when none are given; OUT is the file
set -u
. tests/support/tally.sh
limit=200

if ! strace -o /dev/null true 2>/dev/null; then
    echo 'faults: strace is not there, or may not trace'
    closing
    exit
fi

fault() { # INJECTION COMMAND…: into $work/dir/out, over an old file
    injection=$1
    shift
    rm -rf "$work/dir"
    mkdir "$work/dir"
    echo old >"$work/dir/out"
    rm -f "$work/log"
    strace -f -o "$work/log" ${only:+-P "$only"} -e "inject=$injection" "$BUILD/povcalc" "$@" >"$work/stdout" 2>"$work/err" \
        </dev/null
    status=$?
}

reached() { # the call was there to fail, or the signal came
    grep -qE 'INJECTED|^[0-9]+ +--- SIG|killed by SIG' "$work/log"
}

is() { # old | new
    case $1 in
    old) test "$(cat "$work/dir/out")" = old && test ! -s "$work/stdout" ;;
    new) cmp -s "$work/dir/out" "$work/good" ;;
    esac
}

alone() { test "$(ls "$work/dir")" = out; }

judge() { # KIND WANTED: whether the run was as it must be
    case $1 in
    error) { [ "$status" -eq 2 ] && [ -s "$work/err" ] && is old && alone; } ||
        { [ "$status" -eq "$good" ] && is new && alone; } ;;
    signal) { [ "$status" -eq "$2" ] || [ "$status" -eq "$good" ]; } && alone && { is old || is new; } ;;
    kill) [ "$status" -eq 137 ] && { is old || is new; } ;;
    esac
}

try() { # KIND WANTED CALL HOW COMMAND…: the 1st, 2nd, … such call, until there is none
    kind=$1 wanted=$2 call=$3 how=$4
    shift 4
    number=1
    while [ $number -le $limit ]; do
        fault "$call:$how:when=$number" "$@"
        reached || return 0
        if judge "$kind" "$wanted"; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "povcalc $*: $call number $number, $how: status $status"
            cat "$work/err"
        fi
        number=$((number + 1))
    done
}

every() { # ARGUMENTS…: each call, each fault
    only=
    rm -rf "$work/dir"
    mkdir "$work/dir"
    "$BUILD/povcalc" "$@" >/dev/null 2>&1 </dev/null
    good=$?
    mv "$work/dir/out" "$work/good" || exit 2
    for error in ENOSPC EIO EINTR EDQUOT; do
        try error - write error=$error "$@"
    done
    try error - fsync error=EIO "$@"
    try error - rename error=EACCES "$@"
    try error - fchmod error=EPERM "$@"
    only=$input
    try error - read error=EIO "$@"
    try error - read error=EINTR "$@"
    try error - openat error=EMFILE "$@"
    only=
    for call in write fsync rename; do
        try kill 137 "$call" signal=KILL "$@"
        try signal 130 "$call" signal=INT "$@"
        try signal 143 "$call" signal=TERM "$@"
        try signal 129 "$call" signal=HUP "$@"
    done
}

run() { # INPUT ARGUMENTS…, with OUT for the file that is written
    input=$1
    shift
    for argument in "$@"; do
        shift
        test "$argument" != OUT || argument=$work/dir/out
        set -- "$@" "$argument"
    done
    every "$@"
}

# A file that is cut while it is read: the second read waits until it is.
cut() { # COMMAND HEADER ROW
    { printf '%s\n' "$2" && awk -v row="$3" 'BEGIN { for (i = 0; i < 500000; i++) print row }'; } >"$work/cut"
    rm -f "$work/log"
    strace -o "$work/log" -P "$work/cut" -e trace=read -e inject=read:delay_enter=500000:when=2 \
        "$BUILD/povcalc" "$1" --format csv "$work/cut" >"$work/stdout" 2>"$work/err" </dev/null &
    job=$!
    # the first read is written down when it is done
    until grep -q ' = [0-9]' "$work/log" 2>/dev/null || ! kill -0 $job 2>/dev/null; do sleep 0.01; done
    printf '%s\n' "$2" >"$work/cut"
    wait $job
    status=$?
    test $status -eq 2 && test ! -s "$work/stdout" && grep -q meanwhile "$work/err"
    count $? "povcalc $1, a file that is cut meanwhile: status $status" || cat "$work/err"
}

plan=data/daknong_2023.csv next=data/daknong_2024.csv
unpack_cases
households=$cases/survey/counts/in.csv deprivation=$cases/deprivation/verdicts/in.csv
if [ $# -gt 0 ]; then
    run "$@"
else
    for format in table json csv markdown; do
        run $plan targets -o OUT --format $format $plan
    done
    cut targets unit,poor A,5
    cut survey province,area,members,b1,b2 A,rural,5,140,30
    run $plan rates -o OUT --format csv $plan
    run $plan check -q -o OUT --format lines $plan
    run $plan allocate -q --reduction-pp 3 -o OUT --format csv $plan
    run $plan rollup -q --merge -o OUT --format csv $plan
    run $next progress -q -o OUT --format json $plan $next
    run data/huongxuan_2025.csv trend -q -o OUT --format table data/huongxuan_2025.csv
    run $deprivation deprivation -o OUT --format table $deprivation
    run $households survey --jobs 2 -o OUT --format csv $households
    run $households survey --jobs 1 --measure deprivation -o OUT --format json $households
fi
closing
