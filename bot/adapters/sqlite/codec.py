"""How values stand in columns: times as integers, values with parts as JSON."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from bot.model import Article, Chat, Entry, Heard, Message, Push, Schedule, Source

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)  # datetime's own precision, so that every time comes back as it went in

encode = msgspec.json.Encoder().encode
article = msgspec.json.Decoder(Article).decode
chat = msgspec.json.Decoder(Chat).decode
entry = msgspec.json.Decoder(Entry).decode
heard = msgspec.json.Decoder(Heard).decode
message = msgspec.json.Decoder(Message).decode
push = msgspec.json.Decoder(Push).decode
schedule = msgspec.json.Decoder(Schedule).decode
source = msgspec.json.Decoder(Source).decode
sources = msgspec.json.Decoder(list[Source]).decode


def micros(time: datetime) -> int:
    """Microseconds since 1970 in UTC. Raises TypeError for a time without a zone."""
    return (time - EPOCH) // MICROSECOND


def moment(micros: int) -> datetime:
    """The time, aware, in UTC."""
    return EPOCH + timedelta(microseconds=micros)
