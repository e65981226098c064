"""What a report of changes is built from: a country's replay between two ends."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sahelrisk.analysis.difference import Change
from sahelrisk.model.dossier import TLP_ORDER, Dossier
from sahelrisk.report.score.score_document import marking
from sahelrisk.report.words import Words
from sahelrisk.scoring.basis import support_of
from sahelrisk.scoring.estimate import band_of, figures
from sahelrisk.scoring.results import CountryResult


class End(NamedTuple):
    """One end of a comparison: a dossier and when it was read."""

    dossier: Dossier
    as_of: date
    known_on: date | None
    profile: str | None


class Changes(NamedTuple):
    """A country's replay between two ends."""

    before: End
    after: End
    found: Change
    words: Words

    @property
    def size(self) -> float:
        """Return how many points of the printed scale one point of 0–100 is."""
        low, high = self.after.dossier.framework.scale
        return (high - low) / 100.0

    @property
    def label(self) -> str:
        """Return the highest TLP label of what went in at either end."""
        ends = ((self.before, self.found.before), (self.after, self.found.after))
        labels = [marking(end.dossier, [country]) for end, country in ends]
        return max(labels, key=TLP_ORDER.index)

    @property
    def withheld(self) -> int:
        """Return how many items were left out for their marking, at the end with more of them."""
        return max(self.before.dossier.withheld, self.after.dossier.withheld)


def band_at(dossier: Dossier, country: CountryResult) -> str | None:
    """Return the name of a country's band; None without a score or with insufficient evidence."""
    rules, estimate = dossier.framework, figures(country.outcome)
    if estimate is None or support_of(country, rules).status == "insufficient":
        return None
    return rules.bands[band_of(estimate.score, rules.bands)].name
