"""The Telegram face: Update -> Command, Reply -> messages; implements the Surface port."""

import os

# python-telegram-bot gives spans as timedelta when told so, and warns at each access when not
os.environ.setdefault("PTB_TIMEDELTA", "true")

from handlers.telegram.face import TelegramFace

__all__ = ["TelegramFace"]
