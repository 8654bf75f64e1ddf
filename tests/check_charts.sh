#!/bin/sh
# Charts as a whole: well-formed XML with a title for every mark, names that are markup elsewhere, the same bytes each
# time; and what happens when rsvg-convert, which makes PNG, is missing or misbehaves, with programs in its place.
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

for program in rsvg-convert xmllint; do
    if ! command -v $program >/dev/null; then
        count 1 "$program is not installed: make deps-test"
        closing
        exit
    fi
done
mkdir "$work/place" && cd "$work/place" || exit 2
data=$root/data

# An expression of XPath over a picture, without regard to namespaces.
find() { xmllint --xpath "$1" "$2" 2>/dev/null; }
titles() { find 'count(//*[local-name()="title"])' "$1"; }
title() { test "$(find "count(//*[local-name()='$3']/*[local-name()='title'][.=\"$2\"])" "$1")" = 1; }

# ---- what is in a picture; the figures are those of the document, see the data ----

povcalc targets -f svg "$data/daknong_2023.csv" >bars.svg
is 'bars are XML' xmllint --noout bars.svg
is 'bars: a title for each of 9 units twice, and one for all' [ "$(titles bars.svg)" = 19 ]
is 'bars: a baseline' title bars.svg 'Tuy Đức, Baseline: 30.78%' rect
is 'bars: what is left' title bars.svg 'Tuy Đức, Remaining by the plan: 19.50%' rect
is 'bars: what it is' title bars.svg 'Đắk Nông, plan for 2023: poor households and targets' svg
is 'bars: a figure to read' [ "$(find 'count(//*[local-name()="text"][.="30.78"])' bars.svg)" = 1 ]
is 'nothing but shapes, text and style' [ "$(xmllint --xpath '//*' bars.svg | grep -o '<[a-z][a-z]*' | sort -u | tr '\n' ' ')" = \
    '<g <line <rect <style <svg <text <title ' ]
is 'dark where the reader is' grep -qF '@media screen and (prefers-color-scheme:dark)' bars.svg
povcalc progress --fail-on never --lang vi -f svg "$data/daknong_2023.csv" "$data/daknong_2024.csv" >progress.svg
is 'progress is XML' xmllint --noout progress.svg
is 'progress: where a unit began' title progress.svg 'Đắk Nông, Hiện trạng: 7,97%' circle
is 'progress: where it was to be' title progress.svg 'Đắk Nông, Kế hoạch: 4,97%' path
is 'progress: where it is' title progress.svg 'Đắk Nông, Thực tế: 5,18%' circle
is 'progress: no mark for what is not known' [ "$(titles progress.svg)" = 20 ] # 9 twice, 1, and all
povcalc trend -q -f svg "$data/huongxuan_2025.csv" >trend.svg
is 'trend is XML' xmllint --noout trend.svg
is 'trend: six years' [ "$(find 'count(//*[local-name()="circle"]/*)' trend.svg)" = 6 ]
is 'trend: a year' title trend.svg 'Hương Xuân, 2016: 12.04%' circle
is 'trend: four pieces of line, none over the break' [ "$(find 'count(//*[@stroke-width="2.2"])' trend.svg)" = 4 ]
is 'trend: the break is said' grep -qF '>new standard</text>' trend.svg
povcalc deprivation --lang vi -f svg "$data/haihau_2022_deprivation.csv" >access.svg
is 'access is XML' xmllint --noout access.svg
is 'access: a target' title access.svg 'Nguồn nước sinh hoạt (Hộ nghèo và cận nghèo), Mục tiêu: 90%' rect
povcalc rates -q -f svg "$data/thainguyen_2024.csv" >nothing.svg
is 'no figures: a sentence' grep -qF '>Nothing to show.</text>' nothing.svg
{
    echo unit,year,poor_rate
    seq 3000 | awk '{ printf "Xã %d,2022,%d.%02d\n", $1, $1 / 100, $1 % 100 }'
} >many.csv
povcalc rates --lang vi -f svg many.csv >many.svg
is 'many: 24 bars' [ "$(titles many.svg)" = 25 ]
is 'many: the highest' title many.svg 'Xã 3000: 30,00%' rect
is 'many: how many there are' grep -qF '>24 nơi cao nhất trong số 3.000</text>' many.svg
povcalc rates -o two-files.svg "$data/daknong_2023.csv" "$data/langson_2024.csv"
is 'two files in one picture' [ "$status" -eq 2 ]
is 'two files: no picture is left' [ ! -e two-files.svg ]
povcalc check -o check.svg "$data/daknong_2023.csv"
is 'check has no chart' [ "$status" -eq 2 ]
is 'check: said so' grep -q 'check does not write svg' "$work/err"

# ---- a page ----

{
    echo unit,parent,year,poor_rate,target_year,remaining_rate
    printf '%s,2022,%s,2023,%s\n' T, 3 2 A,T 2 1 B,T 4 3
} >planned.csv
{
    echo unit,parent,year,poor_rate
    printf '%s,2023,%s\n' T, 2.2 A,T 1.2 B,T 3.2
} >reached.csv
povcalc report -o page.html planned.csv reached.csv
is 'a page: each chart for a broad screen and a slim one' [ "$(grep -c '<svg ' page.html)" -eq 4 ]
for n in 1 2 3 4; do # as XML each
    awk -v n=$n '/<svg /{ s++ } s == n; /<\/svg>/{ if (s == n) exit }' page.html | xmllint --noout - 2>"$work/err"
    is "a page: chart $n is XML" [ $? -eq 0 ]
done

# ---- names ----

long=$(printf 'x%.0s' $(seq 200))
# as CSV has them, a line each; and as XML says them
cat >names.csv <<'END'
"<b>&amp;</b>"
"</title></svg><script>alert(1)</script>"
"]]><!-- & -->"
"id=""x"" href='#y'"
"{/Symbol a} %d \n @x"
END
cat >names.xml <<'END'
&lt;b&gt;&amp;amp;&lt;/b&gt;
&lt;/title&gt;&lt;/svg&gt;&lt;script&gt;alert(1)&lt;/script&gt;
]]&gt;&lt;!-- &amp; --&gt;
id=&quot;x&quot; href=&#39;#y&#39;
{/Symbol a} %d \n @x
right\u202eleft
END
{
    echo unit,parent,year,poor_rate,target_year,remaining_rate
    sed 's/$/,,2022,20,2023,10/' names.csv
    printf '"right\342\200\256left",,2022,9,2023,8\n'
    echo "$long,,2022,9,2023,8"
} >plan.csv
povcalc targets -o names.svg plan.csv
is 'hostile names: status' [ "$status" -eq 0 ]
is 'hostile names are XML' xmllint --noout names.svg
while IFS= read -r name; do
    is "the picture lacks the name $name" grep -qF "<title>$name, Baseline: " names.svg
