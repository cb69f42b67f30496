"""Parameters of a call, read and checked against the published schema (data/bot_api.json).

Where Telegram has words for a mistake they are used. Stricter than Telegram in one thing: what the schema does not know is
refused, where Telegram would ignore it, so that a misspelt parameter shows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from handlers.sandbox.errors import bad_request

Json = dict[str, Any]
Field = list[Any]  # [required, type, ...]

SCALARS = {"Integer", "String", "Boolean", "True", "Float", "InputFile"}
MAX_DATA = 64  # bytes of callback_data
MAX_BUTTONS = 100  # of one message
MAX_MARKUP = 10_240  # bytes of a keyboard as JSON
ACTIONS = (
    "url", "callback_data", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat", "copy_text", "callback_game", "pay", "disabled",
)  # fmt: skip
MISSING = {  # Telegram's words for a required parameter that is absent or empty
    "chat_id": "chat_id is empty",
    "from_chat_id": "from_chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "message_ids": "message identifiers are not specified",
    "user_id": "invalid user_id specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
    "file_id": "invalid file_id",
    "callback_query_id": "query is too old and response timeout expired or query ID is invalid",
    "action": "wrong parameter action in request",
}
JSON_NAMES = {  # what Telegram calls a parameter whose JSON it cannot read
    "reply_markup": ("reply keyboard markup", "reply markup"),
    "link_preview_options": ("link preview options", "link preview options"),
    "reply_parameters": ("reply parameters", "reply parameters"),
}


class Upload(NamedTuple):
    """A file that came with the request."""

    name: str
    content_type: str
    body: bytes


class Params(dict[str, Any]):
    """Checked parameters by name; absent ones are None."""

    def __missing__(self, key: str) -> None:
        return None


@cache
def load() -> Json:
    data: Json = json.loads((files("handlers.sandbox") / "data" / "bot_api.json").read_text(encoding="utf-8"))
    return data


@cache
def method_names() -> dict[str, str]:
    """The schema's methods by their names in lower case: Telegram does not look at case."""
    return {name.lower(): name for name in load()["methods"]}


def decode(method: str, raw: Mapping[str, Any], uploads: Mapping[str, Upload]) -> Params:
    """The parameters of a call, converted and checked. Raises ApiError."""
    fields: dict[str, Field] = load()["methods"][method]
    for name in raw:
        if name not in fields:
            raise bad_request(f'parameter "{name}" of {method} is not in the schema of Bot API {load()["version"]}')
    params = Params()
    for name, field in fields.items():
        value = raw.get(name)
        if value is None and name in uploads and "InputFile" in field[1:]:
            value = uploads[name]
        if value is None or value == "":
            if field[0]:
                raise bad_request(MISSING.get(name) or f'parameter "{name}" is required')
            continue
        params[name] = parameter(name, value, field[1:], uploads)
    return params


def parameter(name: str, value: Any, kinds: list[str], uploads: Mapping[str, Upload]) -> Any:
    if isinstance(value, Upload):
        return value
    if isinstance(value, str) and "InputFile" in kinds:
        if value.startswith("attach://"):
            found = uploads.get(value.removeprefix("attach://"))
            if found is None:
                raise bad_request(MISSING.get(name, "wrong file identifier/HTTP URL specified"))
            return found
        return value
    if all(kind in SCALARS for kind in kinds):
        return scalar(name, value, kinds)
    long, short = JSON_NAMES.get(name, (name.replace("_", " "),) * 2)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError):
            raise bad_request(f"can't parse {long} JSON object") from None
    if any(kind.startswith("Array of ") for kind in kinds):
        if not isinstance(value, list):
            raise bad_request(f"expected an Array of {kinds[0].removeprefix('Array of ')}")
    elif not isinstance(value, dict):
        raise bad_request(f"object expected as {short}")
    if name == "reply_markup":
        return reply_markup(value)
    problem = mismatch(name, value, kinds)
    if problem:
        raise bad_request(f"can't parse {long}: {problem}")
    if "InputMedia" in kinds:
        return value | {"media": parameter("media", value["media"], ["InputFile", "String"], uploads)}
    return value


