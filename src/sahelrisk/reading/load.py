"""All files of a dossier to one model; every problem is collected before any is raised."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from sahelrisk.model.base import Located, Model
from sahelrisk.model.dossier import Dossier
from sahelrisk.model.evidence import DossierFile, Evidence, EvidenceFile
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.problems import DossierError, Origin, Problem, Severity
from sahelrisk.reading import locate
from sahelrisk.reading.checks import check
from sahelrisk.reading.guard import decode, read_bytes
from sahelrisk.reading.refusals import refusals
from sahelrisk.reading.toml import Document, Place, parse

SMALL = 2 * 1024 * 1024
_HEADER = b"[[evidence]]\n"
_ABOUT = re.compile(rb"""^[ \t]*evidence[ \t]*=[ \t]*["']([^"']*)["']""", re.MULTILINE)

M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class Reading:
    """What one run of the reader has found so far: raw files by path, and problems."""

    root: Path
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    bases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Work out once what shown paths are relative to."""
        folders = (self.root, locate.framework().parent)
        self.bases = tuple(f"{base.as_posix()}/" for base in folders if base != Path())

    def read(self, path: Path, shown: str) -> bytes | None:
        """Read one file once; a file that cannot be read is a problem."""
        data = read_bytes(path, shown)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        self.files[shown] = data
        return data

    def parse(self, data: bytes, shown: str, model: type[M]) -> tuple[Document, M] | None:
        """Decode, parse and validate one file."""
        text = decode(data, shown)
        document = text if isinstance(text, Problem) else parse(shown, text)
        if isinstance(document, Problem):
            self.problems.append(document)
            return None
        try:
            return document, model.model_validate(document.take())
        except ValidationError as error:
            self.problems.extend(refusals(error, document, model))
            return None


def load(location: locate.Location, countries: Collection[str] | None = None) -> Dossier:
    """Read a dossier for scoring; raises DossierError with every error of every file.

    With `countries` (alpha-3) and more than 2 MiB of evidence, only files that name one of them
    are parsed; `check` reads all of them.
    """
    dossier, problems = read(location, countries)
    errors = [problem for problem in problems if problem.severity is Severity.ERROR]
    if errors or dossier is None:
        raise DossierError(errors)
    return dossier


def read(
    location: locate.Location, countries: Collection[str] | None = None
) -> tuple[Dossier | None, list[Problem]]:
    """Read a dossier and everything that is wrong with it, places as the user would type them."""
    reading = Reading(location.root)
    dossier = _dossier(reading, countries)
    problems = [_from_here(problem, location.root) for problem in reading.problems]
    return dossier, sorted(problems, key=lambda problem: problem.sort_key)


def validated(text: str, shown: str) -> EvidenceFile:
    """Read an evidence file from its text, its tables in their places.

    Raises DossierError with everything its models refuse.
    """
    reading = Reading(Path())
    parsed = reading.parse(text.encode(), shown, EvidenceFile)
    if parsed is None:
        raise DossierError(reading.problems)
    document, file = parsed
    _stand(document, file)
    return file


def _from_here(problem: Problem, root: Path) -> Problem:
    origin = problem.origin
    path = Path(os.path.normpath(root / origin.path)).as_posix()
    return replace(problem, origin=Origin(path, origin.line, origin.column))


def _dossier(reading: Reading, countries: Collection[str] | None) -> Dossier | None:
    main = _one(reading, reading.root / locate.NAME, locate.NAME, DossierFile)
    if main is None:
        return None
    folder = framework_folder(reading.root, main)
    framework = _one(
        reading,
        folder / "framework.toml",
        _shown(folder / "framework.toml", reading),
        FrameworkFile,
    )
    indicators = _indicators(reading, folder)
    hashed = sorted(reading.files)
    evidence = _evidence(reading, reading.root / main.evidence, countries)
    if framework is None:
        return None
    return _checked(reading, main, framework, indicators, evidence, hashed)


def _checked(
    reading: Reading,
    main: DossierFile,
    framework: FrameworkFile,
    indicators: dict[str, IndicatorFile],
    evidence: _EvidenceRead,
    hashed: Sequence[str],
) -> Dossier:
    framework_files = [path for path in hashed if path != locate.NAME]
    dossier_files = [path for path in reading.files if path not in framework_files]
    dossier = Dossier(
        file=main,
        framework=framework,
        indicators=indicators,
        evidence=tuple(evidence.items()),
        amendments=tuple(one for file in evidence.files for one in file.amendment),
        not_applicable=tuple(one for file in evidence.files for one in file.not_applicable),
        root=reading.root.as_posix(),
        items=evidence.count,
        partial=not evidence.whole,
        framework_hash=lambda: _hash(reading.files, framework_files),
        evidence_hash=lambda: _hash(reading.files, dossier_files),
    )
    reading.problems.extend(check(dossier, whole=evidence.whole))
    return dossier


