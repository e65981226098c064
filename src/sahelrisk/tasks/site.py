"""Gather what the pages of a site are made from: countries, ranks, changes, sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from sahelrisk.model import countries
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import UsageError
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.changes import Changes, changes
from sahelrisk.tasks.compare import Comparison, everywhere, has_base_rate, ranked
from sahelrisk.tasks.direction import directions, signs_of
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.opening import Request, assessed, codes_of, open_dossier
from sahelrisk.tasks.sources import Sourced, sources

NOBODY = "none"
"""Instead of names of a watch list: every country is treated alike."""


class Gathered(NamedTuple):
    """Everything a site shows.

    `whole` ranks all countries and `watched` those of the watch list; `nodes` rank all countries
    by each pillar and indicator. `label` is the highest TLP label of what is shown.
    """

    dossier: Dossier
    assessment: Assessment
    whole: Comparison
    watched: Comparison
    nodes: Mapping[str, Comparison]
    changes: Changes
    sources: Sourced
    label: str


def site(request: Request, watch: Sequence[str] = ()) -> Gathered:
    """Score every country with evidence and the rest of Africa, rank them and replay 90 days.

    `watch` are names and @groups, or `none`; by default it is every country with evidence. Raises
    UsageError where there is no country to show.
    """
    dossier = open_dossier(request)
    evident = {code for one in dossier.evidence for code in one.countries}
    shown = evident | (set(everywhere(dossier)) & set(countries.groups()["africa"]))
    found = assessed(dossier, request, sorted(shown)) if shown else None
    kept = tuple(
        one
        for one in (found.countries if found else ())
        if one.iso3 in evident or has_base_rate(one)
    )
    if found is None or not kept:
        raise UsageError("site_nobody")
    assessment = found._replace(countries=kept)
    moved = directions(dossier, assessment)

    def by(node: str, of: Assessment) -> Comparison:
        return ranked(dossier, of, node)._replace(signs=partial(signs_of, moved, of, node))

    pillars = [one.id for one in dossier.framework.pillars]
    indicators = [one.id for one in kept[0].indicators]
    silent = replace(request, note=_silent)
    whole = by("", assessment)
    codes = _watched(watch, request, evident)
    some = tuple(one for one in kept if one.iso3 in codes)
    return Gathered(
        dossier,
        assessment,
        whole,
        by("", assessment._replace(countries=some)) if some else whole,
        {key: by(key, assessment) for key in (*pillars, *indicators)},
        changes(silent, everyone=True),
        sources(silent),
        marking(dossier, kept),
    )


def _silent(message: str) -> None:
    """Say nothing: it was said when the dossier was first read."""


def _watched(names: Sequence[str], request: Request, evident: set[str]) -> set[str]:
    """Return the codes of the watch list, none of them for `none`."""
    if NOBODY in names:
        if len(names) > 1:
            raise UsageError("site_watch_none")
        return set()
    return set(codes_of(names, request)) if names else evident
