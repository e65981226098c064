"""What is said of items that moved a score: headline, statement, reason, place."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from sahelrisk.analysis.credit import Moved
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.report.names import headline_of
from sahelrisk.report.words import Words


class Said(NamedTuple):
    """The items of both ends by id, in a language."""

    items: Mapping[str, Evidence]
    words: Words

    def headline(self, key: str) -> str:
        """Return an item's headline, or its statement where it has none."""
        return headline_of(self.items[key], self.words)

    def reason(self, moved: Moved) -> str:
        """Return why an item moved that the step is not about; "" for one that it is about."""
        return reason_of(moved, self.words)


def reason_of(moved: Moved, words: Words) -> str:
    """Return why an item moved that a step is not about; "" for one that it is about."""
    if moved.why is None:
        return ""
    key = f"moved_{moved.why.replace(' ', '_')}"
    return words(f"{key}_by" if moved.by else key, id=moved.by)


def place_of(item: Evidence) -> dict[str, str]:
    """Return what identifies an item in a sentence: id, indicator, date, grade."""
    return {
        "id": item.id,
        "indicator": item.indicator,
        "date": item.observed.text,
        "grade": item.grade,
    }
