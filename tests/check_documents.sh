#!/bin/sh
# Documents against the program: JSON output against its schema, manual pages against the formatters and against --help.
set -u
. tests/support/tally.sh
: "${PYTHON:=python3}"

# A check that had nothing to look at is no "yes", so its status is 2; it prints what it found all the same.
# What is printed is kept, and looked at by one validator, which takes longer to start than to look.
printed=0
: >"$work/printed"
json() { # ARGUMENTS…: what is printed keeps the schema, and the status is 0 or 1
    "$BUILD/povcalc" "$@" >"$work/out.json" 2>"$work/err" </dev/null
    status=$?
    test $status -le 1 ||
        { test "$1:$status" = check:2 && grep -qE '(nothing could be checked|không kiểm tra được gì)$' "$work/err"; }
    count $? "povcalc $*: status $status" || cat "$work/err"
    printed=$((printed + 1))
    mv "$work/out.json" "$work/printed.$printed.json"
    echo "povcalc $*" >>"$work/printed"
}

validate() { # all that was kept
    "$PYTHON" tests/support/validate_json.py docs/report.schema.json "$work"/printed.*.json >"$work/said" 2>&1
    status=$?
    test $status -eq 0 || { test $status -eq 1 && ! grep -vqF "$work/printed." "$work/said"; }
    count $? 'validate_json.py' || cat "$work/said"
    number=0
    while read -r what; do
        number=$((number + 1))
        grep -F "/printed.$number.json: " "$work/said" >"$work/log"
        test ! -s "$work/log"
        count $? "$what" || cat "$work/log"
    done <"$work/printed"
}

# Plans of data/, and every plan that a case reads. One that is refused with its place prints nothing to look at.
unpack_cases
for command in rates targets check; do
    for plan in data/*.csv "$cases/$command"/*/*.csv; do
        case $plan in *_deprivation.csv | *'*'*) continue ;; esac
        "$BUILD/povcalc" "$command" --format json "$plan" >"$work/out.json" 2>"$work/err"
        if test $? -eq 2 && grep -qF "$cases" "$work/err" && ! grep -q 'nothing could be checked$' "$work/err"; then
            test ! -s "$work/out.json"
            count $? "povcalc $command $plan: refused, and printed"
        else
            json "$command" --format json "$plan"
        fi
    done
done
# Every option of every command that writes JSON (check_alloc.sh sees to it that there is a line for each).
commands alloc fault | grep -e '--format json.* tests/support/options/' >"$work/commands"
test "$(wc -l <"$work/commands")" -ge 10
count $? "lines with options in tests/support/commands.txt"
while read -r arguments; do
    # shellcheck disable=SC2086 # a line holds several arguments
    json $arguments
done <"$work/commands"
for standard in data/standards/*.json; do
    expect "$standard" "$PYTHON" tests/support/validate_json.py docs/standard.schema.json "$standard"
done
for arguments in standards 'standards vn-2022' "survey $cases/survey/counts/in.csv" \
    "survey --measure deprivation $cases/survey/counts/in.csv" 'deprivation data/haihau_2022_deprivation.csv' \
    "rollup $cases/rollup/deprivation/in.csv" "rollup $cases/rollup/levels/in.csv" \
    'progress data/daknong_2023.csv data/daknong_2024.csv' \
    'trend data/huongxuan_2025.csv data/daknong_2023.csv data/daknong_2024.csv'; do
    # shellcheck disable=SC2086 # several words
    json $arguments --format json
done
validate

# The manual: what formatters think of it, whether whatis finds it, and whether the pages that it names are there.
$MAKE BUILD="$BUILD" man >"$work/log" 2>&1 || cat "$work/log"
pages=$BUILD/man
quiet() { # true when the command complains of nothing
    "$@" 2>"$work/said" >/dev/null && test ! -s "$work/said" || { cat "$work/said"; false; }
}
lint() { # pages in Vietnamese have their sections' names translated
    mandoc -T lint -W warning "$1" | grep -vE '/vi/.*(first section is not "NAME"|outside NAME section)' >"$work/said"
    test ! -s "$work/said" || { cat "$work/said"; false; }
}
whatis_finds() {
    lexgrog "$1" >"$work/said" 2>&1 && grep -q "\"$(basename "${1%.*}") - [^ \"]" "$work/said" || { cat "$work/said"; false; }
}
for page in "$pages"/man?/* "$pages"/vi/man?/*; do
    expect "$page: mandoc" lint "$page"
    expect "$page: man" quiet env LC_ALL=C.UTF-8 MANWIDTH=80 man --warnings -E UTF-8 -Tutf8 -l "$page"
    expect "$page: whatis" whatis_finds "$page"
    sed -n 's/^\.Xr \([^ ]*\) \([1-9]\).*/\2 \1/p' "$page" | sort -u >"$work/named"
    while read -r section name; do
        expect "$page: there is no $name($section)" test -s "$pages/man$section/$name.$section"
    done <"$work/named"
done
every_option() { # COMMAND: its page has each option that its help has
    "$BUILD/povcalc" "$1" --help | sed -n 's/^ *\(-., \)\{0,1\}--\([a-z-]*\).*/\2/p' | sort >"$work/help"
    sed -n 's/^\.It .*\\fB\\-\\-\([a-z\\-]*\)\\fP.*/\1/p' "$pages/man1/povcalc-$1.1" | tr -d '\\' | sort >"$work/page"
    test -s "$work/help" && diff "$work/help" "$work/page"
}
for command in $("$BUILD/povcalc" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
    expect "$command: options of help and manual" every_option "$command"
done
closing
