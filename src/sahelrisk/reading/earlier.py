"""Reading an earlier JSON output for `compare --baseline`."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from sahelrisk.model.documents.score_document import ScoreDocument
from sahelrisk.problems import Problem, UsageError
from sahelrisk.reading.toml.guard import decode, read_bytes


def read_baseline(path: Path) -> ScoreDocument:
    """Read a score document; raises UsageError, naming the key that is wrong."""
    data = read_bytes(path, str(path))
    text = data if isinstance(data, Problem) else decode(data, str(path))
    if isinstance(text, Problem):
        raise UsageError("baseline_unread", path=path, text=text.message)
    try:
        return ScoreDocument.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        key = "baseline_wrong_at" if where else "baseline_wrong"
        raise UsageError(key, path=path, where=where, text=first["msg"]) from None
