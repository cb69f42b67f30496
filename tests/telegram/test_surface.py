import pytest
from telegram.error import BadRequest, Forbidden, RetryAfter

from bot.model import Line, Message, Run
from handlers.telegram.surface import outcome, replace_text, take_back


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


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (None, "sent"),
        (
            BadRequest("Message is not modified: specified new message content and reply markup are exactly the same"),
            "sent",
        ),
        (BadRequest("Message to edit not found"), "refused"),
        (BadRequest("Message can't be edited"), "refused"),
        (Forbidden("bot was blocked by the user"), "chat_gone"),
        (RetryAfter(9), "retry"),
    ],
)
async def test_what_comes_of_writing_over_a_message(error, expected):
    class Bot:
        async def edit_message_text(self, *given, **more):
            assert given == ("<b>Herat</b> &lt;1&gt;", 5, 7)
            if error:
                raise error

    result = await replace_text(Bot(), 5, 7, Message(lines=(Line((Run("Herat", "bold"), Run(" <1>"))),)))
    assert result.outcome == expected
    assert expected != "sent" or result.message_id == 7


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (None, "sent"),
        (BadRequest("Message to delete not found"), "sent"),  # somebody was faster
        (BadRequest("Message can't be deleted for everyone"), "refused"),
        (RetryAfter(9), "retry"),
    ],
)
async def test_what_comes_of_taking_a_message_back(error, expected):
    class Bot:
        async def delete_message(self, *given):
            assert given == (5, 7)
            if error:
                raise error

    assert (await take_back(Bot(), 5, 7)).outcome == expected
