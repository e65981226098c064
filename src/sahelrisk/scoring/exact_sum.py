"""A sum of floats that can be added to and taken from without any loss."""

from __future__ import annotations

import math


class ExactSum:
    """Shewchuk's expansion, as in `math.fsum`: the order of what is added never matters."""

    __slots__ = ("_parts",)

    def __init__(self) -> None:
        """Start at 0."""
        self._parts: list[float] = []

    def add(self, figure: float) -> None:
        """Add a finite figure; minus a figure takes it away again exactly."""
        count = 0
        for part in self._parts:
            large, small = (figure, part) if abs(figure) >= abs(part) else (part, figure)
            high = large + small
            low = small - (high - large)
            if low:
                self._parts[count] = low
                count += 1
            figure = high
        self._parts[count:] = [figure]

    def value(self) -> float:
        """Return the sum, rounded once."""
        return math.fsum(self._parts)
