#!/bin/sh
# Output that cannot be written: a full disk gives status 2 and a message, a closed pipe ends the program
# quietly by SIGPIPE, as it ends other filters. For the commands of tests/support/commands.txt.
# Closes with one line: N passed, N failed
set -u
: "${BUILD:=build}" "${RUNNER:=}"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
LC_ALL=C.UTF-8
export LC_ALL
sigpipe=141

passed=0 failed=0
expect() { # WHAT STATUS WANTED-STATUS WANTED-MESSAGE(yes or no)
    said=no
    test ! -s "$work/err" || said=yes
    if [ "$2" -eq "$3" ] && [ $said = "$4" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$1: status $2 (expected $3), message: $said (expected $4)"
        cat "$work/err"
    fi
}

while read -r kind arguments; do
    case $kind in both | stream) ;; *) continue ;; esac
    # shellcheck disable=SC2086 # a line holds several arguments
    "$BUILD/povcalc" $arguments >/dev/full 2>"$work/err" </dev/null
    expect "povcalc $arguments >/dev/full" $? 2 yes
    # shellcheck disable=SC2086
    "$BUILD/tests/closed_pipe" "$BUILD/povcalc" $arguments 2>"$work/err" </dev/null
    expect "povcalc $arguments | (closed)" $? $sigpipe no
done <tests/support/commands.txt
echo "$passed passed, $failed failed"
test "$failed" -eq 0
