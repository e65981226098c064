"""One risk score per country, every point of it traceable to a sourced line in a file.

    import sahelrisk

    dossier = sahelrisk.load("desk")
    document = sahelrisk.score(dossier, "mali", as_of=date(2026, 6, 30))
    document.countries[0].score

What `score` and `check` return is what the commands of these names print with `--format json`,
with an attribute for each key. Nothing here reads the clock, a terminal or the environment.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself would double the time of --version
if TYPE_CHECKING:
    from datetime import date, datetime
    from os import PathLike

    from sahelrisk.model.base import Tlp
    from sahelrisk.model.documents.check_document import CheckDocument
    from sahelrisk.model.documents.score_document import ScoreDocument
    from sahelrisk.model.dossier import Dossier

__version__ = "0.2.0"


def load(path: str | PathLike[str]) -> Dossier:
    """Read the dossier in a folder.

    Raises `sahelrisk.problems.DossierError`, with every problem and its place, for files that
    cannot be used.
    """
    from pathlib import Path  # noqa: PLC0415  nor does the version need anything else

    from sahelrisk.reading.load import load as read  # noqa: PLC0415
    from sahelrisk.reading.locate import Location  # noqa: PLC0415

    return read(Location(Path(path)))


def score(
    dossier: Dossier,
    *countries: str,
    as_of: date,
    known_on: date | None = None,
    profile: str | None = None,
    tlp: Tlp | None = None,
    lang: str = "en",
    generated: datetime | None = None,
) -> ScoreDocument:
    """Score countries (names, ISO codes or @groups; none for all with evidence) of a dossier.

    Facts observed up to `as_of` count, recorded up to `known_on`; what is marked above `tlp` is
    left out. `generated` is noted as the time of the run. Raises UsageError for unknown names.
    """
    from sahelrisk.model.documents.parts import Run  # noqa: PLC0415
    from sahelrisk.report.texts import DocumentTexts  # noqa: PLC0415
    from sahelrisk.report.words import words_of  # noqa: PLC0415
    from sahelrisk.tasks.opening import Question  # noqa: PLC0415
    from sahelrisk.tasks.score import scored  # noqa: PLC0415
    from sahelrisk.tasks.score_building import score_document  # noqa: PLC0415

    words = words_of(lang)
    question = Question(as_of=as_of, words=words, known_on=known_on, profile=profile, tlp=tlp)
    found = scored(dossier, question, countries)
    run = Run(version=__version__, generated=generated)
    return score_document(*found, DocumentTexts(words), run)


def check(path: str | PathLike[str], *others: str | PathLike[str], as_of: date) -> CheckDocument:
    """Find every problem of dossiers, or of files and folders in them.

    Evidence observed or recorded after `as_of` is a problem. Raises UsageError for what is not
    there.
    """
    from pathlib import Path  # noqa: PLC0415

    from sahelrisk.tasks.check import check as checked  # noqa: PLC0415
    from sahelrisk.tasks.check import check_document  # noqa: PLC0415

    return check_document(checked([Path(one) for one in (path, *others)], today=as_of))
