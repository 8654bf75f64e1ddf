#!/bin/sh
# Writes that take less than they are given are done on: for each command of tests/support/commands.txt that a full disk
# is tried with, what is written, what is said and the status are those of an undisturbed run, byte for byte. When every
# second write is interrupted, they are so too; or the status is 2, with a message.
set -u
. tests/support/tally.sh
short=$work/shortwrite.so # LD_PRELOAD takes a blank for the end of a name
ln -s "$BUILD/tests/shortwrite.so" "$short"

if ! test -f "$short" || ! env "LD_PRELOAD=$short" SHORTWRITE=half true 2>/dev/null; then
    echo 'left out: short writes, no seccomp filter here'
    closing
    exit
fi

good() { # ARGUMENTS…
    rm -f "$work/seen"
    "$BUILD/povcalc" "$@" >"$work/out.good" 2>"$work/err.good" </dev/null
    good_status=$?
}

disturbed() { # HOW ARGUMENTS…
    how=$1
    shift
    rm -rf "$work/gcov" # where a coverage build saves its counters, which an interrupted write would spoil
    env "GCOV_PREFIX=$work/gcov" "LD_PRELOAD=$short" "SHORTWRITE=$how" "SHORTWRITE_SEEN=$work/seen" "$BUILD/povcalc" "$@" \
        >"$work/out" 2>"$work/err" </dev/null
    status=$?
}

same() { [ $status -eq $good_status ] && cmp -s "$work/out" "$work/out.good"; }

try() { # ARGUMENTS…
    good "$@"
    disturbed half "$@"
    same && cmp -s "$work/err" "$work/err.good" && test -e "$work/seen"
    count $? "povcalc $*, short writes: status $status (expected $good_status)" || cat "$work/err"
    rm -f "$work/seen"
    disturbed eintr "$@"
    test -e "$work/seen" && { same || { [ $status -eq 2 ] && [ -s "$work/err" ]; }; }
    count $? "povcalc $*, interrupted writes: status $status (expected $good_status or 2)" || cat "$work/err"
}

into() { # ARGUMENTS…: the same with --output, over a file that is there
    rm -rf "$work/dir"
    mkdir "$work/dir"
    good "$@"
    for how in half eintr; do
        echo old >"$work/dir/file"
        disturbed "$how" "$@" -o "$work/dir/file"
        if [ $status -eq $good_status ]; then
            cmp -s "$work/dir/file" "$work/out.good"
        else
            [ "$how" = eintr ] && [ $status -eq 2 ] && [ "$(cat "$work/dir/file")" = old ]
        fi && test "$(ls "$work/dir")" = file
        count $? "povcalc $* -o FILE, $how: status $status (expected $good_status)" || cat "$work/err"
    done
}

commands both stream >"$work/commands"
while read -r arguments; do
    # shellcheck disable=SC2086 # a line holds several arguments
    try $arguments
done <"$work/commands"
for format in table csv json markdown html xlsx; do
    into targets --format $format data/daknong_2023.csv
done
into survey --jobs 2 --format csv "$work/cases/survey/counts/in.csv"
closing
