"""Random plans and results, judged here from the rules alone and compared with `povcalc progress`.

    python3 tests/judge.py build/povcalc [SEED [UNITS]]

The rules are those of docs/methods.md, "Progress". Nothing of povcalc's own arithmetic is used.
"""
import csv, json, random, subprocess, sys, tempfile
from fractions import Fraction as F

TARGETS = ["remaining_poor", "remaining_rate", "reduction_households", "reduction_pp"]


def number(text):
    """A cell as (low, high, digits, sign): the ends that are printed, or that "about" means."""
    sign = text[:2] if text[:2] in (">=", "<=") else text[0] if text[0] in "<>~" else ""
    body = text[len(sign):]
    low, _, high = body.partition("-")
    digits = len(low.partition(".")[2])
    low, high = F(low), F(high or low)
    if sign == "~":
        zeros = len(body) - len(body.rstrip("0"))  # only counts are about
        off = min(10 ** zeros // 2, int(low / 20))
        low, high = low - off, high + off
    return low, high, digits, sign


def span(side, of):
    """The numbers that a printed figure can be, given the other figure beside it."""
    value, _, digits, _ = number(side[of])
    if of == "poor":
        return value, value
    low, high = value - F(1, 2 * 10 ** digits), value + F(1, 2 * 10 ** digits)
    poor = F(side.get("poor") or 0)
    if poor and low > 0:  # whole households
        fewest, most = -(-100 * poor // high), 100 * poor // low
        if fewest <= most:
            low, high = 100 * poor / most, 100 * poor / fewest
    return low, high


def judge_target(name, cell, base, now, half):
    """(verdict, certain) of one target; verdict None: nothing to judge it by."""
    less = name.startswith("remaining")
    of = "poor" if name in ("remaining_poor", "reduction_households") else "poor_rate"
    if not now.get(of):
        return None, True
    low, high, digits, sign = number(cell)
    end = high if less else low
    (start, _, start_digits, _), (came, _, digits_now, _) = number(base[of]), number(now[of])
    actual = came if less else start - came
    good = lambda x: x <= end if less else x >= end
    ends = span(now, of) if less else (span(base, of)[0] - span(now, of)[1], span(base, of)[1] - span(now, of)[0])
    certain = (digits_now if less else min(digits_now, start_digits)) >= digits
    certain = certain or all(good(x) == good(actual) for x in ends)
    if good(actual):
        return "met", certain
    if sign in ((">", ">=") if less else ("<", "<=")):
        return "unknown", certain
    if half:
        line = (start + end) / 2 if less else end / 2
        return ("on_pace" if (actual <= line if less else actual >= line) else "behind"), certain
    return "missed", certain


def households_miss_points(plan, base):
    """The most households that the plan takes away, of the fewest that it has, are too few points."""
    low, high, _, sign = number(plan["reduction_households"])
    rate, _, digits, _ = number(base["poor_rate"])
    if sign.startswith(">") or rate <= F(1, 2 * 10 ** digits):
        return False
    fewest = -(-F(base["poor"]) * 100 // (rate + F(1, 2 * 10 ** digits)))
    return fewest > 0 and 100 * high / fewest < number(plan["reduction_pp"])[0]


def judge(plan, base, now, half):
    each = {t: judge_target(t, plan[t], base, now, half) for t in TARGETS if plan.get(t)}
    done = {t: v for t, v in each.items() if v[0]}
    decide = [t for t in done if t.startswith("remaining")]
    if not decide:
        decide = [t for t in done if not misses_itself(t, plan, base)]
        if len(decide) == 2 and households_miss_points(plan, base):
            decide = ["reduction_households"]
    order = ["met", "on_pace", "unknown", "behind", "missed"]
    verdict = max((done[t][0] for t in decide), key=order.index, default="unknown")
    certain = all(done[t][1] for t in decide) and len({done[t][0] for t in decide}) < 2
    return verdict, certain, {t: v[0] for t, v in each.items()}


def misses_itself(name, plan, base):
    end, of = (("remaining_poor", "poor") if name == "reduction_households" else ("remaining_rate", "poor_rate"))
    if not plan.get(end) or number(plan[name])[3] in ("<", "<="):
        return False
    if number(plan[end])[3]:
        return False
    return number(base[of])[0] - number(plan[end])[1] < number(plan[name])[0]


def rate(count, whole, digits):
    """In percent, rounded half up."""
    ticks = (200 * count * 10 ** digits + whole) // (2 * whole)
    return f"{ticks // 10 ** digits}.{ticks % 10 ** digits:0{digits}}" if digits else str(ticks)


def make(r):
    n = r.choice([50, 900, 15000, 170000])
    poor = r.randint(n // 10, n // 2)
    left = r.randint(poor // 3, poor)
    base = {"poor": str(poor), "poor_rate": rate(poor, n, r.randint(0, 3))}
    sign = lambda text, signs: r.choice(["", ""] + signs) + text
    plan = {}
    if r.random() < .5:
        plan["remaining_poor"] = sign(str(left), ["<=", "~", ">"])
    if r.random() < .5:
        plan["remaining_rate"] = sign(rate(left, n, r.randint(0, 3)), ["<=", ">="])
    if r.random() < .5:
        plan["reduction_households"] = sign(str(poor - left), [">=", ">", "~", "<="])
    if r.random() < .5 or not plan:
        points = rate(max(poor - left + r.randint(-n // 50, n // 50), 0), n, r.randint(0, 2))
        plan["reduction_pp"] = sign(points, [">=", ">"])
    now, came = {}, max(left + r.choice([0, 0, 1, -1, n // 100, -n // 100]), 0)
    if r.random() < .7:
        now["poor"] = str(came)
    if r.random() < .7 or not now:
        now["poor_rate"] = rate(came, n + r.randint(0, n // 50), r.randint(0, 3))
    return plan, base, now, r.random() < .2


def main():
    program, seed = sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "1"
    r, cases = random.Random(seed), []
    head = ["unit", "year", "target_year", "poor", "poor_rate"] + TARGETS
    with tempfile.TemporaryDirectory() as folder:
        files = [open(f"{folder}/{f}.csv", "w", newline="") for f in ("plan", "result")]
        out = [csv.DictWriter(f, head) for f in files]
        for o in out:
            o.writeheader()
        for i in range(int(sys.argv[3]) if len(sys.argv) > 3 else 500):
            plan, base, now, half = make(r)
            cases.append((plan, base, now, half))
            elsewhere = r.random() < .2  # the baseline is in the result's earlier row
            out[0].writerow({"unit": f"U{i}", "year": 2022, "target_year": 2024, **plan, **({} if elsewhere else base)})
            rows = [{"unit": f"U{i}", "year": 2023 if half else 2024, **now}]
            rows += [{"unit": f"U{i}", "year": 2022, **base}] if elsewhere else []
            r.shuffle(rows)
            out[1].writerows(rows)
        for f in files:
            f.close()
        run = subprocess.run([program, "progress", "-q", "--growth", "any", "--format", "json", files[0].name, files[1].name],
                             capture_output=True, text=True)
    rows, wrong = json.loads(run.stdout)["rows"], 0
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
