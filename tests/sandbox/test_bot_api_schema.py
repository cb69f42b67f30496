from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.sandbox.errors import ApiError
from handlers.sandbox.schema import decode, load

SCRIPT = Path(__file__).parents[2] / "scripts" / "build_bot_api_schema.py"


def test_the_schema_is_built_from_the_documentation(tmp_path: Path) -> None:
    sys.path.insert(0, str(SCRIPT.parent))
    try:
        from build_bot_api_schema import compact
    finally:
        sys.path.remove(str(SCRIPT.parent))

    def field(name: str, kind: str, required: bool) -> dict[str, object]:
        return {"name": name, "type": kind, "required": required}

    kinds = [
        {"name": "send", "category": "methods", "description": "",
         "annotations": [field("chat_id", "Integer or String", True), field("keys", "Array of Array of Key", False),
                         field("media", "Array of Photo, Film and Key", False), field("scope", "Scope", False)]},
        {"name": "Key", "category": "types", "description": "", "annotations": [field("text", "String", True)]},
        {"name": "Photo", "category": "types", "description": "", "annotations": []},
        {"name": "Film", "category": "types", "description": "", "annotations": []},
        {"name": "Scope", "category": "types", "description": "One of\n - Key\n - Photo", "annotations": []},
        {"name": "Unused", "category": "types", "description": "", "annotations": []},
    ]  # fmt: skip
    built = compact({"api": {"version": "1.0"}, "items": [{"children": kinds}]})
    assert built["version"] == "1.0"
    assert built["methods"]["send"] == {
        "chat_id": [True, "Integer", "String"],
        "keys": [False, "Array of Array of Key"],
        "media": [False, "Array of Photo", "Array of Film", "Array of Key"],
        "scope": [False, "Scope"],
    }
    assert built["types"] == {"Film": {}, "Key": {"text": [True, "String"]}, "Photo": {}, "Scope": ["Key", "Photo"]}


def test_the_script_tells_how_to_use_it() -> None:
    told = subprocess.run([sys.executable, str(SCRIPT), "--help"], capture_output=True, text=True, check=True)
    assert "schema.json" in told.stdout


def test_all_types_are_there() -> None:
    data = load()
    known = {"Integer", "String", "Boolean", "True", "Float", "InputFile", *data["types"]}
    used = [field[1:] for method in data["methods"].values() for field in method.values()]
    used += [field[1:] for spec in data["types"].values() if isinstance(spec, dict) for field in spec.values()]
    used += [spec for spec in data["types"].values() if isinstance(spec, list)]
    assert {kind.rsplit("Array of ", 1)[-1] for kinds in used for kind in kinds} <= known


@pytest.mark.parametrize(
    ("method", "raw", "params"),
    [
        ("sendMessage", {"chat_id": "-5", "text": "x"}, {"chat_id": -5, "text": "x"}),
        ("sendMessage", {"chat_id": "@x", "text": 5}, {"chat_id": "@x", "text": "5"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "protect_content": "False"},
         {"chat_id": 1, "text": "x", "protect_content": False}),
        ("getUpdates", {"limit": " 5 ", "timeout": ""}, {"limit": 5}),
        ("getUpdates", {"allowed_updates": '["message"]'}, {"allowed_updates": ["message"]}),
        ("sendLocation", {"chat_id": 1, "latitude": "1.5", "longitude": 2}, {"chat_id": 1, "latitude": 1.5, "longitude": 2.0}),
        ("setMyCommands", {"commands": [], "scope": {"type": "chat", "chat_id": 5}},
         {"commands": [], "scope": {"type": "chat", "chat_id": 5}}),
    ],
)  # fmt: skip
def test_what_is_read(method: str, raw: dict[str, object], params: dict[str, object]) -> None:
    assert decode(method, raw, {}) == params


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "callback_data", "url", "inline_keyboard", "keyboard", "type"]), inner
        )
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(
        ["sendMessage", "setMyCommands", "getUpdates", "answerCallbackQuery", "sendPhoto", "sendMediaGroup"]
    ),
    st.dictionaries(
        st.sampled_from(
            ["chat_id", "text", "reply_markup", "entities", "commands", "scope", "limit", "photo", "media", "caption"]
        ),
        anything | anything.map(json.dumps),
    ),
)
def test_anything_is_read_or_refused(method: str, raw: dict[str, object]) -> None:
    refusal = None
    try:
        assert set(decode(method, raw, {})) <= set(raw)
    except ApiError as error:
        refusal = error
    assert refusal is None or (refusal.code == 400 and refusal.description.startswith("Bad Request: "))
