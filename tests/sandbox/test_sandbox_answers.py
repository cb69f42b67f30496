"""What the bot gets for its calls: Telegram's forms and Telegram's words."""

from __future__ import annotations

import json
import struct
import zlib
from io import BytesIO

import pytest
from aiohttp import ClientSession, FormData
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaDocument,
    InputMediaPhoto,
    LinkPreviewOptions,
    MenuButtonCommands,
    Message,
    ReplyParameters,
)
from telegram.error import BadRequest, Forbidden

from handlers.sandbox import Sandbox
from handlers.sandbox.methods import METHODS
from handlers.sandbox.schema import load

PERSON, GROUP, CHANNEL = 1001, -4001, -1002000000001
NOT_MODIFIED = (
    "Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a "
    "current content and reply markup of the message"
)
TOO_OLD = "Bad Request: query is too old and response timeout expired or query ID is invalid"


def png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 16)) + chunk(b"IEND", b"")


def button(**fields: object) -> dict[str, object]:
    return {"inline_keyboard": [[{"text": "More", **fields}]]}


def test_every_simulated_method_is_in_the_schema() -> None:
    assert set(METHODS) <= set(load()["methods"])
    assert "aiogram" in load()["header"]["source"]
    assert load()["header"]["license"].startswith("MIT")


