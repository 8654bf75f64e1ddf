#!/usr/bin/env python3
"""Writes plans in random layouts of official tables, and holds that povcalc reads each back to the same figures, or refuses it.

usage: layouts.py [PROGRAM [LAYOUTS [SEED]]]

A layout varies marks ("Tong so ho"), blanks, the first column, titles, lines of headings, merged cells, numbers of columns, numbering, kinds in names, blanks, totals, urban and rural
rows, groups, years, plans, the style of numbers and what stands below the table. Wrong is a figure under another column, unit, parent,
group or year than it was written for. Exit status: 0 none is wrong and at most a tenth is refused or read in part, 1 not so.
"""
import csv, io, os, random, subprocess, sys, tempfile, unicodedata

NAMES = 'An Bình,Tân Tiến,Tân Thành,Tân Lợi,Hòa Phú,Vĩnh Sơn,Đại Lộc,Phú Mỹ,Long Hưng,Cư Jút,Đắk Mil,Krông Nô,Bình Minh,Quảng Trực,Ea Tul,Sơn Hà'.split(',')


def rate(part, whole, digits=2):
    unit = 10 ** digits
    scaled = (part * 100 * unit * 2 + whole) // (2 * whole)
    return f'{scaled // unit}.{scaled % unit:0{digits}d}'


