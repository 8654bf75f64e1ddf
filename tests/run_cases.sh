#!/bin/sh
# Runs the program on the cases in tests/cli/*.cases and compares what it prints, byte by byte.
#
#     sh tests/run_cases.sh [--some] [--update] [SUBJECT | SUBJECT/CASE]…
#     sh tests/run_cases.sh --unpack FOLDER
#     sh tests/run_cases.sh --prepare FOLDER
#
# --some takes the first case of each subject. --update writes what the program prints now into the cases and
# leaves the rest of the file alone. --unpack only writes the input files, as FOLDER/SUBJECT/CASE/FILE;
# --prepare all of a case, below FOLDER/in, FOLDER/command and FOLDER/expected, and the list FOLDER/names.
# A run closes with one line: N passed, N failed
#
# A file of cases reads from top to bottom:
#
#     === name of a case: letters, digits, _ and -
#     povcalc targets in.csv         lines for the shell; $DATA is the folder data/, $SUPPORT tests/support/
#     --- in.csv                     an input file in the folder where the shell runs
#     unit,poor
#     A,1
#     --- part.csv of other_case     the same file as in a case above
#     --- stdout                     what is expected; without it: nothing
#     --- stderr                     the same
#     --- status 2                   without it: 0
#
# A text goes on to the next line that begins with "=== " or "--- ". Cases are kept apart by a blank line, which
# belongs to neither. Where a text holds what cannot be seen, "--- NAME escaped" has it as for printf's %b:
# \r, \0033, \\ for a backslash, and \c at the end when the last line has no end. A command can also make
# such a file.
#
# jq 1.7 prints a number as it was written (5.0), 1.6 as it is (5): a filter that prints such numbers ends in
# "| (.. | numbers) += 0".
set -u
: "${BUILD:=build}" "${RUNNER:=}" "${JOBS:=2}"
root=$(pwd)
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
export BUILD RUNNER

