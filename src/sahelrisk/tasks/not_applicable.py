"""State that an indicator does not apply to countries, or take the statement back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sahelrisk.model.evidence_item import NotApplicable
from sahelrisk.tasks.workspace import NewFile, Outcome, Workspace, outcome_of


def not_applicable(work: Workspace, codes: Sequence[str], given: Mapping[str, Any]) -> Outcome:
    """Return what a statement changes; raises DossierError for what is refused."""
    return outcome_of(work, "not-applicable", statement_file(work, codes, given))


def statement_file(work: Workspace, codes: Sequence[str], given: Mapping[str, Any]) -> NewFile:
    """Return the file of a statement about countries."""
    known = {"recorded": work.today, **given, "countries": list(codes)}
    table = {name: known[name] for name in NotApplicable.model_fields if name in known}
    path = work.dated("not-applicable")
    return work.file(path, {"not-applicable": [table]})
