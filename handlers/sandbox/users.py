"""What people do in the local Telegram: write, press buttons, block the bot, add and remove it. The page, the terminal
driver and the tests call these; each raises Refused where Telegram's apps would not let a person do it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from handlers.sandbox.entities import Json, formatted, units
from handlers.sandbox.errors import Refused
from handlers.sandbox.state import (
    ANONYMOUS_ID,
    SUPERGROUP_BASE,
    Callback,
    Chat,
    Member,
    Status,
    World,
    full_rights,
)

MAX_TEXT = 4096  # UTF-16 units: apps cut longer texts into several messages
EDIT_WITHIN = 48 * 3600  # seconds in which apps let a person edit; channels' posts always


class People(World):
    """The world with its people."""

    def say(
        self,
        chat_id: int,
        text: str,
        user_id: int | None = None,
        *,
        anonymous: bool = False,
        reply_to: int | None = None,
        topic: int | None = None,
        document: Json | None = None,
        location: Json | None = None,
    ) -> int | None:
        """A person (the first of the chat's administrators where none is named) writes. The update's id; None where the
        bot does not get to see the message (privacy mode, or it is not there). With `document`, as a message shows it, the
        text is its caption; a `location` has none."""
        chat = self.open_room(chat_id)
        user_id = self.default_user(chat) if user_id is None else user_id
        member = Member("creator") if chat.type == "private" else self.member(chat, user_id)
        if user_id not in self.users or not member.present or (chat.type == "private" and user_id != chat.id):
            raise Refused(f"user {user_id} is not in this chat")
        if anonymous and (
            chat.type not in ("group", "supergroup") or member.status not in ("administrator", "creator")
        ):
            raise Refused("only an administrator of a group can write anonymously")
        if chat.type == "channel" and not member.may("can_post_messages"):
            raise Refused("only an administrator can post in a channel")
        if member.status == "restricted" and "can_send_messages" not in member.rights:
            raise Refused("this person may not write here")
        if chat.type == "private":
            if self.bot_member(chat).status == "kicked":
                raise Refused("the bot is blocked: unblock it first")
            if not self.bot_member(chat).present:
                chat.members[self.bot_id] = Member()
        if units(text) > MAX_TEXT:
            raise Refused(f"a message holds at most {MAX_TEXT} characters, this has {units(text)}: send it in parts")
        plain, entities = formatted(text.encode("utf-8", "replace").decode())
        if (not plain and document is None and location is None) or (plain and location):
            raise Refused("there is nothing to send")
        sender = None if chat.type == "channel" else ANONYMOUS_ID if anonymous else user_id
        content: Json = {}
        if topic is not None:
            if topic not in chat.topics:
                raise Refused(f"there is no topic {topic}")
            if topic in chat.closed and not member.may("can_manage_topics"):
                raise Refused(f"topic {topic} is closed")
            content |= {"message_thread_id": topic, "is_topic_message": True}
        if reply_to is not None:
            if reply_to not in chat.messages:
                raise Refused(f"there is no message {reply_to}")
            content["reply_to_message"] = without_reply(chat.messages[reply_to])
        if document is not None:
            content |= {"document": document} | ({"caption": plain} if plain else {})
        elif location is not None:
            content["location"] = location
        else:
            content["text"] = plain
        if entities:
            content["entities" if document is None else "caption_entities"] = entities
        message = self.store(chat, self.next_message(chat, sender, content))
        return self.deliver(chat, message)

    def edit(self, chat_id: int, message_id: int, text: str) -> int | None:
        """Whoever wrote this message changes its text. The update's id; None where the bot does not get to see it."""
        chat = self.open_room(chat_id)
        message = chat.messages.get(message_id)
        if message is None or message_id in chat.sent or "text" not in message:
            raise Refused(f"message {message_id} is not one that a person can edit")
        if chat.type != "channel" and self.now() - message["date"] > EDIT_WITHIN:
            raise Refused("a message can be edited for 48 hours")
        plain, entities = formatted(text.encode("utf-8", "replace").decode())
        if not plain or units(plain) > MAX_TEXT or plain == message["text"]:
            raise Refused("an edit changes the text to another one that a message can hold")
        kept = {key: value for key, value in message.items() if key != "entities"}
        content = {"text": plain, "edit_date": self.now()} | ({"entities": entities} if entities else {})
        return self.deliver(chat, self.replace(chat, kept | content), "edited_")

    def press(self, chat_id: int, message_id: int, data: str, user_id: int | None = None) -> int | None:
        """A person presses the button of this message that carries `data`."""
        chat = self.open_room(chat_id)
        user_id = self.default_user(chat) if user_id is None else user_id
        message = chat.messages.get(message_id)
        rows = message.get("reply_markup", {}).get("inline_keyboard", []) if message else []
        if message is None or not any(button.get("callback_data") == data for row in rows for button in row):
            raise Refused(f"message {message_id} has no button {data!r}")
        if user_id not in self.users or (chat.type != "private" and not self.member(chat, user_id).present):
            raise Refused(f"user {user_id} is not in this chat")
        if not self.bot_member(chat).present:
            if chat.type == "private":
                raise Refused("the bot is blocked: unblock it first")
            return None
        query_id = str(4_000_000_000_000_000_000 + self.number())
        self.callbacks[query_id] = Callback(query_id, chat.id, user_id, self.monotonic())
        body = {
            "id": query_id,
            "from": self.user_json(user_id),
            "message": message,
            "chat_instance": chat.instance,
            "data": data,
        }
        return self.add_update("callback_query", body)

    # --- members ----------------------------------------------------------------------------------------------

    def block(self, user_id: int | None = None) -> int | None:
        """The person blocks the bot."""
        chat = self.private(user_id)
        return self.change(chat, self.bot_id, Member("kicked"), chat.id)

    def unblock(self, user_id: int | None = None) -> int | None:
        chat = self.private(user_id)
        return self.change(chat, self.bot_id, Member(), chat.id)

    def kick_bot(self, chat_id: int, by: int | None = None) -> int | None:
        """An administrator removes the bot from a group or channel."""
        return self.set_member(chat_id, self.bot_id, "kicked", by=by)

    def add_bot_to(self, chat_id: int, rights: Iterable[str] | None = None, by: int | None = None) -> int | None:
        """An administrator adds the bot: as a member, or with these rights (or full_rights) as an administrator. A channel
        takes bots as administrators only."""
        chat = self.open_room(chat_id)
        if rights is None and chat.type == "channel":
            rights = full_rights("channel", "can_promote_members")
        return self.set_member(
            chat_id, self.bot_id, "member" if rights is None else "administrator", rights or (), by=by
        )

    def set_member(
        self, chat_id: int, user_id: int, status: Status, rights: Iterable[str] = (), *, by: int | None = None
    ) -> int | None:
        """An administrator gives a user (or the bot) another standing. The id of the (my_)chat_member update."""
        chat = self.open_room(chat_id)
        if chat.type == "private":
            raise Refused("a private chat has no members to change")
        if user_id not in self.users:
            raise Refused(f"there is no user {user_id}")
        by = self.default_user(chat) if by is None else by
        if self.member(chat, by).status not in ("creator", "administrator") and by != user_id:
            raise Refused(f"user {by} is no administrator of this chat")
        old = self.member(chat, user_id)
        given = frozenset(rights) or (full_rights(chat.type) if status == "administrator" else frozenset())
        update = self.change(chat, user_id, Member(status, given, old.anonymous and status in ADMINS), by)
        if chat.type != "channel" and old.present != (status not in ("left", "kicked")):
            self.tell_membership(chat, user_id, by, joined=not old.present)
        return update

    def remove_admin(self, chat_id: int, user_id: int) -> int | None:
        """The user is an ordinary member from now on."""
        return self.set_member(chat_id, user_id, "member")

    def migrate(self, group_id: int) -> int:
        """The group becomes a supergroup. Its new id."""
        group = self.open_room(group_id)
        if group.type != "group":
            raise Refused("only a basic group becomes a supergroup")
        new = Chat(
            SUPERGROUP_BASE - 1_000_000_000 + group_id,
            "supergroup",
            group.title,
            members=dict(group.members),
            instance=f"{group.instance}1",
        )
        self.chat_by_id[new.id] = new
        self.chats = {name: new.id if id == group_id else id for name, id in self.chats.items()}
        owner = self.default_user(group)
        old_message = self.store(group, self.next_message(group, owner, {"migrate_to_chat_id": new.id}))
        new_message = self.store(new, self.next_message(new, ANONYMOUS_ID, {"migrate_from_chat_id": group_id}))
        group.migrated_to = new.id
        if self.bot_member(new).present:
            self.add_update("message", old_message)
            self.add_update("message", new_message)
        self.emit({"type": "member", "chat_id": group_id, "migrated_to": new.id})
        return new.id

    def open_topic(self, chat_id: int, name: str) -> int:
        """A new topic of a supergroup, which is a forum from then on. Its thread id."""
        chat = self.open_room(chat_id)
        if chat.type != "supergroup":
            raise Refused("only a supergroup has topics")
        chat.forum, topic = True, chat.last_id + 1
        chat.topics[topic] = name
        self.tell_topic(chat, topic, {"forum_topic_created": {"name": name, "icon_color": 7322096}})
        return topic

    def close_topic(self, chat_id: int, topic: int) -> None:
        """Only who may manage topics writes there from now on."""
        chat = self.forum_with(chat_id, topic)
        chat.closed.add(topic)
        self.tell_topic(chat, topic, {"forum_topic_closed": {}})

    def delete_topic(self, chat_id: int, topic: int) -> None:
        """The topic goes, and with it all that was written there; the bot is not told."""
        chat = self.forum_with(chat_id, topic)
        del chat.topics[topic]
        chat.closed.discard(topic)
        chat.messages = {id: m for id, m in chat.messages.items() if m.get("message_thread_id") != topic}

    # --- looking on -------------------------------------------------------------------------------------------

    def messages(self, chat_id: int) -> list[Json]:
        """The chat's messages as Telegram's JSON, oldest first."""
        return list(self.room(chat_id).messages.values())

    def subscribe(self) -> asyncio.Queue[Json]:
        """A queue of what happens from now on: see docs of the events in server.py."""
        queue: asyncio.Queue[Json] = asyncio.Queue()
        self.subscribers.append(queue)
        return queue

    def unsubscribe(self, queue: asyncio.Queue[Json]) -> None:
        if queue in self.subscribers:
            self.subscribers.remove(queue)

    def confirmed(self, update_id: int | None) -> bool:
        """True where the bot has taken this update. One that never was (None) counts as taken."""
        return update_id is None or (update_id <= self.last_update and update_id not in self.updates)

    async def until_confirmed(self, update_id: int | None) -> None:
        """Waits until the bot has taken this update."""
        await self.until(lambda: self.confirmed(update_id))

    async def until(self, condition: Callable[[], bool]) -> None:
        """Waits until the condition holds; it is looked at after each call of the bot and each update."""
        while not condition():
            self.changed.clear()
            await self.changed.wait()

    # --- inside -----------------------------------------------------------------------------------------------

    def open_room(self, chat_id: int) -> Chat:
        chat = self.room(chat_id)
        if chat.migrated_to is not None:
            raise Refused(f"this group became the supergroup {chat.migrated_to}")
        return chat

    def forum_with(self, chat_id: int, topic: int) -> Chat:
        chat = self.open_room(chat_id)
        if topic not in chat.topics:
            raise Refused(f"there is no topic {topic}")
        return chat

    def tell_topic(self, chat: Chat, topic: int, content: Json) -> None:
        """A service message in a topic, by the chat's creator."""
        thread = {"message_thread_id": topic, "is_topic_message": True}
        message = self.store(chat, self.next_message(chat, self.default_user(chat), thread | content))
        self.deliver(chat, message)

    def private(self, user_id: int | None) -> Chat:
        chat = self.room(self.chats["person"] if user_id is None else user_id)
        if chat.type != "private":
            raise Refused("only a person can block the bot")
        return chat

    def default_user(self, chat: Chat) -> int:
        """The person of a private chat; elsewhere the creator."""
        if chat.type == "private":
            return chat.id
        creator = next((user for user, member in chat.members.items() if member.status == "creator"), None)
        if creator is None:
            raise Refused("this chat has no creator")
        return creator

    def deliver(self, chat: Chat, message: Json, how: str = "") -> int | None:
        """Queues a person's message ("edited_": as it is now) for the bot, if it may see it."""
        if not self.bot_member(chat).present or not self.sees(chat, message):
            return None
        return self.add_update(how + ("channel_post" if chat.type == "channel" else "message"), message)

    def sees(self, chat: Chat, message: Json) -> bool:
        """Privacy mode, core.telegram.org/bots/features#privacy-mode: in a group the bot sees service messages, commands
        that may be meant for it, replies to it and mentions of it; as an administrator everything."""
        if chat.type not in ("group", "supergroup") or not self.privacy:
            return True
        if self.bot_member(chat).status in ADMINS or "text" not in message:
            return True
        if message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot_id:
            return True
        name = str(self.users[self.bot_id]["username"]).lower()
        for entity in message.get("entities", ()):
            word = entity_text(message["text"], entity).lower()
            if entity["type"] == "mention" and word == f"@{name}":
                return True
            if entity["type"] == "bot_command" and entity["offset"] == 0:
                _, _, addressee = word.partition("@")
                if addressee in ("", name):
                    return True
        return False

    def change(self, chat: Chat, user_id: int, new: Member, by: int) -> int | None:
        """Sets a member's standing and queues the update. Nothing happens where it is the same."""
        old = self.member(chat, user_id)
        if old == new:
            return None
        chat.members[user_id] = new
        body: dict[str, Any] = {
            "chat": self.chat_json(chat),
            "from": self.user_json(by),
            "date": self.now(),
            "old_chat_member": self.member_json(chat, user_id, old),
            "new_chat_member": self.member_json(chat, user_id, new),
        }
        self.emit({"type": "member", "chat_id": chat.id, "user_id": user_id, "status": new.status})
        if user_id == self.bot_id:
            return self.add_update("my_chat_member", body)
        if self.bot_member(chat).status in ADMINS:
            return self.add_update("chat_member", body)
        return None

    def tell_membership(self, chat: Chat, user_id: int, by: int, *, joined: bool) -> None:
        """The service message "X was added" or "X left". A bot that was removed sees it in a basic group only."""
        user = self.user_json(user_id)
        content = {"new_chat_members": [user], "new_chat_member": user} if joined else {"left_chat_member": user}
        message = self.store(chat, self.next_message(chat, by, content))
        if self.bot_member(chat).present or (user_id == self.bot_id and chat.type == "group"):
            self.add_update("message", message)


ADMINS = ("creator", "administrator")


def without_reply(message: Json) -> Json:
    """As it stands in another message: Telegram does not nest replies."""
    return {key: value for key, value in message.items() if key != "reply_to_message"}


def entity_text(text: str, entity: Json) -> str:
    raw = text.encode("utf-16-le")
    return raw[2 * entity["offset"] : 2 * (entity["offset"] + entity["length"])].decode("utf-16-le", "replace")
