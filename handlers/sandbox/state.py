"""What the local Telegram knows: users, chats, members, messages, files, and the updates that wait for the bot.

Messages are the Bot API's own JSON and never change in place: an edit puts a new one where the old one was, so that what
was handed out stays as it was.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.ports import Clock
from handlers.sandbox.errors import Refused, bad_request, forbidden

Json = dict[str, Any]
ChatType = Literal["private", "group", "supergroup", "channel"]
Status = Literal["creator", "administrator", "member", "restricted", "left", "kicked"]

ANONYMOUS_ID = 1087968824  # Telegram's GroupAnonymousBot, who speaks for anonymous administrators
SUPERGROUP_BASE = -1_000_000_000_000
FIRST_UPDATE = 100_000_001  # ids start somewhere and rise by one
PRESENT = ("creator", "administrator", "member", "restricted")
OPT_IN = ("chat_member", "message_reaction", "message_reaction_count")  # sent only where allowed_updates names them
RIGHTS = (
    "can_manage_chat", "can_delete_messages", "can_manage_video_chats", "can_restrict_members", "can_promote_members",
    "can_change_info", "can_invite_users", "can_post_stories", "can_edit_stories", "can_delete_stories",
)  # fmt: skip
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
PERMISSIONS = (
    "can_send_messages", "can_send_audios", "can_send_documents", "can_send_photos", "can_send_videos",
    "can_send_video_notes", "can_send_voice_notes", "can_send_polls", "can_send_other_messages",
    "can_add_web_page_previews", "can_change_info", "can_invite_users", "can_pin_messages", "can_manage_topics",
    "can_edit_tag", "can_react_to_messages",
)  # fmt: skip
KIND_NAMES = {"group": "group chat", "supergroup": "supergroup chat", "channel": "channel chat"}


@dataclass(frozen=True)
class Member:
    status: Status = "member"
    rights: frozenset[str] = frozenset()  # those that are true: of an administrator, or left to a restricted member
    anonymous: bool = False

    @property
    def present(self) -> bool:
        return self.status in PRESENT

    def may(self, right: str) -> bool:
        return self.status == "creator" or (self.status == "administrator" and right in self.rights)


@dataclass
class Chat:
    id: int
    type: ChatType
    title: str = ""
    username: str = ""
    members: dict[int, Member] = field(default_factory=dict)  # in a private chat: the bot, as the person lets it
    messages: dict[int, Json] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    sent: set[int] = field(default_factory=set)  # ids of the bot's own messages: a channel's posts do not tell
    forum: bool = False  # has topics; General is none of them
    topics: dict[int, str] = field(default_factory=dict)  # thread id -> name
    closed: set[int] = field(default_factory=set)  # thread ids
    migrated_to: int | None = None
    last_id: int = 0
    instance: str = ""  # Telegram's chat_instance of button presses


@dataclass(frozen=True)
class StoredFile:
    file_id: str
    unique_id: str
    path: str
    name: str
    content_type: str
    body: bytes
    kind: Literal["photo", "document"]
    width: int = 0
    height: int = 0


@dataclass
class Callback:
    """A button press that waits for its answer."""

    id: str
    chat_id: int
    user_id: int
    at: float
    answered: bool = False


@dataclass
class Webhook:
    url: str
    secret: str = ""
    max_connections: int = 40
    error: str = ""
    error_at: int = 0


class World:
    """The state, and the few operations that everything else is made of. One bot, one process, no lock: nothing awaits."""

    def __init__(self, clock: Clock, token: str, monotonic: Callable[[], float]) -> None:
        self.clock = clock
        self.monotonic = monotonic
        self.token = token
        self.bot_id = int(token.split(":", 1)[0])
        self.privacy = True  # of the bot in groups, as BotFather sets it
        self.users: dict[int, Json] = {}
        self.chat_by_id: dict[int, Chat] = {}
        self.chats: dict[str, int] = {}  # the default cast by name
        self.files: dict[str, StoredFile] = {}
        self.callbacks: dict[str, Callback] = {}
        self.profile: dict[
            str, dict[Any, Any]
        ] = {}  # commands, names, descriptions, menu buttons: see methods/profile.py
        self.updates: OrderedDict[int, Json] = OrderedDict()  # not yet confirmed
        self.last_update = FIRST_UPDATE - 1
        self.allowed_updates: list[str] = []
        self.webhook: Webhook | None = None
        self.poll: asyncio.Future[None] | None = None
        self.changed = asyncio.Event()  # set where a call or an update changed something; who waits clears it
        self.subscribers: list[asyncio.Queue[Json]] = []
        self.counter = 0

    # --- small things -----------------------------------------------------------------------------------------

    def now(self) -> int:
        return int(self.clock.now().timestamp())

    def number(self) -> int:
        """The next of a row of numbers: ids are told apart, and the same in each run."""
        self.counter += 1
        return self.counter

    def user_json(self, user_id: int) -> Json:
        return dict(self.users[user_id])

    def chat_json(self, chat: Chat) -> Json:
        if chat.type == "private":
            user = self.users[chat.id]
            names: Json = {key: user[key] for key in ("first_name", "last_name", "username") if key in user}
            return {"id": chat.id, **names, "type": "private"}
        result: Json = {"id": chat.id, "title": chat.title}
        if chat.username:
            result["username"] = chat.username
        result["type"] = chat.type
        if chat.forum:
            result["is_forum"] = True
        if chat.type == "group":
            result["all_members_are_administrators"] = False
        return result

    def member_json(self, chat: Chat, user_id: int, member: Member | None = None) -> Json:
        """ChatMember: core.telegram.org/bots/api#chatmember."""
        member = member or self.member(chat, user_id)
        result: Json = {"user": self.user_json(user_id), "status": member.status}
        if member.status == "creator":
            result["is_anonymous"] = member.anonymous
        elif member.status == "administrator":
            own = CHANNEL_RIGHTS if chat.type == "channel" else GROUP_RIGHTS
            result |= {"can_be_edited": False, "is_anonymous": member.anonymous}
            result |= {right: right in member.rights for right in (*RIGHTS, *own)}
        elif member.status == "restricted":
            result |= {right: right in member.rights for right in PERMISSIONS}
            result |= {"is_member": True, "until_date": 0}
        elif member.status == "kicked":
            result["until_date"] = 0
        return result

    def member(self, chat: Chat, user_id: int) -> Member:
        return chat.members.get(user_id, Member("left"))

    def bot_member(self, chat: Chat) -> Member:
        return self.member(chat, self.bot_id)

    # --- finding chats ----------------------------------------------------------------------------------------

    def room(self, chat_id: int) -> Chat:
        """The chat, for a person's doings. Raises Refused."""
        if chat_id not in self.chat_by_id:
            raise Refused(f"there is no chat {chat_id}")
        return self.chat_by_id[chat_id]

    def find(self, chat_id: int | str) -> Chat:
        """The chat that the bot means. Raises ApiError."""
        if isinstance(chat_id, str):
            name = chat_id.removeprefix("@").lower()
            public = (c for c in self.chat_by_id.values() if c.username and c.type in ("channel", "supergroup"))
            found = next((c for c in public if chat_id.startswith("@") and c.username.lower() == name), None)
        else:
            found = self.chat_by_id.get(chat_id)
        if found is None:
            raise bad_request("chat not found")
        return found

    def reachable(self, chat_id: int | str, *, write: bool = False) -> Chat:
        """The chat, where the bot may look into it (or write to it). Raises ApiError as Telegram answers."""
        chat = self.find(chat_id)
        status = self.bot_member(chat).status
        if chat.migrated_to is not None:
            raise bad_request("group chat was upgraded to a supergroup chat", migrate_to_chat_id=chat.migrated_to)
        if chat.type == "private":
            if write and status == "kicked":
                raise forbidden("bot was blocked by the user")
            if write and status == "left":
                raise forbidden("bot can't initiate conversation with a user")
            return chat
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {KIND_NAMES[chat.type]}")
        if status == "left":
            raise forbidden(f"bot is not a member of the {KIND_NAMES[chat.type]}")
        return chat

    def writable(self, chat_id: int | str, right: str = "can_send_messages") -> Chat:
        """The chat, where the bot may send messages. Raises ApiError."""
        chat = self.reachable(chat_id, write=True)
        member = self.bot_member(chat)
        refusal = bad_request("not enough rights to send text messages to the chat")
        if chat.type == "channel":
            if member.status not in ("administrator", "creator"):
                raise bad_request("need administrator rights in the channel chat")
            if not member.may("can_post_messages"):
                raise refusal
        if member.status == "restricted" and right not in member.rights:
            raise refusal
        return chat

    # --- messages and updates ---------------------------------------------------------------------------------

    def next_message(self, chat: Chat, sender: int | None, content: Json) -> Json:
        """A new message's JSON, not yet stored. `sender` None: the chat itself speaks (a channel's post)."""
        chat.last_id += 1
        message: Json = {"message_id": chat.last_id}
        if sender is not None:
            message["from"] = self.user_json(sender)
        if sender is None or sender == ANONYMOUS_ID:
            message["sender_chat"] = self.chat_json(chat)
        message |= {"chat": self.chat_json(chat), "date": self.now()}
        return message | content

    def store(self, chat: Chat, message: Json, *, from_bot: bool = False, silent: bool = False) -> Json:
        chat.messages[message["message_id"]] = message
        if from_bot:
            chat.sent.add(message["message_id"])
        event = {"type": "message", "chat_id": chat.id, "message": message, "from_bot": from_bot, "silent": silent}
        self.emit(event)
        return message

    def replace(self, chat: Chat, message: Json) -> Json:
        chat.messages[message["message_id"]] = message
        from_bot = message["message_id"] in chat.sent
        self.emit({"type": "edit", "chat_id": chat.id, "message": message, "from_bot": from_bot})
        return message

    def emit(self, event: Json) -> None:
        for queue in self.subscribers:
            queue.put_nowait(event)

    def allows(self, kind: str) -> bool:
        return kind in self.allowed_updates if self.allowed_updates else kind not in OPT_IN

    def add_update(self, kind: str, body: Json) -> int | None:
        """Queues an update. Its id; None where the bot did not ask for this kind."""
        if not self.allows(kind):
            return None
        self.last_update += 1
        self.updates[self.last_update] = {"update_id": self.last_update, kind: body}
        self.wake()
        return self.last_update

    def confirm(self, before: int) -> None:
        """Forgets the updates with smaller ids: the bot has them."""
        done = [update_id for update_id in self.updates if update_id < before]
        for update_id in done:
            del self.updates[update_id]
        if done:
            self.changed.set()

    def wake(self) -> None:
        self.changed.set()
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(None)

    def group_members(self, chat: Chat) -> Iterator[tuple[int, Member]]:
        return ((user_id, member) for user_id, member in chat.members.items() if member.present)


