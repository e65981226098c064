"""What is said of the items of a country."""

from __future__ import annotations

from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.names import headline_of, statement_of
from sahelrisk.report.subject import Subject
from sahelrisk.scoring.items import Item
from sahelrisk.scoring.weigh import Weighed

LEAST_POINTS = 0.05


class Telling:
    """What is said of the items of a country, which are worded as amended."""

    def __init__(self, subject: Subject) -> None:
        """Take whom it is about, and in which language."""
        self.subject, self.words = subject, subject.words

    def evidence(self, item: Item) -> Evidence | None:
        """Return what was entered; None of an item that nobody wrote, in a what-if."""
        return item.evidence

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
