import re
from pathlib import Path
from string import Formatter

import pytest

from bot import words

ROOT = Path(__file__).parent.parent
CODE = "\n".join(p.read_text(encoding="utf-8") for f in ("bot", "handlers") for p in (ROOT / f).rglob("*.py"))
# Keys that are put together: say(f"when_{schedule.kind}"), say(theme or f"view_{view}"), count(2, "story").
PUT_TOGETHER = re.compile(
    r"(?:n_\w+|when_\w+|view_\w+|kind_\w+|menu_\w+|legend_\w+|counted_\w+|trouble_\w+|light|dark)"
)
ENGLISH = words.catalog("en")
OTHERS = [language for language in words.LANGUAGES if language != "en"]
CATEGORIES = {
    "ar": {"zero", "one", "two", "few", "many", "other"},
    "ru": {"one", "few", "many"},
    "uk": {"one", "few", "many"},
}


def arguments(text):
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize(
    ("number", "said"), [(0, "0 stories"), (1, "1 story"), (2, "2 stories"), (12_045, "12,045 stories")]
)
def test_count(number, said):
    assert words.count(number, "story") == said
    assert words.count(number, "source").endswith("source" if number == 1 else "sources")


@pytest.mark.parametrize(
    ("language", "numbers", "category"),
    [
        ("en", (1,), "one"),
        ("en", (0, 2, 11, 21), "other"),
        ("de", (0, 2, 1_000_000), "other"),
        ("fr", (0, 1), "one"),
        ("fr", (2, 21), "other"),
        ("fa", (0, 1), "one"),
        ("tr", (0, 2), "other"),
        ("ru", (1, 21, 101, 1_001), "one"),
        ("ru", (2, 3, 4, 22, 104), "few"),
        ("ru", (0, 5, 11, 12, 14, 20, 25, 111, 112), "many"),
        ("uk", (31,), "one"),
        ("uk", (33,), "few"),
        ("uk", (13, 30), "many"),
        ("ar", (0,), "zero"),
        ("ar", (1,), "one"),
        ("ar", (2,), "two"),
        ("ar", (3, 10, 103, 110), "few"),
        ("ar", (11, 99, 111), "many"),
        ("ar", (100, 101, 102, 200), "other"),
    ],
)
def test_plural_categories_are_those_of_the_cldr(language, numbers, category):
    assert {words.plural(number, language) for number in numbers} == {category}


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


@pytest.mark.parametrize("key", [key for key in ENGLISH if not PUT_TOGETHER.fullmatch(key)])
def test_no_text_is_unused(key):
    said = bool(re.search(rf'["\']{key}["\']', CODE))
    assert said, f"nobody says {key}"


def test_no_text_is_missing():
    said = set(re.findall(r'(?:say|one_of)\(\s*"(\w+)"', CODE))
    assert said <= ENGLISH.keys()
    counted = {f"n_{thing}_{category}" for thing in re.findall(r"count\([^()]*(?:\([^()]*\)[^()]*)*, ['\"](\w+)['\"]\)", CODE)
               for category in ("one", "other")}  # fmt: skip
    assert len(counted) > 20
    assert counted <= ENGLISH.keys()


@pytest.mark.parametrize("language", OTHERS)
def test_a_catalog_has_every_text_with_its_arguments(language):
    own = words.own_texts(language)
    counted = {key.rsplit("_", 1)[0] for key in ENGLISH if key.startswith("n_")}
    plurals = {f"{key}_{category}" for key in counted for category in CATEGORIES.get(language, {"one", "other"})}
    assert own.keys() == {key for key in ENGLISH if not key.startswith("n_")} | plurals
    for key, text in own.items():
        if key in plurals:
            assert arguments(text) <= {"number"}, key
            continue
        english = ENGLISH[key]
        assert arguments(text) == arguments(english), key
        assert text.count("|") == english.count("|"), key
        assert text.count("\n") == english.count("\n"), key
        assert (text[:1].isspace(), text[-1:].isspace()) == (english[:1].isspace(), english[-1:].isspace()), key
        for command in re.findall(r"(?<![\w/])/[a-z]+", english):
            assert command in text, (key, command)


@pytest.mark.parametrize("language", OTHERS)
def test_every_count_and_time_can_be_said(language):
    things = {key[2:].rsplit("_", 1)[0] for key in ENGLISH if key.startswith("n_")}
    with words.speaking(language):
        for thing in things:
            for number in (*range(25), 100, 101, 102, 103, 111, 1_234, 1_000_000):
                assert words.count(number, thing)
        for seconds in (0, 90, 7_200, 300_000):
            assert words.ago(seconds)


@pytest.mark.parametrize(
    ("code", "language"),
    [("en", "en"), ("de-AT", "de"), ("fa", "fa"), ("prs", "fa"), ("RU", "ru"), ("xx", ""), ("", ""), ("pt-br", "")],
)
def test_the_nearest_language(code, language):
    assert words.nearest(code) == language


def test_what_is_spoken_ends_with_its_block_and_english_is_for_the_rest():
    assert words.spoken() == "en"
    with words.speaking("de"):
        assert words.say("disputed") != ENGLISH["disputed"]
        with words.speaking("tlh"):
            assert words.say("disputed") == ENGLISH["disputed"]
        assert words.spoken() == "de"
    assert words.spoken() == "en"


@pytest.mark.parametrize("language", words.LANGUAGES)
def test_commands_name_the_channel_that_they_are_about(language):
    with words.speaking(language), words.naming("@news"):
        assert "/approval @news on" in words.say("approval_is_off", title="News")
        assert "/follow @news kabul" in words.say("follows_nothing")
        assert "https://..." in words.say("how_addsource")
        assert "/help @news" not in words.say("unknown_command", name="x", near="")
        assert "{" not in words.say("already_followed", topic="/follow kabul", when="x")
        assert "/follow kabul" in words.say("already_followed", topic="/follow kabul", when="x")  # a user's words stay
    assert words.say("follows_nothing").endswith("/follow kabul")
