"""What the bot does with messages that are there: edit, delete, pin."""

from __future__ import annotations

from handlers.sandbox.entities import Json
from handlers.sandbox.errors import bad_request
from handlers.sandbox.methods.sending import caption_content, document_content, keyboard, photo_content, text_content
from handlers.sandbox.schema import Params
from handlers.sandbox.state import Chat
from handlers.sandbox.users import People, without_reply

DELETE_WITHIN = 48 * 3600  # seconds: core.telegram.org/bots/api#deletemessage
MAX_DELETED = 100  # of one call: core.telegram.org/bots/api#deletemessages
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as a current content "
    "and reply markup of the message"
)
SHOWN = ("text", "entities", "caption", "caption_entities", "show_caption_above_media", "link_preview_options",
         "reply_markup")  # fmt: skip
MEDIA = ("photo", "document", "has_media_spoiler")


def own_message(world: People, params: Params) -> tuple[Chat, Json]:
    """The bot's message that is to be edited. Raises ApiError."""
    if params["inline_message_id"]:
        raise bad_request("MESSAGE_ID_INVALID")  # there are no inline messages here
    if params["chat_id"] is None:
        raise bad_request("chat_id is empty")
    if params["message_id"] is None:
        raise bad_request("message identifier is not specified")
    chat = world.reachable(params["chat_id"], write=True)
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to edit not found")
    mine = message["message_id"] in chat.sent
    posted = chat.type == "channel" and world.bot_member(chat).may(
        "can_edit_messages" if not mine else "can_post_messages"
    )
    allowed = posted if chat.type == "channel" else mine
    if not allowed or "forward_origin" in message:
        raise bad_request("message can't be edited")
    return chat, message


def change(world: People, chat: Chat, message: Json, content: Json, drop: tuple[str, ...]) -> Json:
    """Puts `content` in place of what `drop` names. Raises ApiError where nothing would change."""
    edited = {key: value for key, value in message.items() if key not in (*drop, "edit_date")} | content
    if all(edited.get(key) == message.get(key) for key in (*SHOWN, *MEDIA)):
        raise bad_request(NOT_MODIFIED)
    return world.replace(chat, edited | {"edit_date": world.now()})


def edit_message_text(world: People, params: Params) -> Json:
    if params["text"] is None:
        raise bad_request("message text is empty")
    content = text_content(world, params)
    chat, message = own_message(world, params)
    if "text" not in message:
        raise bad_request("there is no text in the message to edit")
    return change(world, chat, message, content | keyboard(params), SHOWN)


def edit_message_caption(world: People, params: Params) -> Json:
    content = caption_content(world, params)
    chat, message = own_message(world, params)
    if "photo" not in message and "document" not in message:
        raise bad_request("there is no caption in the message to edit")
    return change(world, chat, message, content | keyboard(params), SHOWN)


def edit_message_media(world: People, params: Params) -> Json:
    """Another picture or document, or one in a text's place: core.telegram.org/bots/api#editmessagemedia."""
    media = Params(params["media"])
    contents = {"photo": photo_content, "document": document_content}
    if media["type"] not in contents:
        raise bad_request(f"can't parse InputMedia: type {media['type']!r} is not simulated here")
    caption = caption_content(world, media)
    chat, message = own_message(world, params)
    content = contents[media["type"]](world, media, "media")
    return change(world, chat, message, content | caption | keyboard(params), (*SHOWN, *MEDIA))


def edit_message_reply_markup(world: People, params: Params) -> Json:
    chat, message = own_message(world, params)
    return change(world, chat, message, keyboard(params), ("reply_markup",))


def check_deletable(world: People, chat: Chat, message: Json) -> None:
    member = world.bot_member(chat)
    mine = message["message_id"] in chat.sent
    if chat.type == "channel":
        allowed = member.may("can_delete_messages") or (mine and member.may("can_post_messages"))
    else:
        allowed = mine or chat.type == "private" or member.may("can_delete_messages")
    if not allowed or "migrate_to_chat_id" in message:
        raise bad_request("message can't be deleted")
    rights = chat.type != "private" and member.may("can_delete_messages")
    if world.now() - message["date"] > DELETE_WITHIN and not rights:
        raise bad_request("message can't be deleted for everyone")


def remove(world: People, chat: Chat, message_id: int) -> None:
    del chat.messages[message_id]
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    world.emit({"type": "delete", "chat_id": chat.id, "message_id": message_id})


def delete_message(world: People, params: Params) -> bool:
    chat = world.reachable(params["chat_id"], write=True)
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to delete not found")
    check_deletable(world, chat, message)
    remove(world, chat, params["message_id"])
    return True


def delete_messages(world: People, params: Params) -> bool:
    """Those that are not there are skipped; all or none of the others go."""
    chat = world.reachable(params["chat_id"], write=True)
    if len(params["message_ids"]) > MAX_DELETED:
        raise bad_request("too many message identifiers specified")
    there = [message_id for message_id in dict.fromkeys(params["message_ids"]) if message_id in chat.messages]
    for message_id in there:
        check_deletable(world, chat, chat.messages[message_id])
    for message_id in there:
        remove(world, chat, message_id)
    return True


def pinnable(world: People, params: Params) -> Chat:
    chat = world.reachable(params["chat_id"], write=True)
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    if chat.type != "private" and not world.bot_member(chat).may(right):
        raise bad_request("not enough rights to manage pinned messages in the chat")
    return chat


def pin_chat_message(world: People, params: Params) -> bool:
    chat = pinnable(world, params)
    message = chat.messages.get(params["message_id"])
    if message is None:
        raise bad_request("message to pin not found")
    if chat.pinned[-1:] != [message["message_id"]]:
        chat.pinned = [*(i for i in chat.pinned if i != message["message_id"]), message["message_id"]]
        sender = None if chat.type == "channel" else world.bot_id
        note = world.next_message(chat, sender, {"pinned_message": without_reply(message)})
        world.store(chat, note, from_bot=True, silent=bool(params["disable_notification"]))
    return True


def unpin_chat_message(world: People, params: Params) -> bool:
    chat = pinnable(world, params)
    message_id = params["message_id"] or (chat.pinned[-1] if chat.pinned else None)
    if message_id not in chat.pinned:
        raise bad_request("message to unpin not found")
    chat.pinned.remove(message_id)
    return True


def unpin_all_chat_messages(world: People, params: Params) -> bool:
    pinnable(world, params).pinned.clear()
    return True


METHODS = {
    "editMessageText": edit_message_text,
    "editMessageCaption": edit_message_caption,
    "editMessageMedia": edit_message_media,
    "editMessageReplyMarkup": edit_message_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "pinChatMessage": pin_chat_message,
    "unpinChatMessage": unpin_chat_message,
    "unpinAllChatMessages": unpin_all_chat_messages,
}
