#!/bin/sh
# Runs the examples of the documents and compares their output with what stands there, exactly.
#
#     sh tests/check_readme.sh [FILE…]        README.md and docs/*.md when none is named
#
# An example is a fenced block that is tagged "console": lines "$ COMMAND" (continued after a backslash), each
# with its output, standard error included. A block runs in one shell, in a folder that has data/ and
# build/povcalc as this one has; docs/huong-dan.md has the files of docs/huong-dan too, and a Vietnamese locale.
# Closes with one line: N passed, N failed
set -u
: "${BUILD:=build}"
root=$(pwd)
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
test $# -gt 0 || set -- README.md docs/*.md

work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
mkdir "$work/blocks"

# One file a block, named after its document and line.
for document in "$@"; do
    test -f "$document" || continue
    awk -v folder="$work/blocks" '
        /^```console[ \t]*$/ {
            name = FILENAME
            gsub("/", "-", name)
            block = sprintf("%s/%s:%05d", folder, name, FNR)
            next
        }
        /^```/ { if (block != "") close(block); block = "" }
        block != "" { print >block }' "$document"
done

# From a block to a script that prints each command before it runs it; $? survives from one to the next.
script() {
    awk '
        function run(line) {
            printf "cat <<\"END_OF_COMMAND\"\n%s\nEND_OF_COMMAND\n", shown
            printf "(exit $last)\n%s\nlast=$?\n", line
        }
        BEGIN { print "last=0" }
        more { shown = shown "\n" $0; line = line "\n" $0; more = /\\$/; if (!more) run(line); next }
        /^\$ / { shown = $0; line = substr($0, 3); more = /\\$/; if (!more) run(line) }' "$1"
}

passed=0 failed=0
for block in "$work"/blocks/*; do
    test -f "$block" || continue
    name=${block##*/}
    place=$work/place
    mkdir -p "$place/build"
    ln -s "$root/data" "$place/data"
    ln -s "$BUILD/povcalc" "$place/build/povcalc"
    locale=LC_ALL=C.UTF-8
    case $name in
    docs-huong-dan.md:*)
        cp docs/huong-dan/* "$place"
        locale=LANG=vi_VN.UTF-8
        ;;
    esac
    script "$block" >"$work/script"
    (
        cd "$place" || exit 2
        unset COLUMNS NO_COLOR LANGUAGE LC_ALL LC_MESSAGES LC_CTYPE LANG
        export "$locale"
        PATH=$BUILD:$PATH sh "$work/script" >"$work/actual" 2>&1 </dev/null
    )
    if diff -u "$block" "$work/actual" >"$work/diff"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        sed "1s|.*|--- $name|; 2d" "$work/diff"
    fi
    rm -rf "$place"
done
echo "$passed passed, $failed failed"
test "$failed" -eq 0
