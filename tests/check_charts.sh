#!/bin/sh
# Charts through the real gnuplot: names that would act stay names, the user's settings change nothing; and
# what happens when gnuplot is missing or misbehaves, with programs that stand in for it.
set -u
. tests/support/tally.sh

is() { # WHAT CONDITION…: passes when the condition, a command, is true
    what=$1
    shift
    "$@"
    count $? "$what" || sed 's/^/    /; 6,$d' "$work/err"
}

povcalc() {
    "$BUILD/povcalc" "$@" 2>"$work/err" </dev/null
    status=$?
}

if ! command -v gnuplot >/dev/null; then
    count 1 'gnuplot is not installed: make deps-test'
    closing
    exit
fi

# ---- names ----

mkdir "$work/place" "$work/home" && cd "$work/place" || exit 2
long=$(printf 'x%.0s' $(seq 200))
# as CSV has them, a line each; and as an SVG says them
cat >names.csv <<'END'
"`touch pwned`"
"$(touch pwned)"
"""quotes"""
"back\slashes\"
"a_b^{c}"
"@x"
"%d %s %%"
"{/Symbol a}"
"{/*9 big}~a{.8-}"
"| touch pwned"
"'; system 'touch pwned' #"
"''; system ""touch pwned""; '"
"\n \101 \"
"<b>&amp;</b>"
"id=""x"" href=""#y"""
END
cat >names.svg <<'END'
`touch pwned`
$(touch pwned)
"quotes"
back\slashes\
a_b^{c}
@x
%d %s %%
{/Symbol a}
{/*9 big}~a{.8-}
| touch pwned
'; system 'touch pwned' #
''; system "touch pwned"; '
\n \101 \
&lt;b>&amp;amp;&lt;/b>
id="x" href="#y"
right\u200fleft
two lines
END
{
    echo unit,parent,year,poor_rate,target_year,remaining_rate
    sed 's/$/,,2022,20,2023,10/' names.csv
    printf '"right\342\200\217left",,2022,9,2023,8\n'
    printf '"two\nlines",,2022,9,2023,8\n'
    echo "$long,,2022,9,2023,8"
} >plan.csv
{
    echo unit,year,poor_rate
    head -n 8 names.csv | sed 's/$/,2021,20/'
    head -n 8 names.csv | sed 's/$/,2022,10/'
} >series.csv

povcalc targets -o bars.svg plan.csv
is 'bars of hostile names: status' [ "$status" -eq 0 ]
while IFS= read -r name; do
    is "the picture lacks the name $name" grep -qF "<text>$name</text>" bars.svg
done <names.svg
is 'a long name is not there whole' [ "$(sed -n 's|.*<text>\(x*\)</text>.*|\1|p' bars.svg | tr -dc x | wc -c)" -eq 200 ]
povcalc trend -o lines.svg series.csv
is 'lines of hostile names: status' [ "$status" -eq 0 ]
head -n 8 names.svg | while IFS= read -r name; do
    grep -qF "<text>$name</text>" lines.svg || echo "$name"
done >lost
is 'the key of the lines lacks a name' [ ! -s lost ]
povcalc targets -o bars.png plan.csv
is 'hostile names as PNG: status' [ "$status" -eq 0 ]
povcalc progress --fail-on never -o progress.svg plan.csv plan.csv
is 'progress of hostile names: status' [ "$status" -eq 0 ]
# shellcheck disable=SC2012 # names are ours
is 'a name made a file' [ "$(ls | tr '\n' ' ')" = \
    'bars.png bars.svg lines.svg lost names.csv names.svg plan.csv progress.svg series.csv ' ]

# ---- the same input, the same bytes ----

data=$root/data
povcalc targets --format svg "$data/daknong_2023.csv" >one.svg
povcalc targets --format png "$data/daknong_2023.csv" >one.png
echo 'set title "of the user"; system "touch pwned"' >"$work/home/.gnuplot"
for format in svg png; do
    HOME=$work/home GNUTERM=dumb GNUPLOT_LIB=$work/home GNUPLOT_DEFAULT_GDFONT=x LC_NUMERIC=vi_VN LANG=vi_VN \
        povcalc targets --lang en --format $format "$data/daknong_2023.csv" >two.$format
    is "$format: the user's settings change it" cmp -s one.$format two.$format
done
is 'one title, none over a line or a bar' [ "$(grep -c '<title>' one.svg)" -eq 1 ]
is "gnuplot's own title is in the picture" grep -qF '<title>Poverty-reduction targets, 2022 → 2023</title>' one.svg
is 'no version of gnuplot' [ "$(grep -ci gnuplot.[0-9] one.svg)" -eq 0 ]
is 'PNG is no PNG' [ "$(head -c 4 one.png | od -An -tx1 | tr -d ' ')" = 89504e47 ]
povcalc targets --lang vi --format svg "$data/daknong_2023.csv" >vi.svg
is 'Vietnamese: decimal comma' grep -qF '<text>7,97</text>' vi.svg
is 'Vietnamese: axis' grep -qF '<text>Tỷ lệ hộ nghèo (%)</text>' vi.svg
povcalc trend -q --format svg "$data/huongxuan_2025.csv" >trend.svg
is 'trend: the break is said' grep -qF '<text>new standard</text>' trend.svg
povcalc rates -q --format svg "$data/thainguyen_2024.csv" >nothing.svg
is 'no figures: a sentence' grep -qF '<text>Nothing to show.</text>' nothing.svg
povcalc rates -o two-files.svg "$data/daknong_2023.csv" "$data/langson_2024.csv"
is 'two files in one picture' [ "$status" -eq 2 ]
is 'two files: no picture is left' [ ! -e two-files.svg ]
povcalc check -o check.svg "$data/daknong_2023.csv"
is 'check has no chart' [ "$status" -eq 2 ]
is 'check: said so' grep -q 'there is no chart of what check shows' "$work/err"
is 'check: no picture is left' [ ! -e check.svg ]

# ---- gnuplot missing, or not itself ----

mkdir "$work/none" "$work/bin"
PATH=$work/none povcalc targets -o missing.svg "$data/daknong_2023.csv"
is 'gnuplot missing: status' [ "$status" -eq 2 ]
is 'gnuplot missing: message' grep -q 'gnuplot, which draws charts, is not installed' "$work/err"
is 'gnuplot missing: hint' grep -q 'gnuplot-nox' "$work/err"
is 'gnuplot missing: no picture is left' [ ! -e missing.svg ]
PATH=$work/none povcalc targets --lang vi -o missing.svg "$data/daknong_2023.csv"
is 'gnuplot missing, in Vietnamese' grep -q 'chưa cài đặt gnuplot' "$work/err"

stand_in() { # SCRIPT WANTED-STATUS WANTED-MESSAGE
    printf '#!/bin/sh\n%s\n' "$1" >"$work/bin/gnuplot"
    chmod +x "$work/bin/gnuplot"
    PATH=$work/bin:$PATH povcalc targets -o stand_in.svg "$data/daknong_2023.csv"
    is "with '$1': status $status, expected $2" [ "$status" -eq "$2" ]
    test -z "$3" || is "with '$1': message" grep -qF "$3" "$work/err"
    rm -f stand_in.svg
}
stand_in 'cat >/dev/null; echo "line 7: no such thing" >&2; exit 1' 2 'gnuplot failed: line 7: no such thing'
stand_in 'exit 0' 2 'gnuplot failed: it gave no reason'
stand_in 'exec <&-; sleep 0.2; exit 1' 2 'gnuplot failed: it gave no reason'
stand_in 'kill -9 $$' 2 'gnuplot was ended by signal 9'
stand_in 'cat >/dev/null; echo "<svg>half"' 2 'gnuplot gave no whole picture'
stand_in 'seq 100000 >&2; cat >/dev/null; seq 100000 | sed "s/.*/<g>/"; echo "</svg>"' 0 ''
stand_in 'echo "<svg>"; cat; echo "</svg>"' 0 ''

# ---- memory ----

# A stand-in, since gnuplot itself would take long.
if ! nm -D "$BUILD/povcalc" 2>/dev/null | grep -q __asan_init; then
    cd "$root" || exit 2
    printf '#!/bin/sh\ncat >/dev/null; echo "<svg><title>Gnuplot</title></svg>"\n' >"$work/bin/gnuplot"
    for arguments in 'targets --format svg data/daknong_2023.csv' 'trend -q --format svg data/huongxuan_2025.csv'; do
        # shellcheck disable=SC2086 # several arguments
        PATH=$work/bin:$PATH sh tests/check_alloc.sh $arguments >"$work/err" 2>&1
        is "povcalc $arguments, when memory fails" [ $? -eq 0 ]
    done
fi

closing
