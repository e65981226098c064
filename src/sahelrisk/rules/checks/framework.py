"""Checks of dossier.toml and framework.toml: the tree, its weights, its bands, its profiles."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model import countries
from sahelrisk.model.base import Located
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.framework import FrameworkFile, ModerateConfidence, NodeRules
from sahelrisk.problems import MISSING, Problem, is_stand_in
from sahelrisk.rules.nearest import nearest, nearest_country

CONTEXT = "context"


def unknown_pillars(dossier: Dossier) -> Iterator[Problem]:
    """An indicator lies in the folder of a pillar, or in `context`; a parent is a pillar."""
    own = {pillar.id for pillar in dossier.framework.pillars}
    if any(map(is_stand_in, own)):
        return  # a pillar without a usable id may be the one
    pillars = own | {CONTEXT}
    for key, file in dossier.indicators.items():
        pillar = key.rpartition(".")[0]
        if pillar not in pillars:
            message = f'the folder "{pillar}" is no pillar of the framework'
            yield file.problem((), "unknown-pillar", message, nearest(pillar, pillars))
    for index, one in enumerate(dossier.framework.pillars):
        if one.parent is not None and one.parent not in own:
            keys = ("pillars", index, "parent")
            message = f'no pillar "{one.parent}"'
            yield dossier.framework.problem(
                keys, "unknown-pillar", message, nearest(one.parent, own)
            )


def pillar_cycles(dossier: Dossier) -> Iterator[Problem]:
    """No pillar is its own parent, nor its parent's parent."""
    parents = {pillar.id: pillar.parent for pillar in dossier.framework.pillars}
    for index, pillar in enumerate(dossier.framework.pillars):
        above, seen = pillar.parent, set[str]()
        while above is not None and above not in seen and above != pillar.id:
            seen.add(above)
            above = parents.get(above)
        if above == pillar.id and pillar.parent is not None:
            keys = ("pillars", index, "parent")
            message = f'"{pillar.id}" lies below itself'
            yield dossier.framework.problem(keys, "pillar-cycle", message)


def empty_pillars(dossier: Dossier) -> Iterator[Problem]:
    """A pillar has an indicator, or a pillar below it."""
    used = {key.rpartition(".")[0] for key in dossier.indicators}
    used |= {pillar.parent for pillar in dossier.framework.pillars if pillar.parent}
    for index, pillar in enumerate(dossier.framework.pillars):
        if pillar.id not in used and pillar.id != CONTEXT:
            message = f'"{pillar.id}" has no indicator'
            yield dossier.framework.problem(("pillars", index, "id"), "empty-pillar", message)


def duplicate_names(dossier: Dossier) -> Iterator[Problem]:
    """Pillars, profiles and bands are told apart by their names, whatever the capitals."""
    framework = dossier.framework
    named = (
        ("pillars", "id", [one.id for one in framework.pillars]),
        ("profiles", "id", [one.id for one in framework.profiles]),
        ("bands", "name", [one.name for one in framework.bands]),
    )
    for array, key, names in named:
        seen: dict[str, int] = {}
        for index, name in enumerate(names):
            first = seen.setdefault(name.casefold(), index)
            if first != index:
                other = framework.problem((array, first, key), "", "").place
                message = f'"{name}" is also in line {other.line}'
                yield framework.problem((array, index, key), "duplicate-name", message)


def zero_weights(dossier: Dossier) -> Iterator[Problem]:
    """The weights of a node's members are not zero together; said of the first."""
    framework = dossier.framework
    members: dict[str | None, list[tuple[float, Located, tuple[str | int, ...]]]] = {}
    for index, pillar in enumerate(framework.pillars):
        place = (pillar.weight, framework, ("pillars", index, "weight"))
        members.setdefault(pillar.parent, []).append(place)
    for key, file in dossier.indicators.items():
        place_ = (file.weight, file, ("weight",))
        members.setdefault(key.rpartition(".")[0], []).append(place_)
    for node in (None, *(pillar.id for pillar in framework.pillars)):
        found = members.get(node, [])
        if found and not any(weight for weight, _, _ in found):
            whole = "all pillars" if node is None else f'everything in "{node}"'
            _, model, keys = found[0]
            yield model.problem(keys, "zero-weights", f"the weights of {whole} are 0")


def bands(dossier: Dossier) -> Iterator[Problem]:
    """Bands start at 0 and ascend."""
    edges = [band.start for band in dossier.framework.bands]
    if edges[0] != 0.0:
        message = f"the first band starts at {edges[0]:g}, not at 0"
        yield dossier.framework.problem(("bands", 0, "from"), "bands-start", message)
    for index in range(1, len(edges)):
        if edges[index] <= edges[index - 1]:
            message = f"{edges[index]:g} is not above the band before, {edges[index - 1]:g}"
            yield dossier.framework.problem(("bands", index, "from"), "bands-out-of-order", message)


