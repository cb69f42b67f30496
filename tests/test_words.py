import re
from pathlib import Path

import pytest

from bot import words

ROOT = Path(__file__).parent.parent
CODE = "\n".join(p.read_text(encoding="utf-8") for f in ("bot", "handlers") for p in (ROOT / f).rglob("*.py"))


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories"), (12_045, "12,045 stories")]
)
def test_count(number, said):
    assert words.count(number, "story", "stories") == said
    assert words.count(number, "source").endswith("source" if number == 1 else "sources")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "less than a minute"),
        (89, "1 min"),
        (7_000, "117 min"),
        (7_200, "2 h"),
        (86_400, "24 h"),
        (3 * 86_400, "3 days"),
    ],
)
def test_ago(seconds, said):
    assert words.ago(seconds) == said


@pytest.mark.parametrize("key", words.ENGLISH)
def test_no_text_is_unused(key):
    said = bool(re.search(rf'["\']{key}["\'](?!: )', CODE))
    assert said, f"nobody says {key}"


def test_no_text_is_missing():
    said = set(re.findall(r'say\(\s*"(\w+)"', CODE))
    assert said <= words.ENGLISH.keys()
