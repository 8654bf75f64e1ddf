#!/bin/sh
# What --output does to the file that is there: whole old or whole new, no file beside, links and devices kept.
# tests/check_faults.sh is the long version.
set -u
. tests/support/tally.sh
plan=$root/data/daknong_2023.csv
unpack_cases
household=$cases/survey/counts/in.csv
cd "$work" || exit 2
"$BUILD/povcalc" targets --format json "$plan" >good || exit 2

fresh() { # only `out`, with an old text
    rm -rf dir
    mkdir dir
    echo old >dir/out
}

holds() { test "$(cat dir/out)" = "$1" && test "$(ls dir)" = out; } # TEXT: nothing else is there

# A file may grow to 512 or 1024 bytes and no more: the first write is cut short, the next fails.
fresh
(ulimit -f 1 && exec "$BUILD/povcalc" targets -o dir/out --format json "$plan") 2>err
expect 'a file that may not grow: status 2' test $? -eq 2
expect 'a file that may not grow: a message' grep -q 'File too large' err
expect 'a file that may not grow: the old one' holds old
(ulimit -f 1 && exec "$BUILD/povcalc" targets --format json "$plan") >part 2>err
expect 'standard output that may not grow: status 2' test $? -eq 2

# A signal while the input is read: nothing was written yet, and nothing is left. (A script's background jobs
# ignore INT; check_faults.sh has it.)
for signal in HUP TERM; do
    # Under nohup it is ignored, by the program too.
    sh -c "kill -$signal \$\$" 2>/dev/null && continue
    fresh
    mkfifo input
    "$BUILD/povcalc" survey -q -o dir/out --format csv input &
    job=$!
    exec 3<>input # for reading too, so that it waits for nobody
    cat "$household" >&3
    kill -"$signal" $job
    exec 3>&-
    wait $job 2>/dev/null
    status=$?
    rm -f input
    case $signal in HUP) wanted=129 ;; TERM) wanted=143 ;; esac
    expect "survey, $signal: status $status" test "$status" -eq "$wanted"
    expect "survey, $signal: the old file alone" holds old
done

fresh
ln -s out dir/link
"$BUILD/povcalc" targets -o dir/link --format json "$plan"
expect 'a link: stays one' test -L dir/link
expect 'a link: what it leads to is new' cmp -s dir/out good

fresh
cp dir/out old
ln dir/out dir/backup
"$BUILD/povcalc" targets -o dir/out --format json "$plan"
expect 'a hard link: the other name keeps the old content' cmp -s dir/backup old
expect 'a hard link: the file is new' cmp -s dir/out good

# The name of an open file is no file to be replaced; as root it would be.
"$BUILD/povcalc" targets -o /dev/stdout --format json "$plan" >out
expect '/dev/stdout: written' cmp -s out good
expect '/dev/stdout: still what it was' test -L /dev/stdout -o -c /dev/stdout -o ! -e /dev/stdout
mkfifo pipe
"$BUILD/povcalc" targets -o pipe --format json "$plan" &
cat pipe >out
wait $!
expect 'a pipe: written' cmp -s out good
expect 'a pipe: still one' test -p pipe

fresh
chmod 444 dir/out
if [ ! -w dir/out ]; then # root may write everything
    "$BUILD/povcalc" targets -o dir/out "$plan" 2>err
    expect 'a file that may not be written: status 2' test $? -eq 2
    expect 'a file that may not be written: the old one' holds old
fi

fresh
chmod 640 dir/out
"$BUILD/povcalc" targets -o dir/out --format json "$plan"
expect 'a file that is replaced keeps its mode' test -n "$(find dir/out -perm 640)"

# /dev holds more than devices: a file below it is replaced, so that another name of the old one keeps what it had.
if shared=$(mktemp -d /dev/shm/povcalc.XXXXXX 2>/dev/null); then
    echo old >"$shared/out"
    ln "$shared/out" "$shared/other"
    "$BUILD/povcalc" targets -o "$shared/out" --format json "$plan"
    expect 'a file in /dev/shm: written' cmp -s "$shared/out" good
    expect 'a file in /dev/shm: replaced' test "$(cat "$shared/other")" = old
    rm -r "$shared"
fi

# What only a program can read is not for a terminal, but for a pipe it is.
if script -qec true /dev/null >/dev/null 2>&1 </dev/null; then
    script -qec "'$BUILD/povcalc' rates '$plan' --format xlsx" /dev/null </dev/null >said 2>&1
    expect 'a workbook for a terminal is refused' grep -q 'a terminal cannot show an Excel workbook' said
    expect 'a workbook for a terminal: nothing of it is shown' test "$(wc -l <said)" -eq 2
else
    echo 'left out: a workbook for a terminal, since there is no terminal to be had'
fi
closing
