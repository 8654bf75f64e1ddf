#!/bin/sh
# Looks for breaches of the rules of the house that a compiler does not see.
#
#     sh tests/check_lint.sh
set -u
. tests/support/tally.sh
: "${CC:=cc}"

code=$(find src include tests -name '*.[ch]' | sort)
sources=$(find src include -name '*.[ch]' | sort)

# Who may include whom: a folder the folders named after it, and itself.
awk '
    function folder(path) { return sub(/\/[^\/]*$/, "", path) ? path : "" }
    BEGIN {
        low = "base figure model "
        may["base"] = "base"
        may["figure"] = "base"
        may["model"] = "base figure"
        may["loader/source"] = low
        may["loader/table"] = low "loader/source loader"
        may["loader/households"] = low "loader/source loader/table loader"
        may["loader"] = low "loader/source loader/table loader/households"
        may["calculator/solve"] = low
        may["calculator/check"] = low "calculator/solve"
        may["calculator/rollup"] = low "calculator/solve"
        may["calculator"] = low "calculator/solve"
        low = low "calculator/solve calculator/check calculator/rollup calculator "
        may["output"] = low "output/table output/data output/chart output/page output/office"
        may["output/table"] = low "output"
        may["output/data"] = low "output"
        may["output/chart"] = low "output"
        may["output/page"] = low "output output/table output/chart"
        may["output/office"] = low "output output/chart"
        may["session"] = low "output output/table loader loader/source loader/table"
        may["commands"] = low "output output/table output/chart loader loader/source loader/table loader/households session"
        may["cli"] = may["commands"] " commands"
        for (name in may) may[name] = " " may[name] " " name " "
    }
    FNR == 1 {
        from = substr(folder(FILENAME), 5)
        if (!(from in may)) print FILENAME ": a folder that is not known to this check"
    }
    /^[ \t]*#[ \t]*include[ \t]*"/ {
        file = $0
        sub(/^[^"]*"/, "", file); sub(/".*/, "", file)
        to = file ~ /\// ? folder(file) : from
        if (index(may[from], " " to " ") == 0)
            print FILENAME ":" FNR ": " from " must not include \"" file "\" (" to ")"
    }' $(find src -name '*.[ch]' | sort) >"$work/found"
nothing 'include directions (see docs/architecture.md)'

# Each library is known to the files that hide it.
grep -nE '#[ \t]*include[ \t]*<(csv|cjson/cJSON|cJSON|utf8proc|iconv|xlsxwriter|zlib|expat)\.h>' $sources |
    grep -vE '^src/loader/source/csv\.c:.*<csv\.h>|^src/loader/source/encoding\.[ch]:.*<iconv\.h>|^src/loader/households/parts\.h:.*<csv\.h>|^src/loader/standard_file\.c:.*<cjson/cJSON\.h>' |
    grep -vE '^src/base/[a-z_]+\.c:.*<utf8proc\.h>|^src/output/wrap\.c:.*<utf8proc\.h>|^src/output/office/office\.h:.*<xlsxwriter\.h>|^src/output/office/package\.c:.*<zlib\.h>|^src/loader/source/zip\.h:.*<zlib\.h>|^src/loader/source/xml\.c:.*<expat\.h>' |
    grep -vE '^src/(cli|commands)/[a-z_]+\.c:.*<(csv|cjson/cJSON|utf8proc)\.h>' >"$work/found"
nothing 'a library outside the files that hide it (cli and commands may ask for versions)'

for header in $(find src include -name '*.h' ! -path 'src/output/office/*' | sort); do
    printf '#include "%s"\nextern int something;\n' "${header#*/}" |
        $CC -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc -Wall -Wextra -Wpedantic -fsyntax-only -x c - 2>&1
done >"$work/found"
nothing 'headers that do not compile alone'

# Comments and texts may name them; so cut both away first.
for file in $code; do
    awk -v name="$file" '
        {
            line = $0
            gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
            sub(/\/\/.*/, "", line)
            if (inside) { if (!sub(/^.*\*\//, "", line)) next; inside = 0 }
            while (match(line, /\/\*/)) {
                rest = substr(line, RSTART + 2)
                if ((end = index(rest, "*/")) == 0) { line = substr(line, 1, RSTART - 1); inside = 1; break }
                line = substr(line, 1, RSTART - 1) substr(rest, end + 2)
            }
            print name ":" FNR ": " line
        }' "$file"
done >"$work/bare"
# A circle of files: one calls another, which calls, perhaps through others, the first. A function or a table belongs
# to the file that defines it, at the start of a line; a file depends on those whose names it writes.
grep '^src/.*\.c:' "$work/bare" | awk '
    {
        file = $1; sub(/:.*/, "", file)
        line = $0; sub(/^[^ ]* /, "", line)
        if (line ~ /^(extern )?(const )?[a-z][a-z_0-9 \*]*[ \*]pov_[a-z0-9_]+[(\[ ]/ && line !~ /^(static|typedef|return|extern) / && (line !~ /;$/ || line ~ /=/)) {
            head = line; sub(/[(\[=].*/, "", head); sub(/ +$/, "", head); sub(/.*[ \*]/, "", head)
            home[head] = file
        }
        while (match(line, /pov_[a-z0-9_]+/)) {
            uses[file " " substr(line, RSTART, RLENGTH)] = 1
            line = substr(line, RSTART + RLENGTH)
        }
    }
    END {
        for (use in uses) {
            split(use, part, " ")
            if (part[2] in home && home[part[2]] != part[1]) print part[1], home[part[2]]
        }
    }' >"$work/edges"
tsort "$work/edges" 2>&1 >/dev/null | sed 's/^tsort: //' >"$work/found"
nothing 'circles of files'

grep -E '[^a-zA-Z0-9_](strcpy|strcat|stpcpy|sprintf|vsprintf|strtok|strtok_r|atoi|atol|atoll|atof|gets|alloca|system|popen|mktemp|tmpnam)[ ]*\(' \
    "$work/bare" >"$work/found"
nothing 'functions that are not used here'
grep -E '^src/' "$work/bare" | grep -E '[^a-zA-Z0-9_](longjmp|setjmp|abort)[ ]*\(' >"$work/found"
grep -E '^src/' "$work/bare" | grep -vE '^src/(cli|session|commands)/' | grep -E '[^a-zA-Z0-9_](exit|_exit|printf|puts|putchar|perror)[ ]*\(' >>"$work/found"
nothing 'printing or exiting below src/session'
grep -E '^src/(figure|model|calculator)/' "$work/bare" |
    grep -E '[^a-zA-Z0-9_](double|float|FILE|fopen|fprintf|strtod)([^a-zA-Z0-9_]|$)' >"$work/found"
nothing 'floating point or files in figure, model and calculator'
# A product of two figures can pass 2^63: interval.h multiplies in 128 bits. What is a figure is told by the names of
# its members and of its units. The solver's system says what bounds its own 128-bit products.
grep -E '^src/(model|loader/table|calculator|output|session|commands)/' "$work/bare" | grep -vE '\(pov_wide\)|sign \*|^src/calculator/solve/system\.c:' |
    grep -E '(POV_(HUNDRED_)?PERCENT|[^a-z_]unit|(\.|->)(value|value_high|face|face_high|low|high|households|poor|then|cut|amount)) \* |[^ ,(=] \* (POV_(HUNDRED_)?PERCENT|unit|[a-z_]+(\[[a-z]*\])?(\.|->)(value|value_high|face|face_high|low|high|households|poor|then|cut|amount))([^a-z_\[>.(]|$)' >"$work/found"
nothing 'products of figures outside interval.h (pov_multiply, pov_muldiv_*)'
# The language is a setting of the thread, as are the files of a call.
grep -E '^(src|include)/' "$work/bare" | grep -v '^src/base/translate\.c:[0-9]*: static _Thread_local pov_language language_set' |
    sed 's/^[^:]*:[0-9]*: //' |
    grep -E '^static [^(=;]*(;|=)' | grep -vE '^static (_Thread_local )?([a-z_]+ )*const ' |
    grep -vE '\* ?const [a-z_]+' >"$work/found"
nothing 'variables of a file that are not const'

text=$(find src include tests docs data .ci -type f \( -name '*.[ch]' -o -name '*.sh' -o -name '*.md' \
    -o -name '*.json' -o -name '*.csv' -o -name '*.1' -o -name run \) | grep -v '^tests/fuzz/corpus/' | sort)
text="$text Makefile $(ls README.md 2>/dev/null)"
grep -n '[[:blank:]]$' $text >"$work/found"
nothing 'blanks at the end of a line'
grep -nP '^ *\t' $code >"$work/found"
nothing 'tabs'
# Counted in characters, not in bytes; awk of mawk counts bytes, so let expand and wc do it.
LC_ALL=C.UTF-8 grep -nE '^.{101,}' $code >"$work/found"
nothing 'lines over 100 columns'
for file in $text; do
    test -z "$(tail -c 1 "$file")" || echo "$file"
done >"$work/found"
nothing 'no line break at the end of the file'

# Where a header says it, its source file may go straight to including it.
for file in $code; do
    own=${file#src/}
    head -n 1 "$file" | grep -qE '^/\*|^#include "('"${own%.c}|$(basename "$file" .c)"')\.h"$' || echo "$file"
done >"$work/found"
nothing 'files that do not open with what they are for'

{ git ls-files 2>/dev/null || ls -A | grep -vx build; } | sed 's|/.*||' | sort -u |
    grep -vxE 'Makefile|README\.md|LICENSE|src|include|tests|data|docs|\..*' >"$work/found"
nothing 'entries that do not belong at the top of the tree'

closing
