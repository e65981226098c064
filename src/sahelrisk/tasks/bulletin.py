"""What happened in the countries that are watched: a sign each, alerts, what lapses or is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from sahelrisk.analysis.difference import Change, changes
from sahelrisk.analysis.steps import EVIDENCE_CAUSES, State, state_of
from sahelrisk.model.dates import shifted
from sahelrisk.model.dossier import TLP_ORDER, Dossier, worded
from sahelrisk.model.evidence_item import Evidence
from sahelrisk.model.framework import Profile
from sahelrisk.model.likeness import publisher_key
from sahelrisk.problems import UsageError
from sahelrisk.scoring.alerts import Alert, alerts_of
from sahelrisk.scoring.assess import Basis, assess_countries, basis_of
from sahelrisk.scoring.estimate import Estimate
from sahelrisk.scoring.results import CountryResult
from sahelrisk.scoring.tree import grow
from sahelrisk.scoring.weigh import Weighed, settled
from sahelrisk.tasks.gate_grammar import Gate
from sahelrisk.tasks.gates import gates_of
from sahelrisk.tasks.marking import marking
from sahelrisk.tasks.opening import Request, chosen, open_for, profile_of

DAYS = 7
AHEAD = 30


class Lapsing(NamedTuple):
    """An indicator, or with "" the country, whose evidence is insufficient from a day on."""

    id: str
    day: date


class Due(NamedTuple):
    """A condition in force that nobody has confirmed within its indicator's half-life."""

    item: Evidence
    last: date


class Watched(NamedTuple):
    """A country of the bulletin."""

    change: Change
    alerts: tuple[Alert, ...]
    """Those that were not raised on the first day."""
    lapsing: tuple[Lapsing, ...]
    due: tuple[Due, ...]

    @property
    def iso3(self) -> str:
        """Return the country's code."""
        return self.change.after.iso3

    @property
    def spoken(self) -> dict[str, str]:
        """Return the items that were added, amended or withdrawn, each with the cause."""
        return {
            one.id: part.cause
            for part in self.change.parts
            if part.cause in EVIDENCE_CAUSES
            for one in part.items
            if one.why is None
        }

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing happened."""
        return not (self.spoken or self.alerts or self.change.happened)


class Bulletin(NamedTuple):
    """Countries in the order asked for, since a date."""

    dossier: Dossier
    since: date
    as_of: date
    known_on: date | None
    profile: Profile | None
    countries: tuple[Watched, ...]
    sources: tuple[tuple[str, str], ...]
    gates: tuple[Gate, ...] = ()

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing happened anywhere."""
        return all(one.is_quiet for one in self.countries)

    @property
    def size(self) -> float:
        """Return how many points of the printed scale one point of 0–100 is."""
        low, high = self.dossier.framework.scale
        return (high - low) / 100.0

    @property
    def worded(self) -> dict[str, Evidence]:
        """Return the items by id, as they are worded on the last day."""
        return worded(self.dossier, self.known_on or self.as_of)

    @property
    def label(self) -> str:
        """Return the highest TLP label of what went in on either day."""
        ends = [[one.change.before, one.change.after] for one in self.countries]
        labels = [marking(self.dossier, pair) for pair in ends]
        return max(labels, key=TLP_ORDER.index)


