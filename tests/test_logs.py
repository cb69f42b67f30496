import io
import logging

import pytest

from handlers import logs

TOKEN = "123456789:AAE-abcdefghijklmnopqrstuvwxyz_12345"


@pytest.fixture
def written():
    """What is logged, with logging put back as it was afterwards."""
    root, before = logging.getLogger(), (logging.getLogger().handlers[:], logging.getLogger().level)
    logs.configure(verbose=True)
    stream = io.StringIO()
    root.handlers[0].setStream(stream)
    yield stream
    root.handlers[:], root.level = before


def test_no_token_gets_through(written):
    logging.getLogger("bot").info("posting to https://api.telegram.org/bot%s/sendMessage", TOKEN)
    try:
        raise RuntimeError(f"failed at {TOKEN}")
    except RuntimeError:
        logging.getLogger("bot").exception("oh")
    logging.getLogger("httpx").info("HTTP Request: POST %s", TOKEN)
    assert TOKEN not in written.getvalue()
    assert "AAE-" not in written.getvalue()
    assert "sendMessage" in written.getvalue()
    assert "HTTP Request" not in written.getvalue()
    assert "RuntimeError" in written.getvalue()


def test_stopping_prints_no_traceback(written):
    try:
        raise TimeoutError("Pool timeout")
    except TimeoutError:
        for name in ("telegram.request", "telegram.ext.Updater"):
            logging.getLogger(name).exception("Error while calling get_updates one more time")
    assert written.getvalue() == ""


@pytest.mark.parametrize("name", logs.QUIET)
def test_talkative_libraries_are_quiet(written, name):
    assert not logging.getLogger(name).isEnabledFor(logging.INFO)
