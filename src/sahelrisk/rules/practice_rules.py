"""Rules of good practice, found in the scores: allowed, and worth a second look."""

from __future__ import annotations

from functools import partial

from sahelrisk.rules.registry import NOTE, declare_in

declare = partial(declare_in, __name__)

declare(
    "stale-indicator",
    NOTE,
    what="All evidence of an indicator and country is older than two half-lives.",
    why="Less than a quarter of its weight is left; the score describes the past.",
    example="observed = 2022-02-02                # the newest item, with a half-life of a year",
    mend="Look for newer evidence, or confirm a condition that still holds.",
)
declare(
    "single-publisher",
    NOTE,
    what="All evidence of an indicator and country comes from one publisher.",
    why="Nothing corrects the errors of a single newsroom.",
    example='source = { title = "…", publisher = "Radio Kayes" }     # of each of three items',
    mend="Look for a second publisher.",
)
declare(
    "contested-indicator",
    NOTE,
    what="Sources of an indicator and country disagree.",
    why="The mean describes a situation that neither side reports.",
    example="level = 1                            # one source; another, same month: level = 5",
    mend="Read both sides with `sahelrisk explain COUNTRY INDICATOR` and weigh their basis.",
)
