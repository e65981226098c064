"""The command `evidence`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Annotated

import typer

from sahelrisk.cli.completion import complete_country, complete_evidence, complete_indicator
from sahelrisk.cli.field_flags import flag
from sahelrisk.cli.options import Reading, day, takes

PANEL = "For analysts"

_which = partial(flag, panel="Which items")


class State(StrEnum):
    """What became of an item."""

    COUNTS = "counts"
    CONSISTENT = "consistent"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    RETIRED = "retired"
    SUPERSEDED = "superseded"
    NOT_APPLICABLE = "not-applicable"
    UNUSABLE = "unusable"
    DRAFT = "draft"
    LATER = "later"


class Order(StrEnum):
    """What a list is sorted by."""

    OBSERVED = "observed"
    RECORDED = "recorded"
    GRADE = "grade"
    PUBLISHER = "publisher"
    INDICATOR = "indicator"
    COUNTRY = "country"
    ID = "id"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Searching(Reading):
    """Which items are wanted, and their order."""

    country: Annotated[
        list[str] | None,
        _which(
            "--country",
            "Bears on this country or @group; may be repeated.",
            metavar="COUNTRY",
            autocompletion=complete_country,
        ),
    ] = None
    indicator: Annotated[
        str | None,
        _which(
            "--indicator",
            "Of this indicator.",
            metavar="ID",
            autocompletion=complete_indicator,
        ),
    ] = None
    publisher: Annotated[
        str | None, _which("--publisher", "Published by, or a part of the name.", metavar="NAME")
    ] = None
    state: Annotated[
        State | None,
        _which("--state", f"Only these: {', '.join(State)}.", metavar="STATE"),
    ] = None
    due: Annotated[bool, _which("--due", "Conditions that nobody has confirmed for a year.")] = (
        False
    )
    since: Annotated[
        date | None,
        _which("--since", "Recorded or amended from this day on.", metavar="DATE", parser=day),
    ] = None
    sort: Annotated[
        Order | None,
        _which("--sort", f"Sort by: {', '.join(Order)}. Default: observed.", metavar="KEY"),
    ] = None


@takes(Searching)
def evidence(
    *,
    query: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="QUERY",
            help="Words that all stand in an item, or the id of one to see whole.",
            autocompletion=complete_evidence,
        ),
    ] = None,
    options: Searching,
) -> None:
    """List, search and show evidence; an id shows the item with its amendments and its effect."""
    from sahelrisk.cli import session
    from sahelrisk.report.desk.evidence_report import build_evidence
    from sahelrisk.report.words import words_of
    from sahelrisk.tasks.evidence import evidence as found
    from sahelrisk.tasks.evidence_search import Query

    order = options.sort or (Order.DUE if options.due else Order.OBSERVED)
    wanted = Query(
        text=" ".join(query or ()),
        countries=tuple(options.country or ()),
        indicator=options.indicator,
        publisher=options.publisher,
        state=options.state.value if options.state else None,
        due=options.due,
        since=options.since,
        sort=order.value,
    )
    made = found(session.request(options), wanted)
    session.deliver(build_evidence(made, words_of(options.lang)), options)
