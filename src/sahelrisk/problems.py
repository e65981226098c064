"""Problems in users' files and the places they point at. Imports nothing of ours."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

CHANGES = "\0changes"
"""The key of problems about an amendment as a whole, which stand at its header."""
MISSING = "\0"
"""A last key that no table has: a problem of it stands at the header, or at the key itself."""


def is_stand_in(name: str) -> bool:
    """Return whether a name stands for one that was refused."""
    return name.startswith("\0")


class Severity(StrEnum):
    """How much a problem matters: an error stops scoring, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file: path as the user would type it, line and column from 1."""

    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """Return `path:line:column`, which terminals and editors turn into a link."""
        return f"{self.path}:{self.line}:{self.column}"


class Locator(Protocol):
    """Something that knows where a model stands in its file; asked only when needed."""

    def place(self) -> Place:
        """Return the place of the model's first character."""
        ...

    def problem(self, keys: tuple[str | int, ...], rule: str, message: str, hint: str) -> Problem:
        """Return a problem at the value of `keys` within the model."""
        ...


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file: its place, its rule, what is wrong and what would be right.

    `excerpt` is the whole line of the file, without its line end, for the caret line; `item` the
    id of the evidence item that it is about, "" for none.
    """

    place: Place
    rule: str
    message: str
    hint: str = ""
    excerpt: str = ""
    severity: Severity = Severity.ERROR
    item: str = ""

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Order problems by place, then rule, then text, so that output is stable."""
        return (self.place, self.rule, self.message)


class DossierError(Exception):
    """The files cannot be used; carries every problem that was found, sorted by place."""

    def __init__(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        """Sort the problems by place."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        super().__init__(f"{len(self.problems)} problem(s) in the dossier")


class UsageError(Exception):
    """What was asked for does not exist or cannot be done; the text says what would be right."""
