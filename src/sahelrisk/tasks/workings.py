"""The numbers that sheets of one assessment are written from, each worked out once."""

from __future__ import annotations

from datetime import date
from functools import cache, cached_property

from sahelrisk.analysis.difference import Change, change
from sahelrisk.analysis.steps import State, state_of
from sahelrisk.analysis.timeline import Trace, dates, months_before, trace
from sahelrisk.analysis.watch import Prospect, prospects
from sahelrisk.analysis.what_if import country_of
from sahelrisk.model.dossier import Dossier
from sahelrisk.scoring.assess import Basis, basis_of
from sahelrisk.scoring.results import Assessment

MONTHS_OF_CHANGE, MONTHS_OF_COURSE = 12, 36


class Workings:
    """Change, course and prospects of the countries of an assessment, in whatever language."""

    def __init__(self, dossier: Dossier, assessment: Assessment) -> None:
        """Take what was scored; nothing is worked out before it is asked for."""
        self.dossier, self.assessment = dossier, assessment
        self.year = cache(self._year)
        self.course = cache(self._course)
        self.prospects = cache(self._prospects)

    @cached_property
    def basis(self) -> Basis:
        """Return what is known of the dossier, grouped once."""
        return basis_of(self.dossier, self.assessment.tree, self.assessment.known_on)

    @cached_property
    def ends(self) -> tuple[State, State]:
        """Return what was known twelve months earlier and on the day asked for."""
        as_of, known = self.assessment.as_of, self.assessment.known_on
        before = min(known or self.since, self.since)
        return self._state(self.since, before), self._state(as_of, known or as_of)

    def _state(self, day: date, known: date) -> State:
        return state_of(self.dossier, self.assessment.tree, day, known)

    @property
    def since(self) -> date:
        """Return the day twelve months earlier."""
        return months_before(self.assessment.as_of, MONTHS_OF_CHANGE)

    @property
    def first(self) -> date:
        """Return the day on which a course begins."""
        return months_before(self.assessment.as_of, MONTHS_OF_COURSE)

    def _year(self, iso3: str) -> Change:
        """Return what changed in the last twelve months, as known on the day asked for."""
        return change(iso3, *self.ends)

    def _course(self, iso3: str, every: str) -> Trace:
        """Return the course of three years by month or quarter."""
        return trace(self.basis, iso3, dates(self.first, self.assessment.as_of, every))

    def _prospects(self, iso3: str) -> tuple[Prospect, ...]:
        """Return what one good report would carry into another band."""
        return prospects(country_of(self.basis, iso3, self.assessment.as_of.toordinal()))
