"""Builds handlers/sandbox/data/bot_api.json from the Bot API schema that aiogram's source distribution carries.

Usage: python scripts/build_bot_api_schema.py aiogram-X.Y.Z/.butcher/schema/schema.json
Get it with `pip download --no-deps --no-binary aiogram aiogram`, then unpack the archive.
"""

from __future__ import annotations

import argparse
import json
import re
from pathlib import Path
from typing import Any

OUTPUT = Path(__file__).parent.parent / "handlers" / "sandbox" / "data" / "bot_api.json"
SCALARS = {"Integer", "String", "Boolean", "True", "Float", "InputFile"}


def split_type(text: str) -> list[str]:
    """The alternatives of a type as the documentation writes it: "Integer or String" -> ["Integer", "String"]. Arrays of
    several types ("Array of A, B and C") become ["Array of A", "Array of B", ...]."""
    prefix = ""
    while text.startswith("Array of "):
        prefix, text = prefix + "Array of ", text.removeprefix("Array of ")
    return [prefix + name for name in re.split(r", | or | and ", text)]


def base(name: str) -> str:
    return name.rsplit("Array of ", 1)[-1]


def compact(schema: dict[str, Any]) -> dict[str, Any]:
    """Methods with their parameters, and the objects that can be sent in them. A field is [required, type, ...]."""
    children = [child for item in schema["items"] for child in item["children"]]
    fields = {
        child["name"]: {a["name"]: [a["required"], *split_type(a["type"])] for a in child["annotations"]}
        for child in children
    }
    methods = {child["name"]: fields[child["name"]] for child in children if child["category"] == "methods"}
    variants = {
        child["name"]: re.findall(r"^ - (\w+)", child["description"], re.MULTILINE)
        for child in children
        if child["category"] == "types" and not child["annotations"]
    }
    types: dict[str, Any] = {}
    todo = [base(name) for method in methods.values() for field in method.values() for name in field[1:]]
    while todo:
        name = todo.pop()
        if name in SCALARS or name in types:
            continue
        if variants.get(name):
            types[name] = variants[name]
            todo += variants[name]
        else:
            types[name] = fields[name]
            todo += [base(kind) for field in fields[name].values() for kind in field[1:]]
    return {
        "header": {
            "source": "Telegram Bot API schema as carried by aiogram's source distribution (.butcher/schema/schema.json)",
            "license": "MIT, Copyright (c) 2017 - present Alex Root Junior",
            "built_by": "scripts/build_bot_api_schema.py",
            "fields": "name: [required, type, ...]; an object that is a list names its variants",
        },
        "version": schema["api"]["version"],
        "methods": dict(sorted(methods.items())),
        "types": dict(sorted(types.items())),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("schema", type=Path, help="schema.json from aiogram's source distribution")
    given = parser.parse_args().schema
    result = compact(json.loads(given.read_text(encoding="utf-8")))
    lines = json.dumps(result, ensure_ascii=False, separators=(",", ":"))
    OUTPUT.parent.mkdir(parents=True, exist_ok=True)
    OUTPUT.write_text(lines + "\n", encoding="utf-8")
    print(f"{OUTPUT}: Bot API {result['version']}, {len(result['methods'])} methods, {len(result['types'])} objects")


if __name__ == "__main__":
    main()
