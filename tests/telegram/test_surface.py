import pytest
from telegram.error import BadRequest, Forbidden

from handlers.telegram.surface import outcome


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (Forbidden("bot was blocked by the user"), "chat_gone"),
        (BadRequest("Chat not found"), "chat_gone"),
        # a group that lets nobody write for a while says so in either way; nothing tells us when it ends
        (BadRequest("have no rights to send a message"), "refused"),
        (BadRequest("Bad Request: message thread not found"), "thread_closed"),
        (BadRequest("Bad Request: TOPIC_CLOSED"), "thread_closed"),
        (BadRequest("Bad Request: TOPIC_DELETED"), "thread_closed"),
        (BadRequest("not enough rights to send text messages to the chat"), "refused"),
    ],
)
def test_what_a_failed_send_means(error, expected):
    assert outcome(error).outcome == expected
