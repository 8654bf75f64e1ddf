#!/bin/sh
# How near bounds come to the best there are, and that none cuts off what is true: tests/bounds.py, which needs scipy.
#
#     BUILD=build sh tests/check_bounds.sh [PLANS]    so many plans of each kind (12)
set -u
. tests/support/tally.sh
: "${PYTHON:=python3}"

seed=${POV_SEED:-1}
for kind in "-l 2" "-l 3" "-g" "--agree" "--slips" "--blanks"; do
    # shellcheck disable=SC2086 # one or two words
    "$PYTHON" tests/bounds.py "$BUILD/povcalc" -n "${1:-12}" $kind -s $seed -v >"$work/found"
    count $? "tests/bounds.py $BUILD/povcalc -n ${1:-12} $kind -s $seed" || sed 's/^/    /; 41,$d' "$work/found"
    tail -n 1 "$work/found" # or that scipy is missing
done
closing