def scalar(name: str, value: Any, kinds: list[str]) -> Any:
    """A value of the first kind that it can be read as; forms carry everything as text."""
    text = value.strip() if isinstance(value, str) else value
    for kind in kinds:
        if kind == "Integer" and not isinstance(text, bool):
            try:
                if isinstance(text, int) or (isinstance(text, str) and text.lstrip("-").isdigit() and text.isascii()):
                    return int(text)
            except ValueError:  # "--1", or thousands of digits
                continue
        elif kind in ("Boolean", "True"):
            if isinstance(text, bool):
                return text
            if str(text).lower() in ("true", "yes", "1", "false", "no", "0"):
                return str(text).lower() in ("true", "yes", "1")
        elif kind == "Float" and isinstance(text, int | float | str) and not isinstance(text, bool):
            try:
                return float(text)
            except ValueError:
                continue
        elif kind == "String":
            if isinstance(value, str):
                return value
            if isinstance(value, int | float) and not isinstance(value, bool):
                return str(value)
    raise bad_request(f'parameter "{name}" must be of type {" or ".join(kinds)}')


def mismatch(name: str, value: Any, kinds: list[str]) -> str | None:
    """Why a JSON value is none of these kinds, in Telegram's words; None where it is one."""
    problems = [mismatch_of(name, value, kind) for kind in kinds]
    return None if None in problems else problems[0]


def mismatch_of(name: str, value: Any, kind: str) -> str | None:
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        if not isinstance(value, list):
            return f'Field "{name}" must be of type Array'
        return next((p for p in (mismatch_of(name, item, inner) for item in value) if p), None)
    if kind in SCALARS:
        fits = {
            "Integer": isinstance(value, int) and not isinstance(value, bool),
            "Boolean": isinstance(value, bool),
            "True": value is True,
            "Float": isinstance(value, int | float) and not isinstance(value, bool),
        }.get(kind, isinstance(value, str))
        return None if fits else f'Field "{name}" must be of type {"Number" if kind in ("Integer", "Float") else kind}'
    spec = load()["types"][kind]
    if isinstance(spec, list):
        return mismatch(name, value, spec)
    if not isinstance(value, dict):
        return f"{kind} must be an Object"
    for field_name, field in spec.items():
        if field[0] and field_name not in value:
            return f'Can\'t find field "{field_name}"'
    for field_name, item in value.items():
        if field_name not in spec:
            return f'Field "{field_name}" is not in the schema of {kind}'
        problem = mismatch(field_name, item, spec[field_name][1:])
        if problem:
            return problem
    return None


def reply_markup(value: Any) -> Json:
    """A keyboard, checked. An inline keyboard comes back as Telegram shows it in messages. Raises ApiError."""
    if "inline_keyboard" not in value:
        kinds = ["ReplyKeyboardMarkup", "ReplyKeyboardRemove", "ForceReply"]
        kind = next((k for k in kinds if next(iter(load()["types"][k])) in value), None)
        problem = mismatch_of("reply_markup", value, kind) if kind else "Object expected as reply markup"
        if problem:
            raise bad_request(problem[0].lower() + problem[1:])
        return dict(value)
    rows = value["inline_keyboard"]
    if not isinstance(rows, list):
        raise bad_request('field "inline_keyboard" must be of type Array')
    if not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    for button in (button for row in rows for button in row):
        check_button(button)
    problem = mismatch_of("reply_markup", value, "InlineKeyboardMarkup")
    if problem:
        raise bad_request(f"can't parse inline keyboard: {problem}")
    rows = [row for row in rows if row]
    if sum(map(len, rows)) > MAX_BUTTONS or len(json.dumps(rows, ensure_ascii=False).encode()) > MAX_MARKUP:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows}


def check_button(button: Any) -> None:
    problem = mismatch_of("inline_keyboard", button, "InlineKeyboardButton")
    if problem:
        raise bad_request(f"can't parse inline keyboard button: {problem}")
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: Text must be non-empty")
    actions = [name for name in ACTIONS if name in button and button[name] != ""]
    if "switch_inline_query" in button or "switch_inline_query_current_chat" in button:
        actions += [name for name in ACTIONS if name.startswith("switch") and button.get(name) == ""]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: only one of {', '.join(actions)} may be set")
    if len(button.get("callback_data", "").encode("utf-8", "surrogatepass")) > MAX_DATA:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url is not None:
        scheme = url.split(":", 1)[0].lower() if ":" in url else "http"
        if scheme not in ("http", "https", "tg", "ton", "tonsite"):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Unsupported URL protocol")
        host = url.split("://", 1)[-1].split("/", 1)[0].split("?", 1)[0]
        if scheme.startswith("http") and ("." not in host.strip(".") or " " in url):
            raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
