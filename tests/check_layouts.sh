#!/bin/sh
# Plans written in random layouts of official tables are read back, or refused; never wrongly (tests/layouts.py).
#
#     BUILD=build sh tests/check_layouts.sh [LAYOUTS]    so many (300)
set -u
. tests/support/tally.sh
: "${PYTHON:=python3}"

seed=${POV_SEED:-1}
"$PYTHON" tests/layouts.py "$BUILD/povcalc" "${1:-300}" $seed >"$work/found"
count $? "tests/layouts.py $BUILD/povcalc ${1:-300} $seed" || sed 's/^/    /; 41,$d' "$work/found"
closing
