#!/bin/sh
# How near bounds come to the best there are, and that none cuts off what is true: tests/bounds.py, which needs scipy.
#
#     BUILD=build sh tests/check_bounds.sh [PLANS]    so many plans of each kind (12)
set -u
. tests/support/tally.sh
: "${PYTHON:=python3}"

seed=${POV_SEED:-1}
for levels in 2 3; do
    "$PYTHON" tests/bounds.py "$BUILD/povcalc" -n "${1:-12}" -l $levels -s $seed -v >"$work/found"
    count $? "tests/bounds.py $BUILD/povcalc -n ${1:-12} -l $levels -s $seed" || sed 's/^/    /; 41,$d' "$work/found"
    tail -n 1 "$work/found" # or that scipy is missing
done
closing
