#!/bin/sh
# Every error of check, proved from the printed cells alone by a checker of its own (tests/prove.py).
#
#     BUILD=build sh tests/check_proofs.sh [PLANS]    so many random plans (300)
set -u
. tests/support/tally.sh
: "${PYTHON:=python3}"

unpack_cases
for plan in data/daknong_202?.csv data/daknong_2021_2025.csv data/haihau_2022.csv data/langson_2024.csv \
    data/huongxuan_2025.csv data/thainguyen_2024.csv "$cases"/check/parent_rate*/in.csv \
    "$cases"/check/contradiction/in.csv "$cases"/why/*/*.csv; do
    "$PYTHON" tests/proofs.py "$BUILD/povcalc" "$plan" >"$work/found"
    count $? "tests/proofs.py $BUILD/povcalc $plan" || sed 's/^/    /; 41,$d' "$work/found"
done
seed=${POV_SEED:-1}
"$PYTHON" tests/proofs.py "$BUILD/povcalc" --random "${1:-300}" $seed >"$work/found"
count $? "tests/proofs.py $BUILD/povcalc --random ${1:-300} $seed" || sed 's/^/    /; 41,$d' "$work/found"
closing