# Writes the cases of the files "$@" below $WORK: their names into names, input files below in/, the rest below
# expected/ and command/.
unpack() {
    LC_ALL=C awk '/^=== / { s = FILENAME; gsub(/.*\/|\.cases$/, "", s); print s "/" substr($0, 5) }' "$@" >"$WORK/names"
    if grep -v '^[A-Za-z0-9_]*/[A-Za-z0-9_-]*$' "$WORK/names" || sort "$WORK/names" | uniq -d | grep .; then
        echo 'run_cases: a name that no case can have, or two have' >&2
        return 1
    fi
    for folder in in expected command; do
        mkdir -p "$WORK/$folder" && (cd "$WORK/$folder" && xargs mkdir -p) <"$WORK/names"
    done
    LC_ALL=C awk -v work="$WORK" '
        function wrong(what) {
            printf "%s:%d: %s: %s\n", FILENAME, FNR, what, $0 | "cat >&2"
            exit 1
        }
        function text(path) {
            if (path in seen) wrong("twice in this case")
            seen[path]
            if (to != "") close(to)
            to = path
            printf "" >to
        }
        FNR == 1 {
            if (blank) print "" >to
            subject = FILENAME; gsub(/.*\/|\.cases$/, "", subject); name = ""; blank = 0
        }
        /^=== / {
            name = subject "/" $2
            printf "" >(work "/expected/" name "/stdout"); close(work "/expected/" name "/stdout")
            printf "" >(work "/expected/" name "/stderr"); close(work "/expected/" name "/stderr")
            print 0 >(work "/expected/" name "/status"); close(work "/expected/" name "/status")
            text(work "/command/" name "/command")
            blank = 0
            next
        }
        name == "" { if (/^#/ || /^$/) next; wrong("expected === and a name") }
        blank { print "" >to; blank = 0 }
        /^--- status [0-9]+$/ { text(work "/expected/" name "/status"); print $3 >to; to = "/dev/null"; next }
        /^--- [A-Za-z0-9._-]+( escaped)?$/ {
            text(work ($2 ~ /^std(out|err)$/ ? "/expected/" : "/in/") name "/" $2)
            if (NF == 3) print "escaped", to
            next
        }
        /^--- [A-Za-z0-9._-]+ of [A-Za-z0-9_-]+$/ {
            text(work "/in/" name "/" $2)
            if (!((work "/in/" subject "/" $4 "/" $2) in seen)) wrong("no such file above")
            print "same", to, work "/in/" subject "/" $4 "/" $2
            to = "/dev/null"
            next
        }
        /^(===|---)/ { wrong("expected \"=== NAME\", \"--- NAME\" or \"--- status N\"") }
        /^$/ { blank = 1; next }    # it may be the one before a case
        { print >to }
        END { if (blank && to != "") print "" >to }' "$@" >"$WORK/rest" || return 1
    while read -r kind path from; do
        if [ "$kind" = same ]; then
            cp "$from" "$path"
        else
            content=$(cat "$path" && echo .)
            printf %b "${content%.}" >"$path"
        fi
    done <"$WORK/rest"
}

run_case() { # SUBJECT/CASE: leaves stdout, stderr and status below $WORK/actual, the differences in $WORK/command
    actual=$WORK/actual/$1
    mkdir -p "$actual"
    (
        cd "$WORK/in/$1" || exit 2
        # A link, so that the names of files in the output do not depend on where this tree is.
        ln -s "$root/data" data
        unset COLUMNS NO_COLOR LANGUAGE LC_MESSAGES LC_CTYPE LANG POSIXLY_CORRECT
        PATH=$WORK/bin:$PATH DATA=data SUPPORT=$root/tests/support LC_ALL=C.UTF-8 sh "$WORK/command/$1/command" \
            >"$actual/stdout" 2>"$actual/stderr" </dev/null
        echo $? >"$actual/status"
    )
    diff -aru "$WORK/expected/$1" "$actual" >"$WORK/command/$1/difference" && rm "$WORK/command/$1/difference"
}

plain() { # FILE: can be read as it is
    LC_ALL=C awk '/[\001-\010\013-\037\177]|[ \t]$|^(===|---)/ { exit found = 1 } END { exit found }' "$1" &&
        test -z "$(tail -c 1 "$1")"
}

section() { # NAME FILE: the text of the file as a section
    test -s "$2" || return 0
    if ! tr -d '\000' <"$2" | cmp -s - "$2"; then
        echo "run_cases: $2: no text can hold a NUL; let the command print it through od" >&2
        return 1
    elif plain "$2"; then
        echo "--- $1"
        cat "$2"
    else
        echo "--- $1 escaped"
        LC_ALL=C awk '{
            gsub(/\\/, "&&")
            gsub(/\r/, "\\r")
            for (i = 1; i < 32; i++) if (i != 9) gsub(sprintf("%c", i), sprintf("\\0%03o", i))
            gsub(/\177/, "\\0177")
            if (/ $/) sub(/ $/, "\\0040")
            if (/\t$/) sub(/\t$/, "\\t")
            sub(/^=/, "\\0075")
            sub(/^-/, "\\0055")
            print
        }' "$2" | if [ -z "$(tail -c 1 "$2")" ]; then cat; else sed '$s/$/\\c/'; fi
    fi
}

update() { # FILE: with what was printed by the cases whose sections are in $WORK/new
    LC_ALL=C awk -v new="$WORK/new" '
        function put(    line) {
            if (path == "") return
            while ((getline line <path) > 0) print line
            close(path)
            path = ""
        }
        FNR == 1 { subject = FILENAME; gsub(/.*\/|\.cases$/, "", subject) }
        FILENAME == "-" { renewed[$0]; next }
        /^=== / {
            put()
            if (blank) print ""
            blank = 0
            path = subject "/" $2 in renewed ? new "/" subject "/" $2 : ""
            skip = 0
        }
        /^--- / { skip = path != "" && $2 ~ /^(stdout|stderr|status)$/ }
        blank && !skip { print ""; blank = 0 }
        /^$/ { blank = 1; next }
        !skip { print }
        END { if (path == "" && blank) print ""; put() }' - "$1" <"$WORK/renewed" >"$WORK/updated" || return 1
    cmp -s "$1" "$WORK/updated" || cat "$WORK/updated" >"$1"
}

if [ "${1:-}" = --one ]; then
    run_case "$2"
    exit 0
fi

if [ "${1:-}" = --prepare ]; then
    mkdir -p "$2" && WORK=$2 && unpack tests/cli/*.cases
    exit
fi

some='' rewrite='' unpack_only=''
while :; do
    case ${1:-} in
    --some) some=1 ;;
    --update) rewrite=1 ;;
    --unpack) unpack_only=1 ;;
    *) break ;;
    esac
    shift
done

WORK=$(mktemp -d) || exit 2
export WORK
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM
unpack tests/cli/*.cases || exit 2
if [ -n "$unpack_only" ]; then
    mkdir -p "$1" && cp -R "$WORK/in/." "$1"
    exit
fi

mkdir "$WORK/bin"
printf '#!/bin/sh\nexec %s "%s/povcalc" "$@"\n' "$RUNNER" "$BUILD" >"$WORK/bin/povcalc"
chmod +x "$WORK/bin/povcalc"

if [ $# -gt 0 ]; then
    for name in "$@"; do
        grep -x -e "$name" -e "$name/.*" "$WORK/names" || {
            echo "run_cases: there is no case $name" >&2
            exit 2
        }
    done >"$WORK/list"
elif [ -n "$some" ]; then
    awk -F / '!seen[$1]++' "$WORK/names" >"$WORK/list"
else
    cp "$WORK/names" "$WORK/list"
fi

# Nothing in the list: nothing run, which GNU xargs would not see so by itself.
test ! -s "$WORK/list" || xargs -P "$JOBS" -n 1 sh "$0" --one <"$WORK/list"

passed=0 failed=0
while read -r case; do
    difference=$WORK/command/$case/difference
    if [ ! -e "$difference" ]; then
        passed=$((passed + 1))
    elif [ -z "$rewrite" ]; then
        sed "/^diff /d; s|^--- .*/\([a-z]*\)	.*|--- $case: \1|; /^+++ .*$(basename "$WORK")/d" "$difference"
        failed=$((failed + 1))
    else
        mkdir -p "$WORK/new/${case%/*}"
        status=$(cat "$WORK/actual/$case/status")
        {
            section stdout "$WORK/actual/$case/stdout" && section stderr "$WORK/actual/$case/stderr" || exit 2
            test "$status" -eq 0 || echo "--- status $status"
        } >"$WORK/new/$case"
        echo "$case" >>"$WORK/renewed"
        passed=$((passed + 1))
    fi
done <"$WORK/list"
for subject in "$WORK"/new/*; do
    test ! -d "$subject" || update "tests/cli/${subject##*/}.cases" || exit 2
done
echo "$passed passed, $failed failed"
test "$failed" -eq 0
