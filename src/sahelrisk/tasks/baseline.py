"""The earlier scores that `compare --baseline` names: a JSON output, a folder or a revision."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from sahelrisk.model.base import Tlp
from sahelrisk.model.documents.parts import Run
from sahelrisk.model.documents.score_document import ScoreDocument
from sahelrisk.model.dossier import TLP_ORDER, Dossier
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import Phrase, Problem, UsageError
from sahelrisk.reading.revision import load_earlier
from sahelrisk.reading.toml.guard import decode, read_bytes
from sahelrisk.scoring.alerts import Alert
from sahelrisk.scoring.basis import Limit
from sahelrisk.scoring.results import CountryResult
from sahelrisk.tasks.opening import Request, assessed, ceiled
from sahelrisk.tasks.score_building import score_document


class _Untold:
    """Texts of a document that is only reckoned with: ids in place of titles."""

    def said(self, phrase: Phrase) -> str:
        """Return the phrase's key."""
        return phrase.key

    def country(self, iso3: str) -> str:
        """Return the code."""
        return iso3

    def pillar(self, dossier: Dossier, key: str) -> str:  # noqa: ARG002
        """Return the id."""
        return key

    def indicator(self, dossier: Dossier, key: str) -> str:  # noqa: ARG002
        """Return the id."""
        return key

    def indicator_text(self, file: IndicatorFile, key: str) -> str | None:  # noqa: ARG002
        """Return nothing."""
        return None

    def alert(self, alert: Alert, dossier: Dossier, country: CountryResult) -> str:  # noqa: ARG002
        """Return the kind."""
        return alert.kind

    def rung(self, dossier: Dossier, key: str, place: int) -> str:  # noqa: ARG002
        """Return the place."""
        return str(place)

    def limit(self, limit: Limit) -> str:
        """Return the condition."""
        return limit.condition


def committed(name: str, request: Request) -> Dossier | None:
    """Return the dossier of a folder or a revision, None where a JSON output is named."""
    path = Path(name)
    if path.is_file() or path.suffix == ".json" or not name.strip():
        return None
    return load_earlier(name, request.location)


def _height(ceiling: Tlp | None) -> int:
    return TLP_ORDER.index(ceiling) + 1 if ceiling else len(TLP_ORDER)


def earlier_of(
    name: str, then: Dossier | None, request: Request, codes: Sequence[str] | None
) -> ScoreDocument:
    """Return an earlier JSON output, or what a folder or revision would give on the same dates.

    Raises UsageError for an output that is marked above the ceiling.
    """
    if then is None:
        document = read_baseline(Path(name))
        label, open_enough = document.dossier.tlp, TLP_ORDER[: _height(request.tlp)]
        if request.tlp and label not in open_enough:
            shown = {"label": f"TLP:{label}", "ceiling": f"TLP:{request.tlp}"}
            raise UsageError("baseline_above", name=name, **shown)
        return document
    dossier = ceiled(then, request)
    found = assessed(dossier, request, codes)
    return score_document(dossier, found, _Untold(), Run(version="", generated=None))


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
