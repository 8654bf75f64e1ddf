"""Has every error of `povcalc check` proved by tests/prove.py, and looks for what should have been found.

    python3 tests/proofs.py build/povcalc FILE...           the errors of files
    python3 tests/proofs.py build/povcalc --random N SEED   N random plans, most of them with a slip

Half of these are written in Vietnamese. Half have near-poor households, three levels, ~, >=, ranges and joined rows (bounds.py). Where all cells of a relation are printed, prove.py judges it, too: what fails must be found.
"""
import json, math, os, random, re, subprocess, sys, tempfile
from fractions import Fraction as F
import bounds, prove


def random_plan(rng):
    columns = ["households", "poor", "poor_rate", "reduction_households", "remaining_poor", "remaining_rate"]
    units = []
    for _ in range(rng.randint(2, 5)):
        n = rng.randint(20, 20000); p = rng.randint(0, n // 3); units.append((n, p, rng.randint(0, p), int(n * rng.uniform(.99, 1.03)) + 1))
    rows = []
    for n, p, q, m in [tuple(map(sum, zip(*units)))] + units:
        rate = lambda a, b: f"{math.floor(F(a * 10000, b) + F(1, 2)) / 100:.2f}"
        rows.append([c if rng.random() < s else "" for c, s in zip((str(n), str(p), rate(p, n), str(p - q), str(q), rate(q, m)), (.5, .8, .8, .6, .7, .6))])
    return "unit,level,parent,year,target_year," + ",".join(columns) + "\n" + "".join(f"{'P' if i == 0 else f'U{i}'},{'province' if i == 0 else 'district'},{'' if i == 0 else 'P'},2022,2023," + ",".join(r) + "\n" for i, r in enumerate(rows))


def slip(rng, text):
    """One digit of a figure is another one."""
    lines = [line.split(",") for line in text.splitlines()]
    first = next(i for i, name in enumerate(lines[0]) if name == "households")
    cells = [(r, i) for r in lines[1:] for i in range(first, len(r)) if r[i] and "-" not in r[i][1:]]
    if cells:
        row, i = rng.choice(cells)
        at = rng.choice([k for k, c in enumerate(row[i]) if c.isdigit()])
        row[i] = row[i][:at] + str(rng.randint(0, 9)) + row[i][at + 1:]
    return "".join(",".join(line) + "\n" for line in lines)


VIETNAMESE = {
    "unit": "Đơn vị", "level": "Cấp", "parent": "Trực thuộc", "year": "Năm", "target_year": "Năm mục tiêu", "kind": "Loại số liệu", "households": "Tổng số hộ", "target_households": "Tổng số hộ năm mục tiêu",
    "poor": "Số hộ nghèo", "poor_rate": "Tỷ lệ hộ nghèo (%)", "reduction_households": "Số hộ nghèo giảm", "remaining_poor": "Số hộ nghèo còn lại", "remaining_rate": "Tỷ lệ hộ nghèo còn lại (%)", "near_poor": "Hộ cận nghèo", "near_poor_rate": "Tỷ lệ hộ cận nghèo (%)",
}


def in_vietnamese(text):
    """The same plan as an office writes it: its headings, 1.650 and 0,58%; None where a heading has no such words here."""
    lines = [line.split(",") for line in text.splitlines()]
    if not all(name in VIETNAMESE or not any(row[i] for row in lines[1:]) for i, name in enumerate(lines[0])): return None
    keep = [i for i, name in enumerate(lines[0]) if name in VIETNAMESE]
    names = [lines[0][i] for i in keep]
    group = lambda cell: re.sub(r"\d{4,}", lambda m: f"{int(m.group()):,}".replace(",", "."), cell)
    cell = lambda name, c: c.replace(".", ",") if name.endswith("rate") else c if "year" in name or name in ("unit", "level", "parent", "kind") else group(c)
    return "\n".join(";".join(row) for row in [[VIETNAMESE[n] for n in names]] + [[cell(n, row[i]) for n, i in zip(names, keep)] for row in lines[1:]]) + "\n"


def judge(program, paths):
    run = subprocess.run([program, "check", "-q", "--why", "--fail-on", "never", "-f", "json"] + paths, capture_output=True, text=True)
    if run.returncode == 2 and not run.stdout: return print(run.stderr) or 1
    errors, bad = {}, 0
    for f in json.loads(run.stdout)["findings"]:
        if f["severity"] == "error": errors.setdefault(f["file"], []).append(f)
    for path in paths:
        found = errors.get(path, [])
        for f in found:
            reason = prove.prove(path, f)
            if reason: bad += 1; print(f"{path}:{f['line']}: {f['rule']}: {reason}: {f['message']}")
        missed = set(prove.fails(path)) if not found else ()
        if missed: bad += 1; print(f"{path}: fails, and is no error: lines {sorted(missed)}")
    print(f"{len(paths)} plans, {sum(map(len, errors.values()))} errors, {bad} not proved or not found")
    return bad > 0


def main():
    program, args = sys.argv[1], sys.argv[2:]
    if args[0] != "--random": return judge(program, args)
    rng = random.Random(int(args[2]))
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, f"{i}.csv") for i in range(int(args[1]))]
        for path in paths:
            text = random_plan(rng) if rng.random() < .5 else bounds.csv(bounds.make(rng, rng.choice((2, 3))))
            text = slip(rng, text) if rng.random() < .8 else text
            open(path, "w", encoding="utf-8").write(rng.random() < .5 and in_vietnamese(text) or text)
        return judge(program, paths)


if __name__ == "__main__": sys.exit(main())
