"""Random plans and results, judged here from the rules alone and compared with `povcalc progress`.

    python3 tests/judge.py build/povcalc [SEED [UNITS]]

The rules are those of docs/methods.md, "Progress". Nothing of povcalc's own arithmetic is used.
"""
import csv, json, random, subprocess, sys, tempfile
from fractions import Fraction as F

KINDS = ["count left", "rate left", "below parent", "households", "points", "part"]
# the columns of each measure: count, rate, then a target of each kind as povcalc names it
MEASURES = {
    "poor": ["poor", "poor_rate", "remaining_poor", "remaining_rate", "below_parent",
             "reduction_households", "reduction_pp", "relative_reduction"],
    "near": ["near_poor", "near_poor_rate", "remaining_near_poor", "remaining_near_poor_rate",
             "near_poor_below_parent", "near_poor_reduction_households", "near_poor_reduction_pp",
             "near_poor_relative_reduction"],
    "both": ["multi_poor", "multi_poor_rate", "remaining_multi_poor", "remaining_multi_poor_rate",
             "multi_poor_below_parent", "multi_poor_reduction_households", "multi_poor_reduction_pp",
             "multi_poor_relative_reduction"],
}
YEARS = 2  # from the plan's year to its target


def number(text):
    """A cell as (low, high, digits, sign): the ends that are printed, or that "about" means."""
    sign = text[:2] if text[:2] in (">=", "<=") else text[0] if text[0] in "<>~" else ""
    body = text[len(sign):]
    years = YEARS if body.endswith("/year") else 1
    body = body.removesuffix("/year")
    low, _, high = body.partition("-")
    digits = max(len(x.partition(".")[2]) for x in (low, high))
    low, high = F(low) * years, F(high or low) * years
    if sign == "~":
        zeros = len(body) - len(body.rstrip("0"))  # only counts are about
        off = min(10 ** zeros // 2, int(low / 20))
        low, high = low - off, high + off
    return low, high, digits, sign


def span(count, rate, roundings):
    """The numbers that a printed rate can be, given the count beside it."""
    value, _, digits, _ = number(rate)
    low, high = value - F(roundings, 2 * 10 ** digits), value + F(roundings, 2 * 10 ** digits)
    if count and F(count) and low > 0:  # whole households
        fewest, most = -(-100 * F(count) // high), 100 * F(count) // low
        if fewest <= most:
            low, high = 100 * F(count) / most, 100 * F(count) / fewest
    return low, high


def read(side, measure, of):
    """(value, low, high, digits) of a count or a rate; None: not printed. Documents add up two printed rates."""
    count, rate = MEASURES[measure][:2]
    name = count if of == "count" else rate
    if side.get(name):
        value, _, digits, _ = number(side[name])
        if of == "count":
            return value, value, value, 0
        # that of both together may be the sum of two rounded rates: of three roundings
        return value, *span(side.get(count), side[rate], 3 if measure == "both" else 1), digits
    if measure == "both":
        parts = [read(side, m, of) for m in ("poor", "near")]
        if all(parts):
            a, b = parts
            return a[0] + b[0], a[1] + b[1], a[2] + b[2], min(a[3], b[3])
    return None


def minus(a, b):
    return a and b and (a[0] - b[0], a[1] - b[2], a[2] - b[1], min(a[3], b[3]))


def judge_target(measure, kind, plan, base, now, half):
    """(verdict, certain) of one target; verdict None: nothing to judge it by."""
    cell = plan[MEASURES[measure][2 + KINDS.index(kind)]]
    of = "count" if kind in ("count left", "households", "part") else "rate"
    start, came = read(base, measure, of), read(now, measure, of)
    less = kind in ("count left", "rate left")
    if kind == "below parent":
        above = minus(read(now["parent"], measure, of), came)
        if not above:
            return None, True
        good = (lambda x: x > 0) if cell == "<parent" else (lambda x: x >= 0)
        certain = came[3] >= read(now["parent"], measure, of)[3]
        certain = certain or all(good(x) == good(above[0]) for x in above[1:3])
        late = ("on_pace", "behind") if half else ("met", "missed")
        return late[not good(above[0])], certain
    low, high, digits, sign = number(cell)
    end = high if less else low
    actual = came if less else minus(start, came)
    if not actual:
        return None, True
    if kind == "part":
        if not start[0]:
            return None, True
        actual = tuple(100 * x / start[0] for x in actual[:3]) + (99,)
    good = lambda x: x <= end if less else x >= end
    certain = actual[3] >= digits or all(good(x) == good(actual[0]) for x in actual[1:3])
    if good(actual[0]):
        return "met", certain
    if sign in ((">", ">=") if less else ("<", "<=")):
        return "unknown", certain
    if half:
        line = (start[0] + end) / 2 if less else end / 2
        return ("on_pace" if (actual[0] <= line if less else actual[0] >= line) else "behind"), certain
    return "missed", certain


def households_miss_points(measure, plan, base):
    """The most households that the plan takes away, of the fewest that it has, are too few points."""
    count, rate, *_, households, points, _ = MEASURES[measure]
    low, high, _, sign = number(plan[households])
    value, _, digits, _ = number(base.get(rate) or "0")
    off = F(3 if measure == "both" else 1, 2 * 10 ** digits)
    if sign.startswith(">") or value <= off or not base.get(count):
        return False
    fewest = -(-F(base[count]) * 100 // (value + off))
    return fewest > 0 and 100 * high / fewest < number(plan[points])[0]


def misses_itself(measure, kind, plan, base):
    """Whether the plan's own end state misses the change that it announces."""
    names = MEASURES[measure]
    end, of = (names[3], "rate") if kind == "points" else (names[2], "count")
    cell = plan[names[2 + KINDS.index(kind)]]
    start = read(base, measure, of)
    if not plan.get(end) or number(plan[end])[3] or number(cell)[3] in ("<", "<=") or not start:
        return False
    drop = start[0] - number(plan[end])[1]
    return (100 * drop / start[0] if kind == "part" else drop) < number(cell)[0]


def judge(plan, base, now, half):
    order = ["met", "on_pace", "unknown", "behind", "missed"]
    each, decide, certain = {}, [], True
    for measure, names in MEASURES.items():
        done = {}
        for kind in KINDS:
            name = names[2 + KINDS.index(kind)]
            if plan.get(name):
                found = judge_target(measure, kind, plan, base, now, half)
                each[name] = found[0]
                done.update({kind: found} if found[0] else {})
        ends = [k for k in done if k in ("count left", "rate left")]
        mine = ends or [k for k in done if k != "below parent" and not misses_itself(measure, k, plan, base)]
        if "households" in mine and "points" in mine and households_miss_points(measure, plan, base):
            mine.remove("points")
        mine += ["below parent"] if "below parent" in done else []
        decide += [done[k][0] for k in mine]
        certain = certain and all(done[k][1] for k in mine) and len({done[k][0] for k in mine}) < 2
    return max(decide, key=order.index, default="unknown"), certain, each


def rate(count, whole, digits):
    """In percent, rounded half up."""
    ticks = (200 * count * 10 ** digits + whole) // (2 * whole)
    return f"{ticks // 10 ** digits}.{ticks % 10 ** digits:0{digits}}" if digits else str(ticks)


def state(r, names, count, whole, both):
    """A count, a rate, or both of one measure, as a document prints them."""
    printed = {}
    if both or r.random() < .7:
        printed[names[0]] = str(count)
    if both or r.random() < .7 or not printed:
        printed[names[1]] = rate(count, whole, r.randint(0, 3))
    return printed


def aims(r, names, count, left, n):
    sign = lambda text, signs: r.choice(["", ""] + signs) + text
    plan = {}
    if r.random() < .4:
        plan[names[2]] = sign(str(left), ["<=", "~", ">"])
    if r.random() < .4:
        plan[names[3]] = sign(rate(left, n, r.randint(0, 3)), ["<=", ">="])
    if r.random() < .3:
        plan[names[5]] = sign(str(count - left), [">=", ">", "~", "<="])
    if r.random() < .15 and count:
        plan[names[7]] = sign(rate(count - left, count, r.randint(0, 1)), [">="])
    if r.random() < .3 or not plan:
        points = rate(max(count - left + r.randint(-n // 50, n // 50), 0), n, r.randint(0, 2))
        if r.random() < .3:
            points = f"{points}-{rate(n // 2, n, r.randint(0, 1))}"
        elif r.random() < .3:
            points = rate(max(count - left, 0), YEARS * n, r.randint(0, 1)) + "/year"
        plan[names[6]] = sign(points, [">=", ">"])
    return plan


def make(r):
    """A plan for one measure, or for two of them, by what is printed of each; for both together by the parts."""
    n = r.choice([50, 900, 15000, 170000])
    what = r.choice(["poor", "poor", "poor", "near", "both", "parts", "two", "below"])
    plan, base, now = {}, {}, {"parent": {}}
    for measure in {"two": ["poor", "near"], "parts": ["poor", "near"], "below": ["near"]}.get(what, [what]):
        names = MEASURES[measure]
        count = r.randint(n // 10, n // 3)
        left = r.randint(count // 3, count)
        came = max(left + r.choice([0, 0, 1, -1, n // 100, -n // 100]), 0)
        if what in ("two", "parts"):  # counts alone, or rates alone: else more follows than is printed
            pick = (lambda side: {names[0]: side[names[0]]}) if n % 7 else (lambda side: {names[1]: side[names[1]]})
            base.update(pick(state(r, names, count, n, True)))
            now.update(pick(state(r, names, came, n, True)))
            if what == "two":
                target = names[2] if n % 7 else names[3]
                plan[target] = str(left) if n % 7 else rate(left, n, r.randint(0, 2))
        else:
            base.update(state(r, names, count, n, True))
            now.update(state(r, names, came, n + r.randint(0, n // 50), False))
            if what != "below":
                plan.update(aims(r, names, count, left, n))
    if what == "parts":
        names = MEASURES["both"]
        change = read(base, "both", "count" if n % 7 else "rate")[0] - read(now, "both", "count" if n % 7 else "rate")[0]
        aim = max(change + r.choice([0, 0, 1, -1]), 0)
        plan[names[5] if n % 7 else names[6]] = str(int(aim)) if n % 7 else f"{float(aim):.1f}"
    if what == "below":
        names = MEASURES["near"]
        now = {names[1]: rate(came, n, r.randint(0, 2)), "parent": {names[1]: rate(max(came + r.choice([0, 1, -1, n // 20]), 0), n, r.randint(0, 2))}}
        plan = {names[4]: r.choice(["<parent", "<=parent"])}
    return plan, base, now, r.random() < .2


def main():
    program, seed = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1"
    r, cases = random.Random(int(seed)), []
    targets = [n for names in MEASURES.values() for k, n in enumerate(names[2:]) if k != 2]
    head = ["unit", "parent", "year", "target_year", *(n for names in MEASURES.values() for n in names[:2]), *targets]
    with tempfile.TemporaryDirectory() as folder:
        files = [open(f"{folder}/{f}.csv", "w", newline="") for f in ("plan", "result")]
        out = [csv.DictWriter(f, head) for f in files]
        for o in out:
            o.writeheader()
        for i in range(int(sys.argv[3]) if len(sys.argv) > 3 else 500):
            plan, base, now, half = make(r)
            cases.append((plan, base, now, half))
            cells = {n: c for n, c in plan.items() if not n.endswith("below_parent")}
            for names in MEASURES.values():
                cells.update({names[3]: plan[names[4]]} if names[4] in plan else {})
            unit = {"unit": f"U{i}", "parent": f"P{i}" if now["parent"] else ""}
            elsewhere = r.random() < .2  # the baseline is in the result's earlier row
            out[0].writerow({**unit, "year": 2022, "target_year": 2022 + YEARS, **cells, **({} if elsewhere else base)})
            year = 2023 if half else 2022 + YEARS
            rows = [{**unit, "year": year, **{n: c for n, c in now.items() if n != "parent"}}]
            rows += [{**unit, "year": 2022, **base}] if elsewhere else []
            rows += [{"unit": f"P{i}", "year": year, **now["parent"]}] if now["parent"] else []
            r.shuffle(rows)
            out[1].writerows(rows)
        for f in files:
            f.close()
        run = subprocess.run([program, "progress", "-q", "--growth", "any", "--format", "json", files[0].name, files[1].name],
                             capture_output=True, text=True)
    if not run.stdout:
        sys.exit(run.stderr)
    rows, wrong = [row for row in json.loads(run.stdout)["rows"] if row["unit"].startswith("U")], 0
    assert len(rows) == len(cases), run.stderr
    for case, row in zip(cases, rows):
        verdict, certain, each = judge(*case)
        found = {t: row[f"verdict_{t}"] for t in each}
        if row["verdict"] != verdict or found != each or row["verdict_certain"] not in (None, certain):
            wrong += 1
            print(*case, f"here: {verdict} {certain} {each}", f"povcalc: {row['verdict']} {row['verdict_certain']} {found}", sep="\n  ")
    print(f"{len(cases)} plans, {wrong} judged differently; seed {seed}")
    sys.exit(wrong > 0)


main()
