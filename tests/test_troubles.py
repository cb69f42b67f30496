"""Why a source cannot be read is told in each language: of a closed set of kinds, with names and numbers as they are."""

import re
import ssl
from datetime import timedelta
from string import Formatter

import aiohttp
import pytest
from talk import talk

from bot import troubles, web, words
from bot.adapters.connections import UnknownNameError, UnreachableError
from bot.adapters.http import PRIVATE, problems, refusals
from bot.adapters.inflate import EncodingError, TooLargeError
from bot.ingest import discovery
from bot.ingest.parse import parse

KINDS = [key for key in words.catalog("en") if key.startswith("trouble_") and key != "trouble_other"]
OTHERS = [language for language in words.LANGUAGES if language != "en"]
SAID = {"host": "a.example", "status": "503", "size": "10 MB", "how": "cut short", "seconds": "20", "times": "5",
        "address": "https://a.example/feed", "problem": "a.example refuses the connection"}  # fmt: skip


def unmarked(text):
    return text.translate({0x2068: None, 0x2069: None, 0x200E: None, 0x200F: None})


def sentence(kind):
    return words.say(kind, **SAID)


def refused():
    error = UnreachableError()
    error.__cause__ = ConnectionRefusedError()
    return error


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_known_by_its_english_sentence(kind):
    names = {name for _, name, _, _ in Formatter().parse(words.catalog("en")[kind]) if name}
    assert troubles.read(sentence(kind)) == (kind, {name: SAID[name] for name in names})
    assert troubles.told(sentence(kind)) == sentence(kind)


@pytest.mark.parametrize("language", OTHERS)
def test_each_language_tells_each_kind_with_its_details(language):
    for kind in KINDS:
        english = sentence(kind)
        with words.speaking(language):
            told = unmarked(troubles.told(english))
        assert told != english
        details = troubles.read(english)[1]
        assert all(value in told for name, value in details.items() if name != "problem"), (kind, told)
        assert "refuses the connection" not in told


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (TooLargeError(), "too_large"),
        (EncodingError("cut short"), "garbled"),
        (refusals.PrivateAddressError("x"), "private"),
        (refusals.RefusedError(PRIVATE), "private"),
        (UnknownNameError(), "unknown"),
        (refused(), "refused"),
        (UnreachableError(), "unreachable"),
        (TimeoutError(), "timeout"),
        (ssl.SSLCertVerificationError(), "certificate"),
        (ssl.SSLError(), "insecure"),
        (aiohttp.ClientPayloadError(), "broke_off"),
        (aiohttp.http.HttpProcessingError(), "no_http"),
        (ValueError(), "no_address"),
        (OSError(), "dropped"),
    ],
)
def test_what_goes_wrong_on_the_way_is_of_these_kinds(error, kind):
    said = problems.sentence(error, "a.example", timeout=20.0, max_bytes=1024)
    assert troubles.read(said)[0] == f"trouble_{kind}"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *((f"a.example answered {status}: {why}.", str(status)) for status, why in problems.STATUSES.items()),
        ("a.example answered 502: the server has a problem.", "server"),
        ("a.example answered 418: no feed.", "status"),
        (discovery.NO_FEED, "no_feed"),
        (f"It did not answer within {web.LOOKUP_SECONDS:.0f} s.", "slow"),
        ("This is broken JSON (line 3: Expecting value).", "other"),
        ("", "other"),
    ],
)
def test_sentences_are_of_these_kinds(said, kind):
    assert troubles.read(said)[0] == f"trouble_{kind}"


def test_what_a_body_is_instead_of_a_feed():
    page = b"<html><head><link rel='alternate' type='application/rss+xml' href='/feed'></head><body>x</body></html>"
    [problem] = parse(page, "https://a.example/").problems
    assert troubles.read(problem) == ("trouble_page", {"address": "https://a.example/feed"})
    [problem] = parse(b"%PDF-1.7", "https://a.example/").problems
    with words.speaking("de"):
        assert troubles.told(problem) == "Nicht lesbar: This is a PDF document, not a feed."


async def test_the_sources_are_told_of_in_the_language_of_the_chat():
    async with talk() as chat:
        chat.feeds.broken |= {"Harbour Post"}
        await chat.run(hours=1)
        assert "127.0.0.1 answered 503: the server has a problem. Last heard from:" in await chat.say("/sources")
        await chat.say("/language de")
        said = await chat.say("/sources")
        assert "Harbour Post - 127.0.0.1 antwortet mit 503: Der Server hat ein Problem. Letzte Antwort:" in said
        [stored] = [s.problem for s in await chat.app.store.sources() if s.problem]
        assert stored == "127.0.0.1 answered 503: the server has a problem."  # whatever is spoken


@pytest.mark.parametrize("language", words.LANGUAGES)
async def test_no_language_but_english_says_it_in_english(language):
    async with talk() as chat:
        await chat.say(f"/language {language}")
        chat.feeds.broken |= {"Harbour Post"}
        await chat.run(hours=1)
        said = unmarked(await chat.say("/sources"))
        with words.speaking(language):
            told = unmarked(words.say("trouble_server", host="127.0.0.1", status="503"))
        assert told in said
        assert bool(re.search("the server has a problem", said)) == (language == "en")


async def test_who_added_a_source_is_told_in_their_language_that_it_is_broken(monkeypatch):
    monkeypatch.setattr(refusals, "is_public", lambda address: True)
    async with talk() as chat:
        await chat.say("/language de")
        base = f"http://127.0.0.1:{chat.sandbox.port}/world"
        chat.feeds.pages["/world/lake.xml"] = (
            "<rss version='2.0'><channel><title>Lake News</title></channel></rss>",
            "application/rss+xml",
        )
        await chat.say(f"/addsource {base}/lake.xml")
        await chat.run(minutes=1)
        chat.feeds.gone = {"/world/lake.xml"}
        pushed = [text for _, _, text in await chat.run(hours=20)]
        assert len(pushed) == 1
        assert "127.0.0.1 antwortet mit 410: Den Feed gibt es nicht mehr." in pushed[0]
        chat.clock.time += timedelta(hours=2)
        said = await chat.say(f"/addsource {base}/lake.xml")
        assert "antwortet mit 410" in said
