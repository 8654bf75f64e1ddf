#!/usr/bin/python3
"""Checks JSON files against a JSON Schema: validate_json.py SCHEMA FILE...

Says what is wrong and where, and exits with 1 if anything is. "-" is standard input. NaN, Infinity
and keys that occur twice are refused too, which Python's reader would let pass.
"""

import json
import sys

import jsonschema


def refuse_constant(text):
    raise ValueError(text + " is not JSON")


def refuse_twice(pairs):
    keys = [key for key, _ in pairs]
    for key in keys:
        if keys.count(key) > 1:
            raise ValueError('key "%s" occurs twice' % key)
    return dict(pairs)


def load(path):
    data = sys.stdin.buffer.read() if path == "-" else open(path, "rb").read()
    return json.loads(
        data.decode("utf-8"), parse_constant=refuse_constant, object_pairs_hook=refuse_twice
    )


def problems(validator, path):
    try:
        report = load(path)
    except (OSError, ValueError) as error:
        return [str(error)]
    errors = sorted(validator.iter_errors(report), key=lambda error: list(map(str, error.path)))
    return ["/".join(map(str, error.path)) + ": " + error.message for error in errors]


def main(arguments):
    if len(arguments) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    schema = load(arguments[0])
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    failed = False
    for path in arguments[1:]:
        for problem in problems(validator, path):
            print("%s: %s" % (path, problem))
            failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
