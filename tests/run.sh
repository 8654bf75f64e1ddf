#!/bin/sh
# Runs all tests, two at a time, and closes with one line: N passed, N failed
#
#     BUILD=build sh tests/run.sh
#
# BUILD    folder of what was built
# RUNNER   put before every program under test, "valgrind …" for example; then only what is worth it is run
# WHAT     code: what another compiler or its checks may change; what tries other programs as well is left out.
#          units: of that only unit tests, with few random plans, and cases: for what another build of the same code
#          may change, where the rest runs elsewhere
# JOBS     how many at a time
set -u
: "${BUILD:=build}" "${RUNNER:=}" "${JOBS:=2}" "${WHAT:=all}"
export BUILD RUNNER JOBS WHAT
test -z "$RUNNER" && test "$WHAT" != units || export POV_FEW=1 POV_PLANS="${POV_PLANS:-200}" # of random plans

# Names of all tests, one a line. The longest come first, so that the two lanes end together.
list() {
    for source in tests/unit/test_*.c; do
        test -f "$source" && basename "$source" .c
    done
    echo cases
    test -z "$RUNNER" && test "$WHAT" != units || return 0
    for source in tests/fuzz/fuzz_*.c; do
        test -f "$source" && basename "$source" .c
    done
    printf '%s\n' streams output hard verdicts
    test "$WHAT" = code || printf '%s\n' proofs charts readme completion layouts bounds
    # A sanitizer has an allocator of its own, which cannot be replaced, and wants to be loaded first.
    nm -D "$BUILD/povcalc" 2>/dev/null | grep -q __asan_init || printf '%s\n' alloc writes library
}

# cmocka's TAP lines: "ok N - name", "not ok N - name", "not ok N # SKIP name".
count_tap() {
    awk '/^[0-9]+\.\.[0-9]+/ { sub(/.*\.\./, ""); planned += $0 }
        /^ok / { passed++ }
        /^not ok / { if (/# SKIP/) skipped++; else failed++ }
        END {
            lost = planned - passed - failed - skipped   # the program died on the way
            printf "%d passed, %d failed\n", passed, failed + (lost > 0 ? lost : 0)
        }' "$1"
}

run_one() { # NAME: output into $WORK/NAME.out, summary into $WORK/NAME.sum
    out=$WORK/$1.out
    case $1 in
    test_*)
        # shellcheck disable=SC2086 # RUNNER holds several words
        CMOCKA_MESSAGE_OUTPUT=TAP $RUNNER "$BUILD/tests/$1" >"$out" 2>&1
        status=$?
        count_tap "$out" >"$WORK/$1.sum"
        ;;
    *)
        case $1 in
        fuzz_*) find "tests/fuzz/corpus/${1#fuzz_}" data -type f -exec "$BUILD/tests/$1" {} + ;;
        cases) sh tests/run_cases.sh ${RUNNER:+--some} ;;
        *) sh "tests/check_$1.sh" ;;
        esac >"$out" 2>&1
        status=$?
        tail -n 1 "$out" | grep -E '^[0-9]+ passed, [0-9]+ failed$' >"$WORK/$1.sum" ||
            echo '0 passed, 1 failed' >"$WORK/$1.sum"
        ;;
    esac
    if [ "$status" -ne 0 ] && grep -q ' 0 failed' "$WORK/$1.sum"; then
        echo "status $status, though no test failed" >>"$out"
        sed 's/ 0 failed/ 1 failed/' "$WORK/$1.sum" >"$out.sum" && mv "$out.sum" "$WORK/$1.sum"
    fi
}

if [ "${1:-}" = --one ]; then
    start=$(date +%s)
    run_one "$2"
    echo $(($(date +%s) - start)) >"$WORK/$2.took"
    exit 0
fi

WORK=$(mktemp -d) || exit 2
export WORK
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM

list >"$WORK/list"
xargs -P "$JOBS" -n 1 sh "$0" --one <"$WORK/list"

passed=0 failed=0
while read -r name; do
    read -r ok _ bad _ <"$WORK/$name.sum"
    passed=$((passed + ok)) failed=$((failed + bad))
    if [ "$bad" -eq 0 ]; then
        printf '%-20s %5d ok (%d s)\n' "$name" "$ok" "$(cat "$WORK/$name.took")"
        grep '^left out: ' "$WORK/$name.out" || true
    else
        sed '$ { /passed, .* failed$/d; }' "$WORK/$name.out"
        printf '%-20s %5d ok, %d FAILED\n' "$name" "$ok" "$bad"
    fi
done <"$WORK/list"
echo "$passed passed, $failed failed"
test "$failed" -eq 0
