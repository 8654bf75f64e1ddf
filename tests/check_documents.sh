#!/bin/sh
# Documents against the program: JSON output against its schema, man pages against mandoc's lint.
# Closes with one line: N passed, N failed
set -u
: "${BUILD:=build}" "${PYTHON:=python3}"
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT

passed=0 failed=0
expect() { # WHAT COMMAND…
    what=$1
    shift
    if "$@" >"$work/log" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$what"
        cat "$work/log"
    fi
}

# Plans of data/, and every plan that a case reads.
for command in rates targets check; do
    for plan in data/*.csv tests/cli/"$command"/*/*.csv; do
        case $plan in *_deprivation.csv | *'*'*) continue ;; esac
        # A plan that is refused (status 2) prints nothing that could be looked at.
        "$BUILD/povcalc" "$command" --format json "$plan" >"$work/out.json" 2>/dev/null ||
            test $? -eq 1 || {
            case $plan in data/*) expect "$command $plan" false ;; esac
            continue
        }
        expect "povcalc $command --format json $plan" \
            "$PYTHON" tests/support/validate_json.py docs/report.schema.json "$work/out.json"
    done
done
for standard in data/standards/*.json; do
    expect "$standard" "$PYTHON" tests/support/validate_json.py docs/standard.schema.json "$standard"
done
for arguments in standards 'standards vn-2022' 'survey tests/cli/survey/counts/in.csv' \
    'survey --measure deprivation tests/cli/survey/counts/in.csv' 'deprivation data/haihau_2022_deprivation.csv' \
    'progress data/daknong_2023.csv data/daknong_2024.csv' \
    'trend data/huongxuan_2025.csv data/daknong_2023.csv data/daknong_2024.csv'; do
    # shellcheck disable=SC2086 # several words
    "$BUILD/povcalc" $arguments --format json >"$work/out.json" 2>/dev/null
    expect "povcalc $arguments" \
        "$PYTHON" tests/support/validate_json.py docs/report.schema.json "$work/out.json"
done
for page in docs/*.1; do
    test ! -f "$page" || expect "$page" mandoc -T lint -W warning "$page"
done
echo "$passed passed, $failed failed"
test "$failed" -eq 0
