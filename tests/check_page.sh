#!/bin/sh
# Pages of `--format html`: what a validator thinks of them and, where there is one, what a browser makes of a file
# whose names are markup.
set -u
. tests/support/tally.sh

valid() { # PAGE: no error and no warning either
    tidy -quiet -errors -utf8 "$1" >"$work/said" 2>&1
    test ! -s "$work/said" || { cat "$work/said"; false; }
}

unpack_cases
hostile=$cases/report/hostile/in.csv
for plan in data/daknong_2023.csv data/huongxuan_2025.csv data/langson_2024.csv data/thainguyen_2024.csv "$hostile"; do
    for language in en vi; do
        expect "povcalc report $plan" "$BUILD/povcalc" report --lang $language -o "$work/page.html" "$plan"
        expect "the page of $plan, $language" valid "$work/page.html"
    done
done
"$BUILD/povcalc" check -f html data/daknong_2023.csv data/daknong_2024.csv data/langson_2024.csv >"$work/page.html" 2>/dev/null
expect 'one page of several plans' valid "$work/page.html"
"$BUILD/povcalc" survey -f html "$cases/survey/counts/in.csv" >"$work/page.html" 2>/dev/null
expect 'a page of survey' valid "$work/page.html"
"$BUILD/povcalc" trend -q -f html data/huongxuan_2025.csv >"$work/page.html"
expect 'a page of trend' valid "$work/page.html"

elements() { # PAGE: names of the elements that the browser made of it, each once
    timeout 60 "$browser" --headless --no-sandbox --disable-gpu --user-data-dir="$work/profile" --dump-dom \
        "file://$1" 2>/dev/null >"$work/dom"
    grep -o '<[a-zA-Z][^ />]*' "$work/dom" | sort -u
}
only_known() { # no element of the hostile page that a harmless one does not have too
    comm -13 "$work/harmless" "$work/found" | grep . && return 1
    grep -q '<title>Poverty-reduction plan: &lt;script&gt;' "$work/dom"
}
browser=$(command -v chromium || command -v chromium-browser || command -v google-chrome)
if [ -n "$browser" ]; then
    "$BUILD/povcalc" report -o "$work/harmless.html" "$cases/report/sum/in.csv" 2>/dev/null
    "$BUILD/povcalc" report -o "$work/daknong.html" data/daknong_2023.csv data/daknong_2024.csv
    "$BUILD/povcalc" report -o "$work/hostile.html" "$hostile" 2>/dev/null
    { elements "$work/harmless.html"; elements "$work/daknong.html"; } | sort -u >"$work/harmless"
    elements "$work/hostile.html" >"$work/found"
    expect 'the browser shows the page' grep -q '<table' "$work/found"
    expect 'an element or a title came from data' only_known
fi
closing
