"""Writes workbooks and documents for the tests, with what some programs do differently.

    python3 office.py OUT.xlsx|.ods|.odt|.docx [PECULIARITY…] <TABLES

A line of the text is a row, with | between its cells; a line "# NAME" begins a table, "# NAME hidden" one that is
hidden; "~ …" is a hidden row. In a workbook a cell of digits is a number, "=0.0797 0.00%" a number with its format, "=9 struck 0" one that is struck out,
"<…" the XML of a cell without its reference, all else is text. In a document "<…" is the XML of a cell's content,
and a cell can begin with "[4]" for one that takes four columns, "[v]" for one that goes on from above, "[d]" for one that
is deleted, "#10" for one whose paragraph is in a list, 1 to 4 ("I.", "1", "1" anew, "(1)"), at its level 0 or 1. A text that begins with ">" is indented by a style, once a sign. A line "@ …" is a paragraph above the table, "@c …" one in the middle. hide=B hides a column of a workbook.
"=0.04 inherited" has the format of the named style, 0%; name=poor=Data.$B$3 names a cell of .ods as povcalc does.
"""
import io
import re
import struct
import sys
import warnings
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = {MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
          RELATIONS: "http://purl.oclc.org/ooxml/officeDocument/relationships"}


DOUBTS = (("lines", "><", ">\n<"), ("blanks", "<(c|row) r=", r"<\1  r="), ("quotes", "<(c|row) r=\"([A-Z0-9]+)\"", r"<\1 r='\2'"),
          ("comments", "</row>", '</row><!-- </row><row r="2"><c r="A2"><v>5</v></c></row> -->'),
          ("inside", "</v>", "</v><!-- </row> -->"), ("entities", "<v>1", "<v>&#49;"),
          ("cdata", "<v>([0-9]+)</v>", r"<v><![CDATA[\1]]></v>"), ("deep", "</c>", "<a><b><c><d><e><f><g/></f></e></d></c></b></a></c>"))


def read_tables(text):
    tables = []
    for line in text.splitlines():
        if line.startswith("# "):
            name, _, state = line[2:].partition(" hidden")
            tables.append((name, line.endswith(" hidden"), []))
            continue
        if not tables:
            tables.append(("Sheet1", False, []))
        hidden = line.startswith("~ ")
        tables[-1][2].append((hidden, (line[2:] if hidden else line).split("|") if line else []))
    return tables


def relations(*items):
    inner = "".join('<Relationship Id="%s" Type="%s/%s" Target="%s"/>' % (i, RELATIONS, t, quoteattr(p)[1:-1])
                    for i, t, p in items)
    return '<Relationships xmlns="%s">%s</Relationships>' % (PACKAGE, inner)


def letters(column):
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


