"""Rules of the tree of pillars: names, parents, folders and weights."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.base import Located
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.framework import Pillar
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import Problem, Said, is_stand_in
from sahelrisk.rules.nearest import nearest
from sahelrisk.rules.registry import ERROR, WARNING, also, rule

CONTEXT = "context"
RESERVED = ("base", CONTEXT, "sources")

_Member = tuple[str, Pillar | IndicatorFile, Located, tuple[str | int, ...]]


@rule(
    "unknown-pillar",
    ERROR,
    of_framework=True,
    what="The folder of an indicator, or a parent, is not a pillar.",
    why="The indicator would belong to no pillar and count nowhere.",
    example="indicators/secruity/kidnapping.toml",
    mend="Rename the folder, or add the pillar to framework.toml.",
)
def unknown_pillars(dossier: Dossier) -> Iterator[Problem]:
    """An indicator lies in the folder of a pillar, or in `context`; a parent is a pillar."""
    own = {pillar.id for pillar in dossier.framework.pillars}
    if any(map(is_stand_in, own)):
        return  # a pillar without a usable id may be the one
    pillars = own | {CONTEXT}
    for key, file in dossier.indicators.items():
        pillar = key.rpartition(".")[0]
        if pillar not in pillars:
            message = Said("problem_unknown_pillar_folder", pillar=pillar)
            yield file.fault((), message, nearest(pillar, pillars))
    for index, one in enumerate(dossier.framework.pillars):
        if one.parent is not None and one.parent not in own:
            keys = ("pillars", index, "parent")
            message = Said("problem_unknown_pillar", parent=one.parent)
            yield dossier.framework.fault(keys, message, nearest(one.parent, own))


@rule(
    "pillar-cycle",
    ERROR,
    what="Pillars are each other's parents.",
    why="A tree with a ring has no root, so it cannot be scored.",
    example='[[pillars]]\nid = "security"\ntitle = "Security"\nparent = "security"',
    mend="Remove one parent of the ring.",
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
            yield dossier.framework.fault(keys, Said("problem_pillar_cycle", id=pillar.id))


@rule(
    "reserved-pillar",
    ERROR,
    what="A pillar is called base, context or sources.",
    why="These folders hold measures, denominators and sources; nothing in them is scored.",
    example='[[pillars]]\nid = "context"\ntitle = "Context"',
    mend="Give the pillar and its folder another name.",
)
def reserved_pillars(dossier: Dossier) -> Iterator[Problem]:
    """A pillar does not take the name of a folder that means something else."""
    for index, pillar in enumerate(dossier.framework.pillars):
        if pillar.id in RESERVED:
            message = Said("problem_reserved_pillar", id=pillar.id)
            yield dossier.framework.fault(("pillars", index, "id"), message)


@rule(
    "empty-pillar",
    WARNING,
    of_framework=True,
    what="A pillar contains neither an indicator nor a pillar.",
    why="It keeps its weight and pulls every country to the prior.",
    example='[[pillars]]\nid = "economy"\ntitle = "Economy"      # and no indicators/economy/',
    mend="Add an indicator to its folder, or remove the pillar.",
)
def empty_pillars(dossier: Dossier) -> Iterator[Problem]:
    """A pillar has an indicator, or a pillar below it."""
    used = {key.rpartition(".")[0] for key in dossier.indicators}
    used |= {pillar.parent for pillar in dossier.framework.pillars if pillar.parent}
    for index, pillar in enumerate(dossier.framework.pillars):
        if pillar.id not in used and pillar.id not in RESERVED:
            message = Said("problem_empty_pillar", id=pillar.id)
            yield dossier.framework.fault(("pillars", index, "id"), message)


@rule(
    "duplicate-name",
    ERROR,
    what="Two pillars, profiles or bands have the same name.",
    why="A reference to the name is ambiguous.",
    example='[[pillars]]\nid = "security"\ntitle = "Security"\n\n'
    '[[pillars]]\nid = "security"\ntitle = "Again"',
    mend="Rename or remove one of them.",
)
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
                other = framework.fault((array, first, key), "").place
                message = Said("problem_duplicate_name", name=name, line=other.line)
                yield framework.fault((array, index, key), message)


@rule(
    "zero-weights",
    ERROR,
    of_framework=True,
    what="All members of a pillar, or all pillars, have weight 0.",
    why="The weighted mean divides by the sum of the weights.",
    example="weight = 0                           # in every indicator of the folder",
    mend="Give at least one of them a weight.",
)
def zero_weights(dossier: Dossier) -> Iterator[Problem]:
    """The weights of a node's members are not zero together; said of the first."""
    for node, found in _members(dossier).items():
        if not any(one.weight for _, one, _, _ in found):
            _, _, model, keys = found[0]
            yield model.fault(keys, Said("problem_zero_weights", node=_named(node)))


@also("zero-weights")
def zero_profiles(dossier: Dossier) -> Iterator[Problem]:
    """No profile takes the weight of all of a node's members that had one."""
    for index, profile in enumerate(dossier.framework.profiles):
        times = profile.weights
        for node, found in _members(dossier).items():
            weighed = [key for key, one, _, _ in found if one.weight]
            if weighed and not any(times.get(key, 1.0) for key in weighed):
                message = Said("problem_zero_profile", node=_named(node))
                keys = ("profiles", index, "weights")
                yield dossier.framework.fault(keys, message)


def _members(dossier: Dossier) -> dict[str | None, list[_Member]]:
    """Return the members of each pillar, and of the root (None), with their places."""
    framework = dossier.framework
    members: dict[str | None, list[_Member]] = {}
    for index, pillar in enumerate(framework.pillars):
        member = (pillar.id, pillar, framework, ("pillars", index, "weight"))
        members.setdefault(pillar.parent, []).append(member)
    for key, file in dossier.indicators.items():
        members.setdefault(key.rpartition(".")[0], []).append((key, file, file, ("weight",)))
    nodes = {None, *(pillar.id for pillar in framework.pillars)}
    return {node: found for node, found in members.items() if node in nodes}


def _named(node: str | None) -> str:
    return Said("problem_all_pillars") if node is None else Said("problem_all_of", node=node)
