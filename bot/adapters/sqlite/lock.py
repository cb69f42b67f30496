"""Who owns a database: an OS lock on `<database>.lock`, which the OS takes back however the process ends."""

from __future__ import annotations

import fcntl
import os
from pathlib import Path

from bot.errors import StorageError

_held: set[int] = set()


def _forget() -> None:
    # a forked worker that outlives a killed parent must not keep the parent's lock
    for fd in _held:
        os.close(fd)
    _held.clear()


os.register_at_fork(after_in_child=_forget)


def _file(path: Path) -> Path:
    return path.with_name(path.name + ".lock")


def take(path: Path) -> int:
    """Makes this process the owner; returns what release() needs. Raises StorageError where there is one already."""
    try:
        fd = os.open(_file(path), os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise StorageError(f"{_file(path)} cannot be written: {error.strerror}.") from None
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        owner = os.read(fd, 20).decode("ascii", "replace").strip()
        os.close(fd)
        raise StorageError(
            f"{path} is in use by another sitrep{f' (process {owner})' if owner else ''}: stop that one first."
        ) from None
    os.ftruncate(fd, 0)
    os.write(fd, str(os.getpid()).encode())
    _held.add(fd)
    return fd


def release(fd: int) -> None:
    if fd in _held:
        _held.discard(fd)
        os.close(fd)


def in_use(path: str | Path) -> bool:
    """True where a process (this one, too) owns the database."""
    try:
        fd = os.open(_file(Path(path).resolve()), os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(fd, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return True
    finally:
        os.close(fd)
    return False
