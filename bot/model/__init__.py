"""The values that travel through the house, all frozen. Times are aware UTC unless a name says otherwise.

One news item travels once, left to right: Entry (as fetched) -> Item (as read) -> Article (understood) -> Story ->
Briefing -> Message -> Delivery. A command travels: Command -> Reply. `XIntent` is to be written by storage.
"""

from bot.model.briefings import Briefing, BriefStory, Bullet, Evidence, FigureSeries, FigureValue, Health, Status
from bot.model.chats import TERMINAL, Act, Chat, ChatKind, Schedule, Subscription, Told
from bot.model.commands import Command, Reply
from bot.model.deliveries import PAUSED, Delivery, Heard, SendResult
from bot.model.fetching import Check, Fetched, FetchProblem, FetchRequest
from bot.model.intents import AnalysisIntent, EntryIntent, PollIntent
from bot.model.messages import LONGEST_DATA, Button, File, Line, Message, Picture, Run, Style
from bot.model.news import (
    LONGEST_AREAS,
    LONGEST_HEAD,
    Article,
    Attribution,
    Field,
    Figure,
    Item,
    Meaning,
    Place,
    Span,
    Story,
    StoryChange,
    first_line,
)
from bot.model.sources import Entry, Feed, Hurry, Push, Source
from bot.model.topics import Circle, Clause, Condition, Topic

__all__ = [
    "LONGEST_AREAS",
    "LONGEST_DATA",
    "LONGEST_HEAD",
    "PAUSED",
    "TERMINAL",
    "Act",
    "AnalysisIntent",
    "Article",
    "Attribution",
    "BriefStory",
    "Briefing",
    "Bullet",
    "Button",
    "Chat",
    "ChatKind",
    "Check",
    "Circle",
    "Clause",
    "Command",
    "Condition",
    "Delivery",
    "Entry",
    "EntryIntent",
    "Evidence",
    "Feed",
    "FetchProblem",
    "FetchRequest",
    "Fetched",
    "Field",
    "Figure",
    "FigureSeries",
    "FigureValue",
    "File",
    "Health",
    "Heard",
    "Hurry",
    "Item",
    "Line",
    "Meaning",
    "Message",
    "Picture",
    "Place",
    "PollIntent",
    "Push",
    "Reply",
    "Run",
    "Schedule",
    "SendResult",
    "Source",
    "Span",
    "Status",
    "Story",
    "StoryChange",
    "Style",
    "Subscription",
    "Told",
    "Topic",
    "first_line",
]
