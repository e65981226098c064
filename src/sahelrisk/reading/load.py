"""All files of a dossier to one model; every problem is collected before any is raised."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
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
from sahelrisk.reading.checks import OF_FRAMEWORK, check
from sahelrisk.reading.folders import leaves, outside, walk
from sahelrisk.reading.guard import decode, read_bytes
from sahelrisk.reading.refusals import refusals
from sahelrisk.reading.salvage import broken_indicator, no_framework, salvaged
from sahelrisk.reading.toml import Document, Place, parse

SMALL = 2 * 1024 * 1024
_HEADER = b"[[evidence]]\n"
_ABOUT = re.compile(rb"""evidence["']?[ \t]*=[ \t]*["']([^"']*)["']""")
_ESCAPE = re.compile(rb"\\[uUx]")

M = TypeVar("M", bound=Model)


@dataclass(slots=True)
class Reading:
    """What one run of the reader has found so far: raw files by path, and problems."""

    root: Path
    today: date | None = None
    advice: bool = True
    problems: list[Problem] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    bases: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Work out once what shown paths are relative to."""
        folders = (self.root, locate.framework().parent)
        self.bases = tuple(f"{base.as_posix()}/" for base in folders if base != Path())

    def read(self, path: Path, shown: str) -> bytes | None:
        """Read one file once; a file that cannot be read is a problem, and so is one elsewhere."""
        if leaves(path, self.root):
            self.problems.append(outside(shown))
            return None
        data = read_bytes(path, shown)
        if isinstance(data, Problem):
            self.problems.append(data)
            return None
        self.files[shown] = data
        return data

    def parse(self, data: bytes, shown: str, model: type[M]) -> tuple[Document, M] | None:
        """Decode, parse and validate one file; of a file with refused values the rest is kept."""
        text = decode(data, shown)
        document = text if isinstance(text, Problem) else parse(shown, text)
        if isinstance(document, Problem):
            self.problems.append(document)
            return None
        taken = document.take()
        try:
            return document, model.model_validate(taken)
        except ValidationError as error:
            self.problems.extend(refusals(error, document, model))
            rest = salvaged(taken, error, document, model)
            return None if rest is None else (document, rest)


def load(
    location: locate.Location,
    countries: Collection[str] | None = None,
    *,
    today: date | None = None,
) -> Dossier:
    """Read a dossier for scoring; raises DossierError with every error of every file.

    Errors that only say that a date or an amendment is implausible are counted, not raised.

    With `countries` (alpha-3) and more than 2 MiB of evidence, only files that name one of them
    are parsed; `check` reads all of them.
    """
    result = _read(Reading(location.root, today, advice=False), countries)
    errors = [problem for problem in result.problems if problem.severity is Severity.ERROR]
    if result.dossier is None or not _only_implausible(errors):
        raise DossierError(errors)
    return replace(result.dossier, doubts=len(errors))


def _only_implausible(errors: Sequence[Problem]) -> bool:
    if not errors:
        return True
    from sahelrisk.reading.rules import IMPLAUSIBLE  # noqa: PLC0415  only where something is wrong

    return all(problem.rule in IMPLAUSIBLE for problem in errors)


def read(
    location: locate.Location,
    countries: Collection[str] | None = None,
    *,
    today: date | None = None,
) -> tuple[Dossier | None, list[Problem]]:
    """Read a dossier and everything that is wrong with it, places as the user would type them.

    Dates after `today` are problems; without it there is no future. The dossier is None where it
    has no usable framework.
    """
    result = read_all(location, countries, today=today)
    return result.dossier, list(result.problems)


@dataclass(frozen=True, slots=True)
class Result:
    """A dossier, None without a usable framework, its problems and the paths that were read."""

    dossier: Dossier | None
    problems: Sequence[Problem]
    files: Sequence[str]
    root: Path

    def placed(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return later problems in the same form."""
        return settled(problems, self.root)


def read_all(
    location: locate.Location,
    countries: Collection[str] | None = None,
    *,
    today: date | None = None,
) -> Result:
    """Read a dossier as `read` does, and say which files were looked at."""
    return _read(Reading(location.root, today), countries)


def _read(reading: Reading, countries: Collection[str] | None) -> Result:
    root = reading.root
    dossier = _dossier(reading, countries)
    problems = settled(reading.problems, root)
    files = {(root / path).as_posix() for path in reading.files}
    files |= {problem.origin.path for problem in problems}
    return Result(dossier, problems, sorted(map(os.path.normpath, files)), root)


def settled(problems: Sequence[Problem], root: Path) -> list[Problem]:
    """Return problems sorted, each with the severity of its rule and its path as users type it."""
    found = {_from_here(problem, root): None for problem in problems if problem.rule}
    return sorted(found, key=lambda problem: problem.sort_key)


