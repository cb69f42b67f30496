"""Real items of 28 to 31 August 2021, served as feeds over HTTP and polled by the real bot. The data is for measuring and is
not part of the repository: without it these tests are skipped."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from talk import talk

ITEMS = Path(__file__).parents[2] / "shared" / "data" / "briefs" / "setC.items.jsonl"

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
