#!/bin/sh
# Finds out what is missing to build, test or check povcalc, and installs it where that is apt's business.
#
#     sh .ci/deps.sh build excel?      install what is missing for both; without what is for excel alone, go on
#     sh .ci/deps.sh --look build      only say what is missing
#
# CC, CPPFLAGS and PYTHON are looked at, as the Makefile sets them. Nothing is asked for that is there already,
# from wherever it came, so this also works without a network and without apt.
set -u

# for | how it is proven | Debian, Ubuntu | Fedora | Arch | Alpine | Homebrew
needs() {
    cat <<'END'
build|compiler|gcc libc6-dev|gcc glibc-devel|gcc|gcc musl-dev|gcc
build|program pkg-config|pkg-config|pkgconf-pkg-config|pkgconf|pkgconf|pkgconf
build|header csv.h|libcsv-dev|libcsv-devel|libcsv(AUR)|libcsv-dev|libcsv
build|header cjson/cJSON.h|libcjson-dev|cjson-devel|cjson|cjson-dev|cjson
build|header utf8proc.h|libutf8proc-dev|utf8proc-devel|libutf8proc|utf8proc-dev|utf8proc
build|header expat.h|libexpat1-dev|expat-devel|expat|expat-dev|expat
build|header zlib.h|zlib1g-dev|zlib-devel|zlib|zlib-dev|zlib
excel|header xlsxwriter.h|libxlsxwriter-dev|libxlsxwriter-devel|libxlsxwriter|libxlsxwriter-dev|libxlsxwriter
test|header cmocka.h|libcmocka-dev|libcmocka-devel|cmocka|cmocka-dev|cmocka
test|program jq|jq|jq|jq|jq|jq
test|program rsvg-convert|librsvg2-bin fonts-dejavu-core|librsvg2-tools|librsvg|rsvg-convert|librsvg
test|program xmllint|libxml2-utils|libxml2|libxml2|libxml2-utils|libxml2
test|program python3|python3|python3|python|python3|python
test|program unzip|unzip|unzip|unzip|unzip|unzip
test|program script|bsdutils|util-linux|util-linux|util-linux-misc|util-linux
check|program clang|clang|clang|clang|clang|llvm
check|program clang-tidy|clang-tidy|clang-tools-extra|clang|clang-extra-tools|llvm
check|program scan-build|clang-tools|clang-analyzer|clang|clang-analyzer|llvm
check|program cppcheck|cppcheck|cppcheck|cppcheck|cppcheck|cppcheck
check|program valgrind|valgrind|valgrind|valgrind|valgrind|valgrind
check|program xgettext|gettext|gettext|gettext|gettext|gettext
check|program zsh|zsh|zsh|zsh|zsh|zsh
check|program man|man-db|man-db|man-db|man-db|man-db
check|program tidy|tidy|tidy|tidy|tidyhtml|tidy-html5
check|program mandoc|mandoc|mandoc|mandoc|mandoc|mandoc
check|module jsonschema|python3-jsonschema|python3-jsonschema|python-jsonschema|py3-jsonschema|python-jsonschema
check|locales|locales|glibc-locale-source|glibc|musl-locales|
check|strace|strace|strace|strace|strace|
check|program readelf|binutils|binutils|binutils|binutils|binutils
coverage|program gcov|gcc|gcc|gcc|gcc|gcc
coverage|program python3|python3|python3|python|python3|python3
deb|package build-essential|build-essential|gcc-c++|base-devel|build-base|gcc
deb|program dh|debhelper|debhelper|debhelper(AUR)|debhelper|debhelper
deb|program dpkg-buildpackage|dpkg-dev|dpkg-dev|dpkg|dpkg-dev|dpkg
deb|program fakeroot|fakeroot|fakeroot|fakeroot|fakeroot|fakeroot
deb|program lintian|lintian|lintian|lintian(AUR)|lintian|lintian
fuzz|program clang|clang|clang|clang|clang|llvm
fuzz|fuzzer|libclang-rt-dev|compiler-rt|compiler-rt|compiler-rt|llvm
END
}

compile() { # reads C from standard input; what is to be made of it in "$@"
    # shellcheck disable=SC2086 # CC and CPPFLAGS may hold several words
    ${CC:-cc} ${CPPFLAGS:-} -x c "$@" - >/dev/null 2>&1
}

