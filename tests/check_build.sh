#!/bin/sh
# The build itself, in a folder with a blank in its name: what makes it start anew, and what stops it.
set -u
. tests/support/tally.sh
unset CPPFLAGS LDLIBS
: "${CC:=cc}"
CFLAGS=-O0 LDFLAGS=
export CFLAGS LDFLAGS

mkdir "$work/a folder"
expect 'make dist' $MAKE BUILD="$work" dist
unset BUILD # that of the folder that is unpacked
expect 'unpack' tar -xzf "$(echo "$work"/povcalc-*.tar.gz)" -C "$work/a folder"
cd "$work/a folder"/povcalc-* || exit 2

# A compiler whose libcjson can be exchanged.
printf '#!/bin/sh\ntest "$1" = -print-file-name=libcjson.so || exec %s "$@"\necho "%s"\n' "$CC" "$work/libcjson.so" >"$work/cc"
chmod +x "$work/cc"
echo 'a version' >"$work/libcjson.so"
up_to_date() { $MAKE -q CC="$work/cc" "$@" all; }
out_of_date() { ! up_to_date "$@"; }

expect 'make' $MAKE -s -j 2 CC="$work/cc" all build/tests/failalloc.so build/tests/shortwrite.so
expect 'what was just built is up to date' up_to_date
expect 'so it is when warnings become errors' up_to_date WERROR=1
for other in CFLAGS=-O1 CPPFLAGS=-DOTHER LDFLAGS=-O1 LDLIBS=-lm STATIC= CC="$CC"; do
    expect "built anew with $other" out_of_date "$other"
done
echo 'another version' >"$work/libcjson.so"
expect 'built anew with another libcjson' out_of_date

BUILD=build
export BUILD
expect 'failing allocations' sh tests/check_alloc.sh targets data/daknong_2023.csv
expect 'short writes' sh tests/check_writes.sh

# Households are read sixteen bytes at a time, or byte by byte where a processor cannot.
expect 'households byte by byte' $MAKE -s -j 2 BUILD=build/bytes CPPFLAGS=-DPOV_BYTE_BY_BYTE build/bytes/tests/test_survey
expect 'give the same' build/bytes/tests/test_survey

# An older target, which has no integers of 128 bits.
$MAKE -s BUILD=build/narrow CPPFLAGS=-U__SIZEOF_INT128__ 2>&1 | grep -v '^make' >"$work/said"
test "$(wc -l <"$work/said")" -eq 1 && grep -q __int128 "$work/said"
count $? 'one line says that __int128 is missing' || cat "$work/said"
$MAKE -s BUILD=build/narrow CFLAGS=-U__SIZEOF_INT128__ 2>&1 | grep -q 'error.*povcalc computes with __int128'
count $? 'the header says so too'

$MAKE help | grep -q '^  install '
count $? 'make help lists install'
closing
