"""What changed on a page's country in the last months: the part *what changed* of the summary."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from sahelrisk.analysis.difference import EVIDENCE_CAUSES, Change, change, state_of
from sahelrisk.report.blocks import Block, Heading, Listing, Paragraph
from sahelrisk.report.figures import point_decimals, unit
from sahelrisk.report.subject import Subject

WINDOW = 90
ITEMS_OF_CHANGE = 3


def recent(subject: Subject) -> Iterator[Block]:
    """Yield what moved the score, whether that is a change, and what ageing did."""
    words, assessment = subject.words, subject.assessment
    since = assessment.as_of - timedelta(days=WINDOW)
    found = change_since(subject, since)
    yield Heading(words("changed", days=WINDOW))
    parts = [part for part in found.parts if part.cause in EVIDENCE_CAUSES and part.items]
    tested, size = found.country, unit(subject.dossier.framework)
    digits = point_decimals(subject.dossier.framework)
    if not parts:
        yield Paragraph(words("changed_nothing"))
    else:
        key = "changed_is" if tested.significant else "changed_not"
        verdict = words(key, threshold=words.fixed(tested.threshold * size, digits))
        points = words.signed(tested.points * size, digits)
        yield Paragraph(words("changed_total", points=points, date=since, verdict=verdict))
        moved = tuple(_moved(subject, found))
        if moved:
            yield Listing(moved, words("changed", days=WINDOW))
    ageing = words.signed(found.parts[0].points * size, digits)
    yield Paragraph(words("changed_ageing", points=ageing), "dim")


def change_since(subject: Subject, since: date) -> Change:
    """Replay what happened to a country since a date."""
    assessment, iso3 = subject.assessment, subject.country.iso3
    own = tuple(one for one in subject.dossier.evidence if iso3 in one.countries)
    dossier = replace(subject.dossier, evidence=own)
    known = min(since, assessment.known_on) if assessment.known_on else since
    before = state_of(dossier, assessment.tree, since, known)
    after = state_of(dossier, assessment.tree, assessment.as_of, assessment.known_on)
    return change(iso3, before, after)


def _moved(subject: Subject, found: Change) -> Iterator[str]:
    """Yield the items that moved the score most, by any cause but ageing and framework."""
    words = subject.words
    items = {one.id: one for one in subject.dossier.evidence}
    size = unit(subject.dossier.framework)
    digits = point_decimals(subject.dossier.framework)
    shares: dict[str, list[float]] = {}
    for part in found.parts:
        for one in part.items if part.cause in EVIDENCE_CAUSES else ():
            shares.setdefault(one.id, []).append(one.points * size)
    moved = [(math.fsum(points), key) for key, points in shares.items()]
    moved.sort(key=lambda entry: (-abs(entry[0]), entry[1]))
    for points, key in moved[:ITEMS_OF_CHANGE]:
        if not words.rounded(points, digits):
            break
        item = items[key]
        yield words(
            "changed_item",
            points=words.signed(points, digits),
            statement=item.statement,
            indicator=item.indicator,
            date=item.observed.text,
            grade=item.grade,
        )
