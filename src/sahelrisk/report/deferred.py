"""Documents and rows that are worked out only when a format asks for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, overload

from sahelrisk.report.blocks import Plain


class Later(Mapping[str, Any]):
    """A document that `build` makes at the first look into it."""

    def __init__(self, build: Callable[[], Mapping[str, Any]]) -> None:
        self._build = build
        self._built: Mapping[str, Any] | None = None

    def _document(self) -> Mapping[str, Any]:
        if self._built is None:
            self._built = self._build()
        return self._built

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401  documents hold what JSON holds
        """Return the value of a key."""
        return self._document()[key]

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys, in their order."""
        return iter(self._document())

    def __len__(self) -> int:
        """Return the number of keys."""
        return len(self._document())


Row = tuple[Plain, ...]


class LaterRows(Sequence[Row]):
    """Rows that `build` makes at the first look at them."""

    def __init__(self, build: Callable[[], Iterable[Row]]) -> None:
        self._build = build
        self._built: tuple[Row, ...] | None = None

    def _rows(self) -> tuple[Row, ...]:
        if self._built is None:
            self._built = tuple(self._build())
        return self._built

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        """Return a row, or several."""
        return self._rows()[index]

    def __len__(self) -> int:
        """Return the number of rows."""
        return len(self._rows())