class Workbook:
    def __init__(self, tables, how):
        self.strings, self.formats, self.how = [], ["General"], how
        self.sheets = [self.sheet(rows, n) for n, (_, _, rows) in enumerate(tables)]
        self.tables = tables

    def cell(self, text, place):
        reference = "" if "unreferenced" in self.how else ' r="%s"' % place
        if text.startswith("<"):
            return text.replace("<c", "<c" + reference, 1)
        if text.startswith("="):
            value, _, code = text[1:].partition(" ")
            if code not in self.formats:
                self.formats.append(code)
            return '<c%s s="%d"><v>%s</v></c>' % (reference, self.formats.index(code), value)
        if re.fullmatch(r"-?[0-9.]+", text):
            return "<c%s><v>%s</v></c>" % (reference, text)
        if text.startswith(">"):
            indent = len(text) - len(text.lstrip(">"))
            code = "indent %d" % indent
            if code not in self.formats:
                self.formats.append(code)
            return '<c%s s="%d" t="inlineStr"><is><t>%s</t></is></c>' % (
                reference, self.formats.index(code), escape(text[indent:]))
        if "inline" in self.how:
            return '<c%s t="inlineStr"><is><t>%s</t></is></c>' % (reference, escape(text))
        self.strings.append(escape(text))
        return '<c%s t="s"><v>%d</v></c>' % (reference, len(self.strings) - 1)

    def sheet(self, rows, number):
        lines, merges = [], [w[6:] for w in self.how if w.startswith("merge=")] if number == 0 else []
        for n, (hidden, cells) in enumerate(rows, 1):
            inner = "".join(self.cell(c, "%s%d" % (letters(i), n)) for i, c in enumerate(cells, 1) if c)
            reference = "" if "unreferenced" in self.how else ' r="%d"' % n
            if inner:
                lines.append("<row%s%s>%s</row>" % (reference, ' hidden="1"' if hidden else "", inner))
        end = "<mergeCells>%s</mergeCells>" % "".join('<mergeCell ref="%s"/>' % m for m in merges) if merges else ""
        dimension = [w[10:] for w in self.how if w.startswith("dimension=")]
        start = '<dimension ref="%s"/>' % dimension[0] if dimension else ""
        hide = [ord(w[5]) - 64 for w in self.how if w.startswith("hide=")]
        start += '<cols><col min="%d" max="%d" hidden="1"/></cols>' % (hide[0], hide[0]) if hide else ""
        return '<worksheet xmlns="%s">%s<sheetData>%s</sheetData>%s</worksheet>' % (MAIN, start, "".join(lines), end)

    def parts(self):
        absolute = "/xl/" if "absolute" in self.how else ""
        items = [("rId%d" % n, "worksheet", absolute + "worksheets/sheet%d.xml" % n)
                 for n in range(1, len(self.sheets) + 1)]
        items += [("rIdS", "styles", absolute + "styles.xml"), ("rIdT", "sharedStrings", absolute + "sharedStrings.xml")]
        sheets = "".join('<sheet name=%s sheetId="%d"%s r:id="rId%d"/>' %
                         (quoteattr(name), n, ' state="hidden"' if hidden else "", n)
                         for n, (name, hidden, _) in enumerate(self.tables, 1))
        date = '<workbookPr date1904="1"/>' if "1904" in self.how else ""
        yield "_rels/.rels", relations(("rId1", "officeDocument", "/xl/workbook.xml"))
        yield "xl/workbook.xml", ('<workbook xmlns="%s" xmlns:r="%s">%s<sheets>%s</sheets></workbook>' %
                                  (MAIN, RELATIONS, date, sheets))
        yield "xl/_rels/workbook.xml.rels", relations(*items)
        formats = "".join('<numFmt numFmtId="%d" formatCode=%s/>' % (163 + n, quoteattr(code.replace("struck ", "")))
                          for n, code in enumerate(self.formats) if n and not code.startswith("in"))
        styles = "".join('<xf xfId="0"/>' if code == "inherited" else '<xf numFmtId="0"><alignment indent="%s"/></xf>' % code[7:] if code.startswith("indent") else
                         '<xf numFmtId="%d" fontId="%d"/>' % (163 + n if n else 0, code.startswith("struck "))
                         for n, code in enumerate(self.formats))
        yield "xl/styles.xml", ('<styleSheet xmlns="%s"><numFmts>%s</numFmts><fonts><font/><font><strike/></font>'
                                '</fonts><cellStyleXfs><xf numFmtId="9"/>'
                                '</cellStyleXfs><cellXfs>%s</cellXfs></styleSheet>' % (MAIN, formats, styles))
        yield "xl/sharedStrings.xml", '<sst xmlns="%s">%s</sst>' % (
            MAIN, "".join("<si>%s</si>" % (s if s.startswith("&lt;r") else "<t>%s</t>" % s) for s in self.strings))
        for n, sheet in enumerate(self.sheets, 1):
            yield "xl/worksheets/sheet%d.xml" % n, sheet


