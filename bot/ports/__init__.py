"""What the engine asks of the world, as narrow as it can be. Adapters implement these; tests hand in fakes or the real thing.

Storage keeps work as rows with a due time and a lease. `claim(kind, now, ...)` hands out keys whose due time has come and
that nobody holds; who claims applies an intent, which sets the next due time (or ends the work) in the same transaction as
its results. A claim that is never applied (a crash) comes back when its lease runs out. Work kinds and their keys:
`poll` and `push` (WebSub) source id, `analyse` entry key, `brief` subscription id, `send` delivery id.
"""

from bot.ports.chats import ChatStore
from bot.ports.news import NewsStore
from bot.ports.outbox import BroadcastStore, OutboxStore
from bot.ports.sources import PushStore, SourceStore
from bot.ports.store import AheadStore, RetentionStore, Store
from bot.ports.work import WorkKind, WorkStore
from bot.ports.world import Clock, Embedder, Fetcher, Surface, Workers

__all__ = [
    "AheadStore",
    "BroadcastStore",
    "ChatStore",
    "Clock",
    "Embedder",
    "Fetcher",
    "NewsStore",
    "OutboxStore",
    "PushStore",
    "RetentionStore",
    "SourceStore",
    "Store",
    "Surface",
    "WorkKind",
    "WorkStore",
    "Workers",
]
