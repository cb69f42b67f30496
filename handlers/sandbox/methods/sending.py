"""Messages that the bot sends: texts, pictures, documents, copies; and answers to button presses."""

from __future__ import annotations

import base64
import struct
from typing import Any

from handlers.sandbox.entities import Json, formatted, units
from handlers.sandbox.errors import bad_request
from handlers.sandbox.markup import EntityError
from handlers.sandbox.schema import Params, Upload
from handlers.sandbox.state import Chat, StoredFile
from handlers.sandbox.users import People, without_reply

MAX_TEXT = 4096  # UTF-16 units after entities were parsed: core.telegram.org/bots/api#sendmessage
MAX_CAPTION = 1024  # core.telegram.org/bots/api#sendphoto
MAX_PHOTO = 10 * 2**20  # bytes: core.telegram.org/bots/api#sending-files
MAX_FILE = 50 * 2**20
MAX_DOWNLOAD = 20 * 2**20  # core.telegram.org/bots/api#getfile
MAX_SIDES = 10_000  # width and height of a picture together: core.telegram.org/bots/api#sendphoto
MAX_RATIO = 20
CALLBACK_LIFE = (
    15.0  # seconds that a press waits for its answer; Telegram names none, this is the shortest that was seen
)
MAX_NOTICE = 200  # characters: core.telegram.org/bots/api#answercallbackquery
ACTIONS = {
    "cancel", "typing", "upload_photo", "record_video", "upload_video", "record_voice", "record_audio", "upload_voice",
    "upload_audio", "upload_document", "choose_sticker", "find_location", "pick_up_location", "record_video_note",
    "upload_video_note",
}  # fmt: skip
MESSAGE_KINDS = ("text", "photo", "document")


def formatted_text(world: People, params: Params, name: str, entities_name: str) -> tuple[str, list[Json]]:
    """A parameter's text with its entities. Raises ApiError."""
    try:
        text, entities = formatted(params[name] or "", params["parse_mode"] or "", params[entities_name] or ())
    except EntityError as error:
        raise bad_request(str(error)) from None
    shown = []
    for entity in entities:
        if "user_id" in entity:
            user_id = entity.pop("user_id")
            if user_id not in world.users:
                continue  # Telegram drops mentions of people that the bot never met
            entity["user"] = world.user_json(user_id)
        shown.append(entity)
    return text, shown


def text_content(world: People, params: Params) -> Json:
    text, entities = formatted_text(world, params, "text", "entities")
    if not text:
        raise bad_request("text must be non-empty")
    if units(text) > MAX_TEXT:
        raise bad_request("message is too long")
    content: Json = {"text": text}
    if entities:
        content["entities"] = entities
    if params["link_preview_options"]:
        content["link_preview_options"] = params["link_preview_options"]
    return content


def caption_content(world: People, params: Params) -> Json:
    caption, entities = formatted_text(world, params, "caption", "caption_entities")
    if units(caption) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    content: Json = {"caption": caption} if caption else {}
    if entities:
        content["caption_entities"] = entities
    if params["show_caption_above_media"]:
        content["show_caption_above_media"] = True
    return content


def keyboard(params: Params) -> Json:
    """The part of a message that shows its inline keyboard; other keyboards do not stand in messages."""
    rows = (params["reply_markup"] or {}).get("inline_keyboard")
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def reply_content(world: People, chat: Chat, params: Params) -> Json:
    """The message that is replied to, and the topic."""
    content: Json = {}
    thread = params["message_thread_id"]
    if thread is not None:
        if thread not in chat.topics:
            raise bad_request("message thread not found")
        if thread in chat.closed and not world.bot_member(chat).may("can_manage_topics"):
            raise bad_request("TOPIC_CLOSED")
        content |= {"message_thread_id": thread, "is_topic_message": True}
    reply = params["reply_parameters"]
    if reply and reply.get("message_id"):
        where = world.reachable(reply["chat_id"]) if reply.get("chat_id") else chat
        target = where.messages.get(reply["message_id"])
        if target is not None and where is chat:
            content["reply_to_message"] = without_reply(target)
            quote = reply.get("quote")
            if quote:
                shown: str = target.get("text") or target.get("caption") or ""
                if quote not in shown:
                    raise bad_request("QUOTE_TEXT_INVALID")
                position = units(shown[: shown.index(quote)])
                content["quote"] = {"text": quote, "position": position, "is_manual": True}
        elif target is None and not reply.get("allow_sending_without_reply"):
            raise bad_request("message to be replied not found")
    return content


