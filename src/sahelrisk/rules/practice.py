"""Rules of good practice: what is allowed and worth a second look."""

from __future__ import annotations

from sahelrisk.rules.rule import NOTE, WARNING, Rule

RULES = (
    Rule(
        "grade-mismatch",
        WARNING,
        "Letter and digit of a grade are two or more steps apart.",
        "In practice they are one judgement; A5 or E1 is rare enough to be a slip.",
        'reliability = "A"\ncredibility = 5',
        "Look again at source and information; keep the grade where it is meant.",
    ),
    Rule(
        "confirmed-alone",
        NOTE,
        "An item is graded 1, confirmed, and no other origin speaks of its indicator and country.",
        "Confirmed means by other independent sources; none is on file.",
        "credibility = 1                      # the only origin on file",
        "Record the confirming source, or grade the information 2.",
    ),
    Rule(
        "busy-origin",
        NOTE,
        "One origin feeds more than three indicators of a country.",
        "One report then moves a whole country, and its errors move together.",
        'origin = "annual-report-2026"        # in items of four indicators',
        "Check that each item says what the report says about that indicator; look for others.",
    ),
    Rule(
        "stale-indicator",
        NOTE,
        "All evidence of an indicator and country is older than two half-lives.",
        "Less than a quarter of its weight is left; the score says what was, not what is.",
        "observed = 2022-02-02                # the newest item, with a half-life of a year",
        "Look for newer evidence, or confirm a condition that still holds.",
    ),
    Rule(
        "single-publisher",
        NOTE,
        "All evidence of an indicator and country comes from one publisher.",
        "What one newsroom gets wrong nobody corrects.",
        'source = { title = "…", publisher = "Radio Kayes" }     # of each of three items',
        "Look for a second publisher.",
    ),
    Rule(
        "contested-indicator",
        NOTE,
        "Sources of an indicator and country disagree.",
        "The mean describes what neither side says.",
        "level = 1                            # one source; another, of the same month: level = 5",
        "`sahelrisk explain COUNTRY INDICATOR` names both sides; see which has the better basis.",
    ),
    Rule(
        "look-alike-letters",
        WARNING,
        "A name mixes letters of two alphabets that look alike.",
        "An o that is Greek makes another publisher, and two witnesses out of one.",
        'publisher = "Reuters"                # with a Cyrillic е',
        "Type the name again in one alphabet.",
    ),
    Rule(
        "bidirectional-control",
        WARNING,
        "A text holds a character that reorders or hides what is printed.",
        "A reviewer would see another text than the one that counts.",
        'statement = "level \\u202e5 ton"',
        "Delete the character; the message names it.",
    ),
)
