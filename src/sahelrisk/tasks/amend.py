"""Amend items: withdraw them, replace fields, confirm or end conditions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sahelrisk.model.evidence_item import Amendment, Evidence
from sahelrisk.problems import UsageError, or_near
from sahelrisk.rules.nearest import nearest_names
from sahelrisk.tasks.workspace import NewFile, Outcome, Workspace, outcome_of
from sahelrisk.writing.toml_text import plain

ABOUT_ITSELF = ("evidence", "recorded", "reason", "analyst", "notes")
IN_BULK = frozenset({"confirmed", "reviewed_by"})
"""What can be said of several items at once, and needs no reason."""
OF_CONDITIONS = ("confirmed", "ended")


def items_of(work: Workspace, ids: Sequence[str]) -> list[Evidence]:
    """Return the items to amend; raises UsageError naming near ones of an unknown id."""
    by_id = {one.id: one for one in work.dossier.entered}
    unknown = [key for key in ids if key not in by_id]
    if unknown:
        raise UsageError("lines", lines=tuple(_unknown(key, by_id) for key in unknown))
    return [by_id[key] for key in dict.fromkeys(ids)]


def _unknown(key: str, known: Collection[str]) -> UsageError:
    return or_near(UsageError("no_item", name=repr(key)), nearest_names(key, known))


def changes_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is changed of all that is given."""
    return {key: value for key, value in given.items() if key not in ABOUT_ITSELF}


def refuse_senseless(items: Sequence[Evidence], given: Mapping[str, Any]) -> None:
    """Raise UsageError for what cannot be said of these items."""
    changes = changes_of(given)
    if not changes:
        keys = [key for key in Amendment.model_fields if key not in ABOUT_ITSELF]
        raise UsageError("amend_nothing", keys=", ".join(keys))
    if len(items) > 1 and not set(changes) <= IN_BULK:
        raise UsageError("amend_several")
    events = [one.id for one in items if (changes.get("nature") or one.nature) == "event"]
    if events and changes.keys() & set(OF_CONDITIONS):
        raise UsageError("amend_event", ids=", ".join(events))


def amend(work: Workspace, items: Sequence[Evidence], given: Mapping[str, Any]) -> Outcome:
    """Return what one amendment of each item changes; raises DossierError for what is refused."""
    return outcome_of(work, "amend", amendment_file(work, items, given))


def amendment_file(work: Workspace, items: Sequence[Evidence], given: Mapping[str, Any]) -> NewFile:
    """Return the file of one amendment of each item."""
    known = {"recorded": work.today, **given}
    order = [name for name in Amendment.model_fields if name in known]
    word = {name: plain(known[name]) for name in order}
    path = work.dated("amendment")
    tables = [{"evidence": one.id, **word} for one in items]
    return work.file(path, {"amendment": tables})
