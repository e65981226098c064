"""What tasks begin with: find and read a dossier, choose countries, a profile, a node."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sahelrisk.model import countries
from sahelrisk.model.base import Tlp
from sahelrisk.model.dossier import Dossier, under_ceiling
from sahelrisk.model.framework import Profile
from sahelrisk.problems import DossierError, Phrase, UsageError, or_near
from sahelrisk.reading.load import load, load_framework
from sahelrisk.reading.locate import Location
from sahelrisk.rules.nearest import nearest_names
from sahelrisk.scoring.assess import assess
from sahelrisk.scoring.rate import ACROSS
from sahelrisk.scoring.results import Assessment
from sahelrisk.tasks.voice import Voice

Groups = Mapping[str, Sequence[str]]


def _silent(message: str) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A question to a dossier: dates, a scoring profile, the highest label that is shown.

    Evidence of after `today` is a slip. Files `beside` the dossier count as its evidence. `newest`
    is the day of an example's newest record where nobody asked for another: it is said. A dossier
    that is `held`, the whole of it, is not read again.

    `note` takes what is said beside the result.
    """

    as_of: date
    words: Voice
    location: Location
    today: date
    known_on: date | None = None
    profile: str | None = None
    tlp: Tlp | None = None
    beside: tuple[Path, ...] = ()
    newest: date | None = None
    held: Dossier | None = None
    note: Callable[[str], None] = _silent


def open_dossier(
    request: Request,
    wanted: Collection[str] | None = None,
    *,
    world: bool = True,
    whole: bool = False,
) -> Dossier:
    """Read the dossier, or only some countries of it; note if it is the bundled one.

    Under a ceiling all of it is read, so that all that is withheld is counted. Without the
    `world`, statistics are read of countries with evidence only.
    """
    dossier = request.held or load(
        request.location,
        wanted,
        today=max(request.today, request.as_of),
        beside=request.beside,
        world=world,
        whole=whole or request.tlp is not None,
    )
    if request.location.bundled:
        notice = dossier.file.notice(request.words.lang)
        note = f", {notice}" if notice else ""
        request.note(request.words("bundled", number=dossier.items) + note)
    if request.newest:
        request.note(request.words("as_of_newest", date=request.newest.isoformat()))
    if dossier.doubts:
        request.note(request.words("doubts", number=dossier.doubts))
    if dossier.drafts and wanted != ():
        request.note(request.words("drafts_not_scored", number=len(dossier.drafts)))
    return ceiled(dossier, request)


def ceiled(dossier: Dossier, request: Request) -> Dossier:
    """Leave out what is marked above the label asked for."""
    return under_ceiling(dossier, request.tlp) if request.tlp else dossier


def open_framework(request: Request) -> Dossier:
    """Read the dossier for its indicators; faults of the evidence are counted and stop nothing."""
    try:
        return open_dossier(request, ())
    except DossierError as error:
        dossier = load_framework(request.location)
        number = len(error.problems)
        key = "evidence_faults_one" if number == 1 else "evidence_faults_many"
        request.note(request.words(key, number=number))
        return dossier


def open_for(request: Request, codes: Collection[str], *, whole: bool = False) -> Dossier:
    """Read what is needed to score countries: theirs, or all where measures compare countries."""
    dossier = open_dossier(request, codes, whole=whole)
    across = dossier.partial and is_across(dossier)
    return open_dossier(request, codes, whole=True) if across else dossier


def open_unceiled(
    request: Request, codes: Collection[str] | None, *, world: bool = True
) -> Dossier:
    """Read what is needed, with what a ceiling will leave out when another end is known."""
    uncut = replace(request, tlp=None)
    if codes is None:
        return open_dossier(uncut, world=world)
    return open_for(uncut, codes, whole=request.tlp is not None)


def is_across(dossier: Dossier) -> bool:
    """Tell whether the score of one country depends on the others'."""
    measures = (file.measure for file in dossier.indicators.values())
    return any(one.normalise in ACROSS for one in measures if one)


def assessed(dossier: Dossier, request: Request, codes: Sequence[str] | None) -> Assessment:
    """Score countries, or all that have evidence."""
    return assess(
        dossier,
        request.as_of,
        known_on=request.known_on,
        profile=profile_of(dossier, request),
        countries=codes,
    )


