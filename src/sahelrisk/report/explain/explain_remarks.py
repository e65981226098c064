"""What was said later about an item, and why it counts for nothing, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from sahelrisk.model.columns import COLUMNS, PRIVATE
from sahelrisk.model.evidence_item import REPLACED, Amendment, NotApplicable
from sahelrisk.report.item_fields import field_name, value_text
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.items import FOREVER
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import Weighed

_BRIEF = frozenset(one.name for one in COLUMNS["amendment"] if one.choices or one.content != "text")
"""Fields whose values have room in a table."""
LaterWords = Mapping[str, Sequence[Amendment]]


def short_remark(subject: Subject, one: Weighed, later: LaterWords) -> str:
    """Return what stands beside an item in the table: the gist, without reasons."""
    words = subject.words
    gists = list(_gists(subject, later.get(one.item.id, ())))
    if one.silenced and one.silenced not in ("withdrawn", "ended"):
        gists.append(words(f"silenced_{one.silenced}", id=one.retired_by))
    if one.weak_factor < 1.0 and one.weight > 0.0:
        gists.append(words("remark_weak"))
    return words.apart(gists)


def remarks(
    subject: Subject, one: Weighed, later: LaterWords, *, private: bool = False
) -> Iterator[str]:
    """Yield every later word about an item with its reason; who said so only where `private`."""
    words = subject.words
    before: dict[str, object] = {}
    for word in later.get(one.item.id, ()):
        shown = frozenset(REPLACED) - (frozenset() if private else PRIVATE)
        text = words.apart(_gists_of(subject, word, before, shown))
        if word.reason:
            text = words("remark_reason", remark=text, reason=word.reason)
        if private and word.analyst:
            text = words("remark_analyst", remark=text, analyst=word.analyst)
        if private and word.notes:
            text = words("remark_notes", remark=text, notes=word.notes)
        yield text


def _gists(subject: Subject, later: Sequence[Amendment]) -> Iterator[str]:
    before: dict[str, object] = {}
    for word in later:
        yield from _gists_of(subject, word, before, _BRIEF)
        known = set(REPLACED) - _BRIEF - PRIVATE
        longer = [key for key in REPLACED if key in known and getattr(word, key) is not None]
        if longer:
            names = subject.words.listed([field_name(key, subject.words) for key in longer])
            yield subject.words.after(names, word.recorded.isoformat())


def _gists_of(
    subject: Subject,
    word: Amendment,
    before: dict[str, object],
    shown: AbstractSet[str],
) -> Iterator[str]:
    """Yield what one amendment says; `before` remembers what earlier ones changed."""
    words = subject.words
    said = word.recorded.isoformat()
    written = next((each for each in subject.dossier.evidence if each.id == word.evidence), None)
    for key in REPLACED:
        new = getattr(word, key)
        if new is not None and key in shown:
            old = before.get(key, getattr(written, key, None))
            yield words(
                "remark_field",
                field=field_name(key, words),
                old=value_text(old, words),
                new=value_text(new, words),
                date=said,
            )
            before[key] = new
    if word.confirmed is not None:
        yield words("remark_confirmed", date=word.confirmed.text)
    if word.ended is not None:
        past = word.ended.first <= subject.assessment.as_of
        yield words("remark_ended" if past else "remark_ends", date=word.ended.text)
    if word.withdrawn:
        yield words("remark_withdrawn", date=said)


def declared_by(subject: Subject, result: IndicatorResult) -> NotApplicable | None:
    """Return the statement in force that an indicator does not apply, None if there is none."""
    until = subject.assessment.known_on or FOREVER
    found: NotApplicable | None = None
    for one in sorted(subject.dossier.not_applicable, key=lambda one: one.recorded):
        concerns = one.indicator == result.id and subject.country.iso3 in one.countries
        if concerns and one.recorded <= until:
            found = None if one.withdrawn else one
    return found
