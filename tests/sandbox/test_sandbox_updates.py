"""How updates reach the bot, and what people do."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from aiohttp import web
from telegram import Bot, Message, Update
from telegram.error import BadRequest, ChatMigrated, Conflict, Forbidden
from telegram.ext import Application, CommandHandler, ContextTypes

from handlers.sandbox import Refused, Sandbox
from handlers.sandbox.state import FIRST_UPDATE

PERSON, OTHER, GROUP, CHANNEL = 1001, 1002, -4001, -1002000000001


async def polling(sandbox: Sandbox) -> None:
    """Until a long poll waits on the server."""
    await sandbox.until(lambda: sandbox.poll is not None)


# --- long polling -----------------------------------------------------------------------------------------------


async def test_offsets_confirm(bot: Bot, sandbox: Sandbox) -> None:
    ids = [sandbox.say(PERSON, f"message {n}") for n in range(5)]
    assert ids[0] == FIRST_UPDATE
    assert [update.update_id for update in await bot.get_updates(limit=3)] == ids[:3]
    assert [update.update_id for update in await bot.get_updates(offset=ids[2])] == ids[2:]
    assert [sandbox.confirmed(id) for id in ids] == [True, True, False, False, False]
    assert [update.update_id for update in await bot.get_updates(offset=-1)] == ids[4:]
    assert not sandbox.confirmed(ids[4])
    assert await bot.get_updates(offset=ids[4] + 1) == ()
    await sandbox.until_confirmed(ids[4])
    assert sandbox.confirmed(None)
    assert not sandbox.confirmed(ids[4] + 1)


async def test_a_long_poll_ends_with_an_update(bot: Bot, sandbox: Sandbox) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await polling(sandbox)
    sandbox.say(PERSON, "hello")
    assert [update.message.text for update in await poll] == ["hello"]  # type: ignore[union-attr]


async def test_a_long_poll_ends_with_its_time(bot: Bot) -> None:
    assert await bot.get_updates(timeout=1) == ()


async def test_the_second_poll_wins(api, bot: Bot, sandbox: Sandbox) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await polling(sandbox)
    second = asyncio.create_task(api.result("getUpdates", timeout=20))
    with pytest.raises(Conflict, match="terminated by other getUpdates request; make sure that only one bot instance"):
        await first
    sandbox.say(PERSON, "hello")
    assert len(await second) == 1


async def test_a_poll_whose_client_went_away_is_forgotten(sandbox: Sandbox) -> None:
    _, writer = await asyncio.open_connection("127.0.0.1", sandbox.port)
    head = f"GET /bot{sandbox.token}/getUpdates?timeout=20 HTTP/1.1\r\nHost: 127.0.0.1:{sandbox.port}\r\n\r\n"
    writer.write(head.encode())
    await polling(sandbox)
    writer.close()
    await sandbox.until(lambda: sandbox.poll is None)


async def test_close_ends_a_poll(clock) -> None:
    sandbox = Sandbox(clock)
    await sandbox.start()
    async with Bot(sandbox.token, base_url=sandbox.base_url) as bot:
        poll = asyncio.create_task(bot.get_updates(timeout=20))
        await polling(sandbox)
        await sandbox.close()
        assert await poll == ()


async def test_a_taken_port_is_told(sandbox: Sandbox, clock) -> None:
    second = Sandbox(clock)
    with pytest.raises(OSError, match=str(sandbox.port)):
        await second.start(sandbox.port)
    await second.close()


async def test_allowed_updates(api, sandbox: Sandbox) -> None:
    await api.result("getUpdates", allowed_updates=["callback_query"])
    assert sandbox.say(PERSON, "unheard") is None
    await api.result("getUpdates")
    assert sandbox.say(PERSON, "unheard still") is None
    await api.result("getUpdates", allowed_updates=[])
    assert sandbox.say(PERSON, "heard") is not None


# --- webhook ----------------------------------------------------------------------------------------------------


class Hook:
    """A webhook that answers as it is told."""

    def __init__(self) -> None:
        self.got: asyncio.Queue[tuple[str | None, dict[str, object]]] = asyncio.Queue()
        self.answers: list[web.Response] = []
        self.url = ""

    async def serve(self, request: web.Request) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        self.got.put_nowait((secret, await request.json()))
        return self.answers.pop(0) if self.answers else web.Response()


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.serve)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_a_webhook_gets_updates(api, bot: Bot, sandbox: Sandbox, hook: Hook) -> None:
    waiting = sandbox.say(PERSON, "before")
    answer = await api("setWebhook", url=hook.url, secret_token="s-3_cret")
    assert answer == {"ok": True, "result": True, "description": "Webhook was set"}
    assert (await api("setWebhook", url=hook.url, secret_token="s-3_cret"))["description"] == "Webhook is already set"
    secret, update = await hook.got.get()
    assert (secret, update["update_id"]) == ("s-3_cret", waiting)
    await sandbox.until_confirmed(waiting)
    with pytest.raises(Conflict, match="can't use getUpdates method while webhook is active"):
        await bot.get_updates()
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.last_error_message) == (hook.url, 0, None)
    assert (await api("deleteWebhook"))["description"] == "Webhook was deleted"
    assert (await api("deleteWebhook"))["description"] == "Webhook is already deleted"
    sandbox.say(PERSON, "after")
    assert await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == ()


async def test_a_webhook_is_tried_again(bot: Bot, sandbox: Sandbox, hook: Hook) -> None:
    hook.answers = [web.Response(status=500), web.Response(status=404)]
    await bot.set_webhook(hook.url)
    update = sandbox.say(PERSON, "hello")
    assert [(await hook.got.get())[1]["update_id"] for _ in range(3)] == [update] * 3
    await sandbox.until_confirmed(update)
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 404 Not Found"
    assert sandbox.say(PERSON, "next") == (await hook.got.get())[1]["update_id"]


async def test_a_webhook_may_answer_with_a_method(bot: Bot, sandbox: Sandbox, hook: Hook) -> None:
    events = sandbox.subscribe()
    reply = {"method": "sendMessage", "chat_id": PERSON, "text": "at once"}
    hook.answers = [web.Response(text=json.dumps(reply), content_type="application/json")]
    await bot.set_webhook(hook.url)
    sandbox.say(PERSON, "hello")
    assert [(await events.get())["message"]["text"] for _ in range(2)] == ["hello", "at once"]


async def test_a_dead_webhook_keeps_the_updates(bot: Bot, sandbox: Sandbox) -> None:
    await bot.set_webhook("http://127.0.0.1:1/")
    update = sandbox.say(PERSON, "hello")
    await sandbox.until(lambda: bool(sandbox.webhook and sandbox.webhook.error))
    assert (await bot.get_webhook_info()).last_error_message == "Connection refused"
    assert (await bot.get_webhook_info()).pending_update_count == 1
    await bot.delete_webhook()
    assert [found.update_id for found in await bot.get_updates()] == [update]


async def test_a_webhook_ends_a_poll(bot: Bot, sandbox: Sandbox, hook: Hook) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await polling(sandbox)
    await bot.set_webhook(hook.url)
    with pytest.raises(Conflict, match="terminated by setWebhook request"):
        await poll


# --- people -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("just talking", False),
        ("/latest kabul", True),
        ("/latest@sitrep_sandbox_bot kabul", True),
        ("/latest@Sitrep_Sandbox_Bot", True),
        ("/latest@other_bot kabul", False),
        ("what of /latest", False),
        ("@sitrep_sandbox_bot kabul?", True),
        ("ask @other_bot", False),
    ],
)
def test_privacy_mode(clock, text: str, seen: bool) -> None:
    sandbox = Sandbox(clock)
    assert (sandbox.say(GROUP, text) is not None) is seen
    assert sandbox.messages(GROUP)[-1]["text"] == text
    sandbox.privacy = False
    assert sandbox.say(GROUP, text) is not None


def test_an_administrator_bot_sees_everything(clock) -> None:
    sandbox = Sandbox(clock)
    sandbox.set_member(GROUP, sandbox.bot_id, "administrator")
    assert sandbox.say(GROUP, "just talking") is not None


async def test_replies_to_the_bot_are_seen(bot: Bot, sandbox: Sandbox) -> None:
    sent = await bot.send_message(GROUP, "x")
    assert sandbox.say(GROUP, "and then?", reply_to=sent.message_id) is not None
    assert not (await bot.get_me()).can_read_all_group_messages


async def test_who_speaks(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.say(GROUP, "/x")
    sandbox.say(GROUP, "/x", 1002)
    sandbox.say(GROUP, "/x", 1003, anonymous=True)
    sandbox.say(CHANNEL, "a post")
    by_owner, by_member, hidden, post = await bot.get_updates()
    assert by_owner.message is not None
    assert by_owner.message.from_user is not None
    assert by_owner.message.from_user.id == 1001
    assert by_member.effective_user is not None
    assert by_member.effective_user.id == 1002
    assert isinstance(hidden.message, Message)
    assert hidden.message.from_user is not None
    assert hidden.message.from_user.username == "GroupAnonymousBot"
    assert hidden.message.sender_chat is not None
    assert hidden.message.sender_chat.id == GROUP
    assert post.channel_post is not None
    assert post.channel_post.from_user is None


@pytest.mark.parametrize(
    ("chat", "text", "options", "words"),
    [
        (7, "x", {}, "there is no chat 7"),
        (GROUP, "x", {"user_id": 7}, "user 7 is not in this chat"),
        (PERSON, "x", {"user_id": 1002}, "user 1002 is not in this chat"),
        (CHANNEL, "x", {"user_id": 1002}, "only an administrator can post in a channel"),
        (GROUP, "x", {"user_id": 1002, "anonymous": True}, "only an administrator of a group can write anonymously"),
        (PERSON, "x", {"anonymous": True}, "only an administrator of a group can write anonymously"),
        (PERSON, " \n", {}, "there is nothing to send"),
        (PERSON, "x" * 4097, {}, "a message holds at most 4096 characters, this has 4097: send it in parts"),
        (PERSON, "x", {"reply_to": 7}, "there is no message 7"),
        (PERSON, "x", {"topic": 7}, "there is no topic 7"),
    ],
)
def test_what_people_cannot_say(clock, chat: int, text: str, options: dict[str, object], words: str) -> None:
    sandbox = Sandbox(clock)
    with pytest.raises(Refused) as caught:
        sandbox.say(chat, text, **options)  # type: ignore[arg-type]
    assert str(caught.value) == words
    assert not any(chat.messages for chat in sandbox.chat_by_id.values())


def test_odd_texts_can_be_said(clock) -> None:
    sandbox = Sandbox(clock)
    sandbox.say(PERSON, " \ud800 <b>not markup</b>\r\n ")
    assert sandbox.messages(PERSON)[0]["text"] == "? <b>not markup</b>"


async def test_presses_need_a_button(api, sandbox: Sandbox) -> None:
    markup = {"inline_keyboard": [[{"text": "a", "callback_data": "b"}]]}
    for chat in (PERSON, GROUP):
        await api.result("sendMessage", chat_id=chat, text="x", reply_markup=markup)
    for chat, message, data, user in [(PERSON, 1, "c", None), (PERSON, 9, "b", None), (GROUP, 1, "b", 7)]:
        with pytest.raises(Refused):
            sandbox.press(chat, message, data, user)
    assert sandbox.press(GROUP, 1, "b", 1002) is not None
    sandbox.kick_bot(GROUP)
    assert sandbox.press(GROUP, 1, "b") is None
    sandbox.block()
    with pytest.raises(Refused, match="the bot is blocked"):
        sandbox.press(PERSON, 1, "b")


async def test_a_blocked_bot(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.block()
    sandbox.block()
    [update] = await bot.get_updates()
    assert update.my_chat_member is not None
    assert (update.my_chat_member.old_chat_member.status, update.my_chat_member.new_chat_member.status) == (
        "member",
        "kicked",
    )
    for call in (
        bot.send_message(PERSON, "x"),
        bot.send_chat_action(PERSON, "typing"),
        bot.send_document(PERSON, b"x"),
    ):
        with pytest.raises(Forbidden, match="bot was blocked by the user"):
            await call
    assert (await bot.get_chat(PERSON)).id == PERSON
    with pytest.raises(Refused, match="the bot is blocked: unblock it first"):
        sandbox.say(PERSON, "x")
    sandbox.unblock()
    assert await bot.send_message(PERSON, "x")


async def test_a_bot_does_not_speak_first(bot: Bot, sandbox: Sandbox) -> None:
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(OTHER, "x")
    sandbox.say(OTHER, "/start")
    assert await bot.send_message(OTHER, "x")


@pytest.mark.parametrize(("chat", "kind"), [(GROUP, "group"), (CHANNEL, "channel")])
async def test_a_bot_that_was_removed(bot: Bot, sandbox: Sandbox, chat: int, kind: str) -> None:
    sandbox.kick_bot(chat)
    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await bot.send_message(chat, "x")
    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await bot.get_chat(chat)
    assert sandbox.say(chat, "/x") is None
    sandbox.set_member(chat, sandbox.bot_id, "left")
    with pytest.raises(Forbidden, match=f"bot is not a member of the {kind} chat"):
        await bot.send_message(chat, "x")
    sandbox.add_bot_to(chat)
    assert await bot.send_message(chat, "x")
    changes = [u.my_chat_member.new_chat_member.status for u in await bot.get_updates() if u.my_chat_member]
    assert changes == ["kicked", "left", "administrator" if kind == "channel" else "member"]
    told = [update.message for update in await bot.get_updates() if update.message]
    assert [bool(message.left_chat_member) for message in told] == ([True, False] if kind == "group" else [])


async def test_members_come_and_go(api, bot: Bot, sandbox: Sandbox) -> None:
    assert sandbox.set_member(GROUP, 1002, "administrator") is None  # chat_member was not asked for
    assert (await bot.get_chat_member(GROUP, 1002)).status == "administrator"
    await api.result("getUpdates", allowed_updates=["chat_member", "my_chat_member"])
    sandbox.set_member(GROUP, sandbox.bot_id, "administrator")
    assert sandbox.remove_admin(GROUP, 1002) is not None
    assert sandbox.set_member(GROUP, 1002, "member") is None  # nothing changed
    assert sandbox.set_member(GROUP, 1002, "left") is not None
    assert [u.chat_member.new_chat_member.status for u in await bot.get_updates() if u.chat_member] == [
        "member",
        "left",
    ]
    for chat, user, by in [(PERSON, 1001, None), (GROUP, 7, None), (GROUP, 1003, 1002)]:
        with pytest.raises(Refused):
            sandbox.set_member(chat, user, "member", by=by)
    sandbox.set_member(GROUP, 1002, "restricted")
    with pytest.raises(Refused, match="may not write"):
        sandbox.say(GROUP, "x", 1002)


async def test_a_group_becomes_a_supergroup(api, bot: Bot, sandbox: Sandbox) -> None:
    events = sandbox.subscribe()
    new = sandbox.migrate(GROUP)
    assert sandbox.chats["group"] == new
    answer = await api("sendMessage", chat_id=GROUP, text="x")
    assert answer["description"] == "Bad Request: group chat was upgraded to a supergroup chat"
    assert answer["parameters"] == {"migrate_to_chat_id": new}
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(GROUP, "x")
    assert caught.value.new_chat_id == new
    assert (await bot.send_message(new, "x")).chat.type == "supergroup"
    old_side, new_side = [update.message for update in await bot.get_updates()]
    assert old_side is not None
    assert new_side is not None
    assert (old_side.chat.id, old_side.migrate_to_chat_id) == (GROUP, new)
    assert (new_side.chat.id, new_side.migrate_from_chat_id) == (new, GROUP)
    with pytest.raises(Refused, match="became the supergroup"):
        sandbox.say(GROUP, "x")
    with pytest.raises(Refused):
        sandbox.migrate(new)
    kinds = [(await events.get())["type"] for _ in range(4)]
    assert kinds == ["message", "message", "member", "message"]
    sandbox.kick_bot(new)
    with pytest.raises(Forbidden, match="bot was kicked from the supergroup chat"):
        await bot.send_message(new, "x")


async def test_topics(bot: Bot, sandbox: Sandbox) -> None:
    with pytest.raises(Refused):
        sandbox.open_topic(GROUP, "Kabul")
    group = sandbox.migrate(GROUP)
    topic = sandbox.open_topic(group, "Kabul")
    assert (await bot.get_chat(group)).is_forum
    sent = await bot.send_message(group, "x", message_thread_id=topic)
    assert (sent.message_thread_id, sent.is_topic_message) == (topic, True)
    assert sandbox.say(group, "/x", topic=topic) is not None
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group, "x", message_thread_id=99)
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group, "x", message_thread_id=1)  # General has no id
    sandbox.close_topic(group, topic)
    with pytest.raises(BadRequest, match="Topic_closed"):
        await bot.send_message(group, "x", message_thread_id=topic)
    with pytest.raises(Refused, match="is closed"):
        sandbox.say(group, "/x", user_id=1002, topic=topic)
    assert sandbox.say(group, "/x", topic=topic) is not None  # its creator's
    sandbox.set_member(group, sandbox.bot_id, "administrator", rights=["can_manage_topics"])
    await bot.send_message(group, "x", message_thread_id=topic)
    sandbox.delete_topic(group, topic)
    assert (await bot.get_chat(group)).is_forum
    assert not any(message.get("message_thread_id") for message in sandbox.messages(group))
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(group, "x", message_thread_id=topic)
    for doing in (sandbox.close_topic, sandbox.delete_topic):
        with pytest.raises(Refused, match="there is no topic"):
            doing(group, topic)


async def test_edits(bot: Bot, sandbox: Sandbox, clock) -> None:
    sandbox.say(PERSON, "/latst kabul")
    message = sandbox.messages(PERSON)[-1]
    clock.forward(9)
    assert sandbox.edit(PERSON, message["message_id"], "/latest kabul") is not None
    edited = (await bot.get_updates())[-1].edited_message
    assert edited is not None
    assert (edited.message_id, edited.text, len(edited.entities)) == (message["message_id"], "/latest kabul", 1)
    assert edited.edit_date == edited.date + timedelta(seconds=9)
    sent = await bot.send_message(PERSON, "x")
    for number, text in ((sent.message_id, "y"), (99, "y"), (message["message_id"], ""), (1, "/latest kabul")):
        with pytest.raises(Refused):
            sandbox.edit(PERSON, number, text)
    clock.forward(3 * 24 * 3600)
    with pytest.raises(Refused, match="48 hours"):
        sandbox.edit(PERSON, message["message_id"], "/help")
    sandbox.say(GROUP, "hello")
    assert sandbox.edit(GROUP, sandbox.messages(GROUP)[-1]["message_id"], "good morning") is None  # privacy mode
    sandbox.say(CHANNEL, "hello")
    assert sandbox.edit(CHANNEL, sandbox.messages(CHANNEL)[-1]["message_id"], "good morning") is not None
    assert (await bot.get_updates())[-1].edited_channel_post is not None


async def test_a_whole_application(sandbox: Sandbox) -> None:
    events = sandbox.subscribe()

    async def echo(update: Update, context: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.effective_message is not None
        await update.effective_message.reply_text(" ".join(context.args or ()), do_quote=True)

    application = Application.builder().token(sandbox.token).base_url(sandbox.base_url).build()
    application.add_handler(CommandHandler("echo", echo))
    async with application:
        await application.start()
        assert application.updater is not None
        await application.updater.start_polling(timeout=5)
        update = sandbox.say(PERSON, "/echo Kabul 😀")
        assert (await events.get())["from_bot"] is False
        answer = await events.get()
        await sandbox.until_confirmed(update)
        await application.updater.stop()
        await application.stop()
    assert answer["from_bot"]
    assert answer["message"]["text"] == "Kabul 😀"
    assert answer["message"]["reply_to_message"]["text"] == "/echo Kabul 😀"


def test_two_runs_are_the_same(clock) -> None:
    def run() -> list[object]:
        sandbox = Sandbox(clock)
        sandbox.say(PERSON, "hello")
        sandbox.say(GROUP, "/x", anonymous=True)
        sandbox.migrate(GROUP)
        return [*sandbox.updates.values(), *sandbox.messages(PERSON)]

    assert run() == run()
