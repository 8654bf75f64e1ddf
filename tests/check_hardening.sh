#!/bin/sh
# The protections of the program as it is built by default, read from its headers, symbols and code.
#
#     BUILD=build sh tests/check_hardening.sh
set -u
. tests/support/tally.sh
unset CFLAGS LDFLAGS
if [ "$(uname -s)" != Linux ] || ! command -v readelf >/dev/null; then
    echo "hardening: only looked at on Linux, with readelf"
    closing
    exit
fi
program=$BUILD/povcalc
readelf -hlWd "$program" >"$work/headers" && readelf -WnsS "$program" >"$work/symbols" || exit 2

header() { grep -qE "$1" "$work/headers"; }
no_header() { ! grep -E "$1" "$work/headers"; }
symbol() { grep -qE "$1" "$work/symbols"; }

expect 'position-independent' header 'Flags:.* PIE'
expect 'addresses are bound at the start and read-only from then on' header 'Flags:.* NOW'
expect 'read-only after relocation' header 'GNU_RELRO'
expect 'the stack says whether it may be executed' header 'GNU_STACK'
expect 'no executable stack' no_header 'GNU_STACK.* RWE '
expect 'no segment that is both writable and executable' no_header ' LOAD .* RWE '
expect 'no code that is written to when it is loaded' no_header 'TEXTREL'
expect 'no path of its own to libraries' no_header '(RPATH|RUNPATH)'
expect 'stack protector' symbol '__stack_chk_fail'
expect 'fortified calls of libc' symbol '__(snprintf|vsnprintf|fprintf|memcpy)_chk'
# The libraries that are linked in are not ours to build, so the marks are looked for in our own objects.
case $(uname -m) in
x86_64)
    unmarked=$(for object in "$BUILD"/src/*/*.o; do
        readelf -nW "$object" | grep -q 'IBT' || echo "$object"
    done)
    expect "control-flow marks: $unmarked" test -z "$unmarked"
    ;;
esac

# Nothing that would run a command with data in it, and no connection.
expect 'no shell and no network among what is called' sh -c \
    '! grep -E " (system|popen|wordexp|socket|connect|getaddrinfo)(@|$)" "$1"' sh "$work/symbols"

closing
