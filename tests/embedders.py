"""A model of meaning for tests: a few notions, each named by words of several languages."""

import re

from bot.model import Meaning

NOTIONS = [
    ("explosion", "blast", "انفجار", "взрыв", "爆炸"),
    ("kabul", "کابل", "кабуле", "喀布尔"),
    ("airport", "میدان", "аэропорта", "机场"),
    ("falls", "captured", "سقوط", "пал", "攻占"),
    ("herat", "هرات", "герат", "赫拉特"),
    ("troops", "سرباز", "войска", "部队"),
    ("flood", "سیل", "наводнение", "洪水"),
    ("rain", "باران", "дождь", "雨"),
]
OTHER = 8  # dimensions for all other words, by their letters


class FakeEmbedder:
    """Implements ports.Embedder. Remembers what it was asked."""

    def __init__(self, model: str = "fake 1") -> None:
        self.model = model
        self.asked: list[str] = []

    def embed(self, texts):
        self.asked += texts
        return [self._one(text.casefold()) for text in texts]

    def _one(self, text):
        counts = [0] * (len(NOTIONS) + OTHER)
        for word in re.findall(r"\w+", text):
            known = [n for n, words in enumerate(NOTIONS) if any(w in word for w in words)]
            for n in known:
                counts[n] += 30
            if not known:
                counts[len(NOTIONS) + sum(map(ord, word)) % OTHER] += 1
        if not any(counts):
            return None
        return Meaning(self.model, bytes(min(count, 127) for count in counts))
