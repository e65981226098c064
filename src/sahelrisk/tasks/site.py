"""Gather what the pages of a site are made from: countries, ranks, changes, sources."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial

from sahelrisk.model import countries
from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import UsageError
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.changes import Changes, lately
from sahelrisk.tasks.compare import Comparison, everywhere, has_base_rate, ranked
from sahelrisk.tasks.direction import Signs, directions, signs_of
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.opening import (
    Question,
    Request,
    assessed,
    chosen,
    codes_of,
    open_dossier,
)
from sahelrisk.tasks.sources import Sourced, sources_of
from sahelrisk.tasks.workings import Workings

NOBODY = "none"
"""Instead of names of countries to watch: every country is treated alike."""


@dataclass(frozen=True)
class Gathered:
    """Everything a site shows; what only some pages need is worked out when they ask for it.

    `codes` are the countries that are watched.
    """

    dossier: Dossier
    assessment: Assessment
    question: Question
    codes: Collection[str]

    @cached_property
    def workings(self) -> Workings:
        """Return the numbers behind the countries' pages."""
        return Workings(self.dossier, self.assessment)

    @cached_property
    def label(self) -> str:
        """Return the highest TLP label of what is shown."""
        return marking(self.dossier, self.assessment.countries)

    @cached_property
    def whole(self) -> Comparison:
        """Return the ranking of all countries."""
        return self._by("", self.assessment)

    @cached_property
    def watched(self) -> Comparison:
        """Return the ranking of the watched countries; that of all where none is."""
        some = tuple(one for one in self.assessment.countries if one.iso3 in self.codes)
        return self._by("", self.assessment._replace(countries=some)) if some else self.whole

    @cached_property
    def _nodes(self) -> dict[str, Comparison]:
        return {}

    def node(self, key: str) -> Comparison:
        """Return the ranking of all countries by a pillar or an indicator."""
        if key not in self._nodes:
            self._nodes[key] = self._by(key, self.assessment)
        return self._nodes[key]

    @cached_property
    def changes(self) -> Changes:
        """Return what the last 90 days changed."""
        return lately(self.dossier, self.question)

    @cached_property
    def sources(self) -> Sourced:
        """Return the records of all sources."""
        return sources_of(self.dossier, self.assessment)

    @cached_property
    def _moved(self) -> Mapping[str, Signs] | None:
        return directions(self.dossier, self.assessment)

    def _by(self, node: str, of: Assessment) -> Comparison:
        signs = cache(partial(self._signs, of, node))
        return ranked(self.dossier, of, node)._replace(signs=signs)

    def _signs(self, of: Assessment, node: str) -> Signs:
        return signs_of(self._moved, of, node)


def site(request: Request, watch: Sequence[str] = ()) -> Gathered:
    """Read a dossier and gather its site; `watch` are names and @groups, or `none`.

    Raises UsageError where there is no country to show.
    """
    dossier = open_dossier(request)
    return gathered(dossier, request, _watched(watch, request))


def gathered(dossier: Dossier, question: Question, watch: Collection[str] | None) -> Gathered:
    """Score every country with evidence and the rest of Africa; `watch` are alpha-3 codes.

    Without them those are watched that dossier.toml names, else every country with evidence.
    Raises UsageError where there is no country to show.
    """
    evident = {code for one in dossier.evidence for code in one.countries}
    shown = evident | (set(everywhere(dossier)) & set(countries.groups()["africa"]))
    found = assessed(dossier, question, sorted(shown)) if shown else None
    kept = tuple(
        one
        for one in (found.countries if found else ())
        if one.iso3 in evident or has_base_rate(one)
    )
    if found is None or not kept:
        raise UsageError("site_nobody")
    own = chosen(dossier.file.watch, lambda: dossier.file.groups, question.words)
    codes = (own or evident) if watch is None else watch
    return Gathered(dossier, found._replace(countries=kept), question, codes)


def _watched(names: Sequence[str], request: Request) -> set[str] | None:
    """Return the codes to watch, none of them for `none`, None where nothing was said."""
    if NOBODY in names:
        if len(names) > 1:
            raise UsageError("site_watch_none")
        return set()
    return set(codes_of(names, request)) if names else None
