"""The bot on Telegram, through python-telegram-bot: long polling or webhook in, the Surface port out."""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from typing import Any

from aiohttp import web
from telegram import BotCommand, Update
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError
from telegram.ext import AIORateLimiter, Application, ContextTypes, TypeHandler

from bot.config import TelegramConfig
from bot.errors import UserError
from bot.model import Message, SendResult
from bot.words import LANGUAGES, say, speaking
from handlers.telegram import rights, webhook
from handlers.telegram.attendant import Attendant, Engine
from handlers.telegram.incoming import AT_ONCE, InChatOrder, Polling, Requests
from handlers.telegram.surface import patiently, replace_text, seconds, send, take_back

log = logging.getLogger(__name__)

UPDATES = [Update.MESSAGE, Update.EDITED_MESSAGE, Update.CHANNEL_POST, Update.CALLBACK_QUERY, Update.MY_CHAT_MEMBER]
MENU = ("latest", "map", "follow", "topics", "schedule", "sources", "addsource", "language", "help")


class TelegramFace:
    """Connects an engine to one bot token. Implements the Surface port."""

    def __init__(self, config: TelegramConfig, timezone: str = "UTC", *, paced: bool = True) -> None:
        self.config, self.timezone = config, timezone
        self.username = ""
        self.dealt_with: deque[int] = deque(maxlen=10 * AT_ONCE)
        self.progress = asyncio.Event()
        self.webhook: web.AppRunner | None = None
        builder: Any = Application.builder()
        if paced:  # as Telegram asks: 30 messages a second, 20 a minute in a group
            # we do the retrying: a delivery's due time is in its row, and survives a restart
            builder = builder.rate_limiter(AIORateLimiter(max_retries=0))
        self.application: Application[Any, Any, Any, Any, Any, Any] = (
            builder.token(config.token)
            .base_url(config.base_url)
            .base_file_url(config.base_file_url)
            .request(Requests())
            .get_updates_request(Polling())
            .concurrent_updates(InChatOrder(self.note))
            .build()
        )
        self.application.add_error_handler(self.on_error)

    # --- lifecycle ---

    async def start(self, engine: Engine) -> None:
        """Signs in and begins to listen. Raises UserError where Telegram refuses the token, cannot be reached or asks to wait for
        too long, and for a webhook without a secret."""
        if self.config.webhook_url and not self.config.webhook_secret:
            # the address is public: without the secret anybody could speak in anybody's name
            raise UserError("a webhook needs [telegram] webhook_secret: a long random word that only Telegram is told")
        try:
            await patiently(self.application.initialize)
            self.username = self.application.bot.username
            attendant = Attendant(self.application.bot, engine, self.timezone)
            self.application.add_handler(TypeHandler(Update, attendant.on_update))
            await self.show_menus()
            await self.application.start()
            if self.config.webhook_url:
                await self.listen()
            elif self.application.updater:
                await self.application.updater.start_polling(
                    poll_interval=0.0,
                    bootstrap_retries=-1,
                    allowed_updates=UPDATES,
                    error_callback=lambda error: log.warning("Telegram: %s", error.message),
                )
        except InvalidToken:
            raise UserError("Telegram refuses the token: check [telegram] token or SITREP_TELEGRAM_TOKEN") from None
        except BadRequest as error:
            raise UserError(f"Telegram refuses [telegram] webhook_url: {error.message}") from None
        except NetworkError as error:
            raise UserError(f"Telegram cannot be reached at {self.config.base_url}: {error.message}") from None
        except RetryAfter as error:
            raise UserError(f"Telegram asks to wait for {seconds(error):.0f} s before the next start") from None

    async def show_menus(self) -> None:
        """The commands that Telegram offers, in each language; in English to whoever has none of ours. We run without, too."""
        for language in LANGUAGES:
            with speaking(language):
                menu = [BotCommand(name, say(f"menu_{name}")) for name in MENU]
            code = None if language == "en" else language
            try:
                await self.application.bot.set_my_commands(menu, language_code=code)
            except TelegramError as error:
                log.warning("the menu of commands in %s was not set: %s", language, error.message)

    async def listen(self) -> None:
        bot, config, url = self.application.bot, self.config, self.config.webhook_url
        self.webhook = await webhook.served(config, bot, self.application.update_queue.put)
        await patiently(lambda: bot.set_webhook(url, secret_token=config.webhook_secret, allowed_updates=UPDATES))

    async def stop(self) -> None:
        """Finishes what was received, then signs off."""
        if self.webhook:
            await self.webhook.cleanup()
        if self.application.updater and self.application.updater.running:
            await self.application.updater.stop()
        if self.application.running:
            await self.application.stop()
        await self.application.shutdown()
        await self.application.bot.shutdown()  # does what the line above leaves undone where signing in failed

    def note(self, update_id: int) -> None:
        self.dealt_with.append(update_id)
        self.progress.set()

    async def done(self, update_id: int) -> None:
        """Returns when this update has been dealt with (for drivers that speak in turn)."""
        while update_id not in self.dealt_with:
            self.progress.clear()
            await self.progress.wait()

    # --- out ---

    async def send(self, chat: int, message: Message, thread: int | None, answers: int | None = None) -> SendResult:
        return await send(self.application.bot, chat, message, thread=thread, reply_to=answers)

    async def edit(self, chat: int, message_id: int, message: Message) -> SendResult:
        return await replace_text(self.application.bot, chat, message_id, message)

    async def administers(self, chat: int, person: int) -> bool:
        try:
            return await rights.is_administrator(self.application.bot, chat, person)
        except TelegramError as error:
            log.warning("whether %s administers %s could not be asked: %s", person, chat, error.message)
            return False

    async def delete(self, chat: int, message_id: int) -> SendResult:
        return await take_back(self.application.bot, chat, message_id)

    async def on_error(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        if isinstance(context.error, TelegramError):
            log.warning("Telegram: %s", context.error.message)
        else:
            log.error("a bug while dealing with an update", exc_info=context.error)
