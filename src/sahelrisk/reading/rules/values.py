"""Rules of single values: what a model refuses."""

from __future__ import annotations

from sahelrisk.reading.rules.rule import ERROR, Rule

RULES = (
    Rule(
        "unknown-key", ERROR,
        "A table holds a key that means nothing there.",
        "A misspelt key would silently leave its default in force.",
        'statment = "The base was handed over."',
        "Correct the spelling; the hint names the nearest key.",
    ),
    Rule(
        "missing-key", ERROR,
        "A table lacks a key that it must have.",
        "An item without its date, grade or statement can be neither weighed nor defended.",
        '[[evidence]]\nid = "mli-20260202-7k3qpa"    # and no countries, indicator, observed …',
        "Add the key; `sahelrisk schema evidence` lists what each table holds.",
    ),
    Rule(
        "wrong-type", ERROR,
        "A value is of another kind than its key asks for.",
        "true is no number and a table no text; guessing would change what was meant.",
        "level = true",
        "Write the kind of value that the message names.",
    ),
    Rule(
        "quoted-number", ERROR,
        "A number is written in quotes.",
        "In quotes it is a text; whether 1,5 or 1.5 was meant is not ours to guess.",
        'credibility = "2"',
        "Remove the quotes.",
    ),
    Rule(
        "quoted-date", ERROR,
        "A date that must be a whole day is written in quotes.",
        "Only observed, published, confirmed and ended may be less precise than a day.",
        'recorded = "2026-02-10"',
        "Remove the quotes.",
    ),
    Rule(
        "date-time", ERROR,
        "A time of day stands where a date is wanted.",
        "Evidence is counted in days; a time zone could move it to another one.",
        "observed = 2026-02-02T10:00:00Z",
        "Write the date alone: 2026-02-02.",
    ),
    Rule(
        "not-finite", ERROR,
        "A number is nan or inf.",
        "One such value makes every score above it meaningless.",
        "value = nan",
        "Write the measured value; leave the item out where there is none.",
    ),
    Rule(
        "out-of-range", ERROR,
        "A number lies outside what its key allows.",
        "A credibility of 7 or a share of 40 is a slip that would distort the weight.",
        "credibility = 7",
        "Write a number within the limits that the message names.",
    ),
    Rule(
        "unknown-choice", ERROR,
        "A text is none of the words that its key allows.",
        "A word that the method does not know has no meaning in it.",
        'kind = "rumour"',
        "Use one of the words that the message lists.",
    ),
    Rule(
        "empty-text", ERROR,
        "A text that must say something is empty.",
        "An empty id or statement looks filled in and is not.",
        'statement = ""',
        "Write the text, or leave the key out where it is optional.",
    ),
    Rule(
        "wrong-length", ERROR,
        "An array has too few or too many elements.",
        "An item about no country bears on nothing; a ladder needs two levels.",
        "countries = []",
        "Add or remove elements; the message says how many may stand there.",
    ),
    Rule(
        "incomplete-measure", ERROR,
        "A [measure] lacks what its normalisation needs, or holds what it does not use.",
        "Without goalposts a value has no place on the scale.",
        '[measure]\nunit = "%"\nnormalise = "goalposts"',
        "Give goalposts with normalise = \"goalposts\", points with \"points\", and neither otherwise.",
    ),
    Rule(
        "no-ladder", ERROR,
        "An indicator has neither [[levels]] nor [measure].",
        "Nothing could be rated on it.",
        'title = "Kidnapping"                # and nothing else',
        "Write a ladder of at least two levels, or a measure.",
    ),
    Rule(
        "refused-value", ERROR,
        "A value is refused for another reason, which the message names.",
        "What a key cannot hold cannot be used.",
        'observed = "2026-13"',
        "Follow the message; `sahelrisk schema KIND` says what each key holds.",
    ),
)