there() {
    case $1 in
    compiler) echo '#include <stdio.h>' | compile -fsyntax-only ;;
    program) command -v "$2" >/dev/null ;;
    # cmocka.h leans on headers that its user includes first
    header) printf '#include <%s>\n' stdarg.h stddef.h stdint.h setjmp.h stdio.h "$2" | compile -fsyntax-only ;;
    module) "${PYTHON:-python3}" -c "import $2" >/dev/null 2>&1 ;;
    # what dpkg-buildpackage asks dpkg for, whatever compiler is there
    package) ! command -v dpkg-query >/dev/null ||
        dpkg-query -W -f '${Status}' "$2" 2>/dev/null | grep -q 'ok installed' ;;
    # sources of locales for localedef, where apt has them; check_environments.sh does without
    locales) test -e /usr/share/i18n/locales/tr_TR || ! command -v apt-get >/dev/null ;;
    # traces Linux only
    strace) command -v strace >/dev/null || test "$(uname -s)" != Linux ;;
    fuzzer) test -e "$(clang -print-file-name=libclang_rt.fuzzer-x86_64.a)" ||
        test -e "$(clang -print-file-name=libclang_rt.fuzzer.a)" ||
        test -e "$(clang -print-file-name=libclang_rt.fuzzer-aarch64.a)" ;;
    esac
}

missing() { # COLUMN GROUP…: packages that are missing for these groups, by the names of the manager in that column
    column=$1
    shift
    needs | while IFS='|' read -r group proof packages; do
        case " $* " in *" $group "* | *" $group? "*) ;; *) continue ;; esac
        # shellcheck disable=SC2086 # a proof is a word and its argument
        there $proof || echo "$packages" | cut -d '|' -f "$column"
    done | awk '!seen[$0]++' | tr '\n' ' '
}

managers='apt-get:1 dnf:2 pacman:3 apk:4 brew:5'

name_them() {
    for entry in $managers; do
        manager=${entry%:*}
        command -v "$manager" >/dev/null || continue
        verb=install
        test "$manager" = pacman && verb=-S
        test "$manager" = apk && verb=add
        # shellcheck disable=SC2086 # words on purpose, here and below
        echo "    $manager $verb $(missing "${entry#*:}" $groups)"
        return
    done
    # shellcheck disable=SC2086
    echo "    (their names in Debian) $(missing 1 $groups)"
}

give_up() { # WHAT TO DO: an error only where something is missing that has to be there
    if [ -n "$needed" ]; then
        echo "povcalc: some packages are missing. $1:" >&2
    else
        echo "povcalc: goes on without Excel workbooks; a package is missing. $1:" >&2
    fi
    name_them >&2
    test -z "$needed"
    exit
}

update() { # apt-get waits for another one that installs, but not for one that reads the lists of packages
    for seconds in 5 10 20 40 80 160 0; do
        said=$($as_root env LC_ALL=C apt-get update -q 2>&1) && return
        case $said in *'Could not get lock'*) ;; *) break ;; esac
        echo 'waiting for another apt'
        sleep $seconds
    done
    echo "$said" >&2
    echo 'povcalc: the package lists are old; trying with them' >&2
}

install() { # PACKAGE…
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 install -y -q \
        --no-install-recommends "$@"
}

look=
test "${1:-}" = --look && look=1 && shift
groups=$*
find_missing() {
    # shellcheck disable=SC2086
    packages=$(missing 1 $groups)
    # shellcheck disable=SC2046,SC2086
    needed=$(missing 1 $(printf '%s\n' $groups | grep -v '?'))
}
if there compiler && ! printf '#ifndef __SIZEOF_INT128__\n#error\n#endif\n' | compile -fsyntax-only; then
    echo 'povcalc: it computes with __int128, which compilers have for 64-bit targets only' >&2
    exit 1
fi
find_missing
test -n "$packages" || exit 0

test -z "$look" || give_up '"make deps" installs them with apt; or'
command -v apt-get >/dev/null || give_up 'Install them, then run make again'
as_root=
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null || give_up 'As root, run'
    as_root=sudo
fi
echo "installing $packages"
update
# shellcheck disable=SC2086
install $packages || install $needed || exit 1
find_missing
test -z "$packages" || give_up 'They were installed, but are still not usable'
