#!/bin/sh
# Installs into an empty folder and into one that has something already, builds a program against what was
# installed, uninstalls, and compares the trees before and after.
set -u
. tests/support/tally.sh
: "${CC:=cc}"
unset DESTDIR PREFIX

tree() { (cd "$1" && find . | sort); }
same_tree() { diff "$work/$1" "$work/$2"; }
make_it() { $MAKE BUILD="$BUILD" "$@" >"$work/make.log" 2>&1 || cat "$work/make.log"; }

# A folder with some of the folders and a file of someone else's.
mkdir -p "$work/used/usr/bin" "$work/used/usr/lib" "$work/used/usr/share/povcalc"
echo mine >"$work/used/usr/share/povcalc/mine.csv"
tree "$work/used" >"$work/before"
make_it install DESTDIR="$work/used" PREFIX=/usr
make_it install DESTDIR="$work/used" PREFIX=/usr
tree "$work/used" >"$work/between"
for file in bin/povcalc lib/libpovcalc.a lib/pkgconfig/povcalc.pc include/povcalc.h \
    share/povcalc/daknong_2023.csv share/man/man1/povcalc.1 share/man/man1/povcalc-check.1 \
    share/man/man5/povcalc-columns.5 share/man/vi/man7/povcalc-rules.7 \
    share/doc/povcalc/README.md \
    share/bash-completion/completions/povcalc share/zsh/site-functions/_povcalc; do
    expect "no $file" test -f "$work/used/usr/$file"
done
for link in $(grep -oE '\]\([^):]*' "$work/used/usr/share/doc/povcalc/README.md" | sed 's/^](//; s/#.*//' | sort -u); do
    expect "the README leads to $link" test -f "$work/used/usr/share/doc/povcalc/$link"
done
make_it uninstall DESTDIR="$work/used" PREFIX=/usr
tree "$work/used" >"$work/after"
expect 'uninstall in a used folder' same_tree before after

# An empty one; the program and the library must do there what they do here.
mkdir "$work/new"
make_it install PREFIX="$work/new/opt/povcalc"
expect 'the program runs' "$work/new/opt/povcalc/bin/povcalc" --version
if [ -f "$BUILD/povcalc-xlsx.so" ]; then
    workbook() { "$work/new/opt/povcalc/bin/povcalc" targets -o "$work/out.xlsx" data/daknong_2023.csv; }
    missing() { ! workbook 2>"$work/said" && grep -q 'povcalc-xlsx.so, which is not installed' "$work/said"; }
    module=$work/new/opt/povcalc/lib/povcalc/povcalc-xlsx.so
    expect 'the program finds its module' workbook
    mv "$module" "$work/kept"
    # the folder that is compiled in may have one of its own
    test -f /usr/local/lib/povcalc/povcalc-xlsx.so || expect 'without it the program says what is missing' missing
    mv "$work/kept" "$module"
fi
# Examples of the help work from any folder: they name the installed plans.
examples() (
    PATH=$work/new/opt/povcalc/bin:$PATH && cd "$work" || exit 1
    for command in summary targets check rates progress; do
        povcalc help "$command" | sed -n "s/^  povcalc \\([^|]*\\)\$/povcalc \\1/p" | grep -e share/ | grep -v -e ' -o ' |
            while read -r line; do eval "$line" >/dev/null; test $? -lt 2 || echo "$line"; done
    done | grep . && exit 1
    povcalc help targets | grep -q "targets $work/new/opt/povcalc/share/povcalc/daknong_2023.csv"
)
expect 'examples of the help work' examples
cat >"$work/client.c" <<'END'
#include <povcalc.h>
int main(void) {
    const char *words[] = {"rates", "--format", "csv", "data/daknong_2023.csv"};
    povcalc_session *session = povcalc_new();
    int status = session != NULL ? povcalc_call(session, 4, words) : POVCALC_FAILED;
    povcalc_free(session);
    return status;
}
END
client() { # --static or nothing, OBJECT…: with pkg-config, and run
    installed=$work/new/opt/povcalc/lib
    how=$1
    shift
    # shellcheck disable=SC2086 # several flags, or none
    flags=$(PKG_CONFIG_PATH=$installed/pkgconfig pkg-config $how --cflags --libs povcalc) &&
        $CC -std=c11 -o "$work/client" "$work/client.c" "$@" $flags && LD_LIBRARY_PATH=$installed "$work/client"
}
expect 'a program can be built with pkg-config povcalc' client ''
expect 'and with the archive' client --static "$work/new/opt/povcalc/lib/libpovcalc.a"
make_it uninstall PREFIX="$work/new/opt/povcalc"
tree "$work/new" >"$work/after"
echo . >"$work/before"
expect 'uninstall in a new folder' same_tree before after

closing