@pytest.mark.parametrize(
    ("method", "params", "description"),
    [
        ("sendMessage", {"text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": PERSON}, "message text is empty"),
        ("sendMessage", {"chat_id": PERSON, "text": ""}, "message text is empty"),
        ("sendMessage", {"chat_id": PERSON, "text": " \n "}, "text must be non-empty"),
        ("sendMessage", {"chat_id": PERSON, "text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ("sendMessage", {"chat_id": PERSON, "text": "x" * 4097}, "message is too long"),
        ("sendMessage", {"chat_id": PERSON, "text": "😀" * 2049}, "message is too long"),
        ("sendMessage", {"chat_id": PERSON, "text": "ab 😀<x>", "parse_mode": "html"},
         'can\'t parse entities: Unsupported start tag "x" at byte offset 7'),
        ("sendMessage", {"chat_id": 42, "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "@nobody_here", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "@mara_lindqvist", "text": "x"}, "chat not found"),
        ("sendMessage", {"chat_id": "", "text": "x"}, "chat_id is empty"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "parse_mode": "BBCode"}, "unsupported parse_mode"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_parameters": {"message_id": 99}},
         "message to be replied not found"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "message_thread_id": 5}, "message thread not found"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "colour": "red"},
         'parameter "colour" of sendMessage is not in the schema of Bot API 10.3'),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "disable_notification": "maybe"},
         'parameter "disable_notification" must be of type Boolean'),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "message_thread_id": "--1"},
         'parameter "message_thread_id" must be of type Integer'),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "link_preview_options": "{"},
         "can't parse link preview options JSON object"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "link_preview_options": []},
         "object expected as link preview options"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "link_preview_options": {"is_disabled": "no"}},
         'can\'t parse link preview options: Field "is_disabled" must be of type Boolean'),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "entities": {}}, "expected an Array of MessageEntity"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "entities": [{"type": "bold", "offset": 0}]},
         'can\'t parse entities: Can\'t find field "length"'),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": "{"},
         "can't parse reply keyboard markup JSON object"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": "[]"}, "object expected as reply markup"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": {}}, "object expected as reply markup"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": {"inline_keyboard": 1}},
         'field "inline_keyboard" must be of type Array'),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": {"inline_keyboard": [1]}},
         'field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays'),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": {"inline_keyboard": [["x"]]}},
         "can't parse inline keyboard button: InlineKeyboardButton must be an Object"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": {"inline_keyboard": [[{}]]}},
         'can\'t parse inline keyboard button: Can\'t find field "text"'),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": button()},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": button(callback_data="")},
         "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": button(callback_data=5)},
         'can\'t parse inline keyboard button: Field "callback_data" must be of type String'),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": button(callback_data="é" * 33)},
         "BUTTON_DATA_INVALID"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": button(url="ftp://example.com")},
         "inline keyboard button URL 'ftp://example.com' is invalid: Unsupported URL protocol"),
        ("sendMessage", {"chat_id": PERSON, "text": "x", "reply_markup": button(url="http://nowhere")},
         "inline keyboard button URL 'http://nowhere' is invalid: Wrong HTTP URL"),
        ("sendMessage", {"chat_id": PERSON, "text": "x",
                         "reply_markup": {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]] * 101}},
         "reply markup is too long"),
        ("editMessageText", {"chat_id": PERSON, "message_id": 99, "text": "x"}, "message to edit not found"),
        ("editMessageText", {"chat_id": PERSON, "text": "x"}, "message identifier is not specified"),
        ("editMessageText", {"message_id": 1, "text": "x"}, "chat_id is empty"),
        ("editMessageText", {"chat_id": PERSON, "message_id": 1}, "message text is empty"),
        ("deleteMessage", {"chat_id": PERSON, "message_id": 99}, "message to delete not found"),
        ("forwardMessage", {"chat_id": PERSON, "from_chat_id": GROUP, "message_id": 99}, "message to forward not found"),
        ("copyMessage", {"chat_id": PERSON, "from_chat_id": GROUP, "message_id": 99}, "message to copy not found"),
        ("pinChatMessage", {"chat_id": PERSON, "message_id": 99}, "message to pin not found"),
        ("pinChatMessage", {"chat_id": GROUP, "message_id": 99},
         "not enough rights to manage pinned messages in the chat"),
        ("unpinChatMessage", {"chat_id": PERSON}, "message to unpin not found"),
        ("sendChatAction", {"chat_id": PERSON, "action": "dancing"}, "wrong parameter action in request"),
        ("sendPhoto", {"chat_id": PERSON}, "there is no photo in the request"),
        ("sendPhoto", {"chat_id": PERSON, "photo": "nope"}, "wrong file identifier/HTTP URL specified"),
        ("sendPhoto", {"chat_id": PERSON, "photo": "https://example.com/x.png"}, "failed to get HTTP URL content"),
        ("sendPhoto", {"chat_id": PERSON, "photo": "x", "caption": "x" * 1025}, "message caption is too long"),
        ("sendDocument", {"chat_id": PERSON}, "there is no document in the request"),
        ("getFile", {"file_id": "nope"}, "wrong file_id or the file is temporarily unavailable"),
        ("getFile", {}, "invalid file_id"),
        ("getChatMember", {"chat_id": GROUP, "user_id": 42}, "member not found"),
        ("getChatMember", {"chat_id": CHANNEL, "user_id": 42}, "PARTICIPANT_ID_INVALID"),
        ("getChatMember", {"chat_id": GROUP, "user_id": -5}, "invalid user_id specified"),
        ("getChatMember", {"chat_id": GROUP}, "invalid user_id specified"),
        ("getChatMember", {"chat_id": PERSON, "user_id": 1002}, "member not found"),
        ("getChatAdministrators", {"chat_id": PERSON}, "there are no administrators in the private chat"),
        ("leaveChat", {"chat_id": PERSON}, "chat member status can't be changed in private chats"),
        ("setMyCommands", {"commands": [{"command": "Größe", "description": "x"}]}, "BOT_COMMAND_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x", "description": " "}]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("setMyCommands", {"commands": [{"command": "x", "description": "x"}] * 101}, "BOT_COMMANDS_TOO_MUCH"),
        ("setMyCommands", {"commands": [{"command": "x"}]}, 'can\'t parse commands: Can\'t find field "description"'),
        ("setMyCommands", {"commands": [], "scope": {"type": "planet"}},
         "can't parse BotCommandScope: Unsupported type specified"),
        ("getMyCommands", {"language_code": "english"}, "invalid language code specified"),
        ("setMyDescription", {"description": "x" * 513}, "BOT_DESCRIPTION_INVALID"),
        ("setMyShortDescription", {"short_description": "x" * 121}, "BOT_SHORT_DESCRIPTION_INVALID"),
        ("setMyName", {"name": "x" * 65}, "BOT_TITLE_INVALID"),
        ("setChatMenuButton", {"menu_button": {"type": "jukebox"}},
         "can't parse menu button: MenuButton has unsupported type"),
        ("answerCallbackQuery", {"callback_query_id": "7"}, TOO_OLD.removeprefix("Bad Request: ")),
        ("setWebhook", {"url": "gopher://x"}, "invalid webhook URL specified"),
        ("setWebhook", {"url": "https://example.com/"},
         "bad webhook: the sandbox delivers to this machine only"),
        ("setWebhook", {"url": "http://127.0.0.1:9/", "secret_token": "a b"},
         "secret token contains unallowed characters"),
        ("setWebhook", {"url": "http://127.0.0.1:9/", "secret_token": "a" * 257}, "secret token is too long"),
    ],
)  # fmt: skip
async def test_bad_requests(api, method: str, params: dict[str, object], description: str) -> None:
    assert await api.error(method, **params) == f"Bad Request: {description}"


