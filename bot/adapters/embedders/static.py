"""Static models of model2vec (MIT): a table of words' vectors, of which a text's is the mean; thousands of texts a second.

The model is fetched once by `sitrep model fetch` and kept as int8, a quarter of its size. Opening it never asks the network.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import xxhash

from bot.adapters.embedders.vectors import meanings, readable
from bot.errors import UserError
from bot.model import Meaning

WEIGHTS = "model.safetensors"
FILES = (WEIGHTS, "config.json", "tokenizer.json", "README.md")  # of a model; the last has its licence
EXTRA = 'needs model2vec: pip install "sitrep-bot[semantic]"'


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
            raise UserError(
                f"{folder}: no model that can be read ({str(error).splitlines()[0]}); fetch it again"
            ) from None

    def embed(self, texts: Sequence[str]) -> list[Meaning | None]:
        return meanings(self.model, self._encode([readable(text) for text in texts])) if texts else []


def place(model: str, folder: Path) -> Path:
    """Where a model is: in its own folder, where the name is one's, else under the folder of fetched models."""
    own = Path(model).expanduser()
    return own if own.is_dir() else folder / model.replace("/", "--")


def fetch(model: str, folder: Path) -> Path:
    """Gets the model from the Hugging Face hub (or from HF_ENDPOINT, a mirror), makes it small, and puts it under `folder`
    whole or not at all; returns where it is. Raises UserError, one line, where that cannot be done."""
    try:
        from huggingface_hub import snapshot_download
        from model2vec import StaticModel
    except ImportError:
        raise UserError(f'[semantic] model "{model}" {EXTRA}') from None
    target = place(model, folder)
    raw, small = target.with_name(target.name + ".fetched"), target.with_name(target.name + ".part")
    try:
        raw.mkdir(parents=True, exist_ok=True)  # what an earlier try has fetched is not fetched again
        snapshot_download(model, local_dir=raw, allow_patterns=list(FILES))
        shutil.rmtree(small, ignore_errors=True)
        StaticModel.from_pretrained(raw, quantize_to="int8").save_pretrained(small)
        if (raw / "README.md").is_file():
            shutil.copyfile(raw / "README.md", small / "README.md")
        shutil.rmtree(target, ignore_errors=True)
        small.rename(target)
        shutil.rmtree(raw)
    except Exception as error:  # of the hub, its HTTP client, safetensors ...: whatever it is, the line says it
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise UserError(
            f'model "{model}" cannot be fetched: {reason}; is the name right, and the hub in reach?'
        ) from None
    return target
