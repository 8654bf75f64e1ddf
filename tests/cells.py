"""Reads the cells of a plan for tests/prove.py: a reader of its own, of tables as offices write them.

A heading, in English or Vietnamese, of one line or two, after any lines of title; commas, semicolons or tabs; 1.650 and 0,58%.
Where a line holds several years, each year is a row of its own; a finding says which it speaks of.
"""
import csv, functools, re, unicodedata

WHO = {"": r"(tổng )?(số )?(hộ )?nghèo", "near_": r"(tổng )?(số )?(hộ )?cận nghèo", "multi_": r"(tổng )?(số )?(hộ )?(nghèo đa chiều|nghèo(,| và) (hộ )?cận nghèo)"}
HEADINGS = [
    (r"(tên )?(đơn vị|địa bàn|địa phương|huyện|xã|tỉnh|thôn).*", "unit"), (r"cấp( hành chính)?", "level"), (r"trực thuộc|thuộc.*|đơn vị cấp trên", "parent"),
    (r"nhóm.*", "group"), (r"năm|năm rà soát", "year"), (r"năm (mục tiêu|kế hoạch|đích)", "target_year"), (r"chuẩn( nghèo)?", "standard"), (r"loại( số liệu)?", "kind"),
    (r"(tổng )?(số )?hộ( gia đình| dân( cư)?)?", "households"), (r"tổng số hộ (năm (mục tiêu|kế hoạch)|dự kiến)", "target_households"),
    (r"(tổng )?(số )?(nhân )?khẩu", "persons"), (r"(tổng )?(số )?(nhân )?khẩu nghèo", "poor_persons"),
    (r"(số )?hộ thoát nghèo", "escaped"), (r"(số )?hộ nghèo phát sinh( mới)?", "newly_poor"), (r"(số )?hộ tái nghèo", "relapsed"),
]
OTHERS = """unit level parent group year standard kind target_year code source note counts households target_households persons poor_persons
escaped other_decrease from_near_poor relapsed newly_poor other_increase near_poor_escaped near_poor_other_decrease""".split()
for key, who in WHO.items():
    poor = key + "poor"
    own = poor + "_" if key else ""
    ways = [
        (who + r"( cuối năm)?", poor), (r"tỷ lệ " + who, poor + "_rate"), (who + r" đầu (năm|kỳ)", "start_" + poor), (who + r" giảm", own + "reduction_households"),
        (r"tỷ lệ " + who + r" giảm", own + "reduction_pp"), (who + r" còn lại", "remaining_" + poor), (r"tỷ lệ " + who + r" còn lại", f"remaining_{own}rate"),
    ]
    HEADINGS += ways
    OTHERS += [name for _, name in ways]
HEADINGS += [(name, name) for name in OTHERS]
GROUPS = {"thành thị": "urban", "nông thôn": "rural", "khu vực thành thị": "urban", "khu vực nông thôn": "rural"}


@functools.lru_cache(None)  # the same few of every file
def column_of(heading):
    """The column of a heading, and the year that it names."""
    text = " ".join(unicodedata.normalize("NFC", heading).lower().split())
    year = re.search(r"\b(20\d\d)\b", text)
    text = re.sub(r"\(.*?\)|(cuối )?năm 20\d\d", " ", text)
    text = " ".join(text.split())
    name = next((name for pattern, name in HEADINGS if re.fullmatch(pattern, text)), None)
    return name, year and year.group(1)


def plain(text, column):
    """1.650 and 1,650 as 1650, 0,58% as 0.58."""
    rate = column.endswith(("rate", "pp"))
    text = text.strip().rstrip("%").strip() if rate else text.strip()
    if rate: return text.replace(",", ".")
    return re.sub(r"(?<=\d)[.,](?=\d{3}(\D|$))", "", text) if column not in ("unit", "parent", "level", "group", "note", "source", "code", "standard") else text


@functools.lru_cache(None)  # prove.py asks for each relation anew; what it gets is only read
def read(path, year=None):
    """{line: {column: text}}; of lines with several years the row of `year`, else the first."""
    with open(path, encoding="utf-8-sig", newline="") as f: text = f.read()
    comma = max(",;\t", key=lambda c: max((line.count(c) for line in text.splitlines()[:6]), default=0))
    reader = csv.reader(text.splitlines(), delimiter=comma)
    lines = [(reader.line_num, row) for row in reader]
    known = lambda row: sum(column_of(c)[0] is not None for c in row)
    at = max(range(min(len(lines), 12)), key=lambda i: (known(lines[i][1]), -i))
    if at + 1 < len(lines) and sum(bool(re.match(r"số|tỷ lệ", c.strip().lower())) for c in lines[at + 1][1]) > 1: at += 1
    heading, above = lines[at][1], lines[at - 1][1] if at > 0 else []
    columns, carried = [], ""
    for i, cell in enumerate(heading):
        carried = above[i] if i < len(above) and above[i].strip() else carried
        over = column_of(carried)[0] if above else None
        part = cell.strip().lower()
        if over in ("poor", "near_poor", "multi_poor") and re.match(r"số|tỷ lệ", part):
            columns.append((over + "_rate" if part.startswith("tỷ lệ") else over, column_of(carried)[1]))
            continue
        name, of = next((column_of(t) for t in (cell, f"{carried} {cell}", carried if not cell.strip() else "") if column_of(t)[0]), (None, None))
        if name is None and columns and columns[-1][0] in ("poor", "near_poor", "multi_poor") and cell.strip().lower().startswith("tỷ lệ"):
            name = columns[-1][0] + "_rate"  # of the count beside it
        columns.append((name, of or column_of(carried)[1]))
    rows = {}
    for line, cells in lines[at + 1:]:
        row = {}
        for (name, of), cell in zip(columns, cells):
            if name is None or (of is not None and year is not None and of != str(year)): continue
            if name not in row: row[name] = plain(cell, name)
            if of is not None and not name.startswith("remaining"): row.setdefault("year", of)
        row["group"] = GROUPS.get(row.get("group", "").lower(), row.get("group", ""))
        if row.get("unit") is not None: rows[line] = row
    return rows
