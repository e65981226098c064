"""The marking of what is given out."""

from __future__ import annotations

from collections.abc import Iterable

from sahelrisk.model.dossier import TLP_ORDER, Dossier, markings
from sahelrisk.scoring.results import CountryResult


def marking(dossier: Dossier, results: Iterable[CountryResult]) -> str:
    """Return the highest TLP label of what went in; without evidence, the dossier's own."""
    return marking_of(dossier, behind(results))


def marking_of(dossier: Dossier, ids: Iterable[str]) -> str:
    """Return the highest TLP label of items, by their ids; of none, the dossier's own."""
    known = markings(dossier)
    labels = {known.get(one, dossier.file.tlp) for one in ids}
    return max(labels or {dossier.file.tlp}, key=TLP_ORDER.index)


def behind(results: Iterable[CountryResult]) -> set[str]:
    """Return the ids of the items that went into countries' scores."""
    return {
        one.item.id for country in results for result in country.indicators for one in result.items
    }
