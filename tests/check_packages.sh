#!/bin/sh
# The tarball: the same bytes whoever makes it where, and complete. The Debian packages made from it, which run the
# tests while they are built: what they hold works. Where there is no dpkg, the unpacked tarball is built and tested.
set -u
. tests/support/tally.sh
unset CFLAGS LDFLAGS SOURCE_DATE_EPOCH

name=povcalc-$(sed -n 's/^.define POV_VERSION "\(.*\)"/\1/p' src/base/version.h)
tarball=$name.tar.gz
day=$(sed -n 's/^.define POV_VERSION_DATE "\([0-9-]*\)".*/\1/p' src/base/version.h)
expect 'version.h and CHANGELOG.md name the same release' \
    grep -qx "## ${name#povcalc-} ($day)" docs/CHANGELOG.md

# What .ci/deps.sh installs to build and test, apart from what every Debian package is built with.
for package in $(awk -F '|' '/^(build|excel|test)\|/ { print $3 }' .ci/deps.sh); do
    case $package in gcc | libc6-dev | bsdutils) continue ;; esac
    expect "the Debian package does not build-depend on $package" grep -q "^ $package\b" .ci/debian/control
done

expect 'make dist' $MAKE BUILD="$work/first" dist
expect 'make dist with another umask' sh -c "umask 077; $MAKE BUILD='$work/second' dist"
expect 'the same bytes' cmp "$work/first/$tarball" "$work/second/$tarball"
expect 'unpack' tar -xzf "$work/first/$tarball" -C "$work"
expect 'make dist of what was unpacked, outside git' $MAKE -C "$work/$name" BUILD=build dist
expect 'the same bytes again' cmp "$work/first/$tarball" "$work/$name/build/$tarball"

if ! command -v dpkg-buildpackage >/dev/null; then
    echo 'left out: Debian packages, since dpkg-buildpackage is not there'
    expect 'make quick of what was unpacked' env WHAT=units $MAKE -C "$work/$name" BUILD=build quick
else
    expect 'make deb' env WHAT=units $MAKE BUILD="$work/first" deb
    for package in "$work"/first/deb/*.deb; do
        case $package in *dbgsym*) continue ;; esac
        expect "$package" dpkg-deb -x "$package" "$work/root"
    done
    usr=$work/root/usr
    expect 'the program of the package' "$usr/bin/povcalc" targets "$usr/share/povcalc/daknong_2023.csv"
    expect 'the list for "make uninstall" is in the package' test ! -e "$usr/share/povcalc/.made"
    dpkg-deb -f "$work"/first/deb/povcalc_*.deb Recommends >"$work/recommends"
    expect 'the package recommends what writes Excel workbooks' grep -q 'povcalc-xlsx' "$work/recommends"
    expect 'it does' "$usr/bin/povcalc" targets -o "$work/out.xlsx" "$usr/share/povcalc/daknong_2023.csv"
    expect 'its package depends on libxlsxwriter' \
        sh -c 'dpkg-deb -f "$1" Depends | grep -q "libxlsxwriter[0-9]"' sh "$work"/first/deb/povcalc-xlsx_*.deb
    for file in share/man/man1/povcalc-check.1.gz share/man/vi/man1/povcalc.1.gz share/doc/povcalc/copyright \
        share/doc/povcalc/docs/report.schema.json \
        share/bash-completion/completions/povcalc share/zsh/vendor-completions/_povcalc include/povcalc.h; do
        expect "no $file" test -f "$usr/$file"
    done
fi
closing
