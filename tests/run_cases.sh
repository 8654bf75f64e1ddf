#!/bin/sh
# Runs the program on the cases in tests/cli and compares what it prints, exactly.
#
#     sh tests/run_cases.sh [--some] [--update] [COMMAND/CASE…]
#
# A case is a folder tests/cli/COMMAND/CASE with the files
#     cmd    one line for the shell; "povcalc" is the program, $DATA the folder data/, $SUPPORT tests/support
#     out    expected standard output; no file: nothing
#     err    expected standard error; no file: nothing
#     exit   expected exit status; no file: 0
# and any input of its own. It runs in a copy of that folder. --update writes the expected files anew; --some
# takes the first case of each command. Closes with one line: N passed, N failed
set -u
: "${BUILD:=build}" "${RUNNER:=}" "${JOBS:=2}"
root=$(pwd)
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
export BUILD RUNNER

run_case() { # COMMAND/CASE: leaves out, err and exit in $WORK/COMMAND/CASE
    actual=$WORK/$1
    place=$WORK/place/$1
    mkdir -p "$actual" "${place%/*}" && cp -R "tests/cli/$1" "$place" || exit 2
    (
        cd "$place" || exit 2
        rm -f cmd out err exit
        # A link, so that the names of files in the output do not depend on where this tree stands.
        ln -s "$root/data" data
        unset COLUMNS NO_COLOR LANGUAGE LC_MESSAGES LC_CTYPE LANG POSIXLY_CORRECT
        PATH=$WORK/bin:$PATH DATA=data SUPPORT=$root/tests/support LC_ALL=C.UTF-8 sh "$root/tests/cli/$1/cmd" \
            >"$actual/out" 2>"$actual/err" </dev/null
        echo $? >"$actual/exit"
    )
    rm -rf "$place"
}

differs() { # COMMAND/CASE: prints the differences; true when there are any
    found=1
    for file in out err exit; do
        expected=tests/cli/$1/$file
        if [ ! -e "$expected" ]; then
            expected=/dev/null
            test "$file" = exit && expected=$WORK/zero
        fi
        if ! cmp -s "$expected" "$WORK/$1/$file"; then
            diff -u "$expected" "$WORK/$1/$file" | sed "1s|.*|--- $1: $file|; 2d"
            found=0
        fi
    done
    return $found
}

update() { # COMMAND/CASE
    for file in out err exit; do
        if [ -s "$WORK/$1/$file" ] && ! { [ $file = exit ] && cmp -s "$WORK/zero" "$WORK/$1/exit"; }; then
            cp "$WORK/$1/$file" "tests/cli/$1/$file"
        else
            rm -f "tests/cli/$1/$file"
        fi
    done
}

if [ "${1:-}" = --one ]; then
    run_case "$2"
    exit 0
fi

some='' rewrite=''
while :; do
    case ${1:-} in
    --some) some=1 ;;
    --update) rewrite=1 ;;
    *) break ;;
    esac
    shift
done

WORK=$(mktemp -d) || exit 2
export WORK
trap 'rm -rf "$WORK"' EXIT
trap 'exit 130' INT TERM
mkdir "$WORK/bin"
echo 0 >"$WORK/zero"
printf '#!/bin/sh\nexec %s "%s/povcalc" "$@"\n' "$RUNNER" "$BUILD" >"$WORK/bin/povcalc"
chmod +x "$WORK/bin/povcalc"

for case in tests/cli/*/*/cmd; do
    test -f "$case" || continue
    case=${case#tests/cli/}
    echo "${case%/cmd}"
done >"$WORK/all"
if [ $# -gt 0 ]; then
    printf '%s\n' "$@" >"$WORK/list"
elif [ -n "$some" ]; then
    awk -F / '!seen[$1]++' "$WORK/all" >"$WORK/list"
else
    cp "$WORK/all" "$WORK/list"
fi

# Nothing in the list: nothing run, which GNU xargs would not see so by itself.
test ! -s "$WORK/list" || xargs -P "$JOBS" -n 1 sh "$0" --one <"$WORK/list"

passed=0 failed=0
while read -r case; do
    if [ -n "$rewrite" ]; then
        update "$case"
        passed=$((passed + 1))
    elif differs "$case"; then
        failed=$((failed + 1))
    else
        passed=$((passed + 1))
    fi
done <"$WORK/list"
echo "$passed passed, $failed failed"
test "$failed" -eq 0
