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
        message = f"--baseline {path}: {text.message}"
        raise UsageError(message)
    try:
        return ScoreDocument.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        message = (
            f"--baseline {path}: no JSON output of score or compare"
            f"{f', at {where}' if where else ''}: {first['msg']}"
        )
        raise UsageError(message) from None
