"""Rules of profiles: what they name exists."""

from __future__ import annotations

from collections.abc import Iterator

from sahelrisk.model.dossier import Dossier
from sahelrisk.problems import MISSING, Problem, Said, is_stand_in
from sahelrisk.rules.nearest import nearest
from sahelrisk.rules.registry import ERROR, rule


@rule(
    "unknown-member",
    ERROR,
    of_framework=True,
    what="A profile names an indicator or pillar that does not exist.",
    why="The weight it was meant to change stays as it was.",
    example='weights = { "security.kidnaping" = 2.0 }',
    mend="Correct the name; the hint lists near ones.",
)
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
                message = Said("problem_unknown_indicator", indicator=name)
                if "weights" in keys:
                    message = Said("problem_unknown_member", name=name)
                hint = nearest(name, known)
                yield dossier.framework.fault(keys, message, hint)


@rule(
    "unknown-profile",
    ERROR,
    of_framework=True,
    what="dossier.toml names a profile that the framework does not have.",
    why="The score would be weighted for another client than intended.",
    example='profile = "minning"',
    mend="Use a profile of framework.toml, or remove the key.",
)
def unknown_profile(dossier: Dossier) -> Iterator[Problem]:
    """The dossier's profile is one of the framework's."""
    wanted = dossier.file.profile
    known = [profile.id for profile in dossier.framework.profiles]
    if wanted is not None and wanted not in known and not any(map(is_stand_in, known)):
        message = Said("problem_unknown_profile", wanted=wanted)
        yield dossier.file.fault("profile", message, nearest(wanted, known))
