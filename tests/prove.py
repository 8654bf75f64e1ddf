"""Proves an error of `povcalc check` from the printed cells; tests/proofs.py calls it.

An error names relations and cells (`because`, docs/proofs.md). Only these names are used: the cells are read here, the
relations are held against the list below, and the arithmetic is done anew in fractions, until a cell has no number left.
"""
import itertools, math
from fractions import Fraction as F
import cells
POOR = [("poor", "poor_rate", "reduction_households", "remaining_poor", "remaining_rate", "reduction_pp")]
NEAR = [("near_poor", "near_poor_rate", "near_poor_reduction_households", "remaining_near_poor", "remaining_near_poor_rate", "near_poor_reduction_pp")]
MULTI = [("multi_poor", "multi_poor_rate", "multi_poor_reduction_households", "remaining_multi_poor", "remaining_multi_poor_rate", "multi_poor_reduction_pp")]
RATIOS, DIFFERENCES = set(), {(MULTI[0][k], POOR[0][k], NEAR[0][k]) for k in range(5)}
for count, rate, cut, left, left_rate, points in POOR + NEAR + MULTI:
    RATIOS |= {(count, "households", rate), (left, "target_households", left_rate)}; DIFFERENCES |= {(count, cut, left), (rate, points, left_rate)}
FLOWS = {"start_poor": 1, "escaped": -1, "other_decrease": -1, "from_near_poor": 1, "relapsed": 1, "newly_poor": 1, "other_increase": 1}
INF, KEY = 10**20, ("group", "year", "standard", "target_year", "kind")
WORDS = {"kế hoạch": "plan", "kết quả": "outcome", "ước": "estimate", "": "plan"}
is_rate, may_fall = (lambda column: column.endswith("rate")), (lambda column: "reduction" in column)
def whole(x, up): return x if abs(x) >= INF else math.ceil(x) if up else math.floor(x)
def number(text, column):
    """(low, high, digits) of a cell, as docs/methods.md 1 has it; None: it states nothing."""
    text = text.strip().rstrip("%").strip()
    if text in ("", "-", "–", "…", "x"): return None
    sign = next((s for s in (">=", "<=", "≥", "≤", ">", "<", "~", "≈") if text.startswith(s)), "")
    low, _, high = text[len(sign):].strip().partition("-") if not text.startswith("-") else (text, "", "")
    rate = is_rate(column) or column.endswith("pp")
    low, high = [x.replace(",", ".") if rate else x.replace(",", "").replace(" ", "") for x in (low, high or low)]
    if not all(x.lstrip("-").replace(".", "", 1).isdigit() for x in (low, high)): return None  # 3/year, <parent: an aim
    digits = len(low.partition(".")[2]) if rate else 0
    low, high = F(low), F(high)
    if rate: low, high = low - F(1, 2 * 10**digits), high + F(1, 2 * 10**digits)
    if sign in ("~", "≈"):
        face, unit = (low + high) / 2, F(1, 10**digits)
        while face != 0 and (face / unit) % 10 == 0: unit *= 10
        off = min(unit / 2, abs(face) / 20)
        low, high = face - off, face + off
        if not rate: low, high = F(math.ceil(low)), F(math.floor(high))
    if sign in (">", ">=", "≥"): high, low = INF, (low + high) / 2
    if sign in ("<", "<=", "≤"): high, low = (low + high) / 2, -INF
    if is_rate(column): low, high = max(low, 0), min(high, 100)
    elif not may_fall(column): low = max(low, 0)
    return low, high, digits
