"""What a new file changes, as a form and its receipt show it."""

from __future__ import annotations

from urllib.parse import quote

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import in_words
from sahelrisk.report.desk.effect import Step, steps_of, twin_text
from sahelrisk.report.desk.no_effect import reasons
from sahelrisk.report.forms.form_view import Effect, Move, TwinSaid
from sahelrisk.report.sheet_view import Sign
from sahelrisk.report.words import Words
from sahelrisk.tasks.workspace import Outcome


def effect_of(outcome: Outcome, dossier: Dossier, words: Words) -> Effect:
    """Return countries first, then their pillars and indicators; duplicates; the file."""
    steps = list(steps_of(outcome.effect, outcome.touched, dossier, words))
    return Effect(
        words("effect"),
        tuple(_move(one, words) for one in sorted(steps, key=_order)),
        " ".join(reasons(outcome, words)) if outcome.effect else words("effect_unknown"),
        tuple(TwinSaid(twin_text(one, words), amend_path(one.item.id)) for one in outcome.twins),
        tuple(in_words(one.message, words.lang) for one in outcome.warnings),
        outcome.shown,
        outcome.file.text,
    )


def amend_path(key: str) -> str:
    """Return the address of the form that amends an item."""
    return f"write/amend?item={quote(key, safe='')}"


def _order(step: Step) -> tuple[str, int]:
    return step.iso3, ("country", "pillar", "indicator").index(step.node)


def _move(step: Step, words: Words) -> Move:
    rounded = words.rounded(step.difference or 0.0, 1)
    sign: Sign = "none" if step.difference is None else "same"
    if rounded:
        sign = "up" if rounded > 0 else "down"
    difference = "" if step.difference is None else words.signed(step.difference)
    return Move(step.title, step.before, step.after, difference, sign, step.node == "country")
