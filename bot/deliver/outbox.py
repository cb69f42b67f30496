"""What becomes of a delivery after a try to send it (pure)."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from bot.model import Delivery, SendResult

FIRST_RETRY = timedelta(seconds=5)
LAST_RETRY = timedelta(minutes=15)  # an outage of Telegram's rarely outlasts this; nothing is dropped for tries alone
EXPIRY = timedelta(days=2)  # a push older than this tells nobody what is new


def after_send(delivery: Delivery, result: SendResult, now: datetime) -> tuple[Delivery, datetime | None]:
    """The delivery as it stands now, and when to try again (None: it is settled).

    Telegram's own retry_after is always kept; other troubles back off from 5 s, doubling, to 15 min.
    """
    tried = msgspec.structs.replace(delivery, attempts=delivery.attempts + 1, problem=result.problem)
    if result.outcome == "sent":
        return msgspec.structs.replace(tried, state="sent", sent_as=result.message_id, problem=None), None
    if result.outcome == "migrated" and result.new_chat is not None:
        return msgspec.structs.replace(tried, chat=result.new_chat), now
    if result.outcome == "retry":
        backoff = min(FIRST_RETRY * 2 ** min(delivery.attempts, 20), LAST_RETRY)
        wait = timedelta(seconds=result.retry_after) if result.retry_after is not None else backoff
        return tried, now + wait
    return msgspec.structs.replace(tried, state="failed"), None


def expired(delivery: Delivery, now: datetime) -> bool:
    """True where sending it now would tell old news as new."""
    return delivery.expires is not None and now > delivery.expires
