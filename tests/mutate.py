"""Mutation testing: changes one operator, constant or statement of src/ at a time, and sees whether a unit test or a case
of the program notices.

    python3 tests/mutate.py BUILD [--count N] [--seed N] [FILE | FILE:LINE]…

BUILD holds the unit tests and the program, compiled to say which lines they ran (make mutation does that). First each
test and case runs once as it is; a mutant then meets those that run its function, first those that run its line, and of
them those that run most of the function and of its file. --count takes so many mutants of each folder of src/, the same
for the same --seed; without it all are tried. A mutant that does not compile, that the optimiser turns into the same code
as the original, or that tests/support/mutants.txt excuses, does not count; one that hangs is killed. Prints the survivors
as FILE:LINE, and closes with the share of each folder that was killed; status 1 where it is below what LEAST asks for.
"""
import argparse
import collections
import concurrent.futures
import glob
import hashlib
import os
import random
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time

LEAST = {"calculator": 90, "figure": 90}  # percent; see docs/reliability.md
LEAST_ELSEWHERE = 85
LOOKS = {"src/session/terminal.c", "src/cli/page_terminal.c"}  # what only a person at a terminal sees
EXCUSES = "tests/support/mutants.txt"
SCRIPTS = ["check_completion", "check_hard", "check_output", "check_verdicts"]
SLOW = 3  # seconds; what takes longer comes last
PATIENCE = 45  # seconds of tests for one mutant
FLAGS = ["-std=c11", "-D_POSIX_C_SOURCE=200809L", "-Iinclude", "-Isrc", "-Itests/support", "-w", "-fPIC",
         "-DPOV_XLSX_LINKED", "-fsanitize=bounds", "-fsanitize-undefined-trap-on-error"]  # past an array's end it dies
ENVIRONMENT = {k: v for k, v in os.environ.items() if k not in (
    "COLUMNS", "NO_COLOR", "LANGUAGE", "LC_MESSAGES", "LC_CTYPE", "LANG", "POSIXLY_CORRECT", "BUILD")}

DECLARED = re.compile(r"\s*(\w+ )+\*?\w+\[\d+$")  # an array with more room than it takes is the same


def one_more(match):
    return str(int(match.group(1)) + 1)


# What is looked for in code, and what it becomes.
SWAPS = [(r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" == ", " != "), (r" != ", " == "),
         (r" && ", " || "), (r" \|\| ", " && "), (r"(?<=[\w)\]]) \+ ", " - "), (r"(?<=[\w)\]]) - ", " + "),
         (r"(?<=[\w)\]]) \* (?=[\w(])", " / "), (r"(?<=[\w)\]]) / ", " * "), (r" % ", " / "), (r"\+\+", "--"), (r"--", "++"),
         (r" \+= ", " -= "), (r" -= ", " += "), (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"!(?=[\w(])", ""),
         (r"_floor\(", "_ceil("), (r"_ceil\(", "_floor("), (r"\.low\b", ".high"), (r"\.high\b", ".low"),
         (r"\bPOV_NO_LOW\b", "POV_NO_HIGH"), (r"\bPOV_NO_HIGH\b", "POV_NO_LOW"),
         (r"(?<![\w.])(\d+)(?!\w)", one_more),
         (r"(?<![\w.])([1-9]\d*)(?!\w)", lambda m: str(int(m.group(1)) - 1))]
FREES = re.compile(r"(free|\w+_fini)\(")  # what leaks is for valgrind and make asan,
MEMORY = re.compile(r"\bfailed\b|NOMEM|no_memory|\w*alloc\(")  # what happens without memory for make faults
SIGNATURE = re.compile(r"\w[^=]*\(")  # the length of an array that is a parameter means nothing
STATEMENT = re.compile(r"^(\s+)([a-z_][\w>.\[\]*-]* (=|\+=|-=|\|=) .*;|[\w>.-]+(\+\+|--);|\w+\(.*\);)$")


def read(path):
    with open(path, encoding="utf-8", errors="replace") as file:
        return file.read()


def code_lines(text):
    """Lines of code with strings and comments blanked, so that positions stay."""
    def blank(match):
        return re.sub(r"[^\n]", "~", match.group())
    text = re.sub(r'/\*.*?\*/|//[^\n]*|"(\\.|[^"\\\n])*"|\'(\\.|[^\'\\\n])+\'', blank, text, flags=re.S)
    return [("" if line.lstrip().startswith("#") or "assert(" in line or line.startswith("static const ") or
             SIGNATURE.match(line) or MEMORY.search(line) else line)
            for line in text.split("\n")]


