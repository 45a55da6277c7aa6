"""For the process that workers are forked from, and nobody else: importing this file changes what it prints.

A worker that is stopped while it starts, when a short command ends on a busy machine, finds its pool's semaphores gone
and would print a traceback. Whatever ends a worker, the pool knows; the worker itself has nothing to say.
"""

from __future__ import annotations

import sys

sys.excepthook = lambda kind, error, trace: None
