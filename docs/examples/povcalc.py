"""povcalc from Python, by ctypes alone: a plan in memory, its figures as JSON.

    python3 povcalc.py [LIBRARY]
"""
import ctypes, json, sys

lib = ctypes.CDLL(sys.argv[1] if len(sys.argv) > 1 else "libpovcalc.so.1")
session, text = ctypes.c_void_p, ctypes.c_char_p
lib.povcalc_new.restype = session
lib.povcalc_add_file.argtypes = [session, text, text, ctypes.c_size_t]
lib.povcalc_call.argtypes = [session, ctypes.c_int, ctypes.POINTER(text)]
lib.povcalc_text.argtypes = lib.povcalc_notes.argtypes = [session, ctypes.c_void_p]
lib.povcalc_text.restype = lib.povcalc_notes.restype = text
lib.povcalc_free.argtypes = [session]

plan = "unit,year,households,poor,reduction_households\nXã A,2022,2000,160,40\nXã B,2022,1000,120,20\n".encode()
words = [b"targets", b"--format", b"json", b"plan.csv"]
s = lib.povcalc_new()
if lib.povcalc_add_file(s, b"plan.csv", plan, len(plan)) != 0:
    sys.exit("out of memory")
if lib.povcalc_call(s, len(words), (text * len(words))(*words)) == 2:
    sys.exit(lib.povcalc_notes(s, None).decode())
for row in json.loads(lib.povcalc_text(s, None))["rows"]:
    print(row["unit"], row["remaining_poor"])
lib.povcalc_free(s)
