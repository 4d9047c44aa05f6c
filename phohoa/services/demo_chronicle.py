"""What is to happen in the demo ward, each at its moment; carried out in order of time."""

from collections.abc import Callable
from datetime import datetime

from . import clock


class Chronicle:
    """What is to happen, each at its moment."""

    def __init__(self) -> None:
        self._todo: list[tuple[datetime, int, Callable[[], None]]] = []

    def at(self, when: datetime, what: Callable[[], None]) -> None:
        """Let it happen at that moment, after what was put there before it."""
        self._todo.append((when, len(self._todo), what))

    def run(self) -> None:
        """Let everything happen, at pretended days."""
        for when, _, what in sorted(self._todo, key=lambda one: one[:2]):
            with clock.pretend(when):
                what()