class Plan:
    """A tree of units, each with figures by year and group: {(year, group): {column: text}}."""

    def __init__(self, r):
        self.r = r
        self.levels = r.choice([1, 1, 2, 2])
        self.year = r.randint(2016, 2024)
        self.years = r.choice([1, 1, 1, 2, 3])
        self.near = r.random() < .6
        self.rates = r.random() < .8
        self.households = r.random() < .8
        self.group = r.choice([None, None, None, 'dtts', 'dtts+hh'])
        self.plan = self.years == 1 and self.group is None and r.random() < .3
        names = NAMES[:]
        r.shuffle(names)
        self.kind = r.choice(['Xã', 'Phường']) if self.levels == 1 else None
        self.units = []  # (name, parent name or '', figures)
        self.total = r.random() < .8 or self.levels == 2
        self.total_name = r.choice(['Tổng cộng', 'Toàn huyện', 'TỔNG CỘNG', 'Cộng', 'Toàn tỉnh', 'Tổng số']) if self.total else ''
        tops = []
        count = r.randint(3, 6) if self.levels == 1 else r.randint(2, 3)
        for _ in range(count):
            if self.levels == 1:
                unit = {'name': f'{self.kind} {names.pop()}', 'under': [], 'leaf': self.leaf()}
            else:
                unit = {'name': f'Huyện {names.pop()}', 'under': [], 'leaf': None}
                for _ in range(r.randint(2, 3)):
                    unit['under'].append({'name': f'Xã {names.pop()}', 'under': [], 'leaf': self.leaf()})
                unit['leaf'] = self.sum([u['leaf'] for u in unit['under']])
            tops.append(unit)
        self.tops = tops
        self.all = {'name': self.total_name, 'leaf': self.sum([u['leaf'] for u in tops])}

    def leaf(self):
        r, out = self.r, {}
        hh = r.randint(300, 4000)
        poor = r.randint(20, hh // 4)
        near = r.randint(20, hh // 5)
        for y in range(self.years):
            cell = {'hh': hh, 'poor': poor, 'near': near, 'dhh': hh // 3, 'dpoor': poor // 3 + 1}
            cell['cut'] = r.randint(1, max(1, poor // 5))
            out[y] = cell
            hh += r.randint(-10, 40)
            poor = max(5, poor - r.randint(0, poor // 4))
            near = max(5, near - r.randint(0, near // 5))
        return out

    @staticmethod
    def sum(leaves):
        return {y: {k: sum(x[y][k] for x in leaves) for k in leaves[0][y]} for y in leaves[0]}


class Layout:
    def __init__(self, r, plan):
        self.r, self.p = r, plan
        self.us = r.random() < .1
        self.expected = {}

    def count(self, n):
        s = f'{n:,}'
        return s if self.us else s.replace(',', '.' if self.dots else '')

    def percent(self, text):
        out = text if self.us else text.replace('.', ',')
        return out + ('%' if self.signs else '')

    def columns(self):
        """[(heading lines, function from figures to text, (column, year, group))]"""
        r, p = self.r, self.p
        out = []
        two = r.random() < .6 or p.years > 1
        count_words = r.choice(['Số hộ', 'Số hộ', 'Tổng số'])
        rate_words = r.choice(['Tỷ lệ (%)', 'Tỷ lệ %', 'TL (%)', 'Tỉ lệ (%)'])
        def poor_heads(y, subject, words):
            when = p.year - p.years + 1 + y
            if p.years > 1:
                first = r_year(when)
                return [first, words[0], words[1]]
            return [words[0], words[1]]
        style = r.choice(['Năm {}', 'Cuối năm {}', 'Năm {}'])
        def r_year(y):
            return style.format(y)
        for y in range(p.years):
            when = p.year - p.years + 1 + y
            year = when if p.years > 1 or self.titled else ''
            base = year
            if p.plan and self.titled:
                base = year - 1
            top = [r_year(when)] if p.years > 1 else []
            full = len(top) == 0 and not two
            if p.households:
                out.append((top + [r.choice(['Tổng số hộ', 'Tổng số hộ dân cư', 'Tổng số hộ dân'])], lambda f, y=y: self.count(f[y]['hh']), ('households', base, 'all')))
            for subject, key, on in (('hộ nghèo', 'poor', True), ('hộ cận nghèo', 'near', p.near)):
                if not on:
                    continue
                column = 'poor' if key == 'poor' else 'near_poor'
                if full or (len(top) and r.random() < .5):
                    out.append((top + [r.choice(['Số ', 'Tổng số ', '']) + subject], lambda f, y=y, k=key: self.count(f[y][k]), (column, base, 'all')))
                    if p.rates:
                        out.append((top + [r.choice(['Tỷ lệ ' + subject + ' (%)', rate_words])], lambda f, y=y, k=key: self.percent(rate(f[y][k], f[y]['hh'])), (column + '_rate', base, 'all')))
                else:
                    head = subject[0].upper() + subject[1:]
                    out.append((top + [head, count_words], lambda f, y=y, k=key: self.count(f[y][k]), (column, base, 'all')))
                    if p.rates:
                        out.append((top + [head, rate_words], lambda f, y=y, k=key: self.percent(rate(f[y][k], f[y]['hh'])), (column + '_rate', base, 'all')))
            if p.group and p.years == 1:
                if p.group == 'dtts+hh':
                    out.append((['Tổng số hộ DTTS'], lambda f, y=y: self.count(f[y]['dhh']), ('households', base, 'ethnic_minority')))
                out.append(([r.choice(['Hộ nghèo DTTS', 'Số hộ nghèo là người DTTS', 'Hộ nghèo dân tộc thiểu số'])], lambda f, y=y: self.count(f[y]['dpoor']), ('poor', base, 'ethnic_minority')))
            if p.plan:
                if r.random() < .5:
                    out.append((['Kế hoạch giảm', 'Số hộ'], lambda f: self.count(f[0]['cut']), ('reduction_households', base, 'all')))
                else:
                    out.append(([r.choice(['Số hộ giảm', 'Số hộ nghèo giảm', 'Chỉ tiêu giảm (hộ)'])], lambda f: self.count(f[0]['cut']), ('reduction_households', base, 'all')))
                out.append(([r.choice(['Số hộ nghèo còn lại', 'Còn lại'])], lambda f: self.count(f[0]['poor'] - f[0]['cut']), ('remaining_poor', base, 'all')))
        return out

    def heading_rows(self, heads):
        depth = max(len(h) for h in heads)
        rows = [[''] * len(heads) for _ in range(depth)]
        for c, h in enumerate(heads):
            for line, text in enumerate(h):
                # a merged cell is filled in its first cell only
                before = heads[c - 1] if c > 0 else None
                same = before is not None and len(before) > line + 1 and before[:line + 1] == h[:line + 1] and line + 1 < len(h)
                rows[line][c] = '' if same else text
        return rows

    def expect(self, unit, parent, figures, columns):
        for heads, text, (column, year, group) in columns:
            self.expected[(unit, parent, str(year), group, column)] = text(figures).replace('%', '')

    def text(self):
        r, p = self.r, self.p
        self.dots, self.signs = r.random() < .7, r.random() < .15
        self.titled = r.random() < .7
        columns = self.columns()
        serial = r.choice([None, '1', 'I1', 'A1', '1a', '1.1', 'dash', '1'])
        if p.levels == 1 and serial in ('A1', '1a', '1.1', 'dash', 'I1'):
            serial = '1'
        left = ([] if serial is None else [[r.choice(['STT', 'TT', 'Số TT'])]]) + \
            [[r.choice(['Đơn vị', 'Tên đơn vị', 'Địa phương', 'Xã, phường, thị trấn', 'Địa bàn', 'Huyện, xã'])]]
        heads = left + [c[0] for c in columns]
        rows = []
        width = len(heads)
        pad = lambda cells: cells + [''] * (width - len(cells))
        if self.titled or r.random() < .4:
            what = 'KẾ HOẠCH GIẢM NGHÈO' if p.plan else r.choice(['KẾT QUẢ RÀ SOÁT HỘ NGHÈO, HỘ CẬN NGHÈO', 'TỔNG HỢP HỘ NGHÈO', 'BIỂU 1: HỘ NGHÈO'])
            if r.random() < .3:
                rows.append(pad(['ỦY BAN NHÂN DÂN', '', 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM']))
            rows.append(pad([what + (f' NĂM {p.year}' if self.titled and p.years == 1 else '')]))
            if r.random() < .4:
                rows.append(pad([f'(Kèm theo Quyết định số 31/QĐ-UBND ngày 12/01/{p.year + 1})']))
            if r.random() < .3:
                rows.append(pad([]))
        rows += self.heading_rows(heads)
        if r.random() < .3:
            labels = ['A', 'B'][:len(left)] if r.random() < .7 else []
            rows.append(labels + [str(i + 1) for i in range(width - len(labels))])
        body = []
        indent = serial is None and p.levels == 2 and r.random() < .4
        def line(number, name, figures, depth=0):
            return ([] if serial is None else [number]) + [('  ' * depth if indent else '') + name] + [c[1](figures) for c in columns]
        for i, top in enumerate(p.tops):
            number = {'I1': ['I', 'II', 'III', 'IV'], 'A1': 'ABCD'}.get(serial, [str(k + 1) for k in range(9)])[i]
            body.append(line(number, top['name'], top['leaf'], 1))
            self.expect(top['name'], p.total_name, top['leaf'], columns)
            for k, under in enumerate(top['under']):
                number2 = {'1a': 'abcdef'[k], '1.1': f'{i + 1}.{k + 1}', 'dash': '-'}.get(serial, str(k + 1))
                if serial == '1':
                    number2 = ''
                body.append(line(number2, under['name'], under['leaf'], 2))
                self.expect(under['name'], top['name'], under['leaf'], columns)
        if p.total:
            total = line('', p.total_name, p.all['leaf'])
            self.expect(p.total_name, '', p.all['leaf'], columns)
            body = [total] + body if r.random() < .5 else body + [total]
        rows += body
        if r.random() < .3:
            rows.append(pad([]))
            rows.append(pad(['', 'Người lập biểu', '', 'TM. ỦY BAN NHÂN DÂN'][:max(2, width)]))
            rows.append(pad(['', 'Nguyễn Văn A']))
        out = io.StringIO()
        csv.writer(out, delimiter=',' if self.us else ';', lineterminator='\n').writerows(rows)
        return out.getvalue()


def unmarked(text):
    apart = unicodedata.normalize('NFD', text.replace('đ', 'd').replace('Đ', 'D'))
    return ''.join(c for c in apart if not unicodedata.combining(c))


def disguise(r, text, separator):
    """The same table as another program writes it, or begun in another column."""
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    if r.random() < .2:
        rows = [[''] + row for row in rows]
    if r.random() < .2:  # titles in the middle
        width = max(len(row) for row in rows)
        for i, row in enumerate(rows[:4]):
            if sum(cell != '' for cell in row) == 1 and row[0] != '':
                rows[i] = [''] * (width // 2) + [row[0]] + [''] * (width - width // 2 - 1)
    if r.random() < .15:
        blank = r.choice(['\u00a0', '\n', '  '])
        rows = [[cell.replace(' ', blank) for cell in row] if i < 6 else row for i, row in enumerate(rows)]
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator='\n').writerows(rows)
    return unicodedata.normalize('NFD', out.getvalue()) if r.random() < .1 else out.getvalue()


def value(text, us):
    text = text.replace('%', '')
    return text.replace(',', '') if us else text.replace('.', '').replace(',', '.')


def judge(layout, program, path):
    run = subprocess.run([program, 'targets', '-f', 'csv', '-q', path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode == 2:
        return 'refused', run.stderr.decode()[:200]
    if run.returncode not in (0, 1):
        return 'wrong', f'status {run.returncode}'
    read = {}
    for row in csv.DictReader(io.StringIO(unicodedata.normalize('NFC', run.stdout.decode()))):
        computed = row['computed'].replace(';', ',').split(',')
        for column, cell in row.items():
            if cell and column not in computed and column in COLUMNS:
                read[(row['unit'], row['parent'], row['year'], row['group'], column)] = cell
    want = {k: value(v, layout.us) if 'rate' not in k[4] else v.replace(',', '.') for k, v in layout.expected.items()}
    for key, cell in read.items():
        if want.get(key) != cell:
            return 'wrong', f'{key}: {cell}, not {want.get(key)}'
    missing = [k for k in want if k not in read]
    return ('part', str(missing[0])) if missing else ('right', '')


COLUMNS = {'households', 'poor', 'poor_rate', 'near_poor', 'near_poor_rate', 'reduction_households', 'remaining_poor', 'reduction_pp', 'remaining_rate', 'multi_poor', 'target_households'}


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else 'build/povcalc'
    layouts = int(sys.argv[2]) if len(sys.argv) > 2 else 300
    seed = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    count = {'right': 0, 'part': 0, 'refused': 0, 'wrong': 0}
    with tempfile.TemporaryDirectory() as folder:
        for number in range(seed, seed + layouts):
            r = random.Random(number)
            layout = Layout(r, Plan(r))
            text = layout.text()
            if r.random() < .15:
                text = unmarked(text)
                layout.expected = {(unmarked(u), unmarked(p), *rest): v for (u, p, *rest), v in layout.expected.items()}
            text = disguise(r, text, ',' if layout.us else ';')
            path = os.path.join(folder, 'table.csv')
            with open(path, 'w', encoding='utf-8') as file:
                file.write(text)
            state, why = judge(layout, program, path)
            count[state] += 1
            if state == 'wrong' or (state != 'right' and os.environ.get('VERBOSE')):
                print(f'{state}: layout {number}: {why}\n{text}')
    print(', '.join(f'{n} {state}' for state, n in count.items()))
    return 0 if count['wrong'] == 0 and (count['part'] + count['refused']) * 10 <= layouts else 1


sys.exit(main())