def open_document(tables, how, text):
    inner = ""
    for name, hidden, rows in tables:
        lines = ""
        for row_hidden, cells in rows:
            line = ""
            if cells and cells[0].startswith("@"):
                middle = ' text:style-name="mid"' if cells[0][1] == "c" else ""
                inner += "<text:p%s>%s</text:p>" % (middle, escape(cells[0].split(" ", 1)[1]))
                continue
            for c in cells:
                span = re.match(r"\[(\d+)\]", c)
                c = c[span.end():] if span else c
                covered = c == "[v]"
                tag = "table:covered-table-cell" if covered else "table:table-cell"
                attributes = ' table:number-columns-spanned="%s"' % span.group(1) if span else ""
                raw = re.match(r"<cell ([^>]*)>", c)
                attributes += " " + raw.group(1) if raw else ""
                c = c[raw.end():] if raw else c
                deep = len(c) - len(c.lstrip(">"))
                attributes += ' table:style-name="in%d"' % deep if deep else ""
                c = c[deep:]
                content = "" if covered or not c else c if c.startswith("<") else "<text:p>%s</text:p>" % escape(c)
                line += "<%s%s>%s</%s>" % (tag, attributes, content, tag)
                line += "<table:covered-table-cell/>" * (int(span.group(1)) - 1 if span else 0)
            state = ' table:visibility="collapse"' if row_hidden else ""
            lines += "<table:table-row%s>%s</table:table-row>" % (state, line)
        style = ' table:style-name="off"' if hidden else ""
        inner += "<table:table table:name=%s%s>%s</table:table>" % (quoteattr(name), style, lines)
    inner += "".join('<table:named-range table:name="povcalc.%s" table:cell-range-address="$%s"/>' % tuple(w[5:].split("="))
                     for w in how if w.startswith("name="))
    spaces = "".join(' xmlns:%s="urn:oasis:names:tc:opendocument:xmlns:%s:1.0"' % (p, p)
                     for p in ("office", "table", "text", "style", "draw", "fo"))
    kind = "text" if text else "spreadsheet"
    yield "mimetype", "application/vnd.oasis.opendocument." + kind
    yield "content.xml", ('<office:document-content%s><office:automatic-styles><style:style style:name="off" '
                          'style:family="table"><style:table-properties table:display="false"/></style:style>'
                          '<style:style style:name="up" style:family="text"><style:text-properties '
                          'style:text-position="super 58%%"/></style:style><style:style style:name="mid">'
                          '<style:paragraph-properties fo:text-align="center"/></style:style>'
                          '<style:style style:name="out"><style:text-properties style:text-line-through-style="solid"/>'
                          '</style:style><style:style style:name="none"><style:text-properties text:display="none"/>'
                          '</style:style><style:style style:name="in1"><style:paragraph-properties fo:margin-left="0.353cm"/>'
                          '</style:style><style:style style:name="in2" style:parent-style-name="in1"><style:paragraph-properties '
                          'fo:margin-left="20pt"/></style:style><style:style style:name="lifted"><style:text-properties '
                          'style:text-position="33%% 58%%"/></style:style>'
                          '<style:style style:name="low"><style:text-properties style:text-position="sub 58%%"/></style:style>'
                          '</office:automatic-styles><office:body><office:%s>%s</office:%s></office:body>'
                          '</office:document-content>' % (spaces, kind, inner, kind))


def word(tables, how):
    inner = ""
    for _, _, rows in tables:
        lines = above = ""
        for _, cells in rows:
            line = ""
            if cells and cells[0].startswith("@"):
                middle = '<w:pPr><w:jc w:val="center"/></w:pPr>' if cells[0][1] == "c" else ""
                above += "<w:p>%s<w:r><w:t>%s</w:t></w:r></w:p>" % (middle, escape(cells[0].split(" ", 1)[1]))
                continue
            for c in cells:
                properties = ""
                span = re.match(r"\[(\d+)\]", c)
                if span:
                    properties, c = '<w:gridSpan w:val="%s"/>' % span.group(1), c[span.end():]
                if c.startswith("[v]"):
                    properties, c = properties + "<w:vMerge/>", c[3:]
                elif c.startswith("[d]"):
                    properties, c = properties + "<w:cellDel/>", c[3:]
                elif c.startswith("[r]"):
                    properties, c = properties + '<w:vMerge w:val="restart"/>', c[3:]
                if c.startswith("<w:sdt"):
                    line += c
                    continue
                place = re.match(r"#(\d)(\d)", c)
                if place:
                    c = ('<w:p><w:pPr><w:numPr><w:ilvl w:val="%s"/><w:numId w:val="%s"/></w:numPr></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>' %
                         (place.group(2), place.group(1), escape(c[3:])))
                indent = len(c) - len(c.lstrip(">"))
                content = c if c.startswith("<") else '<w:p><w:pPr><w:ind w:left="%d"/></w:pPr><w:r><w:t>%s</w:t></w:r></w:p>' % (
                    284 * indent, escape(c[indent:])) if indent else "<w:p><w:r><w:t>%s</w:t></w:r></w:p>" % escape(c)
                line += "<w:tc><w:tcPr>%s</w:tcPr>%s</w:tc>" % (properties, content)
            lines += "<w:tr>%s</w:tr>" % line
        inner += "<w:p/>%s<w:tbl>%s</w:tbl>" % (above, lines)
    yield "_rels/.rels", relations(("rId1", "officeDocument", "word/document.xml"))
    lists = "".join('<w:abstractNum w:abstractNumId="%d"><w:lvl w:ilvl="0"><w:numFmt w:val="%s"/><w:lvlText w:val="%s"/></w:lvl>'
                    '<w:lvl w:ilvl="1"><w:numFmt w:val="decimal"/><w:lvlText w:val="%%2"/></w:lvl></w:abstractNum>' % list_
                    for list_ in ((0, "upperRoman", "%1."), (1, "decimal", "%1"), (2, "decimal", "(%1)")))
    again = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    yield "word/numbering.xml", '<w:numbering xmlns:w="%s">%s%s</w:numbering>' % (WORD, lists, "".join(
        '<w:num w:numId="%d"><w:abstractNumId w:val="%d"/>%s</w:num>' % use for use in ((1, 0, ""), (2, 1, ""), (3, 1, again), (4, 2, ""))))
    yield "word/document.xml", ('<w:document xmlns:w="%s" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
                                '<w:body>%s</w:body></w:document>' % (WORD, inner))


