"""What was said later about an item, and why it counts for nothing, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet

from sahelrisk.model.columns import PRIVATE
from sahelrisk.model.evidence_item import REPLACED, Amendment, NotApplicable
from sahelrisk.report.item_fields import field_name, value_text
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.items import FOREVER
from sahelrisk.scoring.results import IndicatorResult
from sahelrisk.scoring.weigh import Weighed

LaterWords = Mapping[str, Sequence[Amendment]]


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
