"""Mutation testing: changes one operator, constant or statement at a time, and sees whether a unit test
or a case of the program notices.

    python3 tests/mutate.py BUILD [--count N] [FILE…]

BUILD holds the objects of the library and the unit tests (make mutation builds them with -O0). A mutant that does not
compile, or that the optimiser turns into the same code as the original, is not counted; one that runs too long is
killed. Without --count all mutants are tried, with it an even sample, the same every time. Prints the survivors as
FILE:LINE, and closes with the share that was killed; status 1 below LEAST percent.
"""
import argparse
import concurrent.futures
import hashlib
import os
import re
import subprocess
import sys
import tempfile

FILES = ["src/figure/figure.c", "src/figure/read.c", "src/figure/interval.h", "src/calculator/solve/ratio.c",
         "src/calculator/solve/solve.c", "src/calculator/solve/row.c", "src/calculator/solve/narrow.c",
         "src/calculator/solve/system.c", "src/calculator/solve/estimate.c"]
TESTS = ["test_figure", "test_solve", "test_check", "test_properties", "test_impossible"]
LEAST = 90  # see docs/reliability.md
EXCUSES = "tests/support/mutants.txt"
TIMEOUT = 40  # seconds for one test program; the slowest takes about one
FLAGS = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Iinclude", "-Isrc", "-Itests/support", "-w",
         "-fsanitize=bounds", "-fsanitize-undefined-trap-on-error"]  # what looks past an array's end dies, as in make asan

# What is looked for in code, and what it becomes.
SWAPS = [(r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" == ", " != "), (r" != ", " == "),
         (r" && ", " || "), (r" \|\| ", " && "), (r"(?<=[\w)\]]) \+ ", " - "), (r"(?<=[\w)\]]) - ", " + "),
         (r"(?<=[\w)\]]) \* (?=[\w(])", " / "), (r"(?<=[\w)\]]) / ", " * "), (r" % ", " / "), (r"\+\+", "--"), (r"--", "++"),
         (r" \+= ", " -= "), (r" -= ", " += "), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"!(?=[\w(])", ""),
         (r"_floor\(", "_ceil("), (r"_ceil\(", "_floor("), (r"\.low\b", ".high"), (r"\.high\b", ".low"),
         (r"\bPOV_NO_LOW\b", "POV_NO_HIGH"), (r"\bPOV_NO_HIGH\b", "POV_NO_LOW"),
         (r"(?<![\w.])(\d+)(?!\w)", lambda m: str(int(m.group(1)) + 1)),
         (r"(?<![\w.])([1-9]\d*)(?!\w)", lambda m: str(int(m.group(1)) - 1))]
STATEMENT = re.compile(r"^(\s+)([a-z_][\w>.\[\]*-]* (=|\+=|-=|\|=) .*;|[\w>.-]+(\+\+|--);|\w+\(.*\);)$")


def code_lines(text):
    """Lines of code with strings and comments blanked, so that positions stay."""
    def blank(match):
        return re.sub(r"[^\n]", "~", match.group())
    text = re.sub(r'/\*.*?\*/|//[^\n]*|"(\\.|[^"\\\n])*"|\'(\\.|[^\'\\\n])+\'', blank, text, flags=re.S)
    return [("" if line.lstrip().startswith("#") or "assert(" in line or line.startswith("static const ") else line)
            for line in text.split("\n")]


def mutants(path):
    with open(path, encoding="utf-8") as file:
        text = file.read()
    lines = text.split("\n")
    for number, code in enumerate(code_lines(text)):
        for pattern, to in SWAPS:
            for match in re.finditer(pattern, code):
                new = to(match) if callable(to) else to
                yield path, number, lines[number][:match.start()] + new + lines[number][match.end():]
        if STATEMENT.match(code):
            yield path, number, re.match(r"\s*", code).group() + ";"


def excuses():
    """What EXCUSES lists: FILE, "- line" and "+ changed line", each followed by the reason, set in."""
    found, path, before = set(), None, None
    with open(EXCUSES, encoding="utf-8") as file:
        for line in file.read().split("\n"):
            if line.startswith("- "):
                before = line[2:]
            elif line.startswith("+ "):
                found.add((path, before, line[2:]))
            elif line and line[0] not in "# ":
                path = line
    return found


def run(command, **more):
    return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False, **more)


