#!/bin/sh
# Runs the examples of the documents and compares their output with what is printed there, exactly.
#
#     sh tests/check_readme.sh [FILE…]        README.md and docs/*.md when none is named
#
# An example is a fenced block that is tagged "console": lines "$ COMMAND" (continued after a backslash), each
# with its output, standard error included. A block runs in one shell, in a folder that has data/ and
# build/povcalc as this one has; docs/huong-dan.md has the files of docs/huong-dan too, and a Vietnamese locale.
# README.md is for who has just cloned: its commands run in a clone with build/povcalc, and no povcalc is on the PATH.
set -u
. tests/support/tally.sh
test $# -gt 0 || set -- README.md docs/*.md

mkdir "$work/blocks"

# What is committed, as a clone has it; of a tarball what it holds.
fresh() { # FOLDER
    if git rev-parse --git-dir >/dev/null 2>&1; then
        git archive --format=tar HEAD | tar -xf - -C "$1"
    else
        cp -R README.md Makefile data docs src tests "$1"
    fi
    ln -s "$BUILD" "$1/build"
}

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

for block in "$work"/blocks/*; do
    test -f "$block" || continue
    name=${block##*/}
    place=$work/place
    mkdir -p "$place"
    locale=LC_ALL=C.UTF-8
    path=$BUILD:$PATH
    case $name in
    README.md:*)
        fresh "$place"
        path=$PATH
        ;;
    *)
        mkdir "$place/build"
        ln -s "$root/data" "$place/data"
        ln -s "$BUILD/povcalc" "$place/build/povcalc"
        ;;
    esac
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
        PATH=$path sh "$work/script" >"$work/actual" 2>&1 </dev/null
    )
    diff -u "$block" "$work/actual" >"$work/diff"
    count $? "$name" || sed 1,2d "$work/diff"
    rm -rf "$place"
done

# Other commands in README.md, and the examples of --help: where all their files are in data/, they do their work.
indented() { # DOCUMENT
    sed -n 's/^    \(\(build\/\)\{0,1\}povcalc [^|]*data\/[^|#]*\).*/\1/p' "$1"
}
helped() {
    for command in $("$BUILD/povcalc" help | sed -n '/^Commands:/,/^$/s/^  \([a-z]*\) .*/\1/p'); do
        "$BUILD/povcalc" help "$command" | sed -n '/^Usage:/q; s/^  \(povcalc [^|]*data\/[^|]*\).*/\1/p'
    done
}
done_with_it() {
    (cd "$work/examples" && PATH=$BUILD:$PATH eval "$1" >/dev/null) || test $? -eq 1
}
mkdir -p "$work/examples/build"
ln -s "$BUILD/povcalc" "$work/examples/build/povcalc"
ln -s "$root/data" "$work/examples/data"
{ indented README.md && helped; } >"$work/commands"
expect "examples are found" test "$(grep -c . "$work/commands")" -ge 20
while read -r line; do
    case $line in
    *.png*) command -v rsvg-convert >/dev/null || continue ;;
    *.xlsx*) "$BUILD/povcalc" targets -o "$work/probe.xlsx" data/daknong_2023.csv 2>/dev/null || continue ;;
    esac
    expect "$line" done_with_it "$line"
done <"$work/commands"
closing