def send(world: People, chat: Chat, params: Params, content: Json) -> Json:
    reply = reply_content(world, chat, params)
    sender = None if chat.type == "channel" else world.bot_id
    if params["protect_content"]:
        content = content | {"has_protected_content": True}
    message = world.next_message(chat, sender, reply | content | keyboard(params))
    return world.store(chat, message, from_bot=True, silent=bool(params["disable_notification"]))


def send_message(world: People, params: Params) -> Json:
    content = text_content(world, params)
    return send(world, world.writable(params["chat_id"]), params, content)


# --- files ------------------------------------------------------------------------------------------------------


def picture_size(body: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, JPEG, GIF or WebP; None where it is none that can be read."""
    if body.startswith(b"\x89PNG\r\n\x1a\n") and body[12:16] == b"IHDR" and len(body) >= 24:
        return struct.unpack(">II", body[16:24])
    if body[:6] in (b"GIF87a", b"GIF89a") and len(body) >= 10:
        return struct.unpack("<HH", body[6:10])
    if body[:4] == b"RIFF" and body[8:12] == b"WEBP" and len(body) >= 30:
        if body[12:16] == b"VP8X":
            return 1 + int.from_bytes(body[24:27], "little"), 1 + int.from_bytes(body[27:30], "little")
        if body[12:16] == b"VP8 ":
            width, height = struct.unpack("<HH", body[26:30])
            return width & 0x3FFF, height & 0x3FFF
        if body[12:16] == b"VP8L":
            bits = int.from_bytes(body[21:25], "little")
            return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    return jpeg_size(body) if body.startswith(b"\xff\xd8") else None


def jpeg_size(body: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(body) and body[at] == 0xFF:
        marker = body[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(body[at + 2 : at + 4], "big")
    return None


def keep_file(world: People, upload: Upload, kind: Any, size: tuple[int, int] = (0, 0)) -> StoredFile:
    number = world.number()
    suffix = upload.name.rsplit(".", 1)[-1].lower() if "." in upload.name else ""
    suffix = suffix if suffix.isascii() and suffix.isalnum() and len(suffix) <= 8 else "dat"
    prefix, folder = ("AgACAgIAAxkD", "photos") if kind == "photo" else ("BQACAgIAAxkD", "documents")
    mark = base64.urlsafe_b64encode(number.to_bytes(9, "big")).decode()
    stored = StoredFile(
        file_id=f"{prefix}{mark}AAIeAQADNgQ",
        unique_id=f"AQAD{mark}",
        path=f"{folder}/file_{number}.{'jpg' if kind == 'photo' and suffix == 'dat' else suffix}",
        name=upload.name,
        content_type=upload.content_type,
        body=upload.body,
        kind=kind,
        width=size[0],
        height=size[1],
    )
    world.files[stored.file_id] = stored
    return stored


def take_file(world: People, value: Upload | str, kind: str) -> StoredFile:
    """What was uploaded, or what stands behind a file id. Raises ApiError."""
    if isinstance(value, str):
        if "://" in value:
            raise bad_request("failed to get HTTP URL content")  # the sandbox fetches nothing
        stored = world.files.get(value)
        if stored is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if stored.kind != kind:
            raise bad_request(f"can't use file of type {stored.kind.title()} as {kind.title()}")
        return stored
    if not value.body:
        raise bad_request("file must be non-empty")
    if kind == "document":
        if len(value.body) > MAX_FILE:
            raise bad_request("file is too big")
        return keep_file(world, value, kind)
    if len(value.body) > MAX_PHOTO:
        raise bad_request("file is too big for a photo; the maximum size is 10485760 bytes")
    size = picture_size(value.body)
    if size is None:
        raise bad_request("IMAGE_PROCESS_FAILED")
    width, height = size
    if not width or not height or width + height > MAX_SIDES or max(size) > MAX_RATIO * min(size):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    return keep_file(world, value, kind, size)


def file_json(stored: StoredFile) -> Json:
    return {"file_id": stored.file_id, "file_unique_id": stored.unique_id, "file_size": len(stored.body)}


def photo_content(world: People, params: Params, name: str) -> Json:
    """The part of a message that is its picture; `name` is the parameter that holds it."""
    stored = take_file(world, params[name], "photo")
    photo = [file_json(stored) | {"width": stored.width, "height": stored.height}]
    return {"photo": photo} | ({"has_media_spoiler": True} if params["has_spoiler"] else {})


def document_content(world: People, params: Params, name: str) -> Json:
    stored = take_file(world, params[name], "document")
    return {"document": {"file_name": stored.name, "mime_type": stored.content_type} | file_json(stored)}


def send_photo(world: People, params: Params) -> Json:
    caption = caption_content(world, params)
    chat = world.writable(params["chat_id"], "can_send_photos")
    return send(world, chat, params, photo_content(world, params, "photo") | caption)


def send_document(world: People, params: Params) -> Json:
    caption = caption_content(world, params)
    chat = world.writable(params["chat_id"], "can_send_documents")
    return send(world, chat, params, document_content(world, params, "document") | caption)


def get_file(world: People, params: Params) -> Json:
    stored = world.files.get(params["file_id"])
    if stored is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(stored.body) > MAX_DOWNLOAD:
        raise bad_request("file is too big")
    return file_json(stored) | {"file_path": stored.path}


# --- copies -----------------------------------------------------------------------------------------------------


def original(world: People, params: Params, verb: str) -> Json:
    source = world.reachable(params["from_chat_id"])
    message = source.messages.get(params["message_id"])
    if message is None:
        raise bad_request(f"message to {verb} not found")
    if not any(kind in message for kind in MESSAGE_KINDS):
        raise bad_request(f"the message can't be {'forwarded' if verb == 'forward' else 'copied'}")
    if message.get("has_protected_content"):
        raise bad_request("message can't be forwarded" if verb == "forward" else "message can't be copied")
    return message


def forward_message(world: People, params: Params) -> Json:
    chat = world.writable(params["chat_id"])
    message = original(world, params, "forward")
    origin: Json = {"type": "user", "sender_user": message.get("from"), "date": message["date"]}
    if "sender_chat" in message and message["chat"]["type"] == "channel":
        ids = {"chat": message["sender_chat"], "message_id": message["message_id"]}
        origin = {"type": "channel", **ids, "date": message["date"]}
    elif "sender_chat" in message:
        origin = {"type": "chat", "sender_chat": message["sender_chat"], "date": message["date"]}
    kept = ("text", "entities", "caption", "caption_entities", "photo", "document", "link_preview_options")
    content = {key: message[key] for key in kept if key in message}
    return send(world, chat, params, {"forward_origin": message.get("forward_origin", origin)} | content)


def copy_message(world: People, params: Params) -> Json:
    chat = world.writable(params["chat_id"])
    message = original(world, params, "copy")
    content: Json = {key: message[key] for key in ("text", "entities", "photo", "document") if key in message}
    if params["caption"] is not None and "text" not in message:
        content |= caption_content(world, params)
    else:
        content |= {key: message[key] for key in ("caption", "caption_entities") if key in message}
    return {"message_id": send(world, chat, params, content)["message_id"]}


# --- signs ------------------------------------------------------------------------------------------------------


def send_chat_action(world: People, params: Params) -> bool:
    action = params["action"].lower()
    if action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.writable(params["chat_id"])
    world.emit({"type": "chat_action", "chat_id": chat.id, "action": action})
    return True


def answer_callback_query(world: People, params: Params) -> bool:
    callback = world.callbacks.get(params["callback_query_id"])
    if callback is None or callback.answered or world.monotonic() - callback.at > CALLBACK_LIFE:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = params["text"] or ""
    if len(text) > MAX_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    url = params["url"] or ""
    own = f"https://t.me/{world.users[world.bot_id]['username']}?start="
    if url and not url.startswith(own):
        raise bad_request("URL_INVALID")  # only games and links to the bot itself may open
    callback.answered = True
    world.emit(
        {
            "type": "callback_answer",
            "chat_id": callback.chat_id,
            "callback_query_id": callback.id,
            "user_id": callback.user_id,
            "text": text,
            "show_alert": bool(params["show_alert"]),
            "url": url,
        }
    )
    return True


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_photo,
    "sendDocument": send_document,
    "getFile": get_file,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
    "sendChatAction": send_chat_action,
    "answerCallbackQuery": answer_callback_query,
}
