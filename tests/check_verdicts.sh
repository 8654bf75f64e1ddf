#!/bin/sh
# The verdicts of progress on random plans and results, against a judge of its own (tests/judge.py); and on what does exactly what
# the plans in data/ print (tests/done.py).
#
#     BUILD=build sh tests/check_verdicts.sh
set -u
. tests/support/tally.sh

for seed in 11 12 13; do
    "${PYTHON:-python3}" tests/judge.py "$BUILD/povcalc" $seed 500 >"$work/found"
    count $? "tests/judge.py $BUILD/povcalc $seed 500" || sed 's/^/    /; 41,$d' "$work/found"
done
"${PYTHON:-python3}" tests/done.py "$BUILD/povcalc" data/*.csv >"$work/found"
count $? "tests/done.py $BUILD/povcalc data/*.csv" || sed 's/^/    /' "$work/found"
closing
