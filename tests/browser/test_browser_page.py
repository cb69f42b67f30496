"""The chat page in a real browser, against the real sandbox. Whatever the browser complains about fails the test."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import struct
import zlib
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto

from bot.brief.pictures import draw, maps
from handlers.sandbox import Sandbox
from handlers.sandbox import page as pages

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]

NAMES = ("/usr/bin/chromium", "chromium", "chromium-browser", "google-chrome")
FLAGS = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync"]  # fmt: skip
END = datetime(2021, 8, 17, tzinfo=UTC)  # of the news
PATIENCE = 8_000  # ms that an expectation waits, on a busy machine
VIOLATIONS = "document.addEventListener('securitypolicyviolation', e => console.error('CSP: ' + e.violatedDirective))"
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>"


class Clock:
    def __init__(self) -> None:
        self.time = datetime(2021, 8, 13, 18, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.time


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        reason = f"no Chromium found (looked for {', '.join(NAMES)})"
        if os.environ.get("SITREP_BROWSER") == "required":
            pytest.fail(f"{reason}, and SITREP_BROWSER=required")
        pytest.skip(f"{reason}; SITREP_BROWSER=required makes this a failure")
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=FLAGS)
        yield browser
        await browser.close()


@pytest_asyncio.fixture(loop_scope="module")
async def sandbox(monkeypatch) -> AsyncIterator[Sandbox]:
    monkeypatch.setattr(pages, "TICK", 0.2)
    sandbox = Sandbox(Clock())
    sandbox.mount(pages.routes(sandbox, END))
    await sandbox.start()
    yield sandbox
    await sandbox.close()


@pytest_asyncio.fixture(loop_scope="module")
async def bot(sandbox: Sandbox) -> AsyncIterator[Bot]:
    async with Bot(sandbox.token, base_url=sandbox.base_url, base_file_url=sandbox.file_url) as bot:
        await bot.set_my_commands(
            [("latest", "the news on a topic"), ("follow", "briefings"), ("help", "all I can do")]
        )
        yield bot


class Complaints(list[str]):
    """What the browser complains about, but for what matches `expected`."""

    expected = "(?!)"

    def unexpected(self) -> list[str]:
        return [line for line in self if not re.search(self.expected, line)]


@pytest_asyncio.fixture(loop_scope="module")
async def complaints() -> AsyncIterator[Complaints]:
    complaints = Complaints()
    yield complaints
    assert complaints.unexpected() == []


async def open_page(browser: Browser, sandbox: Sandbox, complaints: Complaints, **options: Any) -> Page:
    context = await browser.new_context(reduced_motion="reduce", **options)
    context.set_default_timeout(PATIENCE)
    page = await context.new_page()
    await page.add_init_script(VIOLATIONS)
    page.on("console", lambda m: complaints.append(f"{m.type}: {m.text}") if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
    page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
    ours = f"http://127.0.0.1:{sandbox.port}/"
    page.on("request", lambda r: None if r.url.startswith(ours) else complaints.append(f"request: {r.url}"))
    await page.goto(ours)
    await expect(page.locator("#chats .chat")).to_have_count(3)
    return page


@pytest_asyncio.fixture(loop_scope="module")
async def page(browser: Browser, sandbox: Sandbox, bot: Bot, complaints: Complaints) -> AsyncIterator[Page]:
    page = await open_page(browser, sandbox, complaints)
    yield page
    await page.context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def phone(browser: Browser, sandbox: Sandbox, bot: Bot, complaints: Complaints) -> AsyncIterator[Page]:
    page = await open_page(
        browser, sandbox, complaints, viewport={"width": 360, "height": 640}, color_scheme="dark", has_touch=True
    )
    yield page
    await page.context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def echo(bot: Bot) -> AsyncIterator[None]:
    """A little bot: it repeats what it is told, with a button, and answers presses."""

    async def serve() -> None:
        keys = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more"),
                                      InlineKeyboardButton("Beware", callback_data="alert")]])  # fmt: skip
        offset = None
        while True:
            for update in await bot.get_updates(offset, timeout=5):
                offset = update.update_id + 1
                if query := update.callback_query:
                    await query.answer(f"pressed {query.data}", show_alert=query.data == "alert")
                    continue
                said = update.effective_message
                assert said is not None
                await bot.send_message(said.chat.id, f"You said: {said.text}", reply_markup=keys)

    serving = asyncio.create_task(serve())
    yield
    serving.cancel()
    await asyncio.gather(serving, return_exceptions=True)


def buttons(*rows: list[dict[str, str]]) -> dict[str, Any]:
    return {"reply_markup": {"inline_keyboard": list(rows)}}


def put(sandbox: Sandbox, name: str, **content: Any) -> int:
    """A message of the bot as it never comes through the Bot API: the page must not rely on the server."""
    chat = sandbox.room(sandbox.chats[name])
    message = sandbox.next_message(chat, sandbox.bot_id, content)
    return int(sandbox.store(chat, message, from_bot=True)["message_id"])


def picture(width: int, height: int) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = (b"\0" + b"\x40\x80\xc0" * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", head), chunk(b"IDAT", zlib.compress(rows)), chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def chat(page: Page, title: str):
    return page.locator("#chats .chat").filter(has=page.get_by_text(title, exact=True))


async def test_the_browser_keeps_to_the_policy(page, complaints):
    complaints.expected = "style-src"
    async with page.expect_console_message(lambda message: message.text.startswith("CSP")):
        await page.evaluate("document.body.setAttribute('style', 'color: red')")
    assert complaints != []


# --- talking ------------------------------------------------------------------------------------------------------


async def test_what_one_types_and_what_comes_back_stand_in_bubbles(page, echo):
    await page.fill("#input", "/latest kabul")
    await page.press("#input", "Enter")
    await expect(page.locator(".row.mine .text")).to_contain_text("/latest kabul")
    await expect(page.locator(".row.theirs .text")).to_contain_text("You said: /latest kabul")
    await expect(page.locator("#input")).to_have_value("")
    await expect(page.locator(".row.theirs time")).to_have_text("18:00")
    await expect(page.locator(".pill.day")).to_have_text("13 August 2021")
    await expect(page.locator("#clock")).to_have_text("Fri, 13 Aug 2021 · 18:00 UTC")
    await expect(page.locator("#log")).to_have_attribute("aria-live", "polite")


async def test_shift_enter_breaks_the_line_and_the_send_button_sends(page, echo):
    await expect(page.locator("#send")).to_be_disabled()
    await page.fill("#input", "one")
    await page.press("#input", "Shift+Enter")
    await page.locator("#input").press_sequentially("two")
    await page.click("#send")
    await expect(page.locator(".row.mine .text")).to_contain_text("one\ntwo", use_inner_text=True)


async def test_the_empty_chat_offers_something_to_try(page, echo):
    await page.get_by_role("button", name="/latest kabul").click()
    await expect(page.locator(".row.theirs .text")).to_contain_text("You said: /latest kabul")
    await expect(page.locator("#empty")).to_be_hidden()


async def test_a_command_in_a_text_says_it(page, bot, sandbox):
    await bot.send_message(sandbox.chats["person"], "See /help or /latest.")
    await page.locator(".row").get_by_role("button", name="/help").click()
    await expect(page.locator(".row.mine .text")).to_contain_text("/help")


async def test_the_command_menu_by_keyboard(page):
    await page.fill("#input", "/")
    options = page.get_by_role("option")
    await expect(options).to_have_count(3)
    await page.locator("#input").press_sequentially("l")
    await expect(options).to_have_count(1)
    await page.press("#input", "Tab")
    await expect(page.locator("#input")).to_have_value("/latest ")
    await expect(page.locator("#menu")).to_be_hidden()
    await page.fill("#input", "/")
    await page.press("#input", "Escape")
    await expect(page.locator("#menu")).to_be_hidden()
    await page.fill("#input", "/")
    await page.press("#input", "ArrowDown")
    await page.press("#input", "ArrowDown")
    await expect(page.locator('[aria-selected="true"]')).to_contain_text("/follow")
    await page.press("#input", "Enter")
    await expect(page.locator(".row.mine .text")).to_contain_text("/follow")


async def test_the_menu_button_opens_the_commands(page):
    await page.click("#commands")
    await page.get_by_role("option").filter(has_text="/help").click()
    await expect(page.locator(".row.mine .text")).to_contain_text("/help")


async def test_a_refusal_is_one_line_and_the_text_stays(page, sandbox, complaints):
    complaints.expected = "409"  # the browser notes every answer that is an error
    sandbox.block()
    await page.fill("#input", "are you there?")
    await page.press("#input", "Enter")
    await expect(page.get_by_role("alert")).to_have_text("the bot is blocked: unblock it first")
    await expect(page.locator("#input")).to_have_value("are you there?")
    sandbox.unblock()
    await page.press("#input", "Enter")
    await expect(page.locator(".row.mine .text")).to_contain_text("are you there?")
    await expect(page.locator("#notice")).to_be_hidden()


# --- buttons ------------------------------------------------------------------------------------------------------


async def test_a_pressed_button_waits_until_its_answer_and_shows_it(page, bot, sandbox):
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    await bot.send_message(sandbox.chats["person"], "news", reply_markup=keys)
    more = page.get_by_role("button", name="More")
    await more.click()
    await expect(more).to_have_attribute("aria-busy", "true")
    (update,) = await bot.get_updates(timeout=5)
    assert update.callback_query.data == "more"
    await bot.answer_callback_query(update.callback_query.id, "Nothing more")
    await expect(more).to_have_attribute("aria-busy", "false")
    await expect(page.locator("#toast")).to_have_text("Nothing more")
    await expect(page.locator("#toast")).to_be_visible()


async def test_answers_as_toast_and_as_alert(page, echo):
    await page.fill("#input", "hello")
    await page.press("#input", "Enter")
    await page.get_by_role("button", name="More").click()
    await expect(page.locator("#toast")).to_have_text("pressed more")
    await page.get_by_role("button", name="Beware").click()
    await expect(page.locator("#alert")).to_contain_text("pressed alert")
    await page.get_by_role("button", name="OK").click()
    await expect(page.locator("#alert")).to_be_hidden()


async def test_an_edit_keeps_the_focus_and_is_marked(page, bot, sandbox):
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("More", callback_data="more")]])
    sent = await bot.send_message(sandbox.chats["person"], "short", reply_markup=keys)
    await page.get_by_role("button", name="More").focus()
    await bot.edit_message_text("long", sandbox.chats["person"], sent.message_id, reply_markup=keys)
    await expect(page.locator(".row.theirs .text")).to_contain_text("long")
    await expect(page.locator(".row.theirs .meta")).to_contain_text("edited")
    await expect(page.get_by_role("button", name="More")).to_be_focused()


async def test_buttons_with_addresses_are_links(page, sandbox):
    row = [
        {"text": "Article", "url": "https://harbourpost.example/1"},
        {"text": "Trap", "url": "javascript:alert(3)"},
        {"text": "Odd", "web_app": "x"},
    ]
    put(sandbox, "person", text="news", **buttons(row))
    article = page.get_by_role("link", name="Article")
    await expect(article).to_have_attribute("href", "https://harbourpost.example/1")
    await expect(article).to_have_attribute("rel", "noopener noreferrer")
    await expect(article).to_have_attribute("target", "_blank")
    await expect(page.get_by_role("button", name="Trap")).to_be_disabled()
    await expect(page.get_by_role("button", name="Odd")).to_be_disabled()


# --- what comes by itself -----------------------------------------------------------------------------------------


async def test_a_push_arrives_live_and_another_chats_badge_counts(page, bot, sandbox):
    await bot.send_message(sandbox.chats["person"], "here")
    await bot.send_message(sandbox.chats["group"], "one")
    await bot.send_message(sandbox.chats["group"], "two", disable_notification=True)
    await expect(page.locator(".row.theirs .text")).to_contain_text("here")
    await expect(chat(page, "Field desk").locator(".badge")).to_have_text("2")
    await expect(chat(page, "Field desk").locator(".preview")).to_have_text("sitrep: two")
    await expect(chat(page, "sitrep").locator(".badge")).to_be_hidden()
    await expect(page).to_have_title("(2) sitrep")
    await chat(page, "Field desk").click()
    await expect(page.locator(".pill.unread")).to_have_text("Unread messages")
    await expect(page.locator(".row")).to_have_count(2)
    await expect(page.get_by_role("img", name="silent")).to_have_count(1)
    await expect(chat(page, "Field desk").locator(".badge")).to_be_hidden()
    await expect(page).to_have_title("sitrep")
    await chat(page, "sitrep").click()
    await chat(page, "Field desk").click()
    await expect(page.locator(".pill.unread")).to_have_count(0)


async def test_typing_shows_until_the_message_comes(page, bot, sandbox):
    await bot.send_chat_action(sandbox.chats["person"], "typing")
    await expect(page.locator("#standing")).to_have_text("typing")
    await bot.send_message(sandbox.chats["person"], "done")
    await expect(page.locator("#standing")).to_have_text("bot")


async def test_a_deleted_message_goes(page, bot, sandbox):
    sent = await bot.send_message(sandbox.chats["person"], "mistake")
    await bot.send_message(sandbox.chats["person"], "stays")
    await expect(page.locator(".row")).to_have_count(2)
    await bot.delete_message(sandbox.chats["person"], sent.message_id)
    await expect(page.locator(".row")).to_have_count(1)


async def test_each_day_has_its_separator(page, bot, sandbox):
    await bot.send_message(sandbox.chats["person"], "today")
    sandbox.clock.time += timedelta(hours=7)
    await bot.send_message(sandbox.chats["person"], "tomorrow")
    await expect(page.locator(".pill.day")).to_have_text(["13 August 2021", "14 August 2021"])
    await expect(page.locator("#clock")).to_have_text("Sat, 14 Aug 2021 · 01:00 UTC")


async def test_the_end_of_the_news_is_said(phone, sandbox):
    sandbox.clock.time = END
    await expect(phone.locator("#clock")).to_have_text("The news ends here · 00:00 UTC")
    assert await phone.evaluate("document.documentElement.scrollWidth") == 360


async def test_reading_further_up_is_not_disturbed(page, bot, sandbox):
    for n in range(40):
        put(sandbox, "person", text=f"line {n}")
    await expect(page.locator(".row")).to_have_count(40)
    await page.locator("#log").evaluate("log => { log.scrollTop = 0 }")
    await expect(page.locator("#jump")).to_be_visible()
    await bot.send_message(sandbox.chats["person"], "newest")
    await expect(page.locator("#below")).to_have_text("1")
    assert await page.locator("#log").evaluate("log => log.scrollTop") == 0
    await page.click("#jump")
    await expect(page.locator("#jump")).to_be_hidden()
    await expect(page.locator(".row .text").last).to_be_in_viewport()


async def test_the_page_comes_back_by_itself_and_shows_what_it_missed(page, bot, sandbox, complaints):
    complaints.expected = "ERR_|Failed to load"  # the connection is lost on purpose
    await bot.send_message(sandbox.chats["person"], "before")
    await expect(page.locator(".row")).to_have_count(1)
    port = sandbox.port
    await sandbox.close()
    await expect(page.locator("body")).to_have_class(re.compile("offline"))
    other = Sandbox(Clock())
    other.mount(pages.routes(other))
    put(other, "person", text="another world")
    await other.start(port)
    try:
        await expect(page.locator("body")).not_to_have_class(re.compile("offline"))
        await expect(page.locator(".row .text")).to_contain_text(["another world"])
    finally:
        await page.goto("about:blank")
        await other.close()


async def test_after_a_reload_what_was_read_stays_read(page, bot, sandbox):
    await bot.send_message(sandbox.chats["channel"], "post")
    await bot.send_message(sandbox.chats["group"], "push")
    await chat(page, "Field desk briefings").click()
    await expect(page.locator(".row")).to_have_count(1)
    await page.reload()
    await expect(chat(page, "Field desk").locator(".badge")).to_have_text("1")
    await expect(chat(page, "Field desk briefings").locator(".badge")).to_be_hidden()


# --- texts --------------------------------------------------------------------------------------------------------


async def test_hostile_text_stays_text(page, sandbox):
    trap = [{"type": "text_link", "offset": 0, "length": 28, "url": "javascript:alert(1)"},
            {"type": "pre", "offset": 0, "length": 5, "language": HOSTILE},
            {"type": "bold", "offset": 3, "length": 9_999},
            {"type": "italic", "offset": -4, "length": 6},
            {"type": HOSTILE, "offset": 30, "length": 4}]  # fmt: skip
    put(sandbox, "person", text=HOSTILE, entities=trap, **buttons([{"text": HOSTILE, "callback_data": HOSTILE}]))
    sandbox.say(sandbox.chats["person"], HOSTILE)
    sandbox.chat_by_id[sandbox.chats["group"]].title = HOSTILE
    await expect(page.locator(".row.theirs .text")).to_contain_text(HOSTILE[5:])
    await expect(page.locator(".row.theirs button.key")).to_have_text(HOSTILE)
    await expect(page.locator(".row.mine .text")).to_contain_text(HOSTILE)
    await page.reload()
    await expect(page.locator("#chats")).to_contain_text(HOSTILE)
    await expect(page.locator("#log img, #log script, #chats img, #chats script")).to_have_count(0)
    await expect(page.locator('a[href^="javascript"]')).to_have_count(0)


async def test_only_web_addresses_become_links(page, sandbox):
    for address in ("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://",
                    "tg://x", "\x01javascript:alert(1)", "https://harbourpost.example/"):  # fmt: skip
        put(sandbox, "person", text="see", entities=[{"type": "text_link", "offset": 0, "length": 3, "url": address}])
    await expect(page.locator(".row")).to_have_count(8)
    links = await page.locator(".row a").evaluate_all("links => links.map(link => link.href)")
    assert links == ["https://harbourpost.example/"]


ENTITIES = (
    ("<b>x 😀 <i>y</i></b>", "strong > em", "y"),
    ("<u>x</u>", "u", "x"),
    ("<s>x</s>", "s", "x"),
    ("a <code>x &lt; y</code>", "code", "x < y"),
    ("<pre>x\n y</pre>", "pre > code", "x\n y"),
    ('<pre><code class="language-json">{}</code></pre>', "pre > .language", "json"),
    ("<blockquote>x</blockquote>y", "blockquote", "x"),
    ("<blockquote expandable>x\ny</blockquote>", ".quote > blockquote.folded", "x\ny"),
    ('😀 <a href="http://a.example/?x=1&amp;y=2">x</a>', 'a[href="http://a.example/?x=1&y=2"][rel~=noopener]', "x"),
    ("see harbourpost.example.com now", 'a[href="https://harbourpost.example.com/"]', "harbourpost.example.com"),
    ("#kabul", ".mark", "#kabul"),
    ("@sitrep_sandbox_bot", ".mark", "@sitrep_sandbox_bot"),
)


async def test_entities_are_nodes(page, bot, sandbox):
    for html, _, _ in ENTITIES:
        await bot.send_message(sandbox.chats["person"], html, parse_mode="HTML")
    for n, (_, selector, text) in enumerate(ENTITIES, start=1):
        await expect(page.locator(f'[data-id="{n}"] .text {selector}')).to_have_text(text, use_inner_text=True)


async def test_a_spoiler_opens_by_keyboard_and_a_long_quote_unfolds(page, bot, sandbox):
    html = "<tg-spoiler>hidden</tg-spoiler> <blockquote expandable>1\n2\n3\n4\n5\n6</blockquote>"
    await bot.send_message(sandbox.chats["person"], html, parse_mode="HTML")
    spoiler = page.get_by_role("button", name="Spoiler")
    await spoiler.focus()
    await spoiler.press("Enter")
    await expect(page.locator(".spoiler.shown .covered")).to_have_css("opacity", "1")
    await page.get_by_role("button", name="Show more").click()
    await expect(page.locator("blockquote")).not_to_have_class("folded")


async def test_each_line_runs_in_its_own_direction(page, sandbox):
    put(
        sandbox,
        "person",
        text=f"The airport of Kabul is open\nفرودگاه کابل\n3 ○ \u2068فرودگاه\u2069 16:43\n{'wide ' * 12}",
    )
    bubble = page.locator(".row .text")
    sides = await bubble.evaluate(
        """text => {
            const box = text.getBoundingClientRect(), range = document.createRange(), sides = [];
            for (const node of text.childNodes) {
                let at = 0;
                for (const line of node.nodeType === Node.TEXT_NODE ? node.data.split("\\n") : []) {
                    range.setStart(node, at); range.setEnd(node, at + line.length); at += line.length + 1;
                    const rect = range.getBoundingClientRect();
                    if (line.trim()) sides.push([rect.left - box.left < 3, box.right - rect.right < 6]);
                }
            }
            return sides;
        }"""
    )
    assert sides[:3] == [[True, False], [False, True], [True, False]]
    await page.fill("#input", "سلام")
    assert await page.locator("#input").evaluate("e => getComputedStyle(e).direction") == "rtl"


# --- groups, channels, files, small screens -----------------------------------------------------------------------


async def test_in_a_group_names_stand_over_what_others_say(page, bot, sandbox):
    await chat(page, "Field desk").click()
    await page.fill("#input", "/latest kabul")
    await page.press("#input", "Enter")
    await expect(page.locator(".row.mine .text")).to_contain_text("/latest kabul")
    await expect(page.locator("#notice")).to_be_hidden()
    sandbox.say(sandbox.chats["group"], "thanks", user_id=1002)
    sandbox.say(sandbox.chats["group"], "indeed", user_id=1002)
    sandbox.say(sandbox.chats["group"], "from the desk", user_id=1003, anonymous=True)
    await bot.send_message(sandbox.chats["group"], "briefing", reply_to_message_id=1)
    await expect(page.locator(".row.first .name")).to_have_text(["Tomas Weber", "Field desk", "sitrep"])
    await expect(page.locator(".row .name:visible")).to_have_count(3)
    await expect(page.locator(".row .reply")).to_contain_text("/latest kabul")
    await page.fill("#input", "well done, all")
    await page.press("#input", "Enter")
    await expect(page.locator("#notice")).to_contain_text("The bot does not see this")


async def test_a_channel_has_posts_and_no_sides(page, bot, sandbox):
    await chat(page, "Field desk briefings").click()
    await page.fill("#input", "Good morning")
    await page.press("#input", "Enter")
    await expect(page.locator(".row.theirs .text")).to_contain_text("Good morning")
    await bot.send_message(sandbox.chats["channel"], "KABUL")
    await expect(page.locator(".row.theirs")).to_have_count(2)
    await expect(page.locator(".row.mine")).to_have_count(0)
    await expect(page.locator(".row.first .name")).to_have_text("Field desk briefings")
    await expect(page.locator("#standing")).to_contain_text("subscriber")


async def test_a_group_that_becomes_a_supergroup_stays_open(page, sandbox):
    await chat(page, "Field desk").click()
    sandbox.migrate(sandbox.chats["group"])
    await expect(page.locator(".pill.service")).to_contain_text("upgraded to a supergroup")
    await page.fill("#input", "/latest")
    await page.press("#input", "Enter")
    await expect(page.locator(".row.mine .text")).to_contain_text("/latest")


async def test_pictures_and_documents(page, bot, sandbox):
    await bot.send_photo(sandbox.chats["person"], picture(600, 300), caption="<b>Where</b>", parse_mode="HTML")
    image = page.locator(".photo img")
    await expect(image).to_have_js_property("naturalWidth", 600)
    await expect(page.locator(".row .text strong")).to_have_text("Where")
    await image.click()
    await expect(page.locator("#zoom")).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(page.locator("#zoom")).to_be_hidden()
    await bot.send_document(sandbox.chats["person"], b"a,b\n", filename="kabul.csv")
    async with page.expect_download() as waited:
        await page.locator("a.document").click()
    download = await waited.value
    assert download.suggested_filename == "kabul.csv"


async def test_a_picture_drawn_anew_takes_the_place_of_the_old_one(page, bot, sandbox):
    keys = InlineKeyboardMarkup([[InlineKeyboardButton("Dark", callback_data="map-dark:24h kabul")]])
    sent = await bot.send_photo(sandbox.chats["person"], picture(640, 480), caption="Where", reply_markup=keys)
    image = page.locator(".photo img")
    await expect(image).to_have_js_property("naturalWidth", 640)
    await page.get_by_role("button", name="Dark").focus()
    new = InputMediaPhoto(picture(320, 240), caption="Where, at night")
    await bot.edit_message_media(new, sandbox.chats["person"], sent.message_id, reply_markup=keys)
    await expect(image).to_have_count(1)
    await expect(image).to_have_js_property("naturalWidth", 320)
    await expect(page.locator(".row.theirs .text")).to_contain_text("Where, at night")
    await expect(page.locator(".row.theirs .meta")).to_contain_text("edited")
    await expect(page.get_by_role("button", name="Dark")).to_be_focused()


async def test_a_map_of_the_bots_own_can_be_read_on_a_phone(phone, bot, sandbox):
    spot = maps.Spot(id=1, names=("Kabul",), country="AF", lat=34.5, lon=69.2, weight=1.0, status="confirmed",
                     stories=frozenset())  # fmt: skip
    png = draw(maps.plan([spot], title="Kabul", note="last 24 h", countries=["AF"]), True)
    await bot.send_photo(sandbox.chats["person"], png, caption="<b>KABUL</b>\n1 ● Kabul: news", parse_mode="HTML")
    image = phone.locator(".photo img")
    await expect(image).to_have_js_property("naturalWidth", 1280)
    box = await image.bounding_box()
    assert box["width"] > 250  # of 360: the whole bubble
    assert box["width"] / box["height"] == pytest.approx(1280 / 960, rel=0.02)  # nothing is cut off
    await expect(phone.locator(".row .text strong")).to_have_text("KABUL")


async def test_a_phone_shows_the_chat_or_the_list(phone, bot, sandbox):
    await bot.send_message(sandbox.chats["person"], f"A long line without end {'word ' * 60} {'x' * 300}")
    await expect(phone.locator(".row .text")).to_contain_text("A long line")
    assert await phone.evaluate("[document.documentElement, document.getElementById('log')]"
                                ".every(node => node.scrollWidth <= node.clientWidth)")  # fmt: skip
    await expect(phone.locator("#chats")).to_be_hidden()
    await bot.send_message(sandbox.chats["channel"], "post")
    await expect(phone.locator("#others")).to_have_text("1")
    await phone.get_by_role("button", name="Back to the chats").click()
    await expect(phone.locator("#log")).to_be_hidden()
    await bot.send_message(sandbox.chats["person"], "unseen")
    await expect(chat(phone, "sitrep").locator(".badge")).to_have_text("1")
    await chat(phone, "sitrep").click()
    await expect(phone.locator(".pill.unread")).to_be_visible()
    await expect(phone.locator(".row .text").last).to_be_in_viewport()


async def test_the_page_is_dark_where_the_system_is(page, phone):
    shade = "getComputedStyle(document.body).backgroundColor"
    assert await page.evaluate(shade) == "rgb(255, 255, 255)"
    assert await phone.evaluate(shade) == "rgb(23, 33, 43)"
