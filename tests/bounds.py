"""How good are the bounds? Random true plans with cells left out, beside the best possible bounds by integer programming.

    python3 tests/bounds.py build/povcalc [-n PLANS] [-s SEED] [-l LEVELS] [-g] [-v]   needs scipy (Debian: python3-scipy)
    python3 tests/bounds.py build/povcalc --agree [-n PLANS] [-s SEED]              whether JSON's assumed bounds are those of `why`
    python3 tests/bounds.py build/povcalc --slips [-n PLANS] [-s SEED] [-l LEVELS]  whether check finds what contradicts, and nothing else
    python3 tests/bounds.py build/povcalc --blanks [-n PLANS] [-s SEED]             whether what `why` names for a blank fills it
    python3 tests/bounds.py build/povcalc --time ROWS                              how long one large plan takes

A plan is a province over districts, of three levels also communes; both moments, no assumption about growth; the poor, often
the near-poor and both together; figures with ~ and >=, ranges, and sometimes the next year's rows, joined to an outcome.
Each count that is not printed is minimised and maximised over all whole numbers that fit. A solution of the solver is checked
in whole numbers before it counts against the program; where the program's end is wider, the solver is asked once more between
the two, without its presolve, which cuts off solutions now and then.

-g: households stay as many as they are, in every row that leaves its target year open; what rests on that is measured. A plan
then prints no remaining rate without its count, since that would be an aim, which counts at its face value. --agree: half of its
plans have households that change, so that the assumption often contradicts what other rows say. --slips: one printed number of four
plans in five is off; an error of check is held against whether whole numbers fit (a join that contradicts is a warning, so that no
plan has one). The solver's numbers are checked; that there are none it has to say three times, at last without its presolve.
"""
import argparse, collections, json, random, subprocess, sys, time
from fractions import Fraction as F

COUNTS = ["households", "poor", "reduction_households", "remaining_poor", "target_households",
          "near_poor", "near_poor_reduction_households", "remaining_near_poor", "multi_poor"]
SHOWN = COUNTS + ["multi_poor_reduction_households", "remaining_multi_poor"]
H, P, C, Q, N, NP, NC, NQ, M, MC, MQ = range(11)
RATES = {"poor_rate": (P, H), "remaining_rate": (Q, N), "near_poor_rate": (NP, H), "remaining_near_poor_rate": (NQ, N)}
MAY_FALL = (C, NC, MC)


