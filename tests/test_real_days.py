"""Real items of 28 to 31 August 2021, served as feeds over HTTP and polled by the real bot. The data is for measuring and is
not part of the repository: without it these tests are skipped."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from talk import talk

DATA = Path(__file__).parents[2] / "shared" / "data"
ITEMS = DATA / "briefs" / "setC.items.jsonl"
SEED = DATA / "seed" / "live_update_2021-08-13.txt"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not ITEMS.exists(), reason=f"the measuring data is not here ({ITEMS.name} beside the checkout)"),
]


@pytest.fixture(scope="module")
def items():
    return [json.loads(line) for line in ITEMS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(
    ("query", "as_of", "tells"),
    [
        # what happened by then, as anyone can look up: each line is one fact, in any of its usual words
        ("kabul", "2021-08-30T18:00", ["rocket", "strike", "(six children|10 family|one family|civilian)"]),
        ("kabul", "2021-08-31T20:00", ["(last (US|American)|final)", "(left|leaves|departs|departed|withdrawal)"]),
        ("ida", "2021-08-30T18:00", ["Ida", "(loses power|without power|power outages?)", "(landfall|storm)"]),
        ("ida", "2021-08-31T20:00", ["Ida", "(highway|killed|dead|gas)"]),
    ],
)
async def test_a_right_briefing(items, query, as_of, tells):
    at = datetime.fromisoformat(as_of).replace(tzinfo=UTC)
    async with talk(items=items, at=at) as chat:
        briefing = await chat.say(f"/latest {query}")
        stored = {(item["title"] + " " + (item.get("text") or "")) for item in items}
        assert briefing.startswith(f"{query.upper()} · last 24 h")
        assert len(briefing) <= 1000
        for fact in tells:
            assert re.search(fact, briefing), fact
        # what a line says stands in a source
        lines = [re.split(r" · | - | \[|…", line.lstrip("•0123456789 ○●◐"))[0] for line in briefing.split("\n")[3:]]
        quoted = [line for line in lines if len(line) > 30]
        assert quoted
        found = [line for line in quoted if any(line in re.sub(r"\s+", " ", text) for text in stored)]
        assert len(found) == len(quoted), set(quoted) - set(found)
        # the other day's storm is no news of Kabul, and the other way round
        assert not re.search("Ida|Louisiana" if query == "kabul" else "Kabul|Taliban", briefing)


async def test_one_live_update_tells_all_that_matters():
    text = SEED.read_text(encoding="utf-8")
    at = datetime(2021, 8, 13, 18, tzinfo=UTC)
    item = {
        "id": "seed",
        "title": "",
        "text": text,
        "published": "2021-08-13T06:00:00Z",
        "outlet": "The Daily",
        "lang": "en",
    }
    async with talk(items=[item], at=at) as chat:
        briefing = await chat.say("/latest kabul")
    assert len(briefing) <= 1000
    for fact in (
        "Pentagon said 3,000 US troops",
        "24 to 48 hours",
        "Ben Wallace",
        "600 of its own troops",
        "embassy would remain open",
        "This is not an evacuation",
        "Ned Price",
        "Kandahar is completely conquered",
        "Taliban spokesman",
        "backed by a resident",
        "AFP",
        "would not recognise any government",
    ):
        assert fact in briefing, fact
    assert "claimed" in briefing
