"""Prints the lines and branches of src/ that were reached, from the counts that gcc leaves behind. Status 1 when they are
fewer than docs/reliability.md promises.

    python3 tests/coverage.py build/coverage
"""
import json
import pathlib
import subprocess
import sys

LINES_LEAST, BRANCHES_LEAST = 95, 90  # percent


def row(name, reached):
    def part(counts):
        share = f"{100 * sum(counts) / len(counts):.1f}%" if counts else "-"
        return f"{share:>6} {len(counts):9}"

    print(f"{name:36} {part(reached['lines'])} {part(reached['branches'])}")


def main():
    files = {}
    for notes in sorted(pathlib.Path(sys.argv[1], "src").rglob("*.gcno")):
        gcov = subprocess.run(["gcov", "--branch-probabilities", "--json-format", "--stdout", notes],
                              capture_output=True, check=True)
        for source in json.loads(gcov.stdout)["files"]:
            if source["file"].startswith("src/") and source["file"].endswith(".c"):
                reached = files.setdefault(source["file"], {"lines": [], "branches": []})
                reached["lines"] += [line["count"] > 0 for line in source["lines"]]
                reached["branches"] += [branch["count"] > 0 for line in source["lines"] for branch in line["branches"]]
    everything = {kind: sum((reached[kind] for reached in files.values()), []) for kind in ("lines", "branches")}
    print(f"{'':36} {'lines':>16} {'branches':>16}")
    for name, reached in sorted(files.items()):
        row(name, reached)
    row("all", everything)
    for kind, least in ("lines", LINES_LEAST), ("branches", BRANCHES_LEAST):
        if 100 * sum(everything[kind]) < least * len(everything[kind]):
            sys.exit(f"less than {least}% of the {kind}")


main()