def bulletin(
    request: Request,
    names: Sequence[str] = (),
    *,
    since: date | None = None,
    fail_if: Sequence[str] = (),
) -> Bulletin:
    """Report on countries and @groups, without any on those that dossier.toml watches.

    Raises UsageError where it watches none either.
    """
    whole = open_for(request, ())
    wanted = tuple(names) or whole.file.watch
    if not wanted:
        raise UsageError("bulletin_no_watch")
    codes = chosen(wanted, lambda: whole.file.groups, request.words)
    start = since or shifted(request.as_of, -DAYS)
    if start > request.as_of:
        raise UsageError("since_after", since=start, as_of=request.as_of)
    dossier = open_for(replace(request, note=lambda _: None), codes)
    profile = profile_of(dossier, request)
    known = min(start, request.known_on) if request.known_on else start
    until = request.known_on or request.as_of
    tree = grow(dossier.framework, dossier.indicators, profile)
    before = state_of(dossier, tree, start, known)
    after = state_of(dossier, tree, request.as_of, until)
    basis = basis_of(dossier, tree, until)
    found = changes(codes, before, after)
    return Bulletin(
        dossier,
        start,
        request.as_of,
        request.known_on,
        profile,
        tuple(_watched(one, dossier, basis, (before, after)) for one in found),
        _first_used(dossier, codes, known, until),
        gates_of(fail_if or dossier.file.ci.fail_if, dossier),
    )


def _watched(change: Change, dossier: Dossier, basis: Basis, ends: tuple[State, State]) -> Watched:
    rules = dossier.framework
    days = [end.as_of.toordinal() for end in ends]
    old = {_key(one) for one in alerts_of(change.before, rules, days[0])}
    alerts = tuple(one for one in alerts_of(change.after, rules, days[1]) if _key(one) not in old)
    lapsing = tuple(_lapsing(change.after, basis, ends[1].as_of))
    return Watched(change, alerts, lapsing, tuple(_due(change.after, days[1])))


def _key(alert: Alert) -> tuple[str, str, str]:
    """Return what makes an alert the same one; the item behind an indicator's may change."""
    item = alert.item.item.id if alert.item and alert.kind != "indicator" else ""
    return alert.kind, alert.id, item


def _lapsing(country: CountryResult, basis: Basis, as_of: date) -> Iterator[Lapsing]:
    """Yield what has evidence enough now and not in thirty days, if nothing new is entered."""
    needed = settled(basis.tree.rules.coverage.provisional)

    def thin(day: date) -> set[str]:
        [then] = assess_countries(basis, day, [country.iso3])
        return set(_thin(then, needed))

    last = shifted(as_of, AHEAD)
    ends = thin(last) - set(_thin(country, needed))
    if not ends:
        return
    for days in range(1, AHEAD + 1):
        day = shifted(as_of, days)
        for key in sorted(thin(day) & ends):
            ends.discard(key)
            yield Lapsing(key, day)
        if not ends:
            return


def _thin(country: CountryResult, needed: float) -> Iterator[str]:
    """Yield the ids of indicators, and "" for the country, that have too little evidence."""
    nodes = [("", country.outcome), *((one.id, one.outcome) for one in country.indicators)]
    for key, outcome in nodes:
        coverage = outcome.coverage if isinstance(outcome, Estimate) else 0.0
        if settled(coverage) < needed:
            yield key


def _due(country: CountryResult, day: int) -> Iterator[Due]:
    seen: set[str] = set()
    for result in country.indicators:
        for one in result.items:
            if _is_due(one, result.indicator.half_life, day) and one.item.id not in seen:
                seen.add(one.item.id)
                if one.item.evidence:
                    yield Due(one.item.evidence, date.fromordinal(one.item.counted_day))


def _is_due(one: Weighed, half_life: float, day: int) -> bool:
    item = one.item
    return item.condition and not one.silenced and day - item.counted_day > half_life


def _first_used(
    dossier: Dossier, codes: Iterable[str], since: date, until: date
) -> tuple[tuple[str, str], ...]:
    """Return publishers of the countries' new items that nothing recorded before names."""
    wanted = set(codes)
    old: set[str] = set()
    found: dict[str, tuple[str, str]] = {}
    for one in sorted(worded(dossier, until).values(), key=lambda one: one.recorded):
        if not one.publisher or one.recorded > until:
            continue
        key = publisher_key(one.publisher)
        if one.recorded <= since:
            old.add(key)
        elif key not in old and not wanted.isdisjoint(one.countries):
            found.setdefault(key, (one.publisher, one.id))
    return tuple(sorted(found.values()))
