"""What a form says; the template only draws it. A new key of a record is a new input by itself."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal, NamedTuple

from sahelrisk.report.sheet_view import Sign

Kind = Literal["text", "area", "choice", "pick", "check"]


class Choice(NamedTuple):
    """One of a few values: its words, what it means, and the tone of its rung (0 for none)."""

    value: str
    text: str
    note: str = ""
    tone: int = 0


class Input(NamedTuple):
    """One question: its column, what it holds now, and what is wrong with that.

    A `text` input with choices offers them and takes others; `most` is the most characters.
    """

    name: str
    label: str
    kind: Kind = "text"
    hint: str = ""
    value: str = ""
    choices: tuple[Choice, ...] = ()
    error: str = ""
    needed: bool = False
    most: int = 0


class Part(NamedTuple):
    """Inputs under a heading; a `folded` part opens on request."""

    key: str
    title: str
    inputs: tuple[Input, ...]
    note: str = ""
    folded: bool = False


class Move(NamedTuple):
    """A score before and after."""

    title: str
    before: str
    after: str
    difference: str
    sign: Sign
    whole: bool


class TwinSaid(NamedTuple):
    """An item that may say the same, and where it is amended."""

    text: str
    path: str


class Effect(NamedTuple):
    """What a new file changes, or why nothing: scores, duplicates, warnings, the file itself."""

    title: str
    moves: tuple[Move, ...]
    note: str
    twins: tuple[TwinSaid, ...]
    warnings: tuple[str, ...]
    path: str
    text: str


class Form(NamedTuple):
    """A form: where it is sent, what goes along unseen, faults of no single input, its effect."""

    action: str
    parts: tuple[Part, ...]
    kept: Mapping[str, str]
    faults: tuple[str, ...] = ()
    effect: Effect | None = None

    @property
    def wrong(self) -> tuple[Input, ...]:
        """Return the inputs that were refused."""
        return tuple(one for part in self.parts for one in part.inputs if one.error)


class Line(NamedTuple):
    """A condition that is due, with the address of its amendment."""

    id: str
    statement: str
    countries: str
    indicator: str
    grade: str
    last_seen: str
    path: str
    error: str = ""
    value: str = ""


class Due(NamedTuple):
    """Conditions to confirm, one button each; `rest` says how many more there are."""

    action: str
    lines: tuple[Line, ...]
    rest: str = ""
    kept: Mapping[str, str] = MappingProxyType({})


class Chooser(NamedTuple):
    """Indicators to choose from, by pillar: title, question and address."""

    action: str
    query: str
    kept: Mapping[str, str]
    groups: tuple[tuple[str, tuple[tuple[str, str, str], ...]], ...]


class Receipt(NamedTuple):
    """What was saved, what it changed, and where one may go on."""

    effect: Effect
    links: tuple[tuple[str, str], ...]


class Written(NamedTuple):
    """What a page of writing has: one of a form, a chooser, conditions, a receipt, or a text.

    `links` lead from a form back to what it is about.
    """

    entry: Form | None = None
    chooser: Chooser | None = None
    due: Due | None = None
    receipt: Receipt | None = None
    text: str = ""
    links: tuple[tuple[str, str], ...] = ()
