"""The marking of what is given out."""

from __future__ import annotations

from collections.abc import Iterable

from sahelrisk.model.dossier import TLP_ORDER, Dossier, markings
from sahelrisk.scoring.results import CountryResult


def marking(dossier: Dossier, results: Iterable[CountryResult]) -> str:
    """Return the highest TLP label of what went in; without evidence, the dossier's own."""
    known = markings(dossier)
    labels = {
        known.get(one.item.id, dossier.file.tlp)
        for country in results
        for result in country.indicators
        for one in result.items
    }
    return max(labels or {dossier.file.tlp}, key=TLP_ORDER.index)
