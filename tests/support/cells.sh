#!/bin/sh
# Prints what a workbook holds, as far as tests ask for it: each cell that is not empty, on a line of its own.
#
#     sh cells.sh FILE.xlsx
#
#     Data C5 | n 17699 | "≈"#,##0 | B1 fill      a number, its format, bold, indent 1, coloured
#     Data A5 | s Đắk Nông                        a text
#     Data C5 : warning: …                        a comment on a cell
#     Data G columns hidden                       a folded column
# unzip takes the parts out; they have no line breaks of their own but in texts.
set -u
file=$1
part() { unzip -p "$file" "$1" 2>/dev/null; }

names=$(part xl/workbook.xml | tr '<' '\n' | sed -n 's/^sheet name="\([^"]*\)".*/\1/p')
number=0
comments=0
echo "$names" | while IFS= read -r name; do
    number=$((number + 1))
    {
        part xl/styles.xml
        printf '\n<part-ends/>'
        part xl/sharedStrings.xml
        printf '\n<part-ends/>'
        part "xl/worksheets/sheet$number.xml"
        if part "xl/worksheets/_rels/sheet$number.xml.rels" | grep -q comments; then
            comments=$((comments + 1))
            printf '\n<part-ends/>'
            part "xl/comments$comments.xml"
        fi
    } | awk -v RS='<' -v sheet="$name" '
        function attribute(key,    found) {
            found = $0
            if (!sub("^[^>]* " key "=\"", "", found)) return ""
            sub(/".*/, "", found)
            return found
        }
        function plain(text) {
            gsub(/&lt;/, "<", text); gsub(/&gt;/, ">", text); gsub(/&quot;/, "\"", text); gsub(/&amp;/, "\\&", text)
            gsub(/\n/, "\\n", text)
            return text
        }
        function content() { sub(/^[^>]*>/, ""); return plain($0) }
        function show(    look) {
            look = style_of[style]
            if (type == "s") printf "%s %s | s %s%s\n", sheet, cell, text[value + 0], look
            else printf "%s %s | n %s%s\n", sheet, cell, value, look
        }
        /^part-ends/ { part++ }
        part == 0 && /^numFmt / { format[attribute("numFmtId")] = plain(attribute("formatCode")) }
        part == 0 && /^font>/ { fonts++ }
        part == 0 && /^b\/>/ { bold[fonts - 1] = " bold" }
        part == 0 && /^i\/>/ { italic[fonts - 1] = " italic" }
        part == 0 && /^cellXfs/ { in_styles = 1; styles = 0 }
        part == 0 && /^\/cellXfs/ { in_styles = 0 }
        part == 0 && in_styles && /^xf / {
            id = attribute("numFmtId"); font = attribute("fontId"); fill = attribute("fillId")
            code = id == 0 ? "" : id == 1 ? "0" : id == 2 ? "0.00" : id == 3 ? "#,##0" : id == 49 ? "@" : format[id]
            look = (code != "" ? " | " code : "") bold[font] italic[font] (fill > 1 ? " fill" : "")
            style_of[styles++] = look
        }
        part == 0 && in_styles && /^alignment / && attribute("indent") != "" {
            style_of[styles - 1] = style_of[styles - 1] " indent" attribute("indent")
        }
        part == 1 && /^si>/ { strings++ }
        part == 1 && /^t[ >]/ { text[strings - 1] = text[strings - 1] content() }
        part == 2 && /^col / && attribute("hidden") != "" { print sheet, "column", attribute("min"), "hidden" }
        part == 2 && /^c / { cell = attribute("r"); type = attribute("t"); style = attribute("s") + 0 }
        part == 2 && /^f>/ { print sheet, cell, "FORMULA", content() }
        part == 2 && /^v>/ { value = content(); show() }
        part == 2 && /^(autoFilter|pane|mergeCell) / { print sheet, substr($1, 1), attribute("ref") attribute("topLeftCell") }
        part == 3 && /^comment / { cell = attribute("ref"); note = "" }
        part == 3 && /^t[ >]/ { note = note content() }
        part == 3 && /^\/comment>/ { print sheet, cell, ":", note }
    '
done