def validated(text: str, shown: str) -> EvidenceFile:
    """Read an evidence file from its text, its tables in their places.

    Raises DossierError with everything its models refuse.
    """
    reading = Reading(Path())
    parsed = reading.parse(text.encode(), shown, EvidenceFile)
    if parsed is None or reading.problems:
        raise DossierError(reading.problems)
    document, file = parsed
    _stand(document, file)
    return file


def _from_here(problem: Problem, root: Path) -> Problem:
    origin = problem.origin
    path = Path(os.path.normpath(root / origin.path)).as_posix()
    from sahelrisk.reading.rules import RULES  # noqa: PLC0415  only where something is wrong

    severity = RULES[problem.rule].severity
    return replace(problem, origin=Origin(path, origin.line, origin.column), severity=severity)


def _dossier(reading: Reading, countries: Collection[str] | None) -> Dossier | None:
    main = _one(reading, reading.root / locate.NAME, locate.NAME, DossierFile)
    if main is None:
        main = DossierFile(
            title=locate.NAME
        )  # broken; what the other files hold is read all the same
    folder = framework_folder(reading.root, main)
    framework, indicators = None, {}
    if _is_folder(reading, folder, main, "indicators"):
        path = folder / "framework.toml"
        framework = _one(reading, path, _shown(path, reading), FrameworkFile)
        indicators = _indicators(reading, folder)
    hashed = sorted(reading.files)
    evidence_folder = reading.root / main.evidence
    there = _is_folder(reading, evidence_folder, main, "evidence")
    evidence = (
        _evidence(reading, evidence_folder, countries) if there else _EvidenceRead(whole=True)
    )
    return _checked(reading, main, framework, indicators, evidence, hashed)


def _is_folder(reading: Reading, folder: Path, main: DossierFile, key: str) -> bool:
    """Return whether a folder is there; one that dossier.toml names and is not is a problem."""
    there = folder.is_dir()
    if leaves(folder, reading.root):
        reading.problems.append(outside(_shown(folder, reading)))
        return False
    if not there and key in main.model_fields_set:
        message = f'there is no folder "{getattr(main, key)}"'
        reading.problems.append(main.problem(key, "missing-folder", message))
    return there


def _checked(
    reading: Reading,
    main: DossierFile,
    framework: FrameworkFile | None,
    indicators: dict[str, IndicatorFile],
    evidence: _EvidenceRead,
    hashed: Sequence[str],
) -> Dossier | None:
    framework_files = [path for path in hashed if path != locate.NAME]
    dossier_files = [path for path in reading.files if path not in framework_files]
    dossier = Dossier(
        file=main,
        framework=framework or no_framework(),
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
    found = check(dossier, whole=evidence.whole, today=reading.today, advice=reading.advice)
    reading.problems.extend(one for one in found if framework or one.rule not in OF_FRAMEWORK)
    return dossier if framework else None


def _one(reading: Reading, path: Path, shown: str, model: type[M]) -> M | None:
    data = reading.read(path, shown)
    parsed = None if data is None else reading.parse(data, shown, model)
    if parsed is None:
        return None
    document, found = parsed
    if isinstance(found, Located) and found.stands_nowhere:
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


def _walk(reading: Reading, folder: Path) -> Iterator[Path]:
    """Yield the TOML files below a folder; what cannot be listed, or leaves it, is a problem."""
    for path in walk(folder, ".toml"):
        if path.is_file:
            yield path.path
        elif leaves(path.path, reading.root):
            reading.problems.append(outside(_shown(path.path, reading)))
        elif path.refused:
            message = f"cannot be listed: {path.refused}"
            start = Origin(_shown(path.path, reading), 1, 1)
            reading.problems.append(Problem(start, "unreadable-file", message))


def _indicators(reading: Reading, folder: Path) -> dict[str, IndicatorFile]:
    found = {}
    for path in _walk(reading, folder):
        if path.name == "framework.toml" and path.parent == folder:
            continue
        shown = _shown(path, reading)
        file = _one(reading, path, shown, IndicatorFile) or broken_indicator(shown)
        found[".".join(path.relative_to(folder).with_suffix("").parts)] = file
    return found


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
    for path in _walk(reading, folder):
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
        if b"series" in data or any(code in data for code in codes) or _ESCAPE.search(data)
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
            if table.stands_nowhere:
                table.stand_at(Place(document, (key, index)))


def _hash(files: dict[str, bytes], paths: Sequence[str]) -> str:
    """Return SHA-256 over sorted relative paths and file bytes with LF line ends."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.encode() + b"\0" + files[path].replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()
