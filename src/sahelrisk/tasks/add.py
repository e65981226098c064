"""Add one item of evidence: its file, and what it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sahelrisk.model.columns import nested
from sahelrisk.model.dates import parse_period
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence_item import FIXED, Evidence
from sahelrisk.problems import UsageError
from sahelrisk.reading.proposal import propose
from sahelrisk.reading.source_register import Register
from sahelrisk.tasks.opening import indicator_of
from sahelrisk.tasks.workspace import NewFile, Outcome, Workspace, outcome_of
from sahelrisk.writing.ids import folder_of, new_id, slug
from sahelrisk.writing.toml_text import plain

_NAMED = 3
"""Countries that a file's name names."""


def add(work: Workspace, file: NewFile) -> Outcome:
    """Return what a new item changes; raises DossierError with every error of it."""
    return outcome_of(work, "add", file)


def given_of(work: Workspace, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item's fields from its values by column: recorded today, its source as registered.

    Raises UsageError for an unknown indicator.
    """
    given = {"recorded": work.today} | nested(values, Evidence)
    if "indicator" in given:
        given["indicator"] = indicator_of(work.dossier, given["indicator"])
    return from_register(given, work.dossier)


def missing(given: Mapping[str, Any], dossier: Dossier) -> list[str]:
    """Return the keys an item cannot do without and that nobody gave; of a rating the usual one."""
    file = dossier.indicators.get(given.get("indicator", ""))
    rating = "value" if file and file.levels is None else "level"
    needed = [
        name
        for name, field in Evidence.model_fields.items()
        if (field.is_required() and name not in FIXED - {"indicator"}) or name == rating
    ]
    rated = given.keys() & {"level", "value"}
    return [name for name in needed if name not in given and not (name == rating and rated)]


def from_register(given: Mapping[str, Any], dossier: Dossier) -> dict[str, Any]:
    """Return what is given with its publisher named by the register, and the letter it has there.

    The letter is written into the item: a later change of the register changes no score.
    """
    source = dict(given.get("source", {}))
    found = Register(dossier.register).entry_of(source)
    if found is None:
        return dict(given)
    source.pop("publisher", None)
    letter = {"reliability": found.reliability} if found.reliability else {}
    return letter | dict(given) | {"source": {"register": found.id, **source}}


def new_item(work: Workspace, codes: Sequence[str], given: Mapping[str, Any]) -> NewFile:
    """Return the file of a new item about countries; its id is drawn here."""
    observed = parse_period(str(given["observed"]))
    key = new_id(codes[0], observed.first, work.draw)
    path = _path(work, codes, str(given["indicator"]), key)
    return work.file(path, {"evidence": [item_table(key, codes, given)]})


def _path(work: Workspace, codes: Sequence[str], indicator: str, key: str) -> Path:
    """Return a path that says country, date and indicator: `mali/mli-20260202-attack-tempo-…`."""
    _, day, random = key.rsplit("-", 2)
    named = "-".join(code.lower() for code in codes[:_NAMED])
    last = slug(indicator.rpartition(".")[2])
    return folder_of(work.evidence, codes) / f"{named}-{day}-{last}-{random}.toml"


def item_table(key: str, codes: Sequence[str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item's table, its keys in the order of the model; defaults in words are written."""
    fields = Evidence.model_fields
    defaults = {name: field.get_default() for name, field in fields.items() if field.default}
    known = {name: one for name, one in defaults.items() if isinstance(one, str)} | dict(given)
    known |= {"id": key, "countries": list(codes)}
    return {name: plain(known[name]) for name in fields if name in known}


def from_draft(work: Workspace, text: str, shown: str) -> NewFile:
    """Return the file of an item written as TOML under a name of its own, without its comments.

    Raises DossierError with every error at its line of the draft.
    """
    items = propose(work.dossier, text, shown).file.evidence
    if len(items) != 1:
        raise UsageError("draft_items", path=shown, number=len(items))
    item = items[0]
    key = new_id(item.countries[0], item.observed.first, work.draw)
    path = _path(work, item.countries, item.indicator, key)
    return work.file(path, {"evidence": [item.model_copy(update={"id": key})]})
