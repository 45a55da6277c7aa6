"""Keeps beside a process what a power cut would leave of its files: each as it was when it was last synced.

SQLite's own syncs are seen by a shim around its file system (https://sqlite.org/vfs.html), those of Python by one around
`os.fsync`. A file that was never synced since the start stays as it was then.
"""

from __future__ import annotations

import ctypes
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

_X_OPEN = 40
"""Where `xOpen` stands in a `sqlite3_vfs`, and `xSync` in the `sqlite3_io_methods` of a file, on 64 bits."""
_X_SYNC = 40
_METHODS = 152
_Open = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.POINTER(ctypes.c_int)
)
_Sync = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_kept: list[Any] = []
"""What SQLite calls from now on."""


def can_be_seen() -> bool:
    """Tell whether SQLite's functions can be reached here: not where they are built into Python and hidden."""
    return ctypes.sizeof(ctypes.c_void_p) == 8 and _vfs() is not None


def _vfs() -> int | None:
    import _sqlite3

    try:
        find = ctypes.CDLL(_sqlite3.__file__).sqlite3_vfs_find
    except (AttributeError, OSError):
        return None
    find.restype, find.argtypes = ctypes.c_void_p, [ctypes.c_char_p]
    found: int | None = find(None)
    return found


def keep_what_is_synced(shadow: str) -> None:
    """Copy each file into the folder `shadow`, under its name, whenever it was synced."""
    keep = _keeper(Path(shadow))
    sync = os.fsync

    def fsync(file: int) -> None:
        sync(file)
        keep(str(Path(f"/proc/self/fd/{file}").readlink()))

    os.fsync = fsync  # type: ignore[assignment]
    _watch_sqlite(keep)


def _keeper(shadow: Path) -> Callable[[str], None]:
    def keep(path: str) -> None:
        if Path(path).is_file():
            half = shadow / f".{Path(path).name}"
            shutil.copyfile(path, half)
            half.replace(shadow / Path(path).name)

    return keep


def _watch_sqlite(keep: Callable[[str], None]) -> None:
    vfs = _vfs()
    assert vfs
    place = ctypes.c_void_p.from_address(vfs + _X_OPEN)
    opened = _Open(place.value or 0)
    paths: dict[int, str] = {}
    tables: dict[int, Any] = {}

    def table_of(methods: int) -> Any:
        """A table of a file's methods with our sync in the place of its own."""
        if methods not in tables:
            copy = ctypes.create_string_buffer(ctypes.string_at(methods, _METHODS), _METHODS)
            slot = ctypes.c_void_p.from_address(ctypes.addressof(copy) + _X_SYNC)
            own = _Sync(slot.value or 0)

            def sync(file: int, flags: int) -> int:
                result: int = own(file, flags)
                if result == 0 and file in paths:
                    keep(paths[file])
                return result

            ours = _Sync(sync)
            slot.value = ctypes.cast(ours, ctypes.c_void_p).value
            _kept.extend((copy, own, ours))
            tables[methods] = copy
        return tables[methods]

    def open_file(vfs: int, name: int | None, file: int, flags: int, out: Any) -> int:
        result: int = opened(vfs, name, file, flags, out)  # the name's own place: SQLite keeps the pointer
        methods = ctypes.c_void_p.from_address(file)
        if result == 0 and name and methods.value:
            paths[file] = os.fsdecode(ctypes.string_at(name))
            methods.value = ctypes.addressof(table_of(methods.value))
        return result

    ours = _Open(open_file)
    _kept.extend((opened, ours))
    place.value = ctypes.cast(ours, ctypes.c_void_p).value