def one_of(name: str, request: Request, command: str) -> str:
    """Return the code of the one country that a command takes; raises UsageError for a group."""
    codes = codes_of([name], request)
    if len(codes) != 1:
        raise UsageError("one_country", command=command)
    return codes[0]


def codes_of(names: Sequence[str], request: Request) -> list[str]:
    """Return alpha-3 codes of countries and @groups, in the order given, each once."""
    whole = [_whole(name, request) for name in names]
    return chosen(whole, lambda: _groups(request), request.words)


def _groups(request: Request) -> Groups:
    dossier = request.held or load(request.location, ())
    return dossier.file.groups


def _whole(name: str, request: Request) -> str:
    """Return the code of the country that a territory is scored under, and note why."""
    country = countries.whole_of(name)
    if country is None:
        return name
    words = request.words
    called = countries.name(country, words.lang)
    request.note(words("part_of", name=name, country=called, code=country.alpha3))
    return country.alpha3


def chosen(names: Sequence[str], groups: Callable[[], Groups], words: Voice) -> list[str]:
    """Return codes as `codes_of` does; the groups are asked for where a name needs them."""
    codes: list[str] = []
    problems: list[UsageError] = []
    for name in names:
        if name.startswith("@"):
            codes += _group(name[1:], groups())
            continue
        country = countries.find(name)
        if country:
            codes.append(country.alpha3)
        else:
            problems.append(_unknown(name, groups(), words))
    if problems:
        raise UsageError("lines", lines=tuple(problems))
    return list(dict.fromkeys(codes))


def _unknown(name: str, groups: Groups, words: Voice) -> UsageError:
    known = dict.fromkeys((*groups, *countries.groups()))
    near = [words("the_group", name=one) for one in known if one.lower() == name.lower()]
    near = near or [
        f"{countries.name(one, words.lang)} ({one.alpha3})" for one in countries.near(name)
    ]
    unknown = UsageError("no_country", name=repr(name))
    return UsageError("did_you_mean", text=unknown, near=", ".join(near)) if near else unknown


def _group(name: str, groups: Groups) -> Sequence[str]:
    """Return the members of a group: the dossier's own, else one of the table of countries."""
    found = groups.get(name) or countries.groups().get(name)
    if found is None:
        names = dict.fromkeys((*sorted(groups), *countries.groups()))
        near = [f"@{one}" for one in nearest_names(name, list(names))]
        known = ", ".join(f"@{one}" for one in names) or Phrase("where_none")
        key = "no_group_of_that_name" if near else "no_group"
        raise or_near(UsageError(key, name=repr(f"@{name}"), known=known), near)
    return found


def profile_of(dossier: Dossier, request: Request) -> Profile | None:
    """Return the profile asked for, or the dossier's; raises UsageError for an unknown one."""
    wanted = request.profile or dossier.file.profile
    if wanted is None:
        return None
    for profile in dossier.framework.profiles:
        if profile.id == wanted:
            return profile
    ids = [profile.id for profile in dossier.framework.profiles]
    known = ", ".join(ids) or Phrase("where_none")
    unknown = UsageError("no_profile_of_that_name", name=repr(wanted), known=known)
    raise or_near(unknown, nearest_names(wanted, ids))


def node_of(dossier: Dossier, name: str) -> str:
    """Return the id of a pillar or an indicator; raises UsageError naming near ones."""
    pillars = [pillar.id for pillar in dossier.framework.pillars]
    return name if name in pillars else indicator_of(dossier, name, also=pillars)


def indicator_of(dossier: Dossier, name: str, *, also: Sequence[str] = ()) -> str:
    """Return an indicator's id from its id or its last part; raises UsageError naming near ones.

    `also` are other names that may have been meant.
    """
    ids = [key for key in dossier.indicators if not key.startswith("context.")]
    own = [key for key in ids if name in (key, key.rpartition(".")[2])]
    if len(own) == 1:
        return own[0]
    lasts = {key.rpartition(".")[2]: key for key in ids}
    found = nearest_names(name, own or [*also, *ids, *lasts])
    near = list(dict.fromkeys(lasts.get(one, one) for one in found))
    raise or_near(UsageError("no_such_indicator", name=repr(name)), near)
