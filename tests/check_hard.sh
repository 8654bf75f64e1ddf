#!/bin/sh
# Awkward files, each with its stated outcome: those of tests/hard/files.txt, and those that are too large, or no files
# at all. Nothing here may take long or much memory.
set -u
. tests/support/tally.sh
list=$root/tests/hard/files.txt
cd "$work" || exit 2
printf 'unit,poor,remaining_poor\nA,10,5\n' >plan.csv
printf 'unit,year,poor,target_year,remaining_poor\nA,2022,10,2023,5\n' >dated.csv
printf 'unit,year,poor\nA,2023,5\nB,2023,5\n' >result.csv

judge() { # WHAT STATUS WANTED-STATUS SAID WANTED
    test "$2" -eq "$3" && test "$4" = "$5"
    count $? "$1" || printf '  expected status %s: %s\n  found status    %s: %s\n' "$3" "$5" "$2" "$4"
}

run() { # KIND FILE: output into `out` and `err`
    case $1 in
    plan) "$BUILD/povcalc" targets --format csv "$2" ;;
    deprivation) "$BUILD/povcalc" deprivation --format csv "$2" ;;
    households) "$BUILD/povcalc" survey -q --jobs 2 --format csv "$2" ;;
    standard) "$BUILD/povcalc" standards --format csv "$2" ;;
    map) "$BUILD/povcalc" progress -q --format csv --map "$2" dated.csv result.csv ;;
    esac >out 2>err
}

said() { # FILE STATUS: the error after the file's name, or how many rows there are
    if [ "$2" -eq 0 ]; then
        echo "$(sed 1d out | wc -l | tr -d ' ') rows"
    else
        head -n 1 err | cut -c "$((${#1} + 10))-"
    fi
}

file() { # KIND FILE STATUS SAID
    run "$1" "$2"
    status=$?
    judge "$1 $2" $status "$3" "$(said "$2" $status)" "$4"
}

while IFS= read -r line; do
    case $line in '#'*) continue ;; esac
    kind=${line%% | *} rest=${line#* | }
    name=${rest%% | *} rest=${rest#* | }
    status=${rest%% | *} rest=${rest#* | }
    wanted=${rest%% | *} bytes=${rest#* | }
    test "$kind" != standard || name=$name.json
    # shellcheck disable=SC2059 # the bytes are a format, for the sake of \0
    printf "$bytes" >"$name"
    file "$kind" "$name" "$status" "$wanted"
done <"$list"

# ---- too large to be kept here ----

repeat() { # COUNT TEXT: so many lines of it
    awk -v n="$1" -v text="$2" 'BEGIN { for (i = 0; i < n; i++) print text }'
}

repeat 10000 x | tr '\n' , >many_columns
file plan many_columns 2 ':1: a row of more than 1000 cells'
{ printf 'unit,poor\n' && repeat 100000 A | tr -d '\n' && echo ,5; } >long_name
file plan long_name 0 '1 rows'
{ printf 'unit,poor\n' && repeat 1000000 '' && echo A,5; } >empty_rows
file plan empty_rows 0 '1 rows'
{ printf 'unit,poor\n' && repeat 100000 , ; } >empty_cells
file plan empty_cells 0 '0 rows'
{ printf 'province,area,members,b1,b2\n' && repeat 1000000 '' && echo A,rural,5,140,30; } >empty_households
file households empty_households 0 '3 rows'
repeat 100000 '[' | tr -d '\n' >deep.json
file standard deep.json 2 ':1: not JSON from here on'

# ---- a gigabyte that is refused after a megabyte: 96 MiB of address space must do ----

# shellcheck disable=SC3045 # dash has ulimit -v, so do bash and busybox
gigabyte() { # START KIND: so many bytes of x after it
    { printf '%s' "$1" && head -c 1073741824 /dev/zero | tr '\0' x; } 2>/dev/null |
        (ulimit -v "$((96 * 1024))" && run "$2" -)
}

# Address sanitizers need terabytes of addresses, and do without the limit.
nm -D "$BUILD/povcalc" 2>/dev/null | grep -q __asan_init && ulimit() { :; }
large() { # KIND START SAID
    gigabyte "$2" "$1"
    status=$?
    judge "$1, a line of 1 GiB" $status 2 "$(head -n 1 err)" "povcalc: -:$3"
}
large plan 'unit,poor
A,' '2: a row longer than 1 MiB'
large plan 'unit,poor
"A,' '2: a row longer than 1 MiB'
large plan 'unit,' '1: a row longer than 1 MiB'
large deprivation 'unit,indicator,deprived
"' '2: a row longer than 1 MiB'
large households 'province,area,members,b1,b2
"' '2: a row longer than 256 KiB'
large households 'province,area,members,b1,b2
A,' '2: a row longer than 256 KiB'

# ---- no files ----

mkdir folder
file plan folder 2 ': this is a folder, not a file'
file deprivation folder 2 ': this is a folder, not a file'
file households folder 2 ': this is a folder, not a file'
file map folder 2 ': cannot be read: Is a directory'
file plan nothing.csv 2 ': cannot be opened: No such file or directory'
file plan plan.csv/x 2 ': cannot be opened: Not a directory'
file plan /dev/null 2 ': the file is empty: expected a header'
file households /dev/null 2 ': the file is empty'
file plan /dev/zero 2 ':1: a row longer than 1 MiB'
file households /dev/zero 2 ':1: a row longer than 256 KiB'
cp plan.csv locked
chmod 000 locked
if [ ! -r locked ]; then # root may read everything
    file plan locked 2 ': cannot be opened: Permission denied'
fi

# A pipe that hands out a few bytes at a time.
mkfifo pipe
for kind in plan households; do
    case $kind in
    plan) text='unit,poor:A,5:B,6:' rows=2 ;;
    households) text='province,area,members,b1,b2:A,rural,5,140,30:' rows=3 ;;
    esac
    {
        exec >pipe
        echo "$text" | tr ':' '\n' | while IFS= read -r line; do
            printf '%s' "${line%?}" && printf '%s\n' "${line#"${line%?}"}"
        done
    } &
    file $kind pipe 0 "$rows rows"
    wait
done

closing
