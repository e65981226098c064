"""`add`: one new item, by flags, by prompts or in an editor."""

from __future__ import annotations

from typing import Annotated

from sahelrisk.cli.field_flags import Entry, with_fields
from sahelrisk.cli.options import country_argument, takes

PANEL = "For analysts"


@takes(with_fields(Entry, "Evidence", but=("id", "countries"), panel="The item"))
def add(
    *,
    countries: Annotated[
        list[str], country_argument("Names, ISO codes or @groups that the fact is about.")
    ],
    options: Entry,
) -> None:
    """Enter one sourced, graded item and show its effect on the scores.

    On a terminal it asks for what the flags leave out.
    """
    from sahelrisk.cli import entering

    entering.enter(countries, options)
