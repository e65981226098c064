"""An indicator of one country over many days."""

from __future__ import annotations

from sahelrisk.scoring.assess import Basis, Scorer
from sahelrisk.scoring.estimate import Estimate, Gap
from sahelrisk.scoring.tree import Indicator


class Course:
    """An indicator's outcome on any day, from a basis that holds what is known."""

    def __init__(self, basis: Basis, iso3: str, leaf: Indicator) -> None:
        """Take what is known."""
        self.basis, self.iso3, self.leaf = basis, iso3, leaf

    def outcome(self, day: int) -> Estimate | Gap:
        """Return the outcome as of a day, an ordinal."""
        return Scorer(self.basis, day).indicator(self.iso3, self.leaf)[1].outcome
