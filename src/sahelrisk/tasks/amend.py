"""Amend items: withdraw them, replace fields, confirm or end conditions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sahelrisk.model.evidence import Amendment, Evidence
from sahelrisk.problems import UsageError
from sahelrisk.rules.nearest import nearest
from sahelrisk.tasks.workspace import Outcome, Workspace, outcome_of
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
        hints = (f"no evidence item {key!r}; {nearest(key, by_id)}".rstrip("; ") for key in unknown)
        raise UsageError("\n".join(hints))
    return [by_id[key] for key in dict.fromkeys(ids)]


def changes_of(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is changed of all that is given."""
    return {key: value for key, value in given.items() if key not in ABOUT_ITSELF}


def refuse_senseless(items: Sequence[Evidence], given: Mapping[str, Any]) -> None:
    """Raise UsageError for what cannot be said of these items."""
    changes = changes_of(given)
    if not changes:
        keys = [key for key in Amendment.model_fields if key not in ABOUT_ITSELF]
        message = f"nothing to say about the item; give one of {', '.join(keys)}"
        raise UsageError(message)
    if len(items) > 1 and not set(changes) <= IN_BULK:
        message = "several items at once can only be confirmed or reviewed; amend others one by one"
        raise UsageError(message)
    events = [one.id for one in items if (changes.get("nature") or one.nature) == "event"]
    if events and changes.keys() & set(OF_CONDITIONS):
        message = f"only a condition is confirmed or ended; an event: {', '.join(events)}"
        raise UsageError(message)


def amend(work: Workspace, items: Sequence[Evidence], given: Mapping[str, Any]) -> Outcome:
    """Return what one amendment of each item changes; raises DossierError for what is refused."""
    known = {"recorded": work.today, **given}
    order = [name for name in Amendment.model_fields if name in known]
    word = {name: plain(known[name]) for name in order}
    path = work.dated("amendment", known["recorded"])
    tables = [{"evidence": one.id, **word} for one in items]
    return outcome_of(work, "amend", work.file(path, {"amendment": tables}))