def change(name, text, how):
    if "strict" in how:
        for old, new in STRICT.items():
            text = text.replace(old, new)
    if "prefixed" in how and name.endswith((".xml", ".rels")):
        text = re.sub(r"<(/?)([a-zA-Z]+)(?=[\s/>])", r"<\1x:\2", text).replace(' xmlns="', ' xmlns:x="')
    for word, old, new in DOUBTS:  # the same XML, written as no sheet is
        if word in how and "worksheets/sheet" in name:
            text = re.sub(old, new, text)
    if "doctype" in how and "sheet" in name:
        text = '<!DOCTYPE x [<!ENTITY a "b">]>' + text
    name = name.replace("/", "\\") if "backslashes" in how else name
    return name.upper() if "capitals" in how else name, text


class Unseekable(io.RawIOBase):
    """As a pipe: sizes come in descriptors after the parts."""

    def __init__(self, to):
        self.to = to

    def writable(self):
        return True

    def write(self, data):
        return self.to.write(data)


def main():
    warnings.simplefilter("ignore")  # two parts of one name
    out, how = sys.argv[1], sys.argv[2:]
    tables = read_tables(sys.stdin.read())
    kind = out.rsplit(".", 1)[1]
    parts = (word(tables, how) if kind == "docx" else open_document(tables, how, kind == "odt") if kind != "xlsx" else
             Workbook(tables, how).parts())
    buffer = io.BytesIO()
    with zipfile.ZipFile(Unseekable(buffer) if "descriptors" in how else buffer, "w") as archive:
        for name, text in (part for part in parts for _ in range(1 + ("twice" in how and "sheet1" in part[0]))):
            name, text = change(name, text, how)
            archive.writestr(zipfile.ZipInfo(name), text,
                             zipfile.ZIP_STORED if "stored" in how else zipfile.ZIP_DEFLATED)
    data = bytearray(buffer.getvalue())
    directory = data.rindex(b"PK\x01\x02")
    if "encrypted" in how:
        for at in [m.start() for m in re.finditer(b"PK\x01\x02", data)]:
            data[at + 8] |= 1
    if "small" in how:  # the last part says that it is smaller than it is
        struct.pack_into("<I", data, directory + 24, 10)
    if "bomb" in how:
        struct.pack_into("<I", data, directory + 24, 1 << 30)
    if "overlap" in how:
        struct.pack_into("<I", data, directory + 42, 0)
    if "zip64" in how:
        struct.pack_into("<I", data, directory + 42, 0xFFFFFFFF)
    if "checksum" in how:
        data[directory + 16] ^= 1
    if "cut" in how:
        data = data[:-30]
    with open(out, "wb") as file:
        file.write(data)


main()