class Bench:
    def __init__(self, build):
        self.build = build
        self.libraries = os.environ.get("LIBS", "").split()
        self.archive = os.path.join(build, "libpovcalc.a")
        self.support = [os.path.join(build, "tests/support/%s.o" % name) for name in ("plans", "random_plan", "run_program")]
        self.original = {}
        self.texts = {}
        self.excused = set()

    def key(self, mutant):
        """A mutant by file, line and changed line, which other lines' comings and goings leave as they are."""
        path, number, line = mutant
        if path not in self.texts:
            with open(path, encoding="utf-8") as file:
                self.texts[path] = file.read().split("\n")
        return path, self.texts[path][number].strip(), line.strip()

    def sources_of(self, path):
        """What has to be compiled anew: of a header, all that lean on it."""
        if path.endswith(".c"):
            return [path]
        found = subprocess.run(["grep", "-l", "-rE", "pov_(interval|muldiv|clamp|saturate|wide)", "src/figure", "src/calculator",
                                "--include=*.c"], capture_output=True, text=True, check=False).stdout.split()
        return sorted(found) + ["tests/unit/%s.c" % t for t in TESTS if t == "test_figure"]

    def code(self, source, include):
        """What the optimiser makes of a source; without line numbers, which asserts carry."""
        made = subprocess.run(["gcc", *include, *FLAGS, "-O2", "-DNDEBUG", "-S", "-o", "-", source], capture_output=True,
                              check=False)
        return hashlib.sha256(made.stdout).digest() if made.returncode == 0 else None

    def judge(self, mutant):
        """One of killed, survived, broken (does not compile), same (nothing changed), excused (proved to be)."""
        path, number, line = mutant
        if self.key(mutant) in self.excused:
            return "excused"
        with tempfile.TemporaryDirectory() as folder:
            with open(path, encoding="utf-8") as file:
                lines = file.read().split("\n")
            lines[number] = line
            changed = os.path.join(folder, path)
            os.makedirs(os.path.dirname(changed))
            with open(changed, "w", encoding="utf-8") as file:
                file.write("\n".join(lines))
            include = ["-I" + os.path.join(folder, "src")] if path.endswith(".h") else []
            sources = self.sources_of(path)
            if path.endswith(".c"):
                sources = [changed]
            objects, own = [], {}
            for index, source in enumerate(sources):
                target = os.path.join(folder, "%d.o" % index)
                if run(["gcc", *include, *FLAGS, "-O0", "-c", "-o", target, source]).returncode != 0:
                    return "broken"
                if source.startswith("tests/"):
                    own[os.path.basename(source)[:-2]] = target
                else:
                    objects.append(target)
            for test in TESTS:
                program = os.path.join(folder, test)
                main = own.get(test, os.path.join(self.build, "tests/unit/%s.o" % test))
                # what is named first is taken, and the archive gives the rest
                link = ["gcc", "-o", program, main, *objects, *self.support, self.archive, *self.libraries]
                if run(link).returncode != 0:
                    return "broken"
                try:
                    if run([program], timeout=TIMEOUT, env=dict(os.environ, POV_PLANS="300")).returncode != 0:
                        return "killed"
                except subprocess.TimeoutExpired:
                    return "killed"
            # what the unit tests let pass may be the same code, else the program is run with it
            if path.endswith(".c"):
                before = self.original.get(path) or self.original.setdefault(path, self.code(path, []))
                if self.code(changed, []) == before:
                    return "same"
            link = ["gcc", "-o", os.path.join(folder, "povcalc"), os.path.join(self.build, "src/cli/main.o"), *objects,
                    self.archive, *self.libraries]
            if run(link).returncode != 0:
                return "broken"
            try:
                cases = run(["sh", "tests/run_cases.sh"], timeout=10 * TIMEOUT,
                            env=dict(os.environ, BUILD=folder, JOBS="1"))
            except subprocess.TimeoutExpired:
                return "killed"
            return "killed" if cases.returncode != 0 else "survived"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("files", nargs="*", default=FILES)
    options = parser.parse_args()
    every = [m for path in options.files or FILES for m in mutants(path)]
    chosen = every
    if 0 < options.count < len(every):
        chosen = [every[i * len(every) // options.count] for i in range(options.count)]
    bench = Bench(options.build)
    bench.excused = excuses()
    stale = bench.excused - {bench.key(m) for path in FILES for m in mutants(path)}
    if stale:
        for path, before, after in sorted(stale):
            print("%s: there is no such mutant of %s: - %s + %s" % (EXCUSES, path, before, after))
        return 2
    counts = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        for mutant, result in zip(chosen, pool.map(bench.judge, chosen)):
            path, number, line = mutant
            counts.setdefault(path, dict.fromkeys(["killed", "survived", "broken", "same", "excused"], 0))[result] += 1
            if result == "excused":
                continue
            if result == "survived":
                print("%s:%d: %s" % (path, number + 1, line.strip()), flush=True)
    killed = survived = 0
    for path, c in counts.items():
        print("%-28s %4d killed, %3d survived (%d do not compile, %d are the same code, %d cannot be told apart)" % (
            path, c["killed"], c["survived"], c["broken"], c["same"], c["excused"]))
        killed, survived = killed + c["killed"], survived + c["survived"]
    share = 100.0 * killed / max(killed + survived, 1)
    print("%d of %d mutants tried; %d killed, %d survived: %.1f%%" % (
        len(chosen), len(every), killed, survived, share))
    return 0 if share >= LEAST else 1


sys.exit(main())