def thresholds(dossier: Dossier) -> Iterator[Problem]:
    """What asks for more asks for at least as much: rated, high confidence."""
    coverage = dossier.framework.coverage
    if coverage.provisional > coverage.rated:
        message = f"provisional is {coverage.provisional:g}, above rated, {coverage.rated:g}"
        key = "provisional" if "provisional" in coverage.model_fields_set else "rated"
        yield dossier.framework.problem(("coverage", key), "thresholds-out-of-order", message)
    yield from _confidence(dossier.framework)


def _confidence(framework: FrameworkFile) -> Iterator[Problem]:
    """High confidence asks for at least what moderate asks for."""
    high, moderate = framework.confidence.high, framework.confidence.moderate
    for key in ModerateConfidence.model_fields:
        less, more = getattr(moderate, key), getattr(high, key)
        if less > more:
            level = "moderate" if key in moderate.model_fields_set else "high"
            message = f"{key} of moderate confidence is {less:g}, above that of high, {more:g}"
            keys = ("confidence", level, key)
            yield framework.problem(keys, "thresholds-out-of-order", message)


def _nodes(framework: FrameworkFile) -> Iterator[tuple[tuple[str | int, ...], NodeRules]]:
    yield (), framework
    for index, pillar in enumerate(framework.pillars):
        yield ("pillars", index), pillar


def missing_priors(dossier: Dossier) -> Iterator[Problem]:
    """A prior of no weight stands in for nothing; said where it is written that it should."""
    framework = dossier.framework
    if framework.method.prior_weight > 0.0:
        return
    filled = [(keys, node) for keys, node in _nodes(framework) if node.missing == "prior"]
    for keys, node in filled:
        if "missing" in node.model_fields_set:
            message = 'prior_weight is 0, so missing cannot be "prior"'
            yield framework.problem((*keys, "missing"), "missing-prior", message)
    if any("missing" not in node.model_fields_set for _, node in filled):
        message = 'prior_weight is 0, so missing cannot be left at "prior"'
        hint = 'say missing = "drop" or "withhold" of the framework and of each pillar'
        yield framework.problem(("method", "prior_weight"), "missing-prior", message, hint)


def nodes(dossier: Dossier) -> Iterator[Problem]:
    """Each node of the tree can be drawn together as it says."""
    framework = dossier.framework
    for keys, node in _nodes(framework):
        if (node.exponent is not None) is not (node.aggregation == "power"):
            has = "no exponent" if node.exponent is None else "an exponent"
            message = f'aggregation "{node.aggregation}" has {has}'
            key = "aggregation" if node.exponent is None else "exponent"
            yield framework.problem((*keys, key), "missing-exponent", message)
        if node.scale[0] >= node.scale[1]:
            message = f"the upper end, {node.scale[1]:g}, is not above the lower, {node.scale[0]:g}"
            yield framework.problem((*keys, "scale"), "empty-scale", message)


def unknown_members(dossier: Dossier) -> Iterator[Problem]:
    """A profile speaks of indicators, and its weights also of pillars, that exist."""
    pillars = {pillar.id for pillar in dossier.framework.pillars}
    if any(map(is_stand_in, pillars)):
        return  # a pillar without a usable id may be the one
    for index, profile in enumerate(dossier.framework.profiles):
        named: list[tuple[tuple[str | int, ...], str]] = [
            (("profiles", index, "weights", name, MISSING), name) for name in profile.weights
        ]
        for key in ("flip", "show"):
            names = getattr(profile, key)
            named += [(("profiles", index, key, at), name) for at, name in enumerate(names)]
        for keys, name in named:
            known = dossier.indicators.keys() | (pillars if "weights" in keys else set())
            if name not in known and not is_stand_in(name):
                kind = "indicator or pillar" if "weights" in keys else "indicator"
                message = f'no {kind} "{name}"'
                hint = nearest(name, known)
                yield dossier.framework.problem(keys, "unknown-member", message, hint)


def unknown_profile(dossier: Dossier) -> Iterator[Problem]:
    """The dossier's profile is one of the framework's."""
    wanted = dossier.file.profile
    known = [profile.id for profile in dossier.framework.profiles]
    if wanted is not None and wanted not in known and not any(map(is_stand_in, known)):
        message = f'no profile "{wanted}"'
        yield dossier.file.problem("profile", "unknown-profile", message, nearest(wanted, known))


def group_countries(dossier: Dossier) -> Iterator[Problem]:
    """Groups are made of countries that exist, each once."""
    known = frozenset(countries.codes())
    for name, members in dossier.file.groups.items():
        for index, code in enumerate(members):
            keys = ("groups", name, index)
            if code not in known:
                message = f'no country "{code}"; countries are ISO 3166-1 alpha-3 codes'
                yield dossier.file.problem(keys, "unknown-country", message, nearest_country(code))
            elif code in members[:index]:
                yield dossier.file.problem(keys, "duplicate-country", f"{code} stands here twice")
