#!/bin/sh
# povcalc survey beside what people would use otherwise: households, poor and near-poor households per province.
#
#     ROWS=1000000 RUNS=5 sh tests/bench/survey.sh POVCALC GENERATOR LIBCSV
#
# Whoever is installed takes part: duckdb (DUCKDB="command that reads SQL"), polars (python3), sqlite3, miller, mawk;
# datamash cannot classify, and does only the counting of rows. All must give the same counts. The runs go round by
# round, so that a busy moment meets all; a table of medians and of ratios to povcalc's median closes.
set -u
: "${ROWS:=1000000}" "${RUNS:=5}" "${DUCKDB:=duckdb}"
povcalc=$1 generator=$2 libcsv=$3
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
file=$work/households.csv
"$generator" "$ROWS" plain >"$file" || exit 2
"$generator" "$ROWS" quoted >"$work/quoted.csv" || exit 2

lacks='employment+dependants+nutrition+health_insurance+adult_education+child_schooling+housing_quality+housing_area+water+sanitation+telecom+information_access'
query="select province, count(*), sum(case when low and lacks >= 3 then 1 else 0 end),
    sum(case when low and lacks < 3 then 1 else 0 end)
    from (select province, cast(income_per_capita_vnd as integer) <= case area when 'urban' then 2000000
    else 1500000 end as low, $lacks as lacks from households) t group by province order by province"
threads='set threads to 2'

# Each prints PROVINCE,HOUSEHOLDS,POOR,NEAR_POOR in any order.
povcalc_2() { "$povcalc" survey --jobs 2 --by province --format csv "$file" | plan; }
povcalc_1() { "$povcalc" survey --jobs 1 --by province --format csv "$file" | plan; }
povcalc_quoted() { "$povcalc" survey --jobs 2 --by province --format csv "$work/quoted.csv" | plan; }
plan() { awk -F, '$4 == "all" { print $1 "," $7 "," $8 "," $10 }'; }
duckdb_2() {
    echo "$threads; copy (with households as (from read_csv('$file')) $query) to '$work/duckdb.csv' (header false);" |
        $DUCKDB >/dev/null && cat "$work/duckdb.csv"
}
duckdb_quoted() {
    echo "$threads; copy (with households as (from read_csv('$work/quoted.csv')) $query) to '$work/duckdb.csv' (header false);" |
        $DUCKDB >/dev/null && cat "$work/duckdb.csv"
}
polars_2() { POLARS_MAX_THREADS=2 ${POLARS:-python3 "$work/polars.py"} "$file"; }
polars_quoted() { POLARS_MAX_THREADS=2 ${POLARS:-python3 "$work/polars.py"} "$work/quoted.csv"; }
sqlite() {
    printf '.mode csv\n.import %s households\n%s;\n' "$file" "$query" | sqlite3 -batch :memory: |
        tr -d '"\r'
}
miller() {
    mlr --icsv --ocsv --headerless-csv-output --quote-original 2>/dev/null </dev/null >/dev/null
    mlr --icsv --ocsv --headerless-csv-output put -q '
        num low = $income_per_capita_vnd <= ($area == "urban" ? 2000000 : 1500000) ? 1 : 0;
        num lacks = $employment + $dependants + $nutrition + $health_insurance + $adult_education + $child_schooling
            + $housing_quality + $housing_area + $water + $sanitation + $telecom + $information_access;
        @all[$province] += 1;
        @poor[$province] += low == 1 && lacks >= 3 ? 1 : 0;
        @near[$province] += low == 1 && lacks < 3 ? 1 : 0;
        end { emit (@all, @poor, @near), "province" }' "$file"
}
mawk_1() {
    mawk -F, 'NR > 1 {
            all[$2]++
            if ($8 <= ($5 == "urban" ? 2000000 : 1500000)) {
                if ($9 + $10 + $11 + $12 + $13 + $14 + $15 + $16 + $17 + $18 + $19 + $20 >= 3) poor[$2]++
                else near[$2]++
            }
        }
        END { for (p in all) print p "," all[p] "," poor[p] + 0 "," near[p] + 0 }' "$file"
}
datamash_rows() { datamash -t, -H -g province count province <"$file" >/dev/null; }
libcsv_2() { "$libcsv" "$file" 2 >/dev/null; }
libcsv_1() { "$libcsv" "$file" 1 >/dev/null; }
wc_l() { wc -l "$file" >/dev/null; }
read_only() { cat "$file" >/dev/null; }

cat >"$work/polars.py" <<'PYTHON'
import sys, polars as pl
lacks = sum(pl.col(c) for c in """employment dependants nutrition health_insurance adult_education child_schooling
    housing_quality housing_area water sanitation telecom information_access""".split())
low = pl.col("income_per_capita_vnd") <= pl.when(pl.col("area") == "urban").then(2000000).otherwise(1500000)
print((pl.scan_csv(sys.argv[1]).group_by("province").agg(pl.len(), (low & (lacks >= 3)).sum().alias("poor"),
    (low & (lacks < 3)).sum().alias("near")).collect()).write_csv(include_header=False), end="")
PYTHON

peers='povcalc_2 povcalc_1 povcalc_quoted'
echo 'select 1;' | $DUCKDB >/dev/null 2>&1 && peers="$peers duckdb_2 duckdb_quoted"
{ test -n "${POLARS:-}" || python3 -c 'import polars' 2>/dev/null; } && peers="$peers polars_2 polars_quoted"
command -v mawk >/dev/null && peers="$peers mawk_1"
test -z "${SLOW:-}" || {
    command -v sqlite3 >/dev/null && peers="$peers sqlite"
    command -v mlr >/dev/null && peers="$peers miller"
}
others='libcsv_1 libcsv_2 wc_l read_only'
command -v datamash >/dev/null && test -n "${SLOW:-}" && others="$others datamash_rows"

povcalc_1 | LC_ALL=C sort >"$work/expected"
test "$(awk -F, '{ all += $2 } END { print all }' "$work/expected")" = "$ROWS" || { echo "survey.sh: rows are lost"; exit 1; }
for peer in $peers; do
    $peer | LC_ALL=C sort >"$work/counts"
    cmp -s "$work/expected" "$work/counts" || { echo "survey.sh: $peer gives other counts"; diff "$work/expected" "$work/counts" | head -5; exit 1; }
done

round=0
while [ "$round" -lt "$RUNS" ]; do
    round=$((round + 1))
    for one in $peers $others; do
        start=$(date +%s%N)
        $one >/dev/null
        echo "$one $((($(date +%s%N) - start) / 1000))"
    done
done | sort -k1,1 -k2,2n | awk -v runs="$RUNS" '
    { took[$1, ++n[$1]] = $2; if (n[$1] == 1) order[++all] = $1 }
    function median(name) { return took[name, int((runs + 1) / 2)] }
    END {
        printf "%-16s %10s %8s\n", "", "median ms", "ratio"
        for (i = 1; i <= all; i++) for (j = i + 1; j <= all; j++)
            if (median(order[j]) < median(order[i])) { t = order[i]; order[i] = order[j]; order[j] = t }
        for (i = 1; i <= all; i++)
            printf "%-16s %10.1f %8.2f\n", order[i], median(order[i]) / 1000, median(order[i]) / median("povcalc_2")
    }'
