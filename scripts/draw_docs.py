"""Draws the pictures of the docs anew: docs/demo.png, map.png and figures.png, of the demo's news.

    make pictures

The chat page is drawn by a Chromium (/usr/bin/chromium, or another with --browser); the pictures are as the bot sends them.
"""

from __future__ import annotations

import argparse
import asyncio
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import async_playwright

from handlers import demo
from handlers.sandbox import scenario

DOCS = Path(__file__).parent.parent / "docs"
SENT = {"map.png": "/map kabul 3d", "figures.png": "/figures haiti 3d"}
MONDAY = datetime(2021, 8, 16, 15, 30, tzinfo=UTC)  # Kabul has fallen, and Haiti counts its dead
ROOM = {"width": 1200, "height": 880}  # of the page, in pixels


async def sent() -> None:
    """What the bot answers with a picture."""
    async with demo.stage(demo.HandClock(MONDAY)) as running:
        await running.app.pipeline.run_due()
        chat = running.sandbox.chats["person"]
        for file, text in {"": "/timezone Asia/Kabul", **SENT}.items():
            update = running.sandbox.say(chat, text)
            await running.face.done(update)
            if file:
                photo = running.sandbox.messages(chat)[-1]["photo"][-1]["file_id"]
                (DOCS / file).write_bytes(running.sandbox.files[photo].body)


async def page(browser: str) -> None:
    """The chat page with a briefing in it."""
    async with (
        demo.stage(demo.HandClock(scenario.DEFAULT_NOW), paged=True) as running,
        async_playwright() as playwright,
    ):
        await running.app.pipeline.run_due()
        await demo.follow_first(running)
        chromium = await playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        shown = await chromium.new_page(viewport=ROOM)
        await shown.goto(f"http://127.0.0.1:{running.sandbox.port}/")
        await shown.get_by_placeholder("Message").fill("/latest kabul")
        await shown.keyboard.press("Enter")
        await shown.get_by_role("button", name="Follow kabul", exact=True).wait_for()
        await shown.wait_for_timeout(1000)  # until all has slid into its place
        await shown.screenshot(path=DOCS / "demo.png")
        await chromium.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--browser", default="/usr/bin/chromium")
    asyncio.run(sent())
    asyncio.run(page(parser.parse_args().browser))
