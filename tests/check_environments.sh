#!/bin/sh
# Same input, same bytes: commands in odd environments print exactly what they print in a plain one.
#
# Locales are made here, so that none has to be installed. Turkish has two letters i: names that were folded by the
# locale's rules would show.
set -u
. tests/support/tally.sh
program=$BUILD/povcalc
unpack_cases

# Full paths, since some environments are in another folder.
cat >"$work/commands" <<END
targets $root/data/daknong_2023.csv
targets --format json $root/data/langson_2024.csv
rates --format csv $root/data/huongxuan_2025.csv
check $root/data/daknong_2023.csv
check --format json --complete $root/data/daknong_2023.csv
trend $root/data/huongxuan_2025.csv
progress --unit "ĐẮK NÔNG" $root/data/daknong_2023.csv $root/data/daknong_2024.csv
allocate --reduction-pp 3 --by excess --format markdown $root/data/daknong_2023.csv
rollup --merge --format csv $root/data/daknong_2023.csv
deprivation $root/data/haihau_2022_deprivation.csv
survey --by province --year 2024 --format csv $cases/survey/counts/in.csv
standards --format json vn-2022
targets $work/turkish.csv
targets $work/none.csv
END
cat >"$work/turkish.csv" <<'END'
UNIT,LEVEL,PARENT,HOUSEHOLDS,Poor,POOR_RATE
DIYARBAKIR,PROVINCE,,300,30,10.00
Bismil,DISTRICT,Diyarbakir,100,10,10.00
Silvan,District,dIyarbakIr,200,20,10.00
END

language='--lang en'
all() { # TO [NAME=VALUE]…: runs all commands in an environment of these variables alone
    to=$1
    shift
    while read -r command; do
        eval "env -i \"\$@\" \"\$program\" $command $language" </dev/null
        echo "status $?"
    done <"$work/commands" >"$to" 2>&1
}

all "$work/plain" LC_ALL=C.UTF-8 PATH="$PATH" HOME="$work"
if ! grep -q 'Bismil' "$work/plain" || [ "$(grep -c '^status [01]$' "$work/plain")" -ne 13 ]; then
    count 1 'the plain run is not what it should be' || cat "$work/plain"
    closing
    exit
fi

same() { # WHAT [NAME=VALUE]…
    what=$1
    shift
    all "$work/odd" "$@"
    cmp -s "$work/plain" "$work/odd"
    count $? "$what: $(diff "$work/plain" "$work/odd" | head -n 5)"
}

mkdir "$work/locales"
for name in vi_VN tr_TR; do
    localedef -i $name -f UTF-8 "$work/locales/$name.UTF-8" >/dev/null 2>&1 ||
        echo "environments: $name.UTF-8 cannot be made here, so only its name is tried"
    same "locale $name.UTF-8" LOCPATH="$work/locales" LC_ALL=$name.UTF-8
done
same 'locale C' LC_ALL=C
same 'no variable at all'
same 'a locale that does not exist' LC_ALL=xx_YY.KOI8-Z LANGUAGE=xx:yy
same 'a time zone of 14 hours' TZ=Pacific/Kiritimati
same 'a time zone that does not exist' TZ=:nowhere/at.all
same 'no home, no path, no terminal' HOME=/nonexistent PATH= TERM=
same 'a terminal of one column' COLUMNS=1 LINES=1 TERM=dumb
same 'memory that is filled with rubbish' MALLOC_PERTURB_=165
same 'memory from the system for each piece' MALLOC_MMAP_THRESHOLD_=1 MALLOC_TOP_PAD_=0

prepared() { # WHAT PREPARATION: a shell that did this runs all commands
    (eval "$2" && all "$work/odd" LC_ALL=C.UTF-8)
    cmp -s "$work/plain" "$work/odd"
    count $? "$1: $(diff "$work/plain" "$work/odd" | head -n 5)"
}
prepared 'umask 077' 'umask 077'
prepared 'umask 000' 'umask 000'
prepared 'few files at once' 'ulimit -n 20'
# Nobody can write there, not even root.
test ! -d /proc/self || prepared 'a folder that cannot be written to' 'cd /proc/self'
prepared 'a folder that is gone' 'mkdir "$work/gone" && cd "$work/gone" && rmdir "$work/gone"'

# Of a locale the language counts, and nothing else: it is that of --lang.
language=
for name in tr_TR.UTF-8 C POSIX xx_YY.KOI8-Z; do
    same "no --lang, $name" LOCPATH="$work/locales" LC_ALL=$name
done
language='--lang vi'
all "$work/plain" LC_ALL=C.UTF-8 PATH="$PATH" HOME="$work"
language=
same 'no --lang, LANG=vi_VN.UTF-8' LOCPATH="$work/locales" LANG=vi_VN.UTF-8
same 'no --lang, LC_ALL=vi_VN.UTF-8' LOCPATH="$work/locales" LC_ALL=vi_VN.UTF-8 LANG=C
language='--lang en'

# Output files: what is in them, and who may read them.
"$program" targets --format csv --lang en data/daknong_2023.csv >"$work/plain.csv"
for mask in 077:-rw------- 000:-rw-rw-rw- 022:-rw-r--r--; do
    (umask "${mask%:*}" && "$program" targets --lang en -o "$work/to.csv" data/daknong_2023.csv)
    # shellcheck disable=SC2012 # stat has other options elsewhere
    mode=$(ls -l "$work/to.csv" | cut -c 1-10)
    cmp -s "$work/plain.csv" "$work/to.csv" && test "$mode" = "${mask#*:}"
    count $? "output under umask ${mask%:*}: $mode"
    rm -f "$work/to.csv"
done

# Closed streams: what is opened next must not take their place.
"$program" check data/daknong_2023.csv </dev/null >"$work/open" 2>&1
"$program" check data/daknong_2023.csv <&- >"$work/closed" 2>&1
test $? -eq 0 && cmp -s "$work/open" "$work/closed"
count $? 'standard input closed'
"$program" targets - <&- >"$work/closed" 2>"$work/err"
test $? -eq 2 && test ! -s "$work/closed" && test -s "$work/err"
count $? 'standard input closed, and wanted'
"$program" targets data/daknong_2023.csv >&- 2>"$work/err"
test $? -eq 2 && grep -q 'standard output' "$work/err"
count $? 'standard output closed'
"$program" targets data/daknong_2023.csv >&- 2>&-
test $? -eq 2
count $? 'standard output and error closed'
"$program" targets "$work/none.csv" 2>&- >"$work/closed"
test $? -eq 2 && test ! -s "$work/closed"
count $? 'standard error closed, with an error to say'
# The check says how many it found on standard error, while the output file is open.
set -- check --format lines --lang en data/daknong_2023.csv -o "$work/to.csv"
"$program" "$@" 2>"$work/err"
mv "$work/to.csv" "$work/with.csv"
for closed in '<&- >&- 2>&-' '2>&-' '<&- 2>&-' '>&- 2>&-' '<&- >&-'; do
    eval "\"\$program\" \"\$@\" $closed" 2>/dev/null
    test $? -eq 0 && test -s "$work/err" && cmp -s "$work/with.csv" "$work/to.csv"
    count $? "output file with $closed"
    rm -f "$work/to.csv"
done

closing
