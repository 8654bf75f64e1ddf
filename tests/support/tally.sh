# What tests/check_*.sh begin with: where the program is, a folder that goes away, what passed and what failed.
# shellcheck shell=sh disable=SC2034 # who reads this uses the variables
: "${BUILD:=build}" "${MAKE:=make}"
root=$(pwd)
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
work=$(mktemp -d) || exit 2
trap 'cd /; rm -rf "$work"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
# A make that runs the test must not lend its options to one that the test runs.
unset MAKEFLAGS MFLAGS MAKELEVEL

passed=0 failed=0

count() { # STATUS WHAT: passes, and returns 0, when the status is 0
    if [ "$1" -eq 0 ]; then
        passed=$((passed + 1))
        return
    fi
    failed=$((failed + 1))
    echo "$(basename "$0" .sh): $2"
    return 1
}

expect() { # WHAT COMMAND…: passes when the command does; else what it said is shown
    what=$1
    shift
    "$@" >"$work/log" 2>&1
    count $? "$what" || tail -n 40 "$work/log"
}

nothing() { # WHAT: passes when $work/found is empty
    test ! -s "$work/found"
    count $? "$1:" || sed 's/^/    /; 11s/.*/    …/; 12,$d' "$work/found"
}

unpack_cases() { # the input files of tests/cli, as $cases/SUBJECT/CASE/FILE
    cases=$work/cases
    sh "$root/tests/run_cases.sh" --unpack "$cases" || exit 2
}

commands() { # KIND…: the lines of commands.txt of these kinds, without the kind
    unpack_cases
    awk -v kinds=" $* " -v cases="$cases" 'index(kinds, " " $1 " ") { sub(/^[^ ]* +/, ""); gsub(/CASES/, cases); print }' \
        "$root/tests/support/commands.txt"
}

closing() { # the last line of each: run.sh and check.sh add these up
    echo "$passed passed, $failed failed"
    test "$failed" -eq 0
}