done <names.xml
is 'a long name is shortened' grep -q '>x*…</text>' names.svg
is 'a long name is whole in the title' title names.svg "$long, Baseline: 9%" rect
{
    echo unit,year,poor_rate
    sed 's/$/,2023,11/' names.csv
} >result.csv
for command in 'trend plan.csv' 'progress --fail-on never plan.csv result.csv'; do
    # shellcheck disable=SC2086 # several arguments
    povcalc $command -q -f svg >other.svg
    is "hostile names are XML: $command" xmllint --noout other.svg
    is "hostile names: no element of theirs: $command" [ "$(find 'count(//*[local-name()="script" or local-name()="b"])' other.svg)" = 0 ]
done

# ---- the same input, the same bytes ----

LC_ALL=C LANG=vi_VN TZ=Asia/Saigon povcalc targets --lang en -f svg "$data/daknong_2023.csv" >two.svg
is 'SVG: the same bytes' cmp -s bars.svg two.svg
povcalc targets -o one.png "$data/daknong_2023.csv"
is 'PNG: status' [ "$status" -eq 0 ]
povcalc targets -f png "$data/daknong_2023.csv" >two.png
is 'PNG: the same bytes' cmp -s one.png two.png
is 'PNG is no PNG' [ "$(head -c 4 one.png | od -An -tx1 | tr -d ' ')" = 89504e47 ]
povcalc targets -f png "$data/daknong_2023.csv" >&- # and rsvg-convert gets its own streams all the same
is 'PNG into a closed stream: status' [ "$status" -eq 2 ]
"$BUILD/povcalc" targets -o closed.png "$data/daknong_2023.csv" <&- >&- 2>&-
is 'PNG without streams' cmp -s one.png closed.png

if command -v script >/dev/null; then
    script -qec "'$BUILD/povcalc' targets -f png '$data/daknong_2023.csv'" /dev/null >terminal 2>&1 </dev/null
    is 'PNG to a terminal is refused' grep -q 'a terminal cannot show a picture' terminal
fi

# ---- rsvg-convert missing, or not itself ----

mkdir "$work/none" "$work/bin"
PATH=$work/none povcalc targets -o missing.png "$data/daknong_2023.csv"
is 'rsvg-convert missing: status' [ "$status" -eq 2 ]
is 'rsvg-convert missing: message' grep -q 'rsvg-convert, which makes a PNG of a chart, is not installed' "$work/err"
is 'rsvg-convert missing: hint' grep -q 'librsvg2-bin' "$work/err"
is 'rsvg-convert missing: no picture is left' [ ! -e missing.png ]
PATH=$work/none povcalc targets --lang vi -o missing.png "$data/daknong_2023.csv"
is 'rsvg-convert missing, in Vietnamese' grep -q 'chưa cài đặt rsvg-convert' "$work/err"

in_its_place() { # SCRIPT WANTED-MESSAGE
    printf '#!/bin/sh\n%s\n' "$1" >"$work/bin/rsvg-convert"
    chmod +x "$work/bin/rsvg-convert"
    PATH=$work/bin:$PATH povcalc targets -o other.png "$data/daknong_2023.csv"
    is "with '$1': status $status" [ "$status" -eq 2 ]
    is "with '$1': message" grep -qF "$2" "$work/err"
    is "with '$1': no picture is left" [ ! -e other.png ]
}
in_its_place 'cat >/dev/null; echo "no such font" >&2; exit 1' 'rsvg-convert failed: no such font'
in_its_place 'exit 0' 'rsvg-convert gave no whole picture'
in_its_place 'kill -9 $$' 'rsvg-convert was ended by signal 9'
in_its_place 'head -c 1000 '"$PWD/one.png" 'rsvg-convert gave no whole picture'
printf '#!/bin/sh\nseq 100000 >&2; cat %s\n' "$PWD/one.png" >"$work/bin/rsvg-convert"
(trap '' CHLD; PATH=$work/bin:$PATH "$BUILD/povcalc" targets -o other.png "$data/daknong_2023.csv") 2>"$work/err"
is 'with many messages, and children that are not waited for' cmp -s one.png other.png

# ---- memory ----

if ! nm -D "$BUILD/povcalc" 2>/dev/null | grep -q __asan_init; then
    cd "$root" || exit 2
    for arguments in 'targets --format svg data/daknong_2023.csv' 'trend -q --format svg data/huongxuan_2025.csv'; do
        # shellcheck disable=SC2086 # several arguments
        sh tests/check_alloc.sh $arguments >"$work/err" 2>&1
        is "povcalc $arguments, when memory fails" [ $? -eq 0 ]
    done
fi

closing