def _one(reading: Reading, path: Path, shown: str, model: type[M]) -> M | None:
    data = reading.read(path, shown)
    parsed = None if data is None else reading.parse(data, shown, model)
    if parsed is None:
        return None
    document, found = parsed
    if isinstance(found, Located):
        found.stand_at(Place(document, ()))
    return found


def framework_folder(root: Path, main: DossierFile | None) -> Path:
    """Return the folder of the framework: the dossier's own, or the bundled one."""
    if main is not None and main.indicators is not None:
        return root / main.indicators
    own = root / "indicators"
    return own if own.is_dir() else locate.framework()


def _shown(path: Path, reading: Reading) -> str:
    """Return a path below the dossier, or below the bundle where the framework is bundled."""
    written = path.as_posix()
    for base in reading.bases:
        if written.startswith(base):
            return written[len(base) :]
    return written if not path.is_absolute() else os.path.relpath(path, reading.root)


def _indicators(reading: Reading, folder: Path) -> dict[str, IndicatorFile]:
    found = {}
    for path in walk(folder, ".toml"):
        if path.name == "framework.toml" and path.parent == folder:
            continue
        file = _one(reading, path, _shown(path, reading), IndicatorFile)
        if file is not None:
            found[".".join(path.relative_to(folder).with_suffix("").parts)] = file
    return found


def walk(folder: Path, suffix: str) -> Iterator[Path]:
    """Yield the files below a folder with a suffix, sorted by path; hidden ones are left out."""
    paths = []
    for here, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths += [
            os.path.join(here, name)  # noqa: PTH118  a Path for each of thousands costs more
            for name in names
            if name.endswith(suffix) and not name.startswith(".")
        ]
    paths.sort(key=lambda path: path.replace(os.sep, "/"))
    yield from map(Path, paths)


@dataclass(slots=True)
class _EvidenceRead:
    """The evidence files that were parsed, and how many items there are in all."""

    whole: bool
    files: list[EvidenceFile] = field(default_factory=list)
    series: list[Evidence] = field(default_factory=list)
    count: int = 0

    def items(self) -> Iterator[Evidence]:
        for file in self.files:
            yield from file.evidence
        yield from self.series


def _evidence(reading: Reading, folder: Path, countries: Collection[str] | None) -> _EvidenceRead:
    raw: dict[str, bytes] = {}
    for path in walk(folder, ".toml"):
        shown = _shown(path, reading)
        data = reading.read(path, shown)
        if data is not None:
            raw[shown] = data
    large = sum(map(len, raw.values())) > SMALL
    if countries is None or not large:
        return _parsed(reading, raw, _EvidenceRead(whole=True))
    return _only(reading, raw, countries)


def _only(reading: Reading, raw: dict[str, bytes], countries: Collection[str]) -> _EvidenceRead:
    """Parse the files that name one of the countries, and those that amend what they hold."""
    codes = [code.encode() for code in countries]
    naming = {
        shown: data
        for shown, data in raw.items()
        if b"series" in data or any(code in data for code in codes)
    }
    found = _parsed(reading, naming, _EvidenceRead(whole=False))
    ids = {one.id.encode() for one in found.items()}
    rest = {shown: data for shown, data in raw.items() if shown not in naming}
    amending = {
        shown: data
        for shown, data in rest.items()
        if b"amendment" in data and not ids.isdisjoint(_ABOUT.findall(data))
    }
    _parsed(reading, amending, found)
    skipped = [data for shown, data in rest.items() if shown not in amending]
    found.count += sum(data.count(_HEADER) for data in skipped)
    return found


def _parsed(reading: Reading, raw: dict[str, bytes], found: _EvidenceRead) -> _EvidenceRead:
    for shown, data in raw.items():
        parsed = reading.parse(data, shown, EvidenceFile)
        if parsed is None:
            continue
        document, file = parsed
        _stand(document, file)
        found.files.append(file)
        found.count += len(file.evidence)
        for series in file.series:
            from sahelrisk.reading.series import cells  # noqa: PLC0415  most dossiers have none

            items, problems = cells(series, shown, reading.root, reading.read)
            reading.problems.extend(problems)
            found.series.extend(items)
            found.count += len(items)
    return found


def _stand(document: Document, file: EvidenceFile) -> None:
    for key, tables in (
        ("evidence", file.evidence),
        ("amendment", file.amendment),
        ("not-applicable", file.not_applicable),
        ("series", file.series),
    ):
        for index, table in enumerate(tables):
            table.stand_at(Place(document, (key, index)))


def _hash(files: dict[str, bytes], paths: Sequence[str]) -> str:
    """Return SHA-256 over sorted relative paths and file bytes with LF line ends."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.encode() + b"\0" + files[path].replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()
