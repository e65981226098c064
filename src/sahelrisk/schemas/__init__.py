"""JSON Schemas of the files, for editors, and which documents have one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

FOLDER = Path(__file__).parent
FILES = ("framework", "indicator", "measure", "evidence", "register", "dossier")
DOCUMENTS: Mapping[str, str] = MappingProxyType(
    {
        "score": "score_document.ScoreDocument",
        "compare": "compare_document.CompareDocument",
        "explain": "score_document.ExplainDocument",
        "changes": "changes_document.ChangesDocument",
        "review": "review_document.ReviewDocument",
        "bulletin": "bulletin_document.BulletinDocument",
        "history": "history_document.HistoryDocument",
        "plan": "plan_document.PlanDocument",
        "audit": "audit_document.AuditDocument",
        "check": "check_document.CheckDocument",
        "indicators": "listing_documents.IndicatorsDocument",
        "where": "listing_documents.WhereDocument",
        "rule": "listing_documents.RulesDocument",
        "import": "effect_document.ImportDocument",
        "evidence-list": "evidence_document.EvidenceDocument",
        "sources": "sources_document.SourcesDocument",
        "guess": "effect_document.GuessDocument",
        "effect": "effect_document.EffectDocument",
    }
)
"""The documents by command, and the model of each, imported when it is asked for."""
KINDS = (*FILES, *DOCUMENTS)


def path_of(kind: str) -> Path:
    """Return the schema file of a kind of file, one of `FILES`."""
    return FOLDER / f"{kind}.schema.json"


def text_of(kind: str) -> str:
    """Return the schema of a kind as JSON text."""
    return path_of(kind).read_text(encoding="utf-8")
