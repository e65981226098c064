"""Rules of evidence and of later words about it."""

from __future__ import annotations

from sahelrisk.reading.rules.rule import ERROR, WARNING, Rule

RULES = (
    Rule(
        "unknown-indicator", ERROR,
        "An item or statement names an indicator that does not exist.",
        "The item would count nowhere, and nobody would notice.",
        'indicator = "security.kidnaping"',
        "Correct the id; `sahelrisk indicators` lists them.",
    ),
    Rule(
        "unknown-country", ERROR,
        "A country is no ISO 3166-1 alpha-3 code in capitals, nor XKX.",
        "Niger and Nigeria are one slip apart; codes are never guessed.",
        'countries = ["NIG"]',
        "Write the alpha-3 code; the hint names what is near.",
    ),
    Rule(
        "unknown-evidence", ERROR,
        "An amendment speaks of an item that does not exist.",
        "What it withdraws or corrects would stay in force.",
        '[[amendment]]\nevidence = "mli-20260202-7k3qpb"',
        "Copy the id from the item.",
    ),
    Rule(
        "duplicate-id", ERROR,
        "Two items have the same id. Every place is named.",
        "An amendment of the id would speak of both, and a copied item counts twice.",
        'id = "mli-20260202-7k3qpa"           # in two files',
        "Give one of them an id of its own, or delete the copy.",
    ),
    Rule(
        "ids-differ-in-case", ERROR,
        "Two ids differ only in capitals.",
        "On many disks they name the same file, and readers take them for one.",
        'id = "MLI-1"                         # and elsewhere id = "mli-1"',
        "Give one of them an id of its own; small letters are the habit.",
    ),
    Rule(
        "unsafe-id", ERROR,
        "An id cannot safely be a file name.",
        "Items are written to files named after their ids; ../ or CON would go astray.",
        'id = "../mali"',
        "Use letters a–z, digits, hyphens, underscores and full stops, 100 at most, beginning with "
        "a letter or digit.",
    ),
    Rule(
        "duplicate-country", WARNING,
        "A country stands twice in one list.",
        "It counts once, so the second was perhaps meant to be another.",
        'countries = ["MLI", "MLI"]',
        "Remove it, or write the country that was meant.",
    ),
    Rule(
        "level-or-value", ERROR,
        "An item has neither level nor value, or both.",
        "Exactly one of them becomes the rating.",
        "level = 3\nvalue = 12.5",
        "Keep the one that the indicator takes.",
    ),
    Rule(
        "value-for-judged", ERROR,
        "An item gives a value where the indicator is judged by levels.",
        "There is no scale on which to place the value.",
        "value = 12.5                         # for an indicator with [[levels]] only",
        "Read the ladder with `sahelrisk indicators ID` and give a level.",
    ),
    Rule(
        "level-for-measured", ERROR,
        "An item gives a level where the indicator is measured.",
        "There is no ladder on which the level would stand.",
        "level = 3                            # for an indicator with [measure] only",
        "Give the value, in the unit of the measure.",
    ),
    Rule(
        "level-outside-ladder", ERROR,
        "A level is below the lowest or above the highest of its ladder.",
        "It cannot be placed between two rungs.",
        "level = 6",
        "Give a level within the ladder; halves such as 3.5 are allowed.",
    ),
    Rule(
        "error-without-value", ERROR,
        "An item has a standard_error and no value.",
        "An error belongs to a measured value, in its unit.",
        "level = 3\nstandard_error = 0.8",
        "Remove it, or give the value.",
    ),
    Rule(
        "no-denominator-value", WARNING,
        "A value per head has no usable denominator for its country.",
        "The item is listed and weighs nothing.",
        "value = 12.5                         # and no context.population of the country",
        "Add the denominator's value, other than 0, to the evidence.",
    ),
    Rule(
        "recorded-before-observed", ERROR,
        "An item was recorded before it was observed.",
        "Nobody writes down what has not happened; one of the dates is wrong.",
        "observed = 2026-02-02\nrecorded = 2026-01-02",
        "Correct the date that is wrong.",
    ),
    Rule(
        "future-date", ERROR,
        "A date lies after today.",
        "It is a slip of the pen, usually in the year.",
        "observed = 2062-02-02",
        "Correct the date. Expectations are no observations.",
    ),
    Rule(
        "ancient-date", ERROR,
        "A date lies before 1960.",
        "Such a date is nearly always a slip; nothing so old bears on a present risk.",
        "observed = 0206-02-02",
        "Correct the year.",
    ),
    Rule(
        "amendment-before-evidence", ERROR,
        "An amendment was recorded before the item it speaks of.",
        "Asked what was known in between, the program would amend what it does not know.",
        "[[amendment]]\nrecorded = 2026-01-01       # of an item recorded 2026-02-10",
        "Correct the date that is wrong.",
    ),
    Rule(
        "amends-withdrawn", ERROR,
        "An amendment speaks of an item that was withdrawn before.",
        "Withdrawn is final, so the later word has no effect.",
        '[[amendment]]\nevidence = "a"\nrecorded = 2026-03-01\nwithdrawn = true\n\n'
        '[[amendment]]\nevidence = "a"\nrecorded = 2026-04-01\nlevel = 4',
        "Remove it, or record a new item.",
    ),
    Rule(
        "amends-nothing", ERROR,
        "An amendment changes nothing: it has no field to replace, or only what stands already.",
        "Somebody meant to change something, and it did not happen.",
        '[[amendment]]\nevidence = "mli-20260202-7k3qpa"\nrecorded = 2026-03-01\nreason = "typo"',
        "Add what it replaces, or withdrawn = true, or remove it.",
    ),
    Rule(
        "takes-back-nothing", ERROR,
        "A not-applicable statement is taken back that was not in force.",
        "The country or indicator is probably another one.",
        "[[not-applicable]]\nwithdrawn = true            # and no earlier statement",
        "Correct the country, the indicator or the date.",
    ),
    Rule(
        "condition-word-on-event", ERROR,
        "An amendment says confirmed or ended of an event.",
        "An event is over when it is observed; only a condition goes on.",
        "confirmed = 2026-03-01               # of an item with nature = \"event\"",
        'Give the item nature = "condition", or record a new one.',
    ),
    Rule(
        "ended-before-observed", ERROR,
        "A condition is ended or confirmed before it was observed.",
        "It would never have weighed anything.",
        "ended = 2025-12-31                   # of a condition observed 2026-02-02",
        "Correct the date that is wrong.",
    ),
    Rule(
        "weak-turning-point", ERROR,
        "A turning point's grade is too low.",
        "It retires everything older, which a rumour must not do.",
        'turning_point = true\nreliability = "C"\ncredibility = 3',
        "Wait for a report of grade B2 or better, or leave turning_point out.",
    ),
    Rule(
        "missing-reason", WARNING,
        "An indicator is stated not to apply and no reason is given.",
        "Its weight leaves the score; a reader must be able to judge why.",
        '[[not-applicable]]\ncountries = ["TCD"]\nindicator = "security.kidnapping"\n'
        "recorded = 2026-03-01",
        'Add reason = "…".',
    ),
)
