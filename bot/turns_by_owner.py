"""Turns by owner: whoever has much that waits comes no sooner than who has little."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Callable, Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


def _anybody(_owner: str) -> bool:
    return True


class TurnsByOwner(Generic[T]):
    """A queue that gives one thing of each owner in turns; of one owner, in the order in which they came.

    Threads that share one hold a lock of theirs meanwhile.
    """

    def __init__(self) -> None:
        self._waiting: OrderedDict[str, deque[T]] = OrderedDict()

    def add(self, owner: str, thing: T) -> None:
        """Let something wait."""
        self._waiting.setdefault(owner, deque()).append(thing)

    def take(self, may: Callable[[str], bool] = _anybody) -> T:
        """Return what is next, of the owners who `may` have a turn; an IndexError where nothing of theirs waits."""
        owner = next(filter(may, self._waiting), None)
        if owner is None:
            raise IndexError("nothing waits")
        queue = self._waiting[owner]
        thing = queue.popleft()
        self._waiting.move_to_end(owner)
        if not queue:
            del self._waiting[owner]
        return thing

    def clear(self) -> None:
        """Let nothing wait any more."""
        self._waiting.clear()

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def __iter__(self) -> Iterator[T]:
        """Give what waits, the next first; the others of its owner come before those of others."""
        return (thing for queue in self._waiting.values() for thing in queue)
