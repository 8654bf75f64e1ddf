# Turns a .po file into C, in the form that src/base/catalogue.h describes. Run with LC_ALL=C: the order is that of
# bytes. What has no translation is left out.

# The bytes that a text means, as far as .po files escape them.
function plain(text) {
    gsub(/\\n/, "\n", text); gsub(/\\t/, "\t", text); gsub(/\\"/, "\"", text); gsub(/\\\\/, "\\", text)
    return text
}

function keep(   i, key) {
    if (from != "" && to != "") {
        key = plain(from)
        for (i = count++; i > 0 && keys[i - 1] > key; i--) {
            keys[i] = keys[i - 1]; english[i] = english[i - 1]; translated[i] = translated[i - 1]
        }
        keys[i] = key; english[i] = from; translated[i] = to
    }
    from = to = part = ""
}

/^msgid "/  { keep(); part = "from" }
/^msgstr "/ { part = "to" }
/^#|^$/     { next }
{
    sub(/^[^"]*"/, ""); sub(/"$/, "")
    if (part == "from") from = from $0
    else if (part == "to") to = to $0
}

END {
    keep()
    print "/* Written by the Makefile from " FILENAME ". */"
    print "#include \"base/catalogue.h\""
    print "struct block {"
    for (i = 0; i < count; i++)
        print "    char e" i "[sizeof \"" english[i] "\"], t" i "[sizeof \"" translated[i] "\"];"
    print "};\nstatic const struct block block = {"
    for (i = 0; i < count; i++) print "    \"" english[i] "\", \"" translated[i] "\","
    print "};\nconst char *const pov_vi_block = (const char *)&block;"
    print "const pov_translation pov_vi[] = {"
    for (i = 0; i < count; i++) print "    {offsetof(struct block, e" i "), offsetof(struct block, t" i ")},"
    print "};\nconst size_t pov_vi_count = sizeof pov_vi / sizeof pov_vi[0];"
}
