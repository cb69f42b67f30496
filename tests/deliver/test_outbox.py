from datetime import UTC, datetime, timedelta

import pytest

from bot.deliver.outbox import LAST_RETRY, after_send, expired
from bot.model import Delivery, Line, Message, Run, SendResult

NOW = datetime(2021, 8, 13, 18, tzinfo=UTC)
OWED = Delivery(chat=7, subscription=1, occasion="x", message=Message(lines=(Line((Run("hello"),)),)), due=NOW)


@pytest.mark.parametrize(
    ("result", "state", "wait"),
    [
        (SendResult(outcome="sent", message_id=5), "sent", None),
        (SendResult(outcome="retry", problem="timed out"), "owed", 5),
        (SendResult(outcome="retry", retry_after=43_837.0), "owed", 43_837),  # Telegram's word is kept, however long
        (SendResult(outcome="chat_gone", problem="blocked"), "failed", None),
        (SendResult(outcome="refused", problem="too long"), "failed", None),
        (SendResult(outcome="thread_closed", problem="TOPIC_CLOSED"), "failed", None),  # General, too
        (SendResult(outcome="migrated", new_chat=-100), "owed", 0),
    ],
)
def test_after_send(result, state, wait):
    after, due = after_send(OWED, result, NOW)
    assert after.state == state
    assert after.attempts == 1
    assert due == (None if wait is None else NOW + timedelta(seconds=wait))
    assert after.chat == (result.new_chat or 7)
    assert after.sent_as == result.message_id


def test_backoff_grows_to_its_limit_and_never_gives_up():
    delivery, waits = OWED, []
    for _ in range(40):
        delivery, due = after_send(delivery, SendResult(outcome="retry"), NOW)
        waits.append(due - NOW)
    assert waits == sorted(waits)
    assert waits[-1] == LAST_RETRY
    assert delivery.state == "owed"


def test_expired():
    assert not expired(OWED, NOW + timedelta(days=30))
    late = Delivery(chat=7, subscription=1, occasion="x", message=OWED.message, due=NOW, expires=NOW)
    assert not expired(late, NOW)
    assert expired(late, NOW + timedelta(seconds=1))
