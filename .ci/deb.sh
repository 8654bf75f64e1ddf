#!/bin/sh
# Builds Debian packages from the tarball of "make dist": build/deb. .ci/debian becomes debian/, docs/CHANGELOG.md its
# changelog.
# It ends with what lintian says; an error of that is an error here.
set -eu
: "${BUILD:=build}" "${VERSION:?}" "${SOURCE_DATE_EPOCH:?}"
export SOURCE_DATE_EPOCH
unset MAKEFLAGS MFLAGS MAKELEVEL
name=povcalc-$VERSION
deb=$BUILD/deb

rm -rf "$deb" && mkdir -p "$deb"
cp "$BUILD/$name.tar.gz" "$deb/povcalc_$VERSION.orig.tar.gz"
tar -xzf "$BUILD/$name.tar.gz" -C "$deb"
cp -R "$deb/$name/.ci/debian" "$deb/$name/debian"
cd "$deb/$name"
unset BUILD PREFIX LIBDIR DESTDIR # what was set for this make is not meant for the one in there
{
    echo "povcalc ($VERSION-1) unstable; urgency=medium"
    echo
    echo "  * What changed is in /usr/share/doc/povcalc/changelog.gz."
    echo
    echo " -- $(sed -n 's/^Maintainer: //p' debian/control)  $(LC_ALL=C date -u -R -d "@$SOURCE_DATE_EPOCH")"
} >debian/changelog
dpkg-buildpackage -us -uc
cd ..
lintian --profile debian --fail-on error --info povcalc_*.changes
