import asyncio
import gc
import sys
from pathlib import Path

from hypothesis import settings

sys.path.insert(0, str(Path(__file__).parent))
# machines are noisy: how long an example takes says nothing of what is tested
settings.register_profile("sitrep", deadline=None)
settings.load_profile("sitrep")


def pytest_asyncio_loop_factories(config, item):
    """The loop that the bot runs on (handlers/cli/base.py), where it can be had: it takes less CPU than Python's own."""
    try:
        import uvloop
    except ImportError:
        return {"asyncio": asyncio.new_event_loop}
    return {"uvloop": uvloop.new_event_loop}


def pytest_collection_finish():
    """What was collected lives until the end: the garbage collector need not look through it again and again."""
    gc.collect()
    gc.freeze()
