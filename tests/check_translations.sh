#!/bin/sh
# Holds the texts of the code against their translations: each has one, none is left over, and the formats agree.
#
#     sh tests/check_translations.sh
set -u
. tests/support/tally.sh
po=src/base/vi.po

# msgid of each entry of a .po file that says anything: "%s: %s" is the same in every language.
texts() {
    msgattrib --no-obsolete --no-location --no-wrap "$@" |
        awk '/^msgid/ { sub(/^msgid /, ""); text = $0; next } /^msgstr/ { print text; next } /^"/ { text = text $0 }' |
        awk '{ bare = $0; gsub(/%[-+ #0-9.*$]*[hljztL]*[a-zA-Z]|\\n/, "", bare) } bare ~ /[[:alpha:]]/' | sort
}

# Names of functions, with the place of the text among their arguments.
find src include -name '*.[ch]' | sort >"$work/files"
xgettext --from-code=UTF-8 --language=C --sort-by-file --files-from="$work/files" --output="$work/code.pot" \
    --keyword --keyword=POV_TEXT --keyword=pov_translate --keyword=pov_fail:3 --keyword=pov_error_hint:2 --keyword=pov_note:5 \
    --flag=POV_TEXT:1:no-c-format \
    2>"$work/found"
nothing 'xgettext complains'
texts "$work/code.pot" >"$work/code"
texts "$po" >"$work/translated"

comm -23 "$work/code" "$work/translated" >"$work/found"
nothing "texts of the code that $po lacks"
comm -13 "$work/code" "$work/translated" >"$work/found"
nothing "texts of $po that are not in the code (any more)"
msgattrib --untranslated --no-location "$po" >"$work/found"
msgattrib --only-fuzzy --no-location "$po" >>"$work/found"
nothing "entries of $po without a translation, or with one in doubt"
grep -n '%<PRI' "$work/code.pot" >"$work/found"
nothing 'formats that a translation cannot take over: say %lld, and (long long)'

# Only the code says which texts are formats (a "% o" in a text of a table is none). msgmerge takes a translation with other arguments for one in doubt.
msgmerge --quiet --no-fuzzy-matching "$po" "$work/code.pot" >"$work/merged.po" 2>"$work/found" &&
    msgfmt --check-format --output-file=/dev/null "$work/merged.po" >>"$work/found" 2>&1
msgattrib --only-fuzzy --no-location "$work/merged.po" >>"$work/found"
nothing 'translations with other arguments'

closing