def full_rights(kind: ChatType, *missing: str) -> frozenset[str]:
    """All of an administrator's rights in such a chat but those named."""
    own = CHANNEL_RIGHTS if kind == "channel" else GROUP_RIGHTS
    return frozenset({*RIGHTS, *own} - set(missing))


def populate(world: World) -> None:
    """The default cast. All names are made up."""

    def user(user_id: int, first: str, last: str, username: str, language: str) -> None:
        world.users[user_id] = {
            "id": user_id, "is_bot": False, "first_name": first, "last_name": last, "username": username,
            "language_code": language,
        }  # fmt: skip

    bot = world.bot_id
    world.users[bot] = {"id": bot, "is_bot": True, "first_name": "sitrep", "username": "sitrep_sandbox_bot"}
    world.users[ANONYMOUS_ID] = {
        "id": ANONYMOUS_ID, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot",
    }  # fmt: skip
    user(1001, "Mara", "Lindqvist", "mara_lindqvist", "en")
    user(1002, "Tomas", "Weber", "tomas_weber", "de")
    user(1003, "Laila", "Karimi", "laila_karimi", "fa")
    cast = {
        "person": Chat(1001, "private", members={bot: Member()}),
        "other": Chat(1002, "private", members={bot: Member("left")}),  # has never spoken to the bot
        "group": Chat(
            -4001,
            "group",
            "Field desk",
            members={
                1001: Member("creator"),
                1002: Member(),
                1003: Member("administrator", full_rights("supergroup"), anonymous=True),
                bot: Member(),
            },
        ),
        "channel": Chat(
            SUPERGROUP_BASE - 2_000_000_001,
            "channel",
            "Field desk briefings",
            "field_desk_briefings",
            members={
                1001: Member("creator"),
                1002: Member(),
                bot: Member("administrator", full_rights("channel", "can_promote_members")),
            },
        ),
    }
    for name, chat in cast.items():
        chat.instance = str(5_000_000_000_000 + len(world.chats))
        world.chat_by_id[chat.id] = chat
        world.chats[name] = chat.id
