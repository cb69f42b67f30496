"""What every model of meaning must do. Its tests subclass EmbedderContract and give it an `embedder` fixture."""

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.model import Meaning

ODD_TEXTS = ["", " \n", "\0", "a\0b", "\ud800", "👩‍👩‍👧", "\u202eKabul\u202c", "." * 50, "کابل " * 20_000]


def numbers(meaning):
    return [byte - 256 if byte > 127 else byte for byte in meaning.vector]


def cosine(a, b):
    x, y = numbers(a), numbers(b)
    return sum(i * j for i, j in zip(x, y, strict=True)) / math.sqrt(sum(i * i for i in x) * sum(j * j for j in y))


class EmbedderContract:
    # a text, one that says much the same, and one that says something else
    ALIKE = ("Explosion at Kabul airport", "Blast at the airport of Kabul", "Flood after rain")

    def test_one_meaning_a_text_in_order(self, embedder):
        a, b, c = embedder.embed(self.ALIKE)
        assert embedder.embed([self.ALIKE[2], self.ALIKE[0]]) == [c, a]
        assert embedder.embed([self.ALIKE[1]]) == [b]
        assert embedder.embed([]) == []

    def test_vectors_are_of_one_model_and_size(self, embedder):
        found = embedder.embed(self.ALIKE)
        assert all(isinstance(one, Meaning) and any(one.vector) for one in found)
        assert len({(one.model, len(one.vector)) for one in found}) == 1

    def test_like_texts_lie_nearer(self, embedder):
        a, b, c = embedder.embed(self.ALIKE)
        assert cosine(a, b) > cosine(a, c)

    @pytest.mark.parametrize("blank", ["", " ", "\n\t"])
    def test_no_word_no_meaning(self, embedder, blank):
        assert embedder.embed([blank]) == [None]
        assert embedder.embed([self.ALIKE[0], blank])[1] is None

    @pytest.mark.parametrize("text", ODD_TEXTS, ids=lambda text: ascii(text[:8]))
    def test_no_text_makes_it_raise(self, embedder, text):
        good = embedder.embed([self.ALIKE[0]])[0]
        assert embedder.embed([text, self.ALIKE[0]])[1] == good

    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
            HealthCheck.too_slow,
        ],
    )
    @given(texts=st.lists(st.text(max_size=30), max_size=3))
    def test_the_same_again(self, embedder, texts):
        assert embedder.embed(texts) == embedder.embed(texts)