def mutants(path):
    """(path, index of the line, the changed line)"""
    text = read(path)
    lines = text.split("\n")
    for number, code in enumerate(code_lines(text)):
        for pattern, to in SWAPS:
            for match in re.finditer(pattern, code):
                if to is one_more and DECLARED.match(code[:match.end()]):
                    continue
                new = to(match) if callable(to) else to
                yield path, number, lines[number][:match.start()] + new + lines[number][match.end():]
        if STATEMENT.match(code) and not FREES.match(code.strip()):
            yield path, number, re.match(r"\s*", code).group() + ";"


def functions(path):
    """For each line the first and last line of the function around it, counted from 1; outside of one, of the file."""
    lines = read(path).split("\n")
    spans, first = [(1, len(lines))] * len(lines), None
    for number, line in enumerate(lines):
        if line == "{":
            first = number
        elif line == "}" and first is not None:
            spans[first:number + 1] = [(first + 1, number + 1)] * (number + 1 - first)
            first = None
    return spans


def excuses():
    """What EXCUSES lists: FILE, "- line" and "+ changed line", each followed by the reason, set in."""
    found, path, before = set(), None, None
    for line in read(EXCUSES).split("\n"):
        if line.startswith("- "):
            before = line[2:]
        elif line.startswith("+ "):
            found.add((path, before, line[2:]))
        elif line and line[0] not in "# ":
            path = line
    return found


def folder_of(path):
    return path.split("/")[1]


def run(command, seconds, **more):
    """The status of a command with what it started, or None where it does not end."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, start_new_session=True, **more)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        return None
    finally:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        process.wait()


def quiet(command, seconds=120):
    return run(command, seconds, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0


def set_limits():
    """What a changed program may take before it dies of it; this one needs less."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 26, 1 << 26))
    resource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Test:
    """A unit test, which is a program of its own; a case, which runs povcalc; or a script, which runs it too."""

    def __init__(self, name):
        self.name, self.seconds = name, 0.0
        self.unit, self.script = name.startswith("test_"), name.startswith("check_")

    def passes(self, bench, folder, trace=None):
        """folder/bin has the programs."""
        more = {"POV_TRACE": trace} if trace else {}
        limit = 10 + 10 * self.seconds
        if self.unit:
            return run([os.path.join(folder, "bin", self.name)], limit, stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, env=dict(ENVIRONMENT, POV_PLANS="300", POV_FEW="1", **more)) == 0
        if self.script:
            return run(["sh", "tests/%s.sh" % self.name], limit, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                       env=dict(ENVIRONMENT, BUILD=os.path.join(folder, "bin"), **more)) == 0
        cases, place = bench.cases, tempfile.mkdtemp(dir=folder)
        inside = os.path.join(place, "in")
        shutil.copytree(os.path.join(cases, "in", self.name), inside)
        os.symlink(os.path.abspath("data"), os.path.join(inside, "data"))
        env = dict(ENVIRONMENT, PATH=os.path.join(folder, "bin") + ":" + ENVIRONMENT["PATH"], DATA="data",
                   SUPPORT=os.path.abspath("tests/support"), LC_ALL="C.UTF-8", **more)
        got = os.path.join(place, "stdout"), os.path.join(place, "stderr")
        with open(got[0], "wb") as out, open(got[1], "wb") as err:
            status = run(["sh", os.path.join(cases, "command", self.name, "command")], limit, cwd=inside,
                         stdout=out, stderr=err, env=env)
        expected = os.path.join(cases, "expected", self.name)
        same = status is not None and read(os.path.join(expected, "status")) == "%d\n" % status
        for name in got:
            with open(name, "rb") as a, open(os.path.join(expected, os.path.basename(name)), "rb") as b:
                same = same and a.read() == b.read()
        shutil.rmtree(place, ignore_errors=True)
        return same


