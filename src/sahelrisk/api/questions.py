"""What every question to a dossier takes, and what tasks are then asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple, TypedDict

from sahelrisk import __version__
from sahelrisk.model import dossier as model
from sahelrisk.model.base import Tlp
from sahelrisk.model.documents.parts import Run
from sahelrisk.problems import UsageError
from sahelrisk.reading.locate import Location
from sahelrisk.report.texts import DocumentTexts
from sahelrisk.report.words import Words, words_of
from sahelrisk.tasks.opening import Request


class Reading(TypedDict, total=False):
    """What every question takes: how evidence is read and a result is written."""

    known_on: date | None
    """Only what was recorded up to then; without it, all."""
    profile: str | None
    """The scoring profile; without it, the dossier's."""
    tlp: Tlp | None
    """The highest marking; what is marked above is left out and counted."""
    lang: str
    """The language of names, titles and pages: "en" or "fr"."""
    generated: datetime | None
    """The time of the run, to be noted in `run`; nothing here reads the clock."""


class Asked(NamedTuple):
    """A request, and what its answer is put into words with."""

    request: Request
    words: Words
    texts: DocumentTexts
    run: Run


def asked_of(location: Location, held: model.Dossier, as_of: date, reading: Reading) -> Asked:
    """Return what tasks are asked for; raises TypeError for what is no option or no date."""
    for name in reading.keys() - Reading.__annotations__.keys():
        message = f"unexpected keyword argument {name!r}"
        raise TypeError(message)
    words = words_of(reading.get("lang", "en"))
    day = day_of("as_of", as_of)
    label = reading.get("tlp")
    if label is not None and label not in model.TLP_ORDER:
        raise UsageError("no_such_label", text=repr(label), known=", ".join(model.TLP_ORDER))
    request = Request(
        location=location,
        held=held,
        as_of=day,
        today=day,
        words=words,
        known_on=day_or_none("known_on", reading.get("known_on")),
        profile=reading.get("profile"),
        tlp=label,
    )
    run = Run(version=__version__, generated=reading.get("generated"))
    return Asked(request, words, DocumentTexts(words), run)


def day_of(name: str, value: date) -> date:
    """Return the day of a date or a time, a pandas Timestamp among them."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    message = f"{name} takes a date, not {value!r}"
    raise TypeError(message)


def day_or_none(name: str, value: date | None) -> date | None:
    """Return the day of a date or a time, None of none."""
    return None if value is None else day_of(name, value)


def check_choice(name: str, value: object, known: Sequence[object]) -> None:
    """Raise UsageError for a value that is none of those known."""
    if value not in known:
        listed = ", ".join(repr(one) for one in known if one is not None)
        raise UsageError("no_such_choice", name=name, value=repr(value), known=listed)