class Row:
    """One row: its truth, what it prints (column: text, low, high), its parent's row, the outcome that it goes on from."""
    def __init__(self, unit, parent, truth, year=2022, kind="plan", joined=None):
        self.unit, self.parent, self.truth, self.year, self.kind, self.joined, self.cell = unit, parent, truth, year, kind, joined, {}

    def show(self, rng, near, signs):
        keep, digits = lambda share: rng.random() < share, rng.choice([1, 2, 2, 2])
        t = self.truth
        for k, share in ((H, .35), (P, .6), (C, .4), (Q, .5), (NP, .5), (NC, .3), (NQ, .4), (M, .4)):
            if keep(share) and (near or k < NP):
                x, sign = t[k], rng.random() if signs and t[k] > 0 else 1
                if sign < .05: self.cell[COUNTS[k]] = f">={x - x // 20}", x - x // 20, None
                elif sign < .1: self.cell[COUNTS[k]] = f"{x - x // 30}-{x + x // 25}", x - x // 30, x + x // 25
                elif sign < .15 and k == C and x >= 100:
                    face = (x + 5) // 10 * 10
                    zeros = len(str(face)) - len(str(face).rstrip("0"))
                    off = min(F(10**zeros, 2), F(face, 20))
                    low, high = -(-(face - off) // 1), (face + off) // 1
                    if low <= x <= high: self.cell[COUNTS[k]] = f"~{face}", int(low), int(high)
                else: self.cell[COUNTS[k]] = str(x), x, x
        for name, (part, whole) in RATES.items():
            if keep(.7 if part == P else .5) and (near or part in (P, Q)) and t[whole] > 0:
                n = (2 * 100 * 10**digits * t[part] + t[whole]) // (2 * t[whole])
                x, s = F(n, 10**digits), F(1, 2 * 10**digits)
                self.cell[name] = f"{n // 10**digits}.{n % 10**digits:0{digits}d}", max(F(0), x - s), min(F(100), x + s)


def truth_of(rng, start=None, constant=False):
    n = start[N] if start else rng.choice([rng.randint(20, 400), rng.randint(500, 30000)])
    p = start[Q] if start else rng.randint(0, max(1, int(n * rng.choice([.02, .1, .4]))))
    near = start[NQ] if start else rng.randint(0, (n - p) // 4)
    n1 = n if constant else max(1, int(n * rng.uniform(.99, 1.04)))
    q = rng.randint(0, min(p, n1)); near1 = rng.randint(0, min(n1 - q, near + n // 20))
    return [n, p, p - q, q, n1, near, near - near1, near1, p + near, p - q + near - near1, q + near1]


def make(rng, levels, size=None, plain=False, constant=False, aims=True):
    """The rows of a plan; those of a whole come before those of its parts."""
    parents, rows = [None], []
    districts = rng.randint(2, 6 if levels == 2 else 3) if size is None else max(2, round(size**.5 * .9))
    parents += [0] * districts
    if levels > 2: parents += [rng.randint(1, districts) for _ in range(rng.randint(3, 8) if size is None else size - len(parents))]
    leaves = [i for i in range(len(parents)) if i not in set(parents)]
    joined = not plain and rng.random() < .2
    near, signs = not plain and rng.random() < .4, not plain and rng.random() < .4
    truths = None
    for year in (2022, 2023)[:1 + joined]:
        new = [[0] * 11 for _ in parents]
        for i in leaves:
            t, u = truth_of(rng, truths[i] if truths else None, constant), i
            while u is not None: new[u] = [a + b for a, b in zip(new[u], t)]; u = parents[u]
        base = len(rows)
        for i, parent in enumerate(parents):
            row = Row(i, None if parent is None else base + parent, new[i], year, "outcome" if joined and year == 2022 else "plan", i if year == 2023 else None)
            row.show(rng, near, signs); rows.append(row)
            for name, counts in (("remaining_rate", COUNTS[2:4]), ("remaining_near_poor_rate", COUNTS[6:8])):
                if not aims and not any(c in row.cell for c in counts): row.cell.pop(name, None)
        truths = new
    return rows


def csv(rows):
    columns = COUNTS + list(RATES)
    depth = lambda r: 0 if r.parent is None else 1 + depth(rows[r.parent])
    lines = ["unit,level,parent,year,target_year,kind," + ",".join(columns)]
    for r in rows:
        lines.append(",".join([f"U{r.unit}", ("province", "district", "commune")[depth(r)], "" if r.parent is None else f"U{rows[r.parent].unit}", str(r.year), str(r.year + 1), r.kind] + [r.cell.get(c, ("",))[0] for c in columns]))
    return "\n".join(lines) + "\n"


def system(rows, big):
    """Bounds of the variables and rows of the integer program."""
    near = any(c.startswith(("near", "remaining_near", "multi")) for r in rows for c in r.cell)
    low, high, rel = [0.] * 11 * len(rows), [float(big)] * 11 * len(rows), []
    add = lambda terms, lo, hi: rel.append((terms, lo, hi))
    for i, r in enumerate(rows):
        v = [11 * i + k for k in range(11)]
        for k in MAY_FALL: low[v[k]] = -float(big)
        for k, name in enumerate(COUNTS):
            if name in r.cell:
                low[v[k]] = max(low[v[k]], r.cell[name][1])
                if r.cell[name][2] is not None: high[v[k]] = r.cell[name][2]
        groups = ((P, C, Q), (NP, NC, NQ), (M, MC, MQ)) if near else ((P, C, Q),)
        for count, cut, left in groups:
            add({v[count]: 1, v[cut]: -1, v[left]: -1}, 0, 0)
            add({v[count]: 1, v[H]: -1}, -float("inf"), 0); add({v[left]: 1, v[N]: -1}, -float("inf"), 0)
        if near:
            for a, b, c in ((M, P, NP), (MC, C, NC), (MQ, Q, NQ)): add({v[a]: 1, v[b]: -1, v[c]: -1}, 0, 0)
        for name, (part, whole) in RATES.items():
            if name in r.cell:
                low[v[whole]] = max(low[v[whole]], 1)
                for end, lo, hi in ((r.cell[name][1], 0, float("inf")), (r.cell[name][2], -float("inf"), 0)):
                    add({v[part]: 100 * end.denominator, v[whole]: -end.numerator}, lo, hi)
        if r.joined is not None:
            for a, b in ((H, N), (P, Q)) + (((NP, NQ), (M, MQ)) if near else ()): add({v[a]: 1, 11 * r.joined + b: -1}, 0, 0)
        parts = [j for j, x in enumerate(rows) if x.parent == i]
        for k in range(11) if parts else ():
            if near or k < NP: add({v[k]: 1, **{11 * j + k: -1 for j in parts}}, 0, 0)
    return low, high, rel, near


class Solver:
    """The integer program of a plan. Only solutions that fit in whole numbers are believed."""
    def __init__(self, rows, big, constant=()):
        import numpy as np
        from scipy.optimize import LinearConstraint
        self.low, self.high, self.rel, _ = system(rows, big)
        self.rel += [({11 * i + H: 1, 11 * i + N: -1}, 0, 0) for i in constant]
        a = np.zeros((len(self.rel), len(self.low)))
        for k, (terms, _, _) in enumerate(self.rel):
            for v, x in terms.items(): a[k, v] = x
        self.constraint = LinearConstraint(a, [r[1] for r in self.rel], [r[2] for r in self.rel])

    def solve(self, c, lows, highs, **options):
        """What the solver says (2: nothing fits), and its numbers if they fit."""
        import numpy as np
        from scipy.optimize import Bounds, milp
        r = milp(c, constraints=self.constraint, integrality=np.ones(len(c)), bounds=Bounds(lows, highs), options={"time_limit": 5, "mip_rel_gap": 0, **options})
        x = [int(round(y)) for y in r.x] if r.x is not None else None
        fits = x and all(l <= y <= h for y, l, h in zip(x, lows, highs)) and all(lo <= sum(f * x[k] for k, f in t.items()) <= hi for t, lo, hi in self.rel)
        return r.status, x if fits else None

    def end(self, v, sign, low=None, high=None, **options):
        """The least (sign 1) or the most (-1) of a variable, here between low and high; None: no solution that fits."""
        lows, highs, c = list(self.low), list(self.high), [0] * len(self.low)
        lows[v], highs[v], c[v] = max(lows[v], low if low is not None else lows[v]), min(highs[v], high if high is not None else highs[v]), sign
        _, x = self.solve(c, lows, highs, **options)
        return x[v] if x else None

    def better(self, v, sign, end, shown):
        """The end again, where the program shows a wider one: the solver's presolve cuts off solutions now and then."""
        for options in {"presolve": False}, {}, {"presolve": False, "mip_rel_gap": 1}:
            while end != shown and (x := self.end(v, sign, *((shown, end - 1) if sign > 0 else (end + 1, shown)), **options)) is not None: end = x
        return end


def answer(program, plan, growth="any", complete=True):
    run = subprocess.run([program, "targets", "-q", "-f", "json", "--growth", growth, "-"] + ["--complete"] * complete, input=plan, capture_output=True, text=True)
    return json.loads(run.stdout)["rows"]


def measure(a, rng):
    c, loose = collections.Counter(), []
    for k in range(a.n):
        rows = make(rng, a.l, constant=a.g, aims=not a.g)
        got = {(r["unit"], r["year"]): r for r in answer(a.program, csv(rows), "0" if a.g else "any")}
        _, _, _, near = system(rows, 10)
        basis = [got[f"U{r.unit}", r.year].get("basis", {}) for r in rows]
        assumed = [i for i, b in enumerate(basis) if "assumed" in (b.get("households"), b.get("target_households"))]
        wanted = [11 * i + v for i, r in enumerate(rows) for v, name in enumerate(SHOWN) if name not in r.cell and (near or v < NP) and (not a.g or basis[i].get(name) == "assumed")]
        near_limit, far_limit = (Solver(rows, limit, assumed if a.g else ()) for limit in (10**6, 3 * 10**6))  # an end that moves with the limit is open
        ends, wide = ({v: [s.end(v, 1), s.end(v, -1)] for v in wanted} for s in (near_limit, far_limit))
        for v in wanted:
            if None in ends[v]: c["solver gave up"] += 1; continue
            if ends[v] != wide[v]: c["open"] += 1; continue
            row, name = rows[v // 11], SHOWN[v % 11]
            shown = got[f"U{row.unit}", row.year]; value = shown.get(name)
            b = (shown.get("bounds") or {}).get(name) or [value, value]
            for e, sign in ((0, 1), (1, -1)):
                if b[e] is not None and sign * b[e] < sign * ends[v][e]: ends[v][e] = near_limit.better(v, sign, ends[v][e], b[e])
            kind = "nothing shown" if b == [None, None] else "UNSOUND" if (b[0] is not None and b[0] > ends[v][0]) or (b[1] is not None and b[1] < ends[v][1]) else "tight" if b == ends[v] else "loose"
            c[kind] += 1
            if ends[v][0] == ends[v][1]: c["determined"] += 1; c["determined, shown"] += value == ends[v][0]
            if kind != "tight": loose.append((len(rows), k, kind, f"U{row.unit} {row.year} {name}", b, ends[v], csv(rows)))
    bounded = sum(c[x] for x in ("tight", "loose", "nothing shown", "UNSOUND"))
    for x in sorted(loose)[:8 if a.v else 0]: print(*x[1:6]); print(x[6] if a.v else "", end="")
    print(f"{a.n} plans of {a.l} levels: {bounded} bounded figures, {100 * c['tight'] / max(1, bounded):.2f}% tight; " + ", ".join(f"{k} {v}" for k, v in sorted(c.items())))
    return c["UNSOUND"] > 0 or a.g and c["tight"] < .95 * bounded or not a.g and (c["determined, shown"] < c["determined"] or c["tight"] < (.97 if bounded < 2000 else .995 if a.l == 2 else .99) * bounded)


def agree(a, rng):
    """Assumed bounds in JSON are at least as narrow as what the steps lead to."""
    count, bad = 0, 0
    for _ in range(a.n):
        plan = csv(make(rng, rng.choice((2, 2, 3)), constant=rng.random() < .5, aims=False))
        run = subprocess.run([a.program, "targets", "-q", "-f", "json", "--why", "-"] + ["--complete"] * (rng.random() < .7), input=plan, capture_output=True, text=True)
        for r in json.loads(run.stdout)["rows"]:
            for name, steps in (r.get("because") or {}).items():
                if r["basis"].get(name) != "assumed" or not steps or (name.endswith("_pp") and steps[-1]["relation"] != "points"): continue
                (low, high), (least, most) = r["bounds"].get(name) or [r[name]] * 2, steps[-1].get("gives") or [None, None]
                count += 1
                if (least is not None and (low is None or low < least)) or (most is not None and (high is None or high > most)):
                    bad += 1; print(f"{r['unit']} {r['year']} {name}: {[low, high]}, by its steps {[least, most]}\n{plan}")
    print(f"{a.n} plans: {count} assumed figures, {bad} with wider bounds than their steps give")
    return bad > 0


def slip(rng, rows):
    """One printed number is another one."""
    row, name = rng.choice([(r, name) for r in rows for name, cell in r.cell.items() if cell[0].replace(".", "").isdigit()])
    digits = len(row.cell[name][0].partition(".")[2])
    x = int(row.cell[name][0].replace(".", "")) + rng.choice((1, -1, 3, 10, -10, 100))
    x = max(0, min(x, 100 * 10**digits)) if name in RATES else max(0, x)
    if name in RATES:
        half = F(1, 2 * 10**digits)
        row.cell[name] = f"{x // 10**digits}.{x % 10**digits:0{digits}d}" if digits else str(x), max(F(0), F(x, 10**digits) - half), min(F(100), F(x, 10**digits) + half)
    else: row.cell[name] = str(x), x, x


def witness(rows):
    """Whether whole numbers fit; None: undecided."""
    for big, options in (10**6, {}), (10**8, {}), (10**8, {"presolve": False}):
        solver = Solver(rows, big)
        status, x = solver.solve([0] * len(solver.low), solver.low, solver.high, **options)
        if status != 2: return True if x else None
    return False


def slips(a, rng):
    """What check calls impossible is, and it calls so all that is."""
    c = collections.Counter()
    for k in range(a.n):
        rows = make(rng, a.l)
        rows = [r for r in rows if r.year == rows[0].year]
        if rng.random() < .8 and any(cell[0].isdigit() for r in rows for cell in r.cell.values()): slip(rng, rows)
        run = subprocess.run([a.program, "check", "-q", "-f", "json", "--complete", "--growth", "any", "-"], input=csv(rows), capture_output=True, text=True)
        errors = [f for f in json.loads(run.stdout)["findings"] if f["severity"] == "error"]
        fits = witness(rows)
        said = {True: "possible", False: "impossible", None: "undecided"}[fits] + (", an error" if errors else ", no error")
        c[said] += 1
        if fits is not None and fits == bool(errors): print(k, said, *[f["message"] for f in errors], csv(rows), sep="\n")
    print(f"{a.n} plans of {a.l} levels with a slip: " + ", ".join(f"{k} {v}" for k, v in sorted(c.items())))
    return c["possible, an error"] + c["impossible, no error"] > 0


NAMED = {f"{who} at the end of {year}": column for who, columns in (("poor households", (COUNTS[1], COUNTS[3])), ("all households", (COUNTS[0], COUNTS[4])),
         ("poverty rate", ("poor_rate", "remaining_rate")), ("near-poor households", (COUNTS[5], COUNTS[7])), ("near-poor rate", ("near_poor_rate", "remaining_near_poor_rate")))
         for year, column in zip((2022, 2023), columns)}
NAMED.update({f"reduction in {who} by the end of 2023": column for who, column in (("poor households", COUNTS[2]), ("near-poor households", COUNTS[6]))})


def truly(row, column):
    """What the row would print there: a rate with two decimals."""
    if column not in RATES: return row.truth[SHOWN.index(column)]
    part, whole = (row.truth[k] for k in RATES[column])
    n = (20000 * part + whole) // (2 * whole)
    return f"{n // 100}.{n % 100:02d}"


def blanks(a, rng):
    """Each figure that `why` names for a blank, or both, is filled in as it truly is; then the blank is known."""
    count, bad = 0, 0
    for _ in range(a.n):
        rows = make(rng, rng.choice((2, 2, 3)), aims=False)
        rows = [r for r in rows if r.year == rows[0].year]
        for r in rows:
            if rng.random() < .5:
                for name in rng.sample(sorted(r.cell), rng.randint(0, len(r.cell))): del r.cell[name]
        plan = csv(rows)
        for r in rows:
            for asked in [x for x in COUNTS[:6] if x not in r.cell]:
                said = subprocess.run([a.program, "why", "--growth", "any", "--lang", "en", "-", f"U{r.unit}", asked], input=plan, capture_output=True, text=True).stdout
                for line in said.splitlines():
                    if " would settle it: " not in line: continue
                    names = line.split(": ", 1)[1].split(", ")
                    for fill in [names] if "together" in line else [[x] for x in names]:
                        if any(r.truth[part] < 200 for x in fill if NAMED[x] in RATES for part in RATES[NAMED[x]][:1]): continue  # of so few its rounding says next to nothing
                        before = dict(r.cell)
                        for x in fill: r.cell[NAMED[x]] = (str(truly(r, NAMED[x])),)
                        shown = {u["unit"]: u for u in answer(a.program, csv(rows), complete=False)}[f"U{r.unit}"]
                        r.cell, count = before, count + 1
                        if shown.get(asked) is None: bad += 1; print(f"U{r.unit} {asked}: not by {fill}", said, plan, sep="\n")
    print(f"{a.n} plans: {count} ways to fill a blank, {bad} that do not")
    return bad > count // 20  # of units with a few poor, beside which one or two more are much


def main():
    p = argparse.ArgumentParser(); p.add_argument("program"); p.add_argument("-v", action="store_true"); p.add_argument("-g", action="store_true"); p.add_argument("--agree", action="store_true"); p.add_argument("--slips", action="store_true"); p.add_argument("--blanks", action="store_true")
    for name, value in (("-n", 60), ("-s", 1), ("-l", 2), ("--time", 0)): p.add_argument(name, type=int, default=value)
    a = p.parse_args(); rng = random.Random(a.s)
    if a.time:
        plan = csv(make(rng, 3, a.time, plain=True)); start = time.time(); answer(a.program, plan)
        return print(f"{a.time} rows: {time.time() - start:.2f} s")
    if a.agree: return agree(a, rng)
    if a.blanks: return blanks(a, rng)
    try: import scipy
    except ImportError: return print("bounds.py: left out, since scipy is not there")
    return slips(a, rng) if a.slips else measure(a, rng)


if __name__ == "__main__": sys.exit(main())
