#!/bin/sh
# Prints the lines and branches of src/ that were reached, from the counts that gcc leaves behind. Status 1 when
# they are fewer than docs/reliability.md promises.
#
#     sh tests/coverage.sh build/coverage
set -u
: "${LINES_LEAST:=95}" "${BRANCHES_LEAST:=90}"
find "$1/src" -name '*.gcno' | sort | while read -r notes; do
    gcov -b -n "$notes" 2>/dev/null
done | awk -v lines_least="$LINES_LEAST" -v branches_least="$BRANCHES_LEAST" '
    function part(line) { sub(/.*:/, "", line); sub(/%.*/, "", line); return line / 100 }
    function whole(line) { sub(/.* of /, "", line); return line + 0 }
    function percent(reached, all) { return all ? sprintf("%5.1f%%", 100 * reached / all) : "     -" }
    /^File / { file = $0; sub(/^File ./, "", file); sub(/.$/, "", file); wanted = file ~ /^src\/.*\.c$/ }
    !wanted { next }
    /^Lines executed/ { if (!(file in lines)) order[++files] = file; lines[file] = whole($0); hit[file] = part($0) * whole($0) }
    /^Taken at least once/ { branches[file] = whole($0); taken[file] = part($0) * whole($0) }
    END {
        printf "%-36s %16s %16s\n", "", "lines", "branches"
        for (i = 1; i <= files; i++) {
            f = order[i]
            printf "%-36s %s %9d %s %9d\n", f, percent(hit[f], lines[f]), lines[f], percent(taken[f], branches[f]), branches[f]
            all_lines += lines[f]; all_hit += hit[f]; all_branches += branches[f]; all_taken += taken[f]
        }
        printf "%-36s %s %9d %s %9d\n", "all", percent(all_hit, all_lines), all_lines, percent(all_taken, all_branches), all_branches
        if (100 * all_hit < lines_least * all_lines || 100 * all_taken < branches_least * all_branches) {
            printf "less than %d%% of the lines or %d%% of the branches\n", lines_least, branches_least
            exit 1
        }
    }'
