"""Problems in users' files and the places they point at; above them only phrases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol, Self, SupportsIndex

from sahelrisk.locale import phrase

CHANGES = "\0changes"
"""The key of problems about an amendment as a whole, which stand at its header."""
MISSING = "\0"
"""A last key that no table has: a problem of it stands at the header, or at the key itself."""
UNNAMED = "\0rule"
"""The rule of a fault until the check that finds it gives it its name."""


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

    def in_language(self, lang: str) -> Problem:
        """Return it with message and hint in a language."""
        message, hint = in_words(self.message, lang), in_words(self.hint, lang)
        return replace(self, message=message, hint=hint)

    @property
    def sort_key(self) -> tuple[Place, str, str]:
        """Order problems by place, then rule, then text, so that output is stable."""
        return (self.place, self.rule, self.message)


class DossierError(Exception):
    """The files cannot be used; carries every problem that was found, sorted by place."""

    def __init__(self, problems: list[Problem] | tuple[Problem, ...]) -> None:
        """Sort the problems by place."""
        self.problems = tuple(sorted(problems, key=lambda problem: problem.sort_key))
        first = "".join(f"; the first: {one.place}: {one.message}" for one in self.problems[:1])
        super().__init__(f"{len(self.problems)} problem(s) in the dossier{first}")


class Listed(tuple[object, ...]):
    """Values that stand one after another, put into words with commas between them."""

    __slots__ = ()


class OneOf(tuple[object, ...]):
    """Values of which one is meant, put into words as `first or second`."""

    __slots__ = ()


class Phrase:
    """A phrase of the catalogues with its values, before anybody knows in which language.

    Values may be phrases and usage errors themselves, or tuples of them for one a line: they are
    put into words in the same language.
    """

    def __init__(self, key: str, /, **values: object) -> None:
        """Name a phrase of the catalogues and its values."""
        self.key, self.values = key, values

    def text(self, lang: str) -> str:
        """Return it in a language; KeyError for a key that no catalogue has."""
        values = {name: _in_words(value, lang) for name, value in self.values.items()}
        return phrase(lang, self.key, values)

    def __str__(self) -> str:
        """Return it in English."""
        return self.text("en")


class Name(Phrase):
    """A name that some languages write in their own way; all others as English does."""

    def __init__(self, en: str, /, **others: str) -> None:
        """Keep the English name and those of other languages."""
        super().__init__("", **others)
        self.en = en

    def text(self, lang: str) -> str:
        """Return the name in a language."""
        return str(self.values.get(lang, self.en))


class Said(str):
    """English words that know their phrase, so that another language can say them too."""

    __slots__ = ("phrase",)
    phrase: Phrase

    def __new__(cls, key: str, /, **values: object) -> Self:
        """Put a phrase of the catalogues and its values into English."""
        return cls.of(Phrase(key, **values))

    @classmethod
    def of(cls, phrase: Phrase) -> Self:
        """Put a phrase into English."""
        said = super().__new__(cls, phrase.text("en"))
        said.phrase = phrase
        return said

    def replace(self, old: str, new: str, count: SupportsIndex = -1, /) -> Self:
        """Replace a part of every value: what the phrase itself says stays."""
        values = {
            name: _replaced(value, old, new, count) for name, value in self.phrase.values.items()
        }
        return self.of(Phrase(self.phrase.key, **values))


def quoted(names: Iterable[object]) -> Iterator[Said]:
    """Yield names in quotes, as each language writes them."""
    return (Said("quoted", name=name) for name in names)


def in_words(text: str, lang: str) -> str:
    """Return what is said in a language, and words that are nobody's phrase as they stand."""
    return text.phrase.text(lang) if isinstance(text, Said) else text


class UsageError(Exception):
    """What was asked for does not exist or cannot be done; its phrase says what would be right."""

    def __init__(self, key: str, /, **values: object) -> None:
        """Name a phrase of the catalogues and its values."""
        super().__init__(key)
        self.phrase = Phrase(key, **values)

    def text(self, lang: str) -> str:
        """Return what is wrong, in a language."""
        return self.phrase.text(lang)

    def __str__(self) -> str:
        """Return what is wrong, in English."""
        return self.text("en")


def or_near(error: UsageError, near: Sequence[str]) -> UsageError:
    """Return an error that also names what is near to what was asked for."""
    return UsageError("did_you_mean", text=error, near=OneOf(quoted(near))) if near else error


def _replaced(value: object, old: str, new: str, count: SupportsIndex) -> object:
    match value:
        case str():
            return value.replace(old, new, count)
        case Place():
            return replace(value, path=value.path.replace(old, new, count))
        case Listed() | OneOf():
            return type(value)(_replaced(one, old, new, count) for one in value)
        case _:
            return value


def _in_words(value: object, lang: str) -> object:
    if isinstance(value, tuple):
        between = phrase(lang, "or", {}) if isinstance(value, OneOf) else "\n"
        between = ", " if isinstance(value, Listed) else between
        return between.join(str(_in_words(one, lang)) for one in value)
    if isinstance(value, Said):
        return in_words(value, lang)
    return value.text(lang) if isinstance(value, Phrase | UsageError) else value
