"""Rules of single values, found by the reader: what a model refuses."""

from __future__ import annotations

from functools import partial

from sahelrisk.rules.registry import ERROR, declare_in

declare = partial(declare_in, __name__)

declare(
    "unknown-key",
    ERROR,
    what="A table contains a key that it cannot have.",
    why="A misspelt key would leave its default in force without notice.",
    example='statment = "The base was handed over."',
    mend="Correct the spelling; the hint names the nearest key.",
)
declare(
    "missing-key",
    ERROR,
    what="A table lacks a required key.",
    why="An item without its date, grade or statement can be neither weighed nor defended.",
    example='[[evidence]]\nid = "mli-20260202-7k3qpa"    # and no countries, indicator, observed …',
    mend="Add the key; `sahelrisk schema evidence` lists the keys of each table.",
)
declare(
    "wrong-type",
    ERROR,
    what="A value has a type that its key does not take.",
    why="Converting it would be a guess at what was meant.",
    example="level = true",
    mend="Write a value of the type that the message names.",
)
declare(
    "quoted-number",
    ERROR,
    what="A number is written in quotes.",
    why="In quotes it is a text, and a text such as 1,5 has more than one meaning.",
    example='credibility = "2"',
    mend="Remove the quotes.",
)
declare(
    "quoted-date",
    ERROR,
    what="A date that must be a whole day is written in quotes.",
    why="Only observed, published, confirmed and ended may be less precise than a day.",
    example='recorded = "2026-02-10"',
    mend="Remove the quotes.",
)
declare(
    "date-time",
    ERROR,
    what="A date includes a time of day.",
    why="Evidence is counted in days, and a time zone could move it to another day.",
    example="observed = 2026-02-02T10:00:00Z",
    mend="Write the date alone: 2026-02-02.",
)
declare(
    "not-finite",
    ERROR,
    what="A number is nan or inf.",
    why="One such value makes every score above it meaningless.",
    example="value = nan",
    mend="Write the measured value, or leave the item out.",
)
declare(
    "out-of-range",
    ERROR,
    what="A number is outside the limits of its key.",
    why="A credibility of 7 or a share of 40 is a slip that would distort the weight.",
    example="credibility = 7",
    mend="Write a number within the limits that the message names.",
)
declare(
    "unknown-choice",
    ERROR,
    what="A text is not one of the choices of its key.",
    why="The method does not define any other choice.",
    example='kind = "rumour"',
    mend="Use one of the choices that the message lists.",
)
declare(
    "empty-text",
    ERROR,
    what="A required text is empty.",
    why="An empty id or statement looks filled in and says nothing.",
    example='statement = ""',
    mend="Write the text, or leave the key out where it is optional.",
)
declare(
    "wrong-length",
    ERROR,
    what="An array has too few or too many elements.",
    why="An item needs a country, and a ladder needs two levels.",
    example="countries = []",
    mend="Add or remove elements; the message gives the allowed number.",
)
declare(
    "incomplete-measure",
    ERROR,
    what="A [measure] lacks a key that its normalisation needs, or has one it does not use.",
    why="Without goalposts a value has no place on the scale.",
    example='[measure]\nunit = "%"\nnormalise = "goalposts"',
    mend='Give goalposts with normalise = "goalposts", points with "points", and neither '
    "otherwise.",
)
declare(
    "no-ladder",
    ERROR,
    what="An indicator has neither [[levels]] nor [measure].",
    why="Its evidence could not be rated.",
    example='title = "Kidnapping"                # and nothing else',
    mend="Write a ladder of at least two levels, or a measure.",
)
declare(
    "refused-value",
    ERROR,
    what="A value is refused for another reason, which the message gives.",
    why="The key cannot hold such a value.",
    example='observed = "2026-13"',
    mend="Follow the message; `sahelrisk schema KIND` describes each key.",
)
