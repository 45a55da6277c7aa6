"""What the C library keeps of the memory that was given back to it."""

from __future__ import annotations

import os
import sys

_M_ARENA_MAX = -8
"""https://sourceware.org/glibc/manual/latest/html_node/Malloc-Tunable-Parameters.html"""


def share_one_heap() -> None:
    """Have all threads of this process allocate from one heap; before the first of them is started.

    glibc gives each thread a heap of its own, up to eight a core, and none takes what another has free: a dozen
    threads that take turns held 10 MB of it. Nothing is done where the operator says otherwise, or it is not glibc.
    """
    if sys.platform != "linux" or "MALLOC_ARENA_MAX" in os.environ:
        return
    import ctypes

    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(_M_ARENA_MAX, 1)
