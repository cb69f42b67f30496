"""The Workers: processes that can be killed (pebble), and none at all for tests.

Processes are spawned, not forked: the bot has threads (the storage's writer), and a fork copies their locks half-held.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, Future
from typing import Any, TypeVar

T = TypeVar("T")

MAX_WORKERS = 2  # parsing is a small share of the work; more only on machines with more cores
MAX_TASKS = 2_000  # then a worker is replaced: what a parser leaks is bounded


class WorkerCrashError(RuntimeError):
    """The worker died under the task (out of memory, a crash in C code). The next task gets a new worker."""


class ProcessWorkers:
    """Implements ports.Workers. Processes start with the first task; functions must be importable by name."""

    def __init__(self, max_workers: int = MAX_WORKERS) -> None:
        self._max_workers = max_workers
        self._pool: Any = None
        self._pending: set[Future[Any]] = set()
        self._closed = False

    async def run(self, function: Callable[..., T], *args: object, timeout: float) -> T:
        """function(*args) in a worker. Raises TimeoutError past `timeout` seconds of running (waiting for a free worker
        is not counted) and WorkerCrashError where the worker dies; both cost the worker, not the pool. What the
        function raises comes through."""
        from pebble import ProcessExpired

        for last_try in (False, True):
            if self._closed:
                raise RuntimeError("the workers are closed")
            pool = self._started()
            try:
                # A pool whose idle workers were all killed from outside is broken, and says so here or there.
                future: Future[T] = pool.schedule(function, args=args, timeout=timeout)
                self._pending.add(future)
                future.add_done_callback(self._pending.discard)
                return await asyncio.wrap_future(future)
            except ProcessExpired as error:
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
            self._pool = ProcessPool(max_workers=self._max_workers, max_tasks=MAX_TASKS, context=context)
        return self._pool


class InlineWorkers:
    """Implements ports.Workers in this process: for tests, and where starting processes costs more than it saves.
    Nothing can be killed: `timeout` is not kept."""

    async def run(self, function: Callable[..., T], *args: object, timeout: float) -> T:
        return function(*args)

    async def close(self) -> None:
        pass
