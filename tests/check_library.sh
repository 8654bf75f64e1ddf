#!/bin/sh
# The library as others use it: what it exports, its header in C and C++, and the example in Python.
set -u
. tests/support/tally.sh
: "${CC:=cc}" "${CXX:=c++}"
shared=$BUILD/libpovcalc.so.1

# The archive has all symbols of the program, so each has a prefix; the shared library has those of povcalc.h alone.
nm "$BUILD/libpovcalc.a" 2>/dev/null | awk '$2 ~ /^[A-TV-Z]$/ && $3 !~ /^(pov|povcalc)_/ && $3 !~ /^_?_(asan|ubsan|gcov|odr)/ { print $3 }' |
    sort -u >"$work/found"
nothing 'global symbols of libpovcalc.a without a prefix'
if [ -f "$shared" ]; then
    grep -oE 'povcalc_[a-z_]+\(' include/povcalc.h | tr -d '(' | sort -u >"$work/declared"
    nm -D --defined-only "$shared" | awk '{ print $3 }' | grep -vE '^(__bss_start|_edata|_end|_init|_fini)$' | sort -u >"$work/exported"
    diff "$work/declared" "$work/exported" >"$work/found"
    nothing 'what libpovcalc.so.1 exports is what povcalc.h declares'
fi
if [ -f "$BUILD/povcalc-xlsx.so" ]; then
    nm -D --defined-only "$BUILD/povcalc-xlsx.so" | awk '{ print $3 }' | grep -vxE '__bss_start|_edata|_end|_init|_fini|pov_xlsx_writer' \
        >"$work/found"
    nothing 'what povcalc-xlsx.so exports besides its one symbol'
fi

printf '#include <povcalc.h>\nint main(void) { return povcalc_version() == NULL || POVCALC_FAILED != 2; }\n' >"$work/client.c"
expect 'povcalc.h in C' $CC -std=c99 -Wall -Wextra -Wpedantic -Werror -Iinclude -c -o "$work/client.o" "$work/client.c"
if command -v "$CXX" >/dev/null; then
    cp "$work/client.c" "$work/client.cc"
    expect 'povcalc.h in C++' "$CXX" -std=c++98 -Wall -Wextra -Wpedantic -Werror -Iinclude -c -o "$work/client.o" "$work/client.cc"
    test ! -f "$shared" ||
        expect 'a program in C++ finds its functions' "$CXX" -o "$work/client" "$work/client.o" "$shared"
fi

if [ -f "$shared" ] && command -v python3 >/dev/null; then
    # what is left of 160 and 120 poor households after reductions by 40 and 20
    printf 'Xã A 120\nXã B 100\n' >"$work/expected"
    PYTHONIOENCODING=utf-8 python3 docs/examples/povcalc.py "$shared" >"$work/out"
    expect 'the example in Python' cmp "$work/out" "$work/expected"
    cat >"$work/workbook.py" <<'END'
import runpy, sys, ctypes
example = runpy.run_path("docs/examples/povcalc.py")
lib, text = example["lib"], example["text"]
s, length = lib.povcalc_new(), ctypes.c_size_t()
words = [b"rates", b"--format", b"xlsx", b"data/daknong_2023.csv"]
status = lib.povcalc_call(s, 4, (text * 4)(*words))
lib.povcalc_text.restype = ctypes.c_void_p
start = lib.povcalc_text(s, ctypes.byref(length))
open(sys.argv[2], "wb").write(ctypes.string_at(start, length.value))
sys.exit(status)
END
    if [ -f "$BUILD/povcalc-xlsx.so" ]; then
        expect 'a workbook through the library' python3 "$work/workbook.py" "$shared" "$work/library.xlsx"
        "$BUILD/povcalc" rates --format xlsx data/daknong_2023.csv >"$work/program.xlsx"
        expect 'it is that of the program' cmp "$work/library.xlsx" "$work/program.xlsx"
    fi
else
    echo 'left out: the shared library from Python'
fi
closing
