"""The Workers: processes that can be killed (pebble), and none at all for tests.

Processes are spawned, not forked: the bot has threads (the storage's writer), and a fork copies their locks half-held.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from typing import Any, TypeVar

T = TypeVar("T")

MAX_WORKERS = 2  # parsing is a small share of the work; more only on machines with more cores
MAX_TASKS = 2_000  # then a worker is replaced: what a parser leaks is bounded
MAX_MEMORY = 512 * 1024 * 1024  # bytes of a worker's own; an honest feed of 10 MB takes under 80 MB
_OUT_OF_MEMORY = 77  # exit code: the others are the system's


class WorkerCrashError(RuntimeError):
    """The worker died under the task (out of memory, a crash in C code). The next task gets a new worker."""


class ProcessWorkers:
    """Implements ports.Workers. Processes start with the first task; functions must be importable by name. Each has
    `max_memory` bytes."""

    def __init__(self, max_workers: int = MAX_WORKERS, max_memory: int = MAX_MEMORY) -> None:
        self._max_workers, self._max_memory = max_workers, max_memory
        self._pool: Any = None
        self._pending: set[Future[Any]] = set()
        self._closed = False

    async def run(self, function: Callable[..., T], *args: object, timeout: float) -> T:
        """function(*args) in a worker. Raises TimeoutError past `timeout` seconds of running (waiting for a free worker
        is not counted), MemoryError where it takes more than a worker has, and WorkerCrashError where the worker dies; all
        cost the worker, not the pool. What the function raises comes through."""
        from pebble import ProcessExpired

        for last_try in (False, True):
            if self._closed:
                raise RuntimeError("the workers are closed")
            pool = self._started()
            try:
                # A pool whose idle workers were all killed from outside is broken, and says so here or there.
                future: Future[T] = pool.schedule(_bounded, args=(function, *args), timeout=timeout)
                self._pending.add(future)
                future.add_done_callback(self._pending.discard)
                return await asyncio.wrap_future(future)
            except ProcessExpired as error:
                if error.exitcode == _OUT_OF_MEMORY:
                    raise MemoryError(f"over {self._max_memory // 1024 // 1024} MB") from error
                raise WorkerCrashError(f"the worker died (exit code {error.exitcode})") from error
            except (BrokenExecutor, RuntimeError) as error:
                if pool.active and not isinstance(error, BrokenExecutor):
                    raise  # the function's own
                if self._pool is pool:
                    await self._end()
                if last_try or self._closed:
                    raise WorkerCrashError("the workers died") from error
        raise AssertionError("unreachable")

    async def close(self) -> None:
        """Kills what is running and waits until no worker is left."""
        self._closed = True
        await self._end()

    async def _end(self) -> None:
        pool, self._pool = self._pool, None
        pending, self._pending = self._pending, set()
        if pool is None:
            return
        pool.stop()
        await asyncio.to_thread(pool.join)
        for future in tuple(pending):  # pebble leaves them waiting for ever
            if not future.done():
                future.set_exception(BrokenExecutor("the workers ended"))

    def _started(self) -> Any:
        if self._pool is None:
            import multiprocessing

            from pebble import ProcessPool

            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPool(
                max_workers=self._max_workers,
                max_tasks=MAX_TASKS,
                initializer=_limit,
                initargs=(self._max_memory,),
                context=context,
            )
        return self._pool


def _limit(memory: int) -> None:
    """This process gets no more than `memory` bytes, where the system knows such a limit."""
    with contextlib.suppress(ImportError, ValueError, OSError):  # Windows; a lower limit that is there already
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _bounded(function: Callable[..., T], *args: object) -> T:
    """function(*args). A worker that ran out of memory ends: what it holds of it comes back with its end alone."""
    try:
        return function(*args)
    except MemoryError:
        os._exit(_OUT_OF_MEMORY)


class InlineWorkers:
    """Implements ports.Workers in this process: for tests, and where starting processes costs more than it saves.
    Nothing can be killed: `timeout` is not kept."""

    async def run(self, function: Callable[..., T], *args: object, timeout: float) -> T:
        return function(*args)

    async def close(self) -> None:
        pass
