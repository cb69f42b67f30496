"""/addsource and /removesource, a link that is pasted, lists of feeds in and out: sources of one chat's own."""

from __future__ import annotations

import re
from collections import deque
from datetime import timedelta
from hashlib import blake2b
from urllib.parse import urlsplit

from msgspec.structs import replace

from bot import catalog, words
from bot.answer.base import Context, message, reply, settled
from bot.errors import UsageError, UserError
from bot.ingest import opml
from bot.ingest.fields import MAX_LINK, without_feed
from bot.model import LONGEST_DATA, Button, Chat, Command, FetchProblem, File, Message, Reply, Source
from bot.troubles import told
from bot.web import Found
from bot.words import ago, count, say, since

MAX_OWN = 50  # of a chat: more than a person reads, and each costs its publisher and us some hundred polls a day
MAX_OWN_IN_ALL = 10_000  # of all chats: what a small machine polls
TRIES = 10  # addresses that a chat may have looked up within TRIES_SPAN: we are nobody's way to knock at doors
TRIES_SPAN = timedelta(minutes=10)
KEPT = 1_000  # chats whose tries, and addresses too long for a button, that are kept in mind
OPML_SECONDS = 10.0  # for reading a file; 20,000 feeds take one
SHOWN = 20  # own sources with a button each

