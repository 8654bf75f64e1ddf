"""Doing exactly what the plans in data/ print is met: python3 tests/done.py build/povcalc FILE...

The result of a plan has its end states as figures, or its reduction as an outcome; that of a file of
deprivation the access that is aimed at.
"""
import csv, json, subprocess, sys, tempfile

ENDS = {"remaining_poor": "poor", "remaining_rate": "poor_rate"}


def number(cell):
    return cell.lstrip("<>=~")


def do(row):
    """What came of it, in a row; None: nothing that is printed can be done."""
    same = {c: row.get(c, "") for c in ("unit", "level", "parent", "group", "standard", "indicator", "population", "counts")}
    if row.get("target_access_rate"):
        return {**same, "year": row["target_year"], "deprived_rate": str(100 - int(number(row["target_access_rate"])))}
    ends = {to: number(row[of]) for of, to in ENDS.items() if row.get(of)}
    if ends:
        return {**same, "year": row["target_year"], **ends}
    cuts = {c: number(row[c]) for c in ("reduction_pp", "reduction_households") if row.get(c)}
    return {**same, "year": row.get("year", ""), "target_year": row["target_year"], "kind": "outcome", **cuts} if cuts else None


def main():
    program, wrong, judged = sys.argv[1], 0, 0
    for path in sys.argv[2:]:
        rows = [(line, r) for line, r in enumerate(csv.DictReader(open(path)), 2) if r.get("kind", "plan") == "plan"]
        done = {line: do(r) for line, r in rows if r.get("target_year") and do(r)}
        if not done:
            continue
        deprivation = any("deprived_rate" in d for d in done.values())
        columns = dict.fromkeys(c for d in done.values() for c in d)
        for of_deprivation in () if deprivation else ("indicator", "population", "counts"):
            del columns[of_deprivation]
        with tempfile.NamedTemporaryFile("w", suffix=".csv", newline="") as result:
            out = csv.DictWriter(result, columns, extrasaction="ignore")
            out.writeheader()
            out.writerows(done.values())
            result.flush()
            command = ["deprivation"] if deprivation else ["progress", "-q"]
            run = subprocess.run([program, *command, "-f", "json", path, result.name], capture_output=True, text=True)
        if run.returncode != 0:
            sys.exit(f"{path}: {run.returncode}\n{run.stdout}{run.stderr}")
        for row in json.loads(run.stdout)["rows"]:
            if row["file"] == path and row["line"] in done:
                judged += 1
                if row["verdict"] != "met":
                    wrong += 1
                    print(f"{path}:{row['line']}: {row['verdict']} ({row['reason']}): {done[row['line']]}")
    print(f"{judged} rows of data/ done, {wrong} not met")
    sys.exit(wrong > 0)


main()
