#!/bin/sh
# Lets the 1st, 2nd, 3rd … allocation of the program fail until a run needs no more of them. Each run must end
# with status 2 and a message, or with the output and the status of the good run; it may never crash.
#
#     sh tests/check_alloc.sh [ARGUMENTS…]    the commands of tests/support/commands.txt when none are given
#     sh tests/check_alloc.sh --all           also those that it keeps for "make faults"
#     sh tests/check_alloc.sh --rest          only those
#
# Done twice: one allocation fails, and all from one on. Every option of every command must be in a line.
#
# libxlsxwriter crashes when memory runs out inside it, so its own allocations do not fail; with --all they do as well,
# and then nothing may have been written before the crash.
set -u
. tests/support/tally.sh
preload=$work/failalloc.so # LD_PRELOAD takes a blank for the end of a name
ln -s "$BUILD/tests/failalloc.so" "$preload"

spare=' libxlsxwriter libminizip libz '

both() { # ARGUMENTS…
    for how in one on; do
        expect "povcalc $*" env "LD_PRELOAD=$preload" FAILALLOC=$how "FAILALLOC_DIR=$work" "FAILALLOC_SPARE=$spare" \
            "$BUILD/povcalc" "$@" </dev/null
    done
}

kinds='both alloc'
case ${1:-} in
--all) kinds='both alloc fault' && shift ;;
--rest) kinds=fault && shift ;;
esac
if [ $# -gt 0 ]; then
    both "$@"
else
    # An option without a line would never see memory fail.
    commands both alloc fault >"$work/commands"
    for command in $("$BUILD/povcalc" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
        "$BUILD/povcalc" "$command" --help | sed -n 's/^ *\(-., \)\{0,1\}\(--[a-z-]*\).*/\2/p' >"$work/options"
        test -s "$work/options"
        count $? "povcalc $command: no options found in its help"
        while read -r option; do
            grep -qE "^$command (.* )?$option( |\$)" "$work/commands"
            count $? "povcalc $command $option: no line in tests/support/commands.txt"
        done <"$work/options"
    done
    # shellcheck disable=SC2086 # several kinds
    commands $kinds >"$work/commands"
    while read -r arguments; do
        # shellcheck disable=SC2086 # a line holds several arguments
        both $arguments
    done <"$work/commands"
    # Of two tables that could be meant none is chosen for want of memory to look at both.
    printf '# 1\nĐơn vị|Số hộ nghèo\nA|5\n# 2\nĐơn vị|Số hộ cận nghèo\nA|5\n' |
        "${PYTHON:-python3}" tests/support/office.py "$work/two.docx"
    both rates "$work/two.docx"
fi
case $kinds in
*fault*)
    TMPDIR=$work
    export TMPDIR FAILALLOC_CRASH=1
    spare=
    printf 'unit,households,poor\nA,100,10\nB,200,\n' >"$work/in.csv"
    both targets --format xlsx "$work/in.csv"
    ;;
esac
closing
