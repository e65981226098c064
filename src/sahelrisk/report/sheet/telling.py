"""The items of a country as they are now worded."""

from __future__ import annotations

from datetime import date

from sahelrisk.model.evidence_item import Amendment, Evidence, amended
from sahelrisk.report.names import headline_of, statement_of
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.weigh import Weighed

LEAST_POINTS = 0.05


class Telling:
    """The items of a country as they are now worded, and what is said of them."""

    def __init__(self, subject: Subject) -> None:
        """Take the amendments of the dossier, by item."""
        self.subject, self.words = subject, subject.words
        self.amendments: dict[str, list[Amendment]] = {}
        until = subject.assessment.known_on or date.max
        for one in sorted(subject.dossier.amendments, key=lambda word: word.recorded):
            if one.recorded <= until:
                self.amendments.setdefault(one.evidence, []).append(one)

    def evidence(self, item: Item) -> Evidence | None:
        """Return an item as it stands after its amendments."""
        found = item.evidence
        return found and amended(found, self.amendments.get(found.id, ()))

    def statement(self, item: Item) -> str:
        """Return what an item says, in the language where a translation is given."""
        found = self.evidence(item)
        return statement_of(found, self.words) if found else item.id

    def headline(self, item: Item) -> str:
        """Return an item's headline, or its statement where it has none."""
        found = self.evidence(item)
        return headline_of(found, self.words) if found else item.id


def grade(one: Weighed) -> str:
    """Return the grade of an item as it counts."""
    return f"{one.item.reliability}{one.item.credibility}"
