#!/bin/sh
# Output that cannot be written: a full disk gives status 2 and a message, a closed pipe ends the program
# quietly by SIGPIPE, as it ends other filters, and where that signal is ignored with status 2 and a message. For the commands of tests/support/commands.txt.
set -u
. tests/support/tally.sh
sigpipe=141

ended() { # WHAT STATUS WANTED-STATUS WANTED-MESSAGE(yes or no)
    said=no
    test ! -s "$work/err" || said=yes
    test "$2" -eq "$3" && test $said = "$4"
    count $? "$1: status $2 (expected $3), message: $said (expected $4)" || cat "$work/err"
}

commands both stream >"$work/commands"
while read -r arguments; do
    # shellcheck disable=SC2086 # a line holds several arguments
    "$BUILD/povcalc" $arguments >/dev/full 2>"$work/err" </dev/null
    ended "povcalc $arguments >/dev/full" $? 2 yes
    # shellcheck disable=SC2086
    "$BUILD/tests/closed_pipe" "$BUILD/povcalc" $arguments 2>"$work/err" </dev/null
    ended "povcalc $arguments | (closed)" $? $sigpipe no
    # shellcheck disable=SC2086
    "$BUILD/tests/closed_pipe" --ignored "$BUILD/povcalc" $arguments 2>"$work/err" </dev/null
    ended "povcalc $arguments | (closed), SIGPIPE ignored" $? 2 yes
done <"$work/commands"
closing
