"""Rules of sources: what an item says of where it was read, and the register."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import Amendment, Evidence, amended
from sahelrisk.model.likeness import publisher_key
from sahelrisk.model.register import RegisterEntry
from sahelrisk.problems import Problem, Said
from sahelrisk.rules.nearest import nearest
from sahelrisk.rules.registry import ERROR, NOTE, WARNING, rule


@rule(
    "unknown-source",
    ERROR,
    what="An item names a source that is not in the register.",
    why="Its publisher and its letter would be missing.",
    example='source = { register = "reuter" }',
    mend="Correct the id, or add the source to the register.",
)
def unknown_sources(dossier: Dossier) -> Iterator[Problem]:
    """A source named by id stands in the register."""
    known = {entry.id for entry in dossier.register}
    for one in chain[Evidence | Amendment](dossier.evidence, dossier.amendments):
        named = one.source.register_id if one.source else None
        if named is not None and named not in known:
            message = Said("problem_unknown_source", named=named)
            yield one.fault("source", message, nearest(named, known))


@rule(
    "duplicate-source",
    ERROR,
    what="Two sources of the register have the same id.",
    why="An item that names it could mean either.",
    example='[[source]]\nid = "reuters"                      # twice',
    mend="Give one of them an id of its own, or delete the copy.",
)
def duplicate_sources(dossier: Dossier) -> Iterator[Problem]:
    """Each source of the register has an id of its own."""
    first: dict[str, RegisterEntry] = {}
    for entry in dossier.register:
        other = first.setdefault(entry.id, entry)
        if other is not entry:
            place = other.fault("id", "").place
            message = Said("problem_duplicate_source", id=entry.id, place=place)
            yield entry.fault("id", message)


@rule(
    "shared-publisher-name",
    WARNING,
    what="Two sources of the register share a publisher's name or an alias.",
    why="A publisher written by that name takes the first of them.",
    example='aliases = ["AFP"]                   # and another source is called AFP',
    mend="Keep the name at one of them.",
)
def shared_names(dossier: Dossier) -> Iterator[Problem]:
    """A publisher's name leads to one source."""
    owner: dict[str, str] = {}
    for entry in dossier.register:
        written = {publisher_key(name): name for name in (*entry.aliases, entry.publisher)}
        for key, name in written.items():
            other = owner.setdefault(key, entry.id)
            if other != entry.id:
                message = Said("problem_shared_publisher_name", name=name, other=other)
                yield entry.fault("publisher", message)


@rule(
    "grade-differs-from-source",
    NOTE,
    what="The letter of an item differs from that of its source in the register.",
    why="Either is lawful; a reader should know why this report is better or worse than usual.",
    example='reliability = "A"                     # of a source with reliability = "B"',
    mend='Say why in grade_reason = "…", or use the letter of the register.',
)
def differing_grades(dossier: Dossier) -> Iterator[Problem]:
    """A letter that differs from the register's has a reason."""
    ids = {entry.id: entry for entry in dossier.register}
    names: dict[str, RegisterEntry] = {}
    for entry in dossier.register:
        for name in (entry.publisher, *entry.aliases):
            names.setdefault(publisher_key(name), entry)
    words: dict[str, list[Amendment]] = {}
    for word in sorted(dossier.amendments, key=lambda one: one.recorded) if ids else ():
        words.setdefault(word.evidence, []).append(word)
    for one in dossier.evidence if ids else ():
        said = amended(one, words.get(one.id, ()))
        named = said.source.register_id if said.source else None
        found = ids.get(named or "") or names.get(publisher_key(said.publisher))
        usual = found.reliability if found else None
        if found and usual and usual != said.reliability and not said.grade_reason:
            message = Said(
                "problem_grade_differs_from_source",
                reliability=said.reliability,
                id=found.id,
                usual=usual,
            )
            yield one.fault("reliability", message)