async def test_tokens_and_methods(api, sandbox: Sandbox) -> None:
    base = sandbox.base_url
    for url, code, description in [
        (f"{base}1:wrong/getMe", 401, "Unauthorized"),
        (f"{base}wrong/getMe", 404, "Not Found"),
        (f"{base}{sandbox.token}/makeCoffee", 404, "Not Found: method not found"),
        (
            f"{base}{sandbox.token}/getStickerSet?name=x",
            501,
            "Not Implemented: the sandbox does not simulate getStickerSet",
        ),
    ]:
        async with api.session.get(url) as answer:
            assert (answer.status, await answer.json()) == (
                code,
                {"ok": False, "error_code": code, "description": description},
            )


async def test_only_this_machine_is_answered(api, sandbox: Sandbox) -> None:
    url = f"{sandbox.base_url}{sandbox.token}/getMe"
    for headers, status in [
        ({"Host": "evil.example"}, 403),
        ({"Host": f"evil.example:{sandbox.port}"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": f"localhost:{sandbox.port}"}, 200),
        ({"Origin": f"http://127.0.0.1:{sandbox.port}"}, 200),
    ]:
        async with api.session.get(url, headers=headers) as answer:
            assert answer.status == status, headers


async def test_all_forms_of_a_call(api, sandbox: Sandbox) -> None:
    url = f"{sandbox.base_url}{sandbox.token}/SENDmessage"
    markup = '{"inline_keyboard":[[{"text":"a","callback_data":"b"}]]}'
    fields = {"chat_id": str(PERSON), "text": "<b>é</b>", "parse_mode": "HTML", "reply_markup": markup}
    form = FormData(default_to_multipart=True)
    for name, value in fields.items():
        form.add_field(name, value)
    async with ClientSession() as session:
        for call in (
            session.get(url, params=fields),
            session.post(url, params=fields),
            session.post(url, data=fields),
            session.post(url, data=form),
            session.post(url, json=fields),
            session.post(url, json=fields | {"chat_id": PERSON, "reply_markup": json.loads(markup)}),
        ):  # fmt: skip
            async with call as answer:
                message = (await answer.json())["result"]
                assert message["text"] == "é"
                assert message["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
                assert message["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "b"
    assert len(sandbox.messages(PERSON)) == 6


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"{", "application/json"),
        (b"[]", "application/json"),
        (b"[" * 100_000, "application/json"),
        (b"\xff\xfe", "application/json"),
        (b"{}", "application/json; charset=nope"),
        (b'{"chat_id": {"a": 1}, "text": "x"}', "application/json"),
        (b'{"chat_id": 1e400, "text": "x"}', "application/json"),
        (b'{"chat_id": 1001, "text": "x", "reply_markup": "' + b"[" * 100_000 + b'"}', "application/json"),
        (b"\xff=\xfe", "application/x-www-form-urlencoded"),
        (b"x", "multipart/form-data"),
        (b"--abc\r\n\r\nfoo", "multipart/form-data; boundary=abc"),
        (b"", "text/plain"),
    ],
    ids=range(12),
)
async def test_broken_bodies(api, sandbox: Sandbox, body: bytes, kind: str) -> None:
    url = f"{sandbox.base_url}{sandbox.token}/sendMessage"
    async with api.session.post(url, data=body, headers={"Content-Type": kind}) as answer:
        assert answer.status == 400
        assert (await answer.json())["description"].startswith("Bad Request: ")


async def test_a_sent_message(bot: Bot, sandbox: Sandbox, clock) -> None:
    sandbox.say(PERSON, "/start")
    events = sandbox.subscribe()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    message = await bot.send_message(
        PERSON,
        "  <b>Kabul</b> 😀\n",
        parse_mode="HTML",
        reply_markup=keyboard,
        reply_parameters=ReplyParameters(1),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        disable_notification=True,
        protect_content=True,
    )
    assert message.text == "Kabul 😀"
    assert message.date == clock.time
    assert message.reply_to_message is not None
    assert message.reply_to_message.text == "/start"
    assert message.reply_markup == keyboard
    assert message.link_preview_options is not None
    assert message.has_protected_content
    event = events.get_nowait()
    assert (event["type"], event["chat_id"], event["from_bot"], event["silent"]) == ("message", PERSON, True, True)
    assert event["message"] == sandbox.messages(PERSON)[-1]
    sandbox.unsubscribe(events)
    longest = await bot.send_message(PERSON, "😀" * 2048)
    assert longest.text == "😀" * 2048
    assert events.empty()


async def test_replies(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.say(PERSON, "one 😀 two")
    quoted = await bot.send_message(PERSON, "x", reply_parameters=ReplyParameters(1, quote="two"))
    assert quoted.quote is not None
    assert (quoted.quote.text, quoted.quote.position) == ("two", 7)
    with pytest.raises(BadRequest, match=r"(?i)quote_text_invalid"):
        await bot.send_message(PERSON, "x", reply_parameters=ReplyParameters(1, quote="three"))
    alone = await bot.send_message(PERSON, "x", reply_parameters=ReplyParameters(77, allow_sending_without_reply=True))
    assert alone.reply_to_message is None


async def test_edits(api, bot: Bot, sandbox: Sandbox, clock) -> None:
    sent = await bot.send_message(PERSON, "<b>a</b>", parse_mode="HTML")
    same = {"chat_id": PERSON, "message_id": sent.message_id, "text": "<b>a</b>", "parse_mode": "HTML"}
    assert await api.error("editMessageText", **same) == NOT_MODIFIED
    markup = {"inline_keyboard": [[{"text": "x", "callback_data": "y"}]]}
    clock.forward(5)
    edited = await api.result("editMessageText", **same, reply_markup=markup)
    assert edited["edit_date"] == edited["date"] + 5
    assert edited["reply_markup"] == markup
    edit = {"chat_id": PERSON, "message_id": sent.message_id}
    assert await api.error("editMessageReplyMarkup", **edit, reply_markup=markup) == NOT_MODIFIED
    assert "reply_markup" not in await api.result("editMessageReplyMarkup", **edit)
    theirs = sandbox.say(PERSON, "hello")
    assert theirs is not None
    own = {"chat_id": PERSON, "message_id": 2, "text": "x"}
    assert await api.error("editMessageText", **own) == "Bad Request: message can't be edited"
    picture = await bot.send_photo(PERSON, png(4, 4), caption="a")
    edit = {"chat_id": PERSON, "message_id": picture.message_id}
    assert (
        await api.error("editMessageText", **edit, text="x") == "Bad Request: there is no text in the message to edit"
    )
    assert (await api.result("editMessageCaption", **edit, caption="b"))["caption"] == "b"
    assert [m.get("text", m.get("caption")) for m in sandbox.messages(PERSON)] == ["a", "hello", "b"]


async def test_editing_media(api, bot: Bot, sandbox: Sandbox, clock) -> None:
    sent = await bot.send_photo(PERSON, png(4, 4), caption="a")
    clock.forward(5)
    edited = await bot.edit_message_media(
        InputMediaPhoto(png(8, 6), caption="<b>b</b>", parse_mode="HTML"), PERSON, sent.message_id
    )
    assert isinstance(edited, Message)
    assert (edited.photo[-1].width, edited.photo[-1].height) == (8, 6)
    assert edited.photo[-1].file_id != sent.photo[-1].file_id
    assert (edited.caption, edited.caption_entities[0].type) == ("b", "bold")
    assert edited.edit_date is not None
    assert sandbox.files[edited.photo[-1].file_id].body == png(8, 6)
    same = {"chat_id": PERSON, "message_id": sent.message_id}
    media = {"type": "photo", "media": edited.photo[-1].file_id, "caption": "<b>b</b>", "parse_mode": "HTML"}
    assert await api.error("editMessageMedia", **same, media=media) == NOT_MODIFIED
    # a text may become a picture, and a picture a document
    text = await bot.send_message(PERSON, "text")
    shown = await bot.edit_message_media(InputMediaPhoto(edited.photo[-1].file_id), PERSON, text.message_id)
    assert isinstance(shown, Message)
    assert (shown.text, shown.caption, shown.photo[-1].file_id) == (None, None, edited.photo[-1].file_id)
    filed = await bot.edit_message_media(InputMediaDocument(b"a,b", filename="a.csv"), PERSON, text.message_id)
    assert isinstance(filed, Message)
    assert (filed.photo, filed.document and filed.document.file_name) == ((), "a.csv")


@pytest.mark.parametrize(
    ("media", "description"),
    [
        ({"type": "photo"}, "can't parse media: Can't find field \"media\""),
        ({"type": "photo", "media": "attach://x"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo", "media": "nope"}, "wrong file identifier/HTTP URL specified"),
        ({"type": "photo", "media": "https://example.com/x.png"}, "failed to get HTTP URL content"),
        ({"type": "photo", "media": "x", "caption": "x" * 1025}, "message caption is too long"),
        ({"type": "photo", "media": "x", "colour": "red"}, "can't parse media"),
        ({"type": "video", "media": "x"}, "can't parse InputMedia: type 'video' is not simulated here"),
        ("x", "can't parse media JSON object"),
        (None, 'parameter "media" is required'),
    ],
)
async def test_media_that_cannot_be_edited_in(api, bot: Bot, media, description) -> None:
    sent = await bot.send_photo(PERSON, png(4, 4))
    error = await api.error("editMessageMedia", chat_id=PERSON, message_id=sent.message_id, media=media)
    assert error.startswith("Bad Request: " + description)


async def test_a_channel_post_has_no_sender(bot: Bot, sandbox: Sandbox) -> None:
    post = await bot.send_message("@field_desk_briefings", "x")
    assert post.from_user is None
    assert post.sender_chat is not None
    assert post.sender_chat.id == CHANNEL
    edited = await bot.edit_message_text("y", CHANNEL, post.message_id)
    assert edited.text == "y"  # type: ignore[union-attr]
    sandbox.say(CHANNEL, "from the owner")
    sandbox.set_member(CHANNEL, sandbox.bot_id, "administrator", ["can_post_messages"])
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("y", CHANNEL, 2)


async def test_deleting(api, bot: Bot, sandbox: Sandbox, clock) -> None:
    events = sandbox.subscribe()
    sent = await bot.send_message(GROUP, "x")
    sandbox.say(GROUP, "/theirs")
    assert await api.error("deleteMessage", chat_id=GROUP, message_id=2) == "Bad Request: message can't be deleted"
    assert await bot.delete_message(GROUP, sent.message_id)
    old = await bot.send_message(PERSON, "x")
    clock.forward(48 * 3600 + 1)
    call = {"chat_id": PERSON, "message_id": old.message_id}
    assert await api.error("deleteMessage", **call) == "Bad Request: message can't be deleted for everyone"
    new = await bot.send_message(PERSON, "x")
    assert await bot.delete_messages(PERSON, [new.message_id, 77])
    deleted = [event for event in iter_queue(events) if event["type"] == "delete"]
    assert [event["message_id"] for event in deleted] == [sent.message_id, new.message_id]


def iter_queue(queue):  # type: ignore[no-untyped-def]
    while not queue.empty():
        yield queue.get_nowait()


async def test_pictures_and_documents_travel_both_ways(bot: Bot, sandbox: Sandbox) -> None:
    body = png(1000, 700)
    message = await bot.send_photo(PERSON, body, caption="<i>map</i>", parse_mode="HTML")
    size = message.photo[-1]
    assert (size.width, size.height, size.file_size) == (1000, 700, len(body))
    assert message.caption == "map"
    assert message.caption_entities[0].type == "italic"
    file = await bot.get_file(size.file_id)
    assert bytes(await file.download_as_bytearray()) == body
    again = await bot.send_photo(CHANNEL, size.file_id)
    assert again.photo[-1].file_id == size.file_id
    document = (await bot.send_document(PERSON, b"a,b\n", filename="figures.csv", caption="x")).document
    assert document is not None
    assert (document.file_name, document.mime_type, document.file_size) == ("figures.csv", "text/csv", 4)
    assert bytes(await (await bot.get_file(document.file_id)).download_as_bytearray()) == b"a,b\n"
    assert sandbox.files[document.file_id].body == b"a,b\n"
    with pytest.raises(BadRequest, match="Can't use file of type document as photo"):
        await bot.send_photo(PERSON, document.file_id)


@pytest.mark.parametrize(
    ("body", "description"),
    [
        (b"", "File must be non-empty"),
        (b"not a picture", "Image_process_failed"),
        (b"\x89PNG\r\n\x1a\n", "Image_process_failed"),
        (b"\xff\xd8\xff", "Image_process_failed"),
        (png(9000, 2000), "Photo_invalid_dimensions"),
        (png(2100, 100), "Photo_invalid_dimensions"),
        (png(0, 100), "Photo_invalid_dimensions"),
        (png(4, 4) + bytes(10 * 2**20), "File is too big for a photo; the maximum size is 10485760 bytes"),
    ],
    ids=["empty", "text", "cut-png", "cut-jpeg", "large", "long", "flat", "heavy"],
)
async def test_broken_pictures(bot: Bot, body: bytes, description: str) -> None:
    with pytest.raises(BadRequest) as caught:
        await bot.send_photo(PERSON, body)
    assert caught.value.message.lower() == description.lower()


@pytest.mark.parametrize(
    "body",
    [
        b"GIF89a" + struct.pack("<HH", 30, 20) + bytes(8),
        b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + (29).to_bytes(3, "little") + (19).to_bytes(3, "little"),
        b"RIFF\0\0\0\0WEBPVP8 " + bytes(10) + struct.pack("<HH", 30, 20),
        b"RIFF\0\0\0\0WEBPVP8L" + bytes(5) + (29 | 19 << 14).to_bytes(4, "little") + bytes(5),
        b"\xff\xd8\xff\xe0"
        + struct.pack(">H", 4)
        + b"JF"
        + b"\xff\xc0"
        + struct.pack(">HBHH", 11, 8, 20, 30)
        + bytes(4),
    ],
    ids=["gif", "webp-extended", "webp-lossy", "webp-lossless", "jpeg"],
)
async def test_other_kinds_of_pictures(bot: Bot, body: bytes) -> None:
    size = (await bot.send_photo(PERSON, body)).photo[-1]
    assert (size.width, size.height) == (30, 20)


async def test_files_need_the_token(api, sandbox: Sandbox) -> None:
    for url, status in [
        (f"{sandbox.file_url}{sandbox.token}/photos/file_9.png", 404),
        (f"{sandbox.file_url}1:x/photos/file_9.png", 401),
    ]:
        async with api.session.get(url) as answer:
            assert answer.status == status


async def test_a_huge_body_is_refused(api, sandbox: Sandbox) -> None:
    form = FormData()
    form.add_field("chat_id", str(PERSON))
    form.add_field("document", BytesIO(bytes(53 * 2**20)), filename="x")
    async with api.session.post(f"{sandbox.base_url}{sandbox.token}/sendDocument", data=form) as answer:
        assert (answer.status, (await answer.json())["description"]) == (413, "Request Entity Too Large")


async def test_copies_and_forwards(bot: Bot, sandbox: Sandbox) -> None:
    sandbox.say(PERSON, "see #kabul")
    post = await bot.send_photo(CHANNEL, png(4, 4), caption="map")
    forwarded = await bot.forward_message(PERSON, PERSON, 1)
    assert forwarded.forward_origin is not None
    assert forwarded.forward_origin.type == "user"
    assert (await bot.forward_message(PERSON, CHANNEL, post.message_id)).forward_origin.type == "channel"  # type: ignore[union-attr]
    copied = await bot.copy_message(PERSON, CHANNEL, post.message_id, caption="new")
    assert sandbox.messages(PERSON)[-1]["message_id"] == copied.message_id
    assert sandbox.messages(PERSON)[-1]["caption"] == "new"
    sandbox.say(GROUP, "/x", anonymous=True)
    assert (await bot.forward_message(PERSON, GROUP, 1)).forward_origin.type == "chat"  # type: ignore[union-attr]
    guarded = await bot.send_message(PERSON, "x", protect_content=True)
    with pytest.raises(BadRequest, match="Message can't be copied"):
        await bot.copy_message(PERSON, PERSON, guarded.message_id)


async def test_a_button_press_lives_fifteen_seconds(api, bot: Bot, sandbox: Sandbox, clock) -> None:
    events = sandbox.subscribe()
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    message = await bot.send_message(PERSON, "x", reply_markup=keyboard)
    for _ in range(3):
        assert sandbox.press(PERSON, message.message_id, "more") is not None
    first, second, third = [update.callback_query for update in await bot.get_updates()]
    assert first is not None
    assert second is not None
    assert third is not None
    assert (first.data, first.from_user.id, first.message.message_id) == ("more", PERSON, message.message_id)  # type: ignore[union-attr]
    assert await first.answer("done", show_alert=True)
    answers = [event for event in iter_queue(events) if event["type"] == "callback_answer"]
    assert [(a["callback_query_id"], a["text"], a["show_alert"]) for a in answers] == [(first.id, "done", True)]
    assert await api.error("answerCallbackQuery", callback_query_id=first.id) == TOO_OLD
    assert await api.error("answerCallbackQuery", callback_query_id=second.id, text="x" * 201) == (
        "Bad Request: MESSAGE_TOO_LONG"
    )
    for url in ("https://example.com/", "https://t.me/another_bot?start=x"):
        assert (
            await api.error("answerCallbackQuery", callback_query_id=second.id, url=url) == "Bad Request: URL_INVALID"
        )
    clock.forward(14)
    assert await second.answer(url="https://t.me/sitrep_sandbox_bot?start=x")
    clock.forward(2)
    assert await api.error("answerCallbackQuery", callback_query_id=third.id) == TOO_OLD


async def test_pins(bot: Bot, sandbox: Sandbox) -> None:
    one, two = [await bot.send_message(PERSON, text) for text in ("one", "two")]
    assert await bot.pin_chat_message(PERSON, one.message_id)
    assert await bot.pin_chat_message(PERSON, two.message_id)
    assert (await bot.get_chat(PERSON)).pinned_message.text == "two"  # type: ignore[union-attr]
    assert sandbox.messages(PERSON)[-1]["pinned_message"]["text"] == "two"
    assert await bot.unpin_chat_message(PERSON)
    assert (await bot.get_chat(PERSON)).pinned_message.text == "one"  # type: ignore[union-attr]
    assert await bot.unpin_all_chat_messages(PERSON)
    assert (await bot.get_chat(PERSON)).pinned_message is None


async def test_chats_and_members(bot: Bot, sandbox: Sandbox) -> None:
    assert [(await bot.get_chat(chat)).type for chat in (PERSON, GROUP, CHANNEL)] == ["private", "group", "channel"]
    assert [await bot.get_chat_member_count(chat) for chat in (PERSON, GROUP, CHANNEL)] == [2, 4, 3]
    standing = [(await bot.get_chat_member(GROUP, user)).status for user in (1001, 1002, 1003, sandbox.bot_id)]
    assert standing == ["creator", "member", "administrator", "member"]
    assert (await bot.get_chat_member(GROUP, 1003)).is_anonymous  # type: ignore[attr-defined]
    assert [admin.user.id for admin in await bot.get_chat_administrators(GROUP)] == [1001, 1003]
    mine = await bot.get_chat_member(CHANNEL, sandbox.bot_id)
    assert mine.can_post_messages  # type: ignore[attr-defined]
    sandbox.set_member(CHANNEL, sandbox.bot_id, "member")
    with pytest.raises(BadRequest, match="Member list is inaccessible"):
        await bot.get_chat_member(CHANNEL, PERSON)
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message(CHANNEL, "x")
    sandbox.set_member(CHANNEL, sandbox.bot_id, "administrator", ["can_edit_messages"])
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(CHANNEL, "x")
    sandbox.set_member(GROUP, sandbox.bot_id, "restricted", ["can_send_photos"])
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(GROUP, "x")
    assert await bot.send_photo(GROUP, png(4, 4))


async def test_leaving(bot: Bot) -> None:
    assert await bot.leave_chat(GROUP)
    with pytest.raises(Forbidden, match="bot is not a member of the group chat"):
        await bot.send_message(GROUP, "x")


async def test_the_bot_presents_itself(bot: Bot, api) -> None:
    commands = [BotCommand("latest", "what is new"), BotCommand("help", "how to ask")]
    assert await bot.set_my_commands(commands)
    assert list(await bot.get_my_commands()) == commands
    scope = BotCommandScopeChat(GROUP)
    assert await bot.set_my_commands(commands[:1], scope=scope, language_code="de")
    assert list(await bot.get_my_commands(scope, "de")) == commands[:1]
    assert list(await bot.get_my_commands(scope)) == []
    assert await bot.delete_my_commands()
    assert list(await bot.get_my_commands()) == []
    assert await bot.set_my_name("Sitrep")
    assert (await bot.get_me()).first_name == "Sitrep"
    assert (await bot.get_my_name("de")).name == "Sitrep"
    assert await bot.set_my_description("long", "de")
    assert (await bot.get_my_description("de")).description == "long"
    assert (await bot.get_my_description()).description == ""
    assert await bot.set_my_short_description("short")
    assert (await bot.get_my_short_description()).short_description == "short"
    assert await bot.set_chat_menu_button(PERSON, MenuButtonCommands())
    assert (await bot.get_chat_menu_button(PERSON)).type == "commands"
    assert await bot.close()
    assert await bot.log_out()


async def test_chat_actions_are_seen(bot: Bot, sandbox: Sandbox) -> None:
    events = sandbox.subscribe()
    assert await bot.send_chat_action(PERSON, "typing")
    assert events.get_nowait() == {"type": "chat_action", "chat_id": PERSON, "action": "typing"}