class Bench:
    def __init__(self, build, work):
        self.build, self.work = build, work
        self.libraries = os.environ.get("LIBS", "").split()
        self.archive = os.path.join(build, "libpovcalc.a")
        self.support = sorted(glob.glob(os.path.join(build, "tests/support/*.o")))
        self.main = os.path.join(build, "src/cli/main.o")
        self.trace = os.path.join(build, "trace.o")
        self.cases = os.path.join(work, "cases")
        self.texts, self.spans, self.original = {}, {}, {}
        self.excused = excuses()
        self.lock = threading.Lock()
        self.lines = {}  # program: the line of each place
        self.runs = {}  # path: for each line the tests that run it

    def prepare(self, jobs):
        """Runs all tests as they are, to see which lines each runs and how long it takes."""
        if not quiet(["sh", "tests/run_cases.sh", "--prepare", self.cases]):
            sys.exit("mutate.py: the cases cannot be unpacked")
        names = read(os.path.join(self.cases, "names")).split()
        units = sorted(os.path.basename(p)[:-2] for p in glob.glob("tests/unit/test_*.c"))
        tests = [Test(name) for name in units + SCRIPTS + names]
        whole = os.path.join(self.work, "whole")
        os.makedirs(os.path.join(whole, "bin"))
        os.symlink(os.path.abspath(os.path.join(self.build, "povcalc")), os.path.join(whole, "bin/povcalc"))
        for unit in units:
            os.symlink(os.path.abspath(os.path.join(self.build, "tests", unit)), os.path.join(whole, "bin", unit))

        def first(index):
            test, trace, begin = tests[index], os.path.join(self.work, "trace%d" % index), time.time()
            test.seconds = PATIENCE
            if not test.passes(self, whole, trace):
                print("left out, since it fails as it is: %s" % test.name, flush=True)
                return test, None
            test.seconds = time.time() - begin
            return test, (set(read(trace).split()) if os.path.exists(trace) else set())
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            for test, places in pool.map(first, range(len(tests))):
                if places is not None:
                    program = os.path.join(self.build, "tests", test.name) if test.unit else os.path.join(self.build, "povcalc")
                    self.learn(test, program, places)

    def learn(self, test, program, places):
        """Lines of places, looked up once for each program."""
        lines = self.lines.setdefault(program, {})
        new = sorted(places - set(lines))
        if new:
            said = subprocess.run(["addr2line", "-e", program], input="\n".join(new), capture_output=True, text=True,
                                  check=True).stdout.split("\n")
            roots = os.getcwd() + "/", os.environ.get("PWD", "") + "/"  # with a link in it, as the compiler saw it
            for place, text in zip(new, said):
                path, _, number = text.split(" ")[0].partition(":")
                path = next((path[len(root):] for root in roots if path.startswith(root)), path)
                lines[place] = (path, int(number)) if path.startswith("src/") and number.isdigit() else None
        for where in {lines[place] for place in places} - {None}:
            self.runs.setdefault(where[0], {}).setdefault(where[1], set()).add(test)

    def tests_of(self, path, number):
        """Those that run the function of the line: first those that come nearest to it, then those that see most of the
        function, and of the file."""
        if path not in self.spans:
            self.spans[path] = functions(path)
        if path.endswith(".h"):  # of a header nobody knows; those that run what includes it
            others = {t for lines in self.runs.values() for tests in lines.values() for t in tests}
            return sorted(others, key=lambda t: (t.seconds, t.name))
        first, last = self.spans[path][number]
        of_file = self.runs.get(path, {})
        of_function = {n: t for n, t in of_file.items() if first - 3 <= n <= last}
        before = [n for n in of_function if n <= number + 1]
        near, others = (of_function[max(before)] if before else set()), set().union(*of_function.values())
        more, most = (collections.Counter(t for tests in lines.values() for t in tests) for lines in (of_function, of_file))
        return [t for group in (near, others - near)
                for t in sorted(group, key=lambda t: (t.seconds > SLOW, -more[t], -most[t], t.seconds, t.name))]

    def key(self, mutant):
        """A mutant by file, line and changed line, which other lines' comings and goings leave as they are."""
        path, number, line = mutant
        if path not in self.texts:
            self.texts[path] = read(path).split("\n")
        return path, self.texts[path][number].strip(), line.strip()

    @staticmethod
    def sources_of(path):
        """What has to be compiled anew: of a header, all that lean on it."""
        if path.endswith(".c"):
            return [path]
        found = subprocess.run(["grep", "-l", "-rE", "pov_(interval|muldiv|clamp|saturate|wide)", "src", "tests/unit",
                                "--include=*.c"], capture_output=True, text=True, check=False).stdout.split()
        return sorted(found)

    @staticmethod
    def code(source, beside):
        """What the optimiser makes of a source; without line numbers, which asserts carry."""
        made = subprocess.run(["gcc", *beside, *FLAGS, "-O2", "-DNDEBUG", "-S", "-o", "-", source], capture_output=True, check=False)
        return hashlib.sha256(made.stdout).digest() if made.returncode == 0 else None

    def judge(self, mutant):
        """One of killed, survived, never run, broken (does not compile), same (nothing changed), excused (proved to be)."""
        path, number, line = mutant
        if self.key(mutant) in self.excused:
            return "excused"
        with self.lock:
            tests = self.tests_of(path, number)
        if not tests:
            return "never run"
        with tempfile.TemporaryDirectory(dir=self.work) as folder:
            return self.judge_in(folder, path, number, line, tests)

    def judge_in(self, folder, path, number, line, tests):
        lines = read(path).split("\n")
        lines[number] = line
        changed = os.path.join(folder, path)
        os.makedirs(os.path.dirname(changed))
        with open(changed, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        beside = ["-I" + (os.path.join(folder, "src") if path.endswith(".h") else os.path.dirname(path))]
        objects, own = [], {}
        for index, source in enumerate(self.sources_of(path)):
            target = os.path.join(folder, "%d.o" % index)
            if not quiet(["gcc", *beside, *FLAGS, "-O0", "-c", "-o", target,
                          changed if source == path else source]):
                return "broken"
            if source.startswith("tests/"):
                own[os.path.basename(source)[:-2]] = target
            else:
                objects.append(target)
        os.mkdir(os.path.join(folder, "bin"))
        begin = time.time()
        main, objects = (objects[0], []) if path == "src/cli/main.c" else (self.main, objects)
        for test in tests:
            # what is named first is taken, and the archive gives the rest
            name = test.name if test.unit else "povcalc"
            program = os.path.join(folder, "bin", name)
            if not os.path.exists(program):
                first = [own.get(name, os.path.join(self.build, "tests/unit/%s.o" % name)), *self.support] if test.unit else [main]
                if not quiet(["gcc", "-no-pie", "-o", program, *first, *objects, self.archive, self.trace, *self.libraries]):
                    return "broken"
            if not test.passes(self, folder):
                return "killed"
            if time.time() - begin > PATIENCE:
                break
        if path.endswith(".c"):  # what the tests let pass may be the same code
            with self.lock:
                before = self.original.get(path) or self.original.setdefault(path, self.code(path, beside))
            if self.code(changed, beside) == before:
                return "same"
        return "survived"


def choose(count, seed, files):
    """So many mutants of each folder, or all; in the order of the files. "FILE:LINE" are those of one line."""
    folders = {}
    for name in files:
        path, _, wanted = name.partition(":")
        for mutant in mutants(path):
            if not wanted or mutant[1] == int(wanted) - 1:
                folders.setdefault(folder_of(path), []).append(mutant)
    chosen = []
    for folder in sorted(folders):
        every = folders[folder]
        chosen += sorted(random.Random(seed).sample(every, count)) if 0 < count < len(every) else every
    return chosen, {folder: len(every) for folder, every in folders.items()}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("build")
    parser.add_argument("--count", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("files", nargs="*")
    options = parser.parse_args()
    files = options.files or [p for p in sorted(glob.glob("src/**/*.c", recursive=True)) + ["src/figure/interval.h"]
                              if p not in LOOKS]
    set_limits()
    chosen, every = choose(options.count, options.seed, files)
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(options.build, work)
        stale = bench.excused - {bench.key(m) for path in {e[0] for e in bench.excused} for m in mutants(path)}
        if stale:
            for path, before, after in sorted(stale):
                print("%s: there is no such mutant of %s: - %s + %s" % (EXCUSES, path, before, after))
            return 2
        bench.prepare(options.jobs)
        counts = {}
        with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
            for mutant, result in zip(chosen, pool.map(bench.judge, chosen)):
                path, number, line = mutant
                tally = counts.setdefault(folder_of(path), {})
                tally[result] = tally.get(result, 0) + 1
                if result in ("survived", "never run"):
                    print("%s:%d: %s%s" % (path, number + 1, line.strip(), " (never run)" if result == "never run" else ""),
                          flush=True)
    fine = True
    for folder, tally in sorted(counts.items()):
        killed = tally.get("killed", 0)
        counted = killed + tally.get("survived", 0) + tally.get("never run", 0)
        share, least = 100.0 * killed / max(counted, 1), LEAST.get(folder, LEAST_ELSEWHERE)
        fine = fine and share >= least
        print("%-12s %4d of %6d tried: %4d killed of %4d that count, %5.1f%% (at least %d); %s" % (
            folder, sum(tally.values()), every[folder], killed, counted, share, least,
            ", ".join("%d %s" % (n, kind) for kind, n in sorted(tally.items()) if kind != "killed") or "no other"))
    return 0 if fine else 1


sys.exit(main())
