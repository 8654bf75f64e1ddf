#!/bin/sh
# The verdicts of progress on random plans and results, against a judge of its own (tests/judge.py).
#
#     BUILD=build sh tests/check_verdicts.sh
set -u
. tests/support/tally.sh

for seed in 1 2 3; do
    "${PYTHON:-python3}" tests/judge.py "$BUILD/povcalc" $seed 500 >"$work/found"
    count $? "tests/judge.py $BUILD/povcalc $seed 500" || sed 's/^/    /; 41,$d' "$work/found"
done
closing
