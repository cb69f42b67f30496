"""`make quality`: the product measured against gold data beside the checkout, and held to the floors in floors.toml.

    python -m tests.quality [--only stories,briefs]

Exit 1 where a number falls below its floor. Where the data is absent that is said, and nothing fails.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import time
import tomllib
from pathlib import Path
from typing import Any

from tests.quality import measures

FLOORS = Path(__file__).with_name("floors.toml")
ROW = "{:13}{:16}{:16}{:>8}{:>8}{:>9}  {}"
EPSILON = 1e-9  # sums of floats


def reaches(value: float, bound: float, at_most: bool) -> bool:
    return value <= bound + EPSILON if at_most else value >= bound - EPSILON


def verdict(value: float, row: dict[str, Any] | None) -> str:
    """ "ok"; "below target" where only the floor is reached; "FELL" where that is not."""
    if row is None:
        return "no floor"
    at_most = row.get("at_most", False)
    if not reaches(value, row["floor"], at_most):
        return "FELL"
    return "ok" if "target" not in row or reaches(value, row["target"], at_most) else "below target"


def shown(value: float) -> str:
    return f"{value:,.0f}" if value > 10 else f"{value:.3f}"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.quality", description=__doc__)
    parts = [*measures.MEASURES, "speed"]
    parser.add_argument("--only", default=",".join(parts), help=f"some of {','.join(parts)}")
    only = parser.parse_args(arguments).only.split(",")
    if unknown := [part for part in only if part not in parts]:
        parser.error(f"no such part: {', '.join(unknown)}")
    if not measures.DATA.exists() or not measures.SCORE.exists():
        print("quality: the measuring data (../shared) is not here; nothing was measured")
        return 0
    floors = {
        (r["part"], r["data"], r["measure"]): r for r in tomllib.loads(FLOORS.read_text(encoding="utf-8"))["measures"]
    }
    fell = 0
    print(ROW.format("part", "data", "measure", "value", "floor", "target", ""))
    for part in only:
        for data, measure in measures.MEASURES.get(part, {}).items():
            try:
                values = measure()
            except measures.Absent as absent:
                print(f"{part:13}{data:16}not measured: {absent} is not here")
                continue
            for name, value in values.items():
                row = floors.get((part, data, name))
                said = verdict(value, row)
                fell += said == "FELL"
                floor, target = (shown(row[key]) if row and key in row else "" for key in ("floor", "target"))
                print(ROW.format(part, data, name, shown(value), floor, target, said), flush=True)
    if "briefs" in only:
        print("briefs: the newest headlines up to 1,000 characters tell .42 of the vital nuggets and .49 of the others")
    if "speed" in only:
        began = time.perf_counter()
        # in a process of its own: what the other parts have loaded, a model of meaning too, would count as its memory
        sys.stdout.flush()
        subprocess.run([sys.executable, "-m", "tests.quality.speed"], check=True)
        print(f"speed: measured in {time.perf_counter() - began:.0f} s; printed, not held to a floor")
    if fell:
        print(f"quality: {fell} below the floor")
    return 1 if fell else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