_LINK = re.compile(r"https?://\S+", re.IGNORECASE)
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,24}(?::\d+)?(?:[/?#]\S*)?", re.IGNORECASE)
_TELEGRAM = re.compile(r"(?:t|telegram)\.me/\S+", re.IGNORECASE)
_CHANNEL = re.compile(r"@[A-Za-z]\w{3,31}", re.ASCII)  # as Telegram's apps write a public channel
TELEGRAM = "https://t.me/"
NAMES = {"rss": "RSS", "atom": "Atom", "rdf": "RDF", "json": "JSON Feed"}  # the same in every language


def is_link(text: str) -> bool:
    """True where the text is one web address and nothing else: no topic is written like that."""
    return bool(_LINK.fullmatch(without_feed(text)) or _TELEGRAM.fullmatch(text))


def link(text: str) -> str:
    """The address that a user means, with its scheme. Raises UsageError where it is none."""
    url = without_feed(text)
    if _CHANNEL.fullmatch(url):
        url = TELEGRAM + url[1:]
    if _BARE.fullmatch(url):
        url = f"https://{url}"
    elif not _LINK.fullmatch(url):
        raise UsageError(say("no_link", text=text[:100]))
    if len(url) > MAX_LINK:
        raise UsageError(say("long_link"))
    return url


async def look(context: Context, command: Command) -> Reply:
    """What a pasted link leads to, with a button to add it."""
    chat = await settled(context, command.chat)
    url = link(command.args)
    found = await looked_up(context, chat, url)
    known = next((s for s in await context.store.read_for(chat.id) if s.url == found.url), None)
    if known:
        return reply(described(context, found) + "\n" + say("own_already" if known.own else "everybodys"))
    row = (Button(say("add_this"), offer(context, found.url)),)
    return reply(described(context, found) + "\n" + say("own_offer"), row)


async def add(context: Context, command: Command) -> Reply:
    url = command.args.strip()
    if not url:
        raise UsageError(say("how_addsource"))
    if command.press and url.startswith("#"):
        if url not in context.offers:
            return Reply(messages=(), notice=say("offer_gone"))
        url = context.offers[url]
    chat = await settled(context, command.chat)
    found = await looked_up(context, chat, link(url))
    known = next((s for s in await context.store.read_for(chat.id) if s.url == found.url), None)
    if known:
        await context.store.try_again(known.id, context.clock.now())  # where it had ended: it was just read
        return answered(command, described(context, found) + "\n" + say("own_already" if known.own else "everybodys"))
    its, all_ = await context.store.own_counts(chat.id)
    if its >= MAX_OWN:
        raise UserError(say("own_limit", limit=MAX_OWN))
    if all_ >= MAX_OWN_IN_ALL:
        raise UserError(say("own_limit_all"))
    feed = found.feed
    source = Source(
        url=found.url,
        name=title_of(found),
        kind=feed.kind,
        lang=feed.lang,
        family=catalog.family(found.url, None),  # by its address alone: a title is whatever its author likes
    )
    await context.store.add_own_source(source, chat.id, context.clock.now())
    return answered(command, described(context, found) + "\n" + say("own_added", name=title_of(found)))


async def take_file(context: Context, command: Command) -> Reply:
    """The feeds that an OPML file names, as far as there is room; they are looked at when they are first polled."""
    if command.file is None:
        return reply(say("how_import"))
    chat = await settled(context, command.chat)
    allow(context, chat)
    try:
        feeds = await context.workers.run(opml.read_opml, command.file, timeout=OPML_SECONDS)
    except UserError:
        raise UserError(say("bad_opml", problem=say("no_opml"))) from None
    except TimeoutError:
        raise UserError(say("bad_opml", problem=say("slow_opml"))) from None
    its, all_ = await context.store.own_counts(chat.id)
    room = max(0, min(MAX_OWN - its, MAX_OWN_IN_ALL - all_))
    known = {source.url for source in await context.store.read_for(chat.id)}
    fresh = [(url, name) for url, name in feeds if url not in known]
    good = [(url, name) for url, name in fresh if _LINK.fullmatch(url) and len(url) <= MAX_LINK]
    for url, name in good[:room]:
        source = Source(url=url, name=name[:100], family=catalog.family(url, None))
        await context.store.add_own_source(source, chat.id, context.clock.now())
    added = len(good[:room])
    lines = [say("imported", count=count(added, "source")) if added else say("imported_none")]
    if there := len(feeds) - len(fresh):
        lines.append(say("imported_there", count=there))
    if bad := len(fresh) - len(good):
        lines.append(say("imported_bad", count=bad))
    if over := len(good[room:]):
        lines.append(say("imported_over", count=over, limit=MAX_OWN))
    return reply("\n".join(lines))


async def export(context: Context, command: Command) -> Reply:
    own = [s for s in await context.store.read_for(command.chat.id) if s.own]
    if not own:
        return reply(say("own_none"))
    text = opml.write_opml([(source.url, source.name) for source in own])
    told = message(say("exported", count=count(len(own), "source")))
    return Reply(messages=(replace(told, file=File("sources.opml", text.encode())),))


def answered(command: Command, text: str) -> Reply:
    return Reply(
        messages=(message(text),), notice=say("done") if command.press and command.chat.kind == "private" else None
    )


async def remove(context: Context, command: Command) -> Reply:
    """By name, by address, or (its button) by "#" and its id."""
    own = [s for s in await context.store.read_for(command.chat.id) if s.own]
    asked = command.args.strip()
    if not own:
        return reply(say("own_none"))
    if not asked:
        return Reply(messages=(listed(own),))
    found = [source for source in own if names(source, asked)]
    if len(found) != 1:
        gone = asked.startswith("#")  # its button is older than its removal
        which = say("which_own") if found else say("own_gone") if gone else say("not_own", name=asked[:100])
        return Reply(messages=(listed(found or own, which),))
    await context.store.leave_source(command.chat.id, found[0].id)
    return answered(command, say("own_removed", name=found[0].name or found[0].url))


def names(source: Source, asked: str) -> bool:
    if asked.startswith("#"):
        return asked == f"#{source.id}"
    wanted = asked.casefold()
    bare = source.url.partition("://")[2].rstrip("/").casefold()
    if _CHANNEL.fullmatch(wanted):
        return source.kind == "telegram" and bare.rpartition("/")[2] == wanted[1:]
    return wanted in (source.name.casefold(), source.url.casefold()) or wanted.partition("://")[2].rstrip("/") == bare


def listed(own: list[Source], head: str = "") -> Message:
    lines = [head or say("which_own"), *(f"{source.name or source.url} - {source.url}" for source in own[:SHOWN])]
    if len(own) > SHOWN:
        lines.append(say("source_more", count=len(own) - SHOWN))
    rows = [(Button(say("remove_named", name=(s.name or s.url)[:40]), f"removesource:#{s.id}"),) for s in own[:SHOWN]]
    return message("\n".join(lines), *rows)


async def looked_up(context: Context, chat: Chat, url: str) -> Found:
    """What is at the address. Raises UserError, in words, where there is nothing to read, or the chat asks too often."""
    allow(context, chat)
    found = await context.web.look_up(url)
    if isinstance(found, FetchProblem):
        raise UserError(say("own_unread", problem=told(found.text)))
    if not found.feed.kind:
        raise UserError(
            say("own_unread", problem=" ".join(_ended(told(problem)) for problem in found.feed.problems[:2]))
        )
    return found


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith((".", "!", "?")) else sentence + "."


def allow(context: Context, chat: Chat) -> None:
    """Counts one try of the chat. Raises UserError where it has had its share."""
    now = context.clock.now()
    tries = context.tries.pop(chat.id, None) or deque()
    context.tries[chat.id] = tries
    while tries and now - tries[0] >= TRIES_SPAN:
        tries.popleft()
    if len(tries) >= TRIES:
        wait = ago((tries[0] + TRIES_SPAN - now).total_seconds())
        raise UserError(say("own_too_often", tries=TRIES, span=ago(TRIES_SPAN.total_seconds()), wait=wait))
    tries.append(now)
    while len(context.tries) > KEPT:
        del context.tries[next(iter(context.tries))]


def described(context: Context, found: Found) -> str:
    """ "BBC News: RSS, 32 entries, the newest 5 min ago", and the feed's address."""
    feed, now = found.feed, context.clock.now()
    newest = max((e.published for e in feed.entries if e.published and e.published <= now), default=None)
    age = say("newest", ago=since(now - newest)) if newest else ""
    entries = count(len(feed.entries), "entry")
    return say("found", name=title_of(found), kind=kind_name(feed.kind), entries=entries, newest=age, url=found.url)


def kind_name(kind: str) -> str:
    ours = f"kind_{kind}"
    return say(ours) if ours in words.catalog("en") else NAMES.get(kind, kind)


def title_of(found: Found) -> str:
    return found.feed.title[:100] or urlsplit(found.url).hostname or found.url


def offer(context: Context, url: str) -> str:
    """The data of a button that adds this address."""
    data = f"addsource:{url}"
    if len(data.encode()) <= LONGEST_DATA:
        return data
    key = "#" + blake2b(url.encode(), digest_size=12).hexdigest()
    context.offers.pop(key, None)
    context.offers[key] = url
    while len(context.offers) > KEPT:
        del context.offers[next(iter(context.offers))]
    return f"addsource:{key}"