class Plan:
    def __init__(self, path, year=None):
        self.state, self.digits, self.row = {}, {}, cells.read(path, year)
        for line, row in self.row.items():
            for column, cell in row.items():
                if column in ("unit", "code", "level", "parent", "source", "note", "counts") + KEY: continue
                if value := number(cell, column): self.state[line, column], self.digits[line, column] = list(value[:2]), value[2]
        self.printed = dict(self.state)
        for line in self.row: self.allow(line)
        self.drop = {at: x for at, x in self.state.items() if at[1].endswith("pp")}
        for (line, column), (_, total, rate) in itertools.product(list(self.printed), sorted(RATIOS)):
            if column == rate and self.key(line)[0] == "all" and (line, total) not in self.printed: self.state[line, total] = [1, INF]
    def unit(self, line, column):
        return F(1, 10 ** self.digits.get((line, column), min((d for (at, c), d in self.digits.items() if at == line and is_rate(c)), default=2)))
    def allow(self, line):
        """Sums and differences of printed rates have the rounding of both (docs/methods.md 1)."""
        for group in POOR + NEAR + MULTI:
            if (line, group[5]) in self.state:
                x, off = self.state[line, group[5]], sum(self.unit(line, c) for c in (group[1], group[4]) if (line, c) in self.digits) / 2
                self.state[line, group[5]] = [x[0] - off, x[1] + off]
        for k in (1, 4):
            if (line, MULTI[0][k]) in self.state:
                x, off = self.state[line, MULTI[0][k]], (self.unit(line, POOR[0][k]) + self.unit(line, NEAR[0][k])) / 2
                self.state[line, MULTI[0][k]] = [max(F(0), x[0] - off), min(F(100), x[1] + off)]
    def get(self, at):
        return self.state.setdefault(at, [F(0), F(100)] if is_rate(at[1]) else [-INF if may_fall(at[1]) or at[1].endswith("pp") else 0, INF])
    def cut(self, at, low, high):
        if not (is_rate(at[1]) or at[1].endswith("pp")): low, high = whole(low, True), whole(high, False)
        self.state[at] = [max(self.get(at)[0], low), min(self.get(at)[1], high)]
        return self.state[at][0] <= self.state[at][1]
    def key(self, line): return tuple(WORDS.get(self.row[line].get(k, ""), self.row[line].get(k, "")) if k == "kind" else self.row[line].get(k, "") or ("all" if k == "group" else "") for k in KEY)
    def is_list(self, whole, members):
        """The members are parts of the whole: its units, or its urban and rural part."""
        rows = [self.row[m] for m in members]
        if all(r["unit"] == self.row[whole]["unit"] for r in rows): return len({self.key(m)[0] for m in members} & {"urban", "rural"}) == len(members)
        return "parent" not in rows[0] or all(r["parent"] == self.row[whole]["unit"] and self.key(m) == self.key(whole) for r, m in zip(rows, members))
    def is_complete(self, whole, members):
        if len({self.key(m)[0] for m in members} & {"urban", "rural"}) == 2: return True
        saved, rows = dict(self.state), [whole] + members
        for _, m, relation in itertools.product(range(3), rows, sorted(RATIOS) + sorted(r for r in DIFFERENCES if not r[1].endswith("pp"))):
            before, at = dict(self.state), [(m, c) for c in relation]  # what contradicts within a row is left out
            if not (self.ratio(*at) if relation in RATIOS else self.total(at[0], at[1:])): self.state = before
        moments = [[self.get((m, c)) for m in rows] for c in ("households", "target_households")]
        self.state = saved
        return any(all(a == b for a, b in ends) and ends[0][0] == sum(e[0] for e in ends[1:]) for ends in moments)
    # ---- relations: True unless a cell has no number left ----
    def ratio(self, c, t, r):
        (c0, c1), (t0, t1), (r0, r1) = self.get(c), self.get(t), self.get(r)
        ok = self.cut(c, r0 * t0 / 100, r1 * t1 / 100 if t1 < INF else c1)
        ok = ok and self.cut(t, c0 * 100 / r1 if r1 else (INF if c0 else t0), c1 * 100 / r0 if r0 and c1 < INF else t1)
        if ok and self.get(t)[0] > 0: ok = self.cut(r, c0 * 100 / F(t1) if t1 < INF else r0, c1 * 100 / F(t0) if t0 and c1 < INF else r1)
        if ok and r0 > 0:  # the first count that has whole households within the rate
            count, limit = max(self.get(c)[0], 1), 10000
            while limit and math.ceil(count * 100 / r1) > math.floor(count * 100 / r0): count, limit = count + 1, limit - 1
            ok = self.cut(c, count, INF) and self.cut(t, math.ceil(count * 100 / r1), INF)
            count, limit = self.get(c)[1], 10000 if self.get(c)[1] < INF else 0
            while limit and math.ceil(count * 100 / r1) > math.floor(count * 100 / r0): count, limit = count - 1, limit - 1
            ok = ok and self.cut(c, -INF, count) and (count >= INF or self.cut(t, -INF, math.floor(count * 100 / r0)))
        return ok
    def total(self, whole, parts, off=(), complete=True):
        add = lambda xs, e: INF * (1 if e else -1) if any(abs(x[e]) >= INF for x in xs) else sum(x[e] for x in xs)
        minus = lambda p: [-self.get(p)[1], -self.get(p)[0]]
        all_parts = [(p, self.get(p)) for p in parts] + [(p, minus(p)) for p in off]
        ok = self.cut(whole, add([x for _, x in all_parts], 0), add([x for _, x in all_parts], 1) if complete else INF)
        for p, own in all_parts:
            others, (w0, w1) = [x for q, x in all_parts if q != p], self.get(whole)
            o0, o1 = add(others, 0), add(others, 1)
            low = w0 - o1 if complete and o1 < INF and w0 > -INF else -INF
            high = w1 - o0 if o0 > -INF and w1 < INF else INF
            ok = ok and (self.cut(p, low, high) if p not in off else self.cut(p, -high, -low))
        return ok
    def excess(self, pairs, rates, t):
        """count - t × total adds up; each pair lies in a polygon whose corners are tried. No number passes 10^16."""
        def corners(i, x, y):
            (c0, c1), (h0, h1), (a, b) = self.get(pairs[i][0]), self.get(pairs[i][1]), rates[i]
            lines = [(1, 0, c0), (1, 0, c1), (0, 1, h0), (0, 1, h1), (1, -a, 0), (1, -b, 0), (1, -t, x), (1, -t, y)]
            lines = [l for l in lines if abs(l[2]) < INF] + [(0, 1, F(10**16)), (1, 0, F(10**16))]
            inside = lambda c, h: c0 <= c <= c1 and h0 <= h <= h1 and a * h <= c <= b * h and x <= c - t * h <= y and c <= 10**16 and h <= 10**16
            for (p, q, u), (r, s, v) in itertools.combinations(lines, 2):
                if p * s != q * r:
                    c, h = F(u * s - q * v) / (p * s - q * r), F(p * v - u * r) / (p * s - q * r)
                    if inside(c, h): yield c, h
        def ends(i):
            es = [c - t * h for c, h in corners(i, -INF, INF)]
            return (min(es), max(es)) if es else (1, 0)
        for i in range(len(pairs)):
            e = [ends(k) for k in range(len(pairs))]
            if any(x[0] > x[1] for x in e): return False
            others = [x for k, x in enumerate(e) if k not in (0, i)]
            low, high = (sum(x[end] for x in others) for end in (0, 1))
            x, y = (low, high) if i == 0 else (e[0][0] - high, e[0][1] - low)
            left = list(corners(i, x, y))
            if not left: return False
            for k, cell in enumerate(pairs[i]):
                top = max(p[k] for p in left)
                if not self.cut(cell, min(p[k] for p in left), INF if top >= 10**16 else top): return False
        return True
    def step(self, step):
        """Holds a step against the list of relations, then does its arithmetic. False: a contradiction."""
        if step["relation"] in ("growth", "share", "points"): return True  # of figures; narrows no cell
        kind, at = step["relation"], [(t["line"], t["column"]) for t in step["terms"]]
        for t, cell in zip(step["terms"], at): assert "printed" not in t or cell in self.printed, f"{cell} is not printed"
        columns, lines = tuple(c for _, c in at), [line for line, _ in at]
        if kind in ("ratio", "difference"):
            assert columns in (RATIOS if kind == "ratio" else DIFFERENCES) and len(set(lines)) == 1, columns
            one = [c for c in (at[0], at[2]) if columns[1].endswith("pp") and c in self.printed]
            if len(one) == 1 and self.row[lines[0]][one[0][1]].strip(" %").replace(".", "", 1).isdigit():  # its rounding is in the drop's
                face, (low, high) = F(self.row[lines[0]][one[0][1]].strip(" %")), self.drop[at[1]]
                if not (self.cut(at[0], face + low, face + high) if one[0] == at[2] else self.cut(at[2], face - high, face - low)): return False
            return self.ratio(*at) if kind == "ratio" else self.total(at[0], at[1:])
        if kind == "part":
            assert columns[0] == columns[1] and not may_fall(columns[0]) and self.row[lines[0]].get("parent", "") in (self.row[lines[1]]["unit"], self.row[lines[1]].get("parent", ""))
            return self.cut(at[0], -INF, self.get(at[1])[1]) and self.cut(at[1], self.get(at[0])[0], INF)
        if kind == "sum" and any("taken_off" in t for t in step["terms"]):
            off = [c for c, t in zip(at, step["terms"]) if "taken_off" in t]
            assert columns[0] == "poor" and all(FLOWS[c] == (-1 if (l, c) in off else 1) for l, c in at[1:]) and len(set(lines)) == 1
            return self.total(at[0], [c for c in at[1:] if c not in off], off)
        if kind == "same":  # two rows of one state, or all households of a group within the unit's
            a, b = (self.row[line] for line in lines)
            year = lambda r, c: r.get("target_year") if c.startswith("remaining") or c.startswith("target") else r.get("year")
            assert a["unit"] == b["unit"] and year(a, columns[0]) == year(b, columns[1])
            return self.cut(at[0], *self.get(at[1])) and self.cut(at[1], *self.get(at[0]))
        if kind in ("sum", "mean", "excess"):
            pair = 2 if kind == "excess" else 1
            whole, members, complete = lines[0], lines[pair::pair], step.get("complete", True)
            assert self.is_list(whole, members) and len(set(members)) == len(members), "no list"
            complete = complete and self.is_complete(whole, members)  # else the rest of the whole is open
            if kind == "mean" and len(set(columns)) == 1 and is_rate(columns[0]):
                return self.cut(at[0], min(self.get(m)[0] for m in at[1:]), max(self.get(m)[1] for m in at[1:]))
            if kind == "sum":
                assert len(set(columns)) == 1 and (complete or not may_fall(columns[0])), columns
                return self.total(at[0], at[1:], complete=complete)
            pairs, triple = list(zip(at[::2], at[1::2])), next(r for r in RATIOS if r[:2] == columns[:2])
            return self.excess(pairs, [[F(e) / 100 for e in self.get((c[0], triple[2]))] for c, _ in pairs], F(str(step["at_percent"][0])) / 100)
        raise AssertionError(f"unknown relation {kind}")
