#!/bin/sh
# Finds out what is missing to build, test or check povcalc, and installs it where that is apt's business.
#
#     sh .ci/deps.sh build test        install what is missing for both
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
excel|header zlib.h|zlib1g-dev|zlib-devel|zlib|zlib-dev|zlib
excel|header xlsxwriter.h|libxlsxwriter-dev|libxlsxwriter-devel|libxlsxwriter|libxlsxwriter-dev|libxlsxwriter
test|header cmocka.h|libcmocka-dev|libcmocka-devel|cmocka|cmocka-dev|cmocka
test|program jq|jq|jq|jq|jq|jq
test|program rsvg-convert|librsvg2-bin fonts-dejavu-core|librsvg2-tools|librsvg|rsvg-convert|librsvg
test|program xmllint|libxml2-utils|libxml2|libxml2|libxml2-utils|libxml2
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

missing() { # packages that are missing, by the names of the manager in column $1
    needs | while IFS='|' read -r what proof packages; do
        case " $groups " in *" $what "*) ;; *) continue ;; esac
        # shellcheck disable=SC2086 # a proof is a word and its argument
        there $proof || echo "$packages" | cut -d '|' -f "$1"
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
        echo "    $manager $verb $(missing "${entry#*:}")"
        return
    done
    echo "    (their names in Debian) $(missing 1)"
}

look=
test "${1:-}" = --look && look=1 && shift
groups=$*
packages=$(missing 1)
test -n "$packages" || exit 0

if [ -n "$look" ]; then
    echo "povcalc: some packages are missing. \"make deps\" installs them with apt; or:" >&2
    name_them >&2
    exit 1
fi
if ! command -v apt-get >/dev/null; then
    echo "povcalc: some packages are missing. Install them, then run make again:" >&2
    name_them >&2
    exit 1
fi
as_root=
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null; then
        echo "povcalc: some packages are missing. As root, run:" >&2
        name_them >&2
        exit 1
    fi
    as_root=sudo
fi
echo "installing $packages"
$as_root apt-get update -q || echo "povcalc: the package lists are old; trying with them" >&2
# shellcheck disable=SC2086 # words on purpose
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends $packages || exit 1
packages=$(missing 1)
if [ -n "$packages" ]; then
    echo "povcalc: installed, but still not usable: $packages" >&2
    exit 1
fi