def by_sight(plan, rule, line):
    """What takes one comparison: years in order, points within their rate, as many who leave as were there before."""
    row, year = plan.row[line], lambda r, c: int(r.get(c, "")[:4] or 0)
    if rule == "range" and any((line, part) in plan.printed and (line, whole) in plan.printed and plan.printed[line, part][0] > plan.printed[line, whole][1] for part, whole in (("poor_persons", "persons"), ("poor", "households"), ("poor", "poor_persons"))): return True
    if rule == "sum" and "persons" in row: return (line, "persons") in plan.printed and sum(plan.printed[n, "persons"][0] for n, r in plan.row.items() if r.get("parent") == row["unit"] and (n, "persons") in plan.printed) > plan.printed[line, "persons"][1]
    if rule == "target": return 0 < year(row, "target_year") <= year(row, "year") or any((line, g[5]) in plan.printed and plan.printed[line, g[5]][0] > plan.get((line, g[1]))[1] for g in POOR + NEAR + MULTI)
    for stock, leave in ("poor", ("escaped", "other_decrease")), ("near_poor", ("from_near_poor", "near_poor_escaped", "near_poor_other_decrease")):
        left = sum(plan.printed[line, c][0] for c in leave if (line, c) in plan.printed)
        before = [plan.printed[line, "start_" + stock]] if (line, "start_" + stock) in plan.printed else [plan.printed[n, stock] for n, r in plan.row.items() if (n, stock) in plan.printed and r["unit"] == row["unit"] and year(r, "year") + 1 == year(row, "year")]
        if rule == "flow" and any(left > b[1] for b in before): return True
def prove(path, finding):
    """None, or why the error is not proved."""
    plan = Plan(path, finding.get("year"))
    if by_sight(plan, finding["rule"], finding["line"]): return None
    if finding["rule"] == "duplicate":
        return None if sum((r["unit"], plan.key(n)) == (finding["unit"], plan.key(finding["line"])) for n, r in plan.row.items()) > 1 else "no second row"
    try:
        for _ in range(3):
            if any("relation" in s and not plan.step(s) for s in finding.get("because", [])): return None
    except AssertionError as e: return f"a step that is none: {e}"
    if finding["rule"] == "target" and by_sight(plan, "target", finding["line"]): return None
    return "no reason is given" if "because" not in finding else "the steps leave numbers for every cell"
def fails(path):
    """The lines of relations whose cells are all printed, and that no numbers fit."""
    for line, columns in itertools.product(Plan(path).row, sorted(RATIOS | DIFFERENCES)):
        plan, at = Plan(path), [(line, c) for c in columns]
        if all(cell in plan.printed for cell in at) and not columns[1].endswith("pp"):
            if not (plan.ratio(*at) if columns in RATIOS else plan.total(at[0], at[1:])): yield line
