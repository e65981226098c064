"""All files of a dossier put together to one model, with what is wrong between them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from sahelrisk.model.dossier import Dossier, Unread, under_four_eyes
from sahelrisk.model.dossier_file import DossierFile
from sahelrisk.model.evidence_item import Evidence, NotApplicable
from sahelrisk.model.framework import FrameworkFile
from sahelrisk.model.indicator import IndicatorFile
from sahelrisk.model.measure import MeasureTable
from sahelrisk.model.register import RegisterEntry
from sahelrisk.problems import Place, Problem, Said
from sahelrisk.reading import locate
from sahelrisk.reading.chosen import EvidenceRead, read_evidence
from sahelrisk.reading.folders import leaves, lies_outside, outside
from sahelrisk.reading.measure_files import FOLDER as BASE
from sahelrisk.reading.measure_files import read_reference, read_statistics
from sahelrisk.reading.reader import Reading
from sahelrisk.reading.source_register import Register, read_register
from sahelrisk.reading.toml.salvage import broken_indicator, no_framework
from sahelrisk.rules import RULES, check
from sahelrisk.system import printable


def assembled(
    reading: Reading,
    countries: Collection[str] | None,
    *,
    evidence: bool = True,
    world: bool = True,
    whole: bool = False,
) -> Dossier | None:
    """Return a dossier, None without a usable framework; `reading` keeps what is wrong."""
    main = reading.one(reading.root / locate.NAME, locate.NAME, DossierFile)
    if main is None:
        main = DossierFile(
            title=locate.NAME
        )  # broken; what the other files hold is read all the same
    folder = framework_folder(reading.root, main)
    framework, indicators = None, {}
    rated = _is_folder(reading, folder, main, "indicators")
    if rated:
        path = folder / "framework.toml"
        framework = reading.one(path, reading.shown(path), FrameworkFile)
        indicators = _indicators(reading, folder)
    hashed = set(reading.files)
    evidence_folder = reading.root / main.evidence
    there = evidence and _is_folder(reading, evidence_folder, main, "evidence")
    entries = _register(reading, main)
    found = (
        read_evidence(reading, evidence_folder, None if whole else countries, Register(entries))
        if there
        else EvidenceRead(whole=True)
    )
    rows_of = countries if evidence else ()
    if rows_of is None and not world:
        rows_of = {iso3 for one in found.items() for iso3 in one.countries}
    used = _used(indicators)
    tables = read_statistics(reading, folder, used, rows_of) if rated else {}
    base = folder / BASE
    hashed |= {path for path in reading.files if path.startswith(f"{reading.shown(base)}/")}
    main_parts = (main, framework, entries)
    dossier = _checked(reading, main_parts, (indicators, tables), found, hashed)
    table = base / "reference.csv"
    return dossier and replace(dossier, reference=cache(lambda: read_reference(table)))


def _register(reading: Reading, main: DossierFile) -> tuple[RegisterEntry, ...]:
    """Return the register in the folder that dossier.toml names, or in `sources`."""
    folder = reading.root / (main.sources or "sources")
    return read_register(reading, folder) if _is_folder(reading, folder, main, "sources") else ()


def _used(indicators: dict[str, IndicatorFile]) -> set[str]:
    """Return the measures that indicators name."""
    rates = (file.base_rate for file in indicators.values())
    return {name for rate in rates if rate for name in rate.measures}


def _is_folder(reading: Reading, folder: Path, main: DossierFile, key: str) -> bool:
    """Return whether a folder is there; a problem where one is named, or a file has its name."""
    there = os.path.isdir(folder)  # noqa: PTH112  also for what is too long for a path
    if leaves(folder, reading.root):
        reading.problems.append(outside(reading.shown(folder)))
        return False
    if getattr(main, key) is not None and lies_outside(folder, reading.root):
        message, hint = Said("problem_outside_dossier"), Said("hint_outside_folder")
        reading.problems.append(main.problem(key, "outside-dossier", message, hint))
        return False
    if not there and key in main.model_fields_set:
        message = Said("problem_missing_folder", folder=getattr(main, key))
        reading.problems.append(main.problem(key, "missing-folder", message))
    elif not there and os.path.lexists(folder):
        place = Place(reading.shown(folder), 1, 1)
        reading.problems.append(Problem(place, "missing-folder", Said("problem_no_folder")))
    return there


def _checked(
    reading: Reading,
    main_parts: tuple[DossierFile, FrameworkFile | None, tuple[RegisterEntry, ...]],
    rated: tuple[dict[str, IndicatorFile], dict[str, MeasureTable]],
    evidence: EvidenceRead,
    hashed: Collection[str],
) -> Dossier | None:
    main, framework, entries = main_parts
    framework_files = [path for path in hashed if path != locate.NAME]
    dossier_files = [path for path in reading.files if path not in framework_files]
    read_ = list(evidence.items())
    files = rated[0]
    names = {old: key for key, file in files.items() for old in file.formerly if old not in files}
    items = tuple(_named(_once(read_), names))
    dossier = Dossier(
        file=main,
        unread=Unread(tuple(reading.lost), everything=reading.blind),
        framework=framework or no_framework(),
        indicators=files,
        measures={name: table.file for name, table in rated[1].items()},
        statistics=rated[1],
        evidence=items,
        amendments=tuple(one for file in evidence.files for one in file.amendment),
        not_applicable=tuple(
            _named((one for file in evidence.files for one in file.not_applicable), names)
        ),
        register=entries,
        root=reading.root.as_posix(),
        items=evidence.count - (len(read_) - len(items)),
        partial=not evidence.whole,
        framework_hash=lambda: _hash(reading.files, framework_files),
        evidence_hash=lambda: _hash(reading.files, dossier_files),
    )
    found = check(dossier, whole=evidence.whole, today=reading.today, advice=reading.advice)
    found = [one for one in found if one.rule]  # others are of values that were refused
    blind = framework is None and not files  # nobody knows then which indicators there are
    found = [one for one in found if not (blind and one.rule == "unknown-indicator")]
    reading.problems += [one for one in found if framework or not RULES[one.rule].of_framework]
    return under_four_eyes(dossier) if framework else None


def _once(items: Sequence[Evidence]) -> Iterator[Evidence]:
    """Yield items without copies: records that are alike in all fields are one record."""
    first: dict[str, Evidence] = {}
    for one in items:
        other = first.setdefault(one.id, one)
        if other is one or other != one:
            yield one


Rated = TypeVar("Rated", Evidence, NotApplicable)


def _named(listed: Iterable[Rated], names: dict[str, str]) -> Iterator[Rated]:
    """Yield items and statements under the present names of their indicators."""
    for one in listed:
        if one.indicator in names:
            yield one.model_copy(update={"indicator": names[one.indicator]})
        else:
            yield one


def framework_folder(root: Path, main: DossierFile | None) -> Path:
    """Return the folder of the framework: the dossier's own, or the bundled one."""
    if main is not None and main.indicators is not None:
        return root / main.indicators
    own = root / "indicators"
    return own if os.path.lexists(own) else locate.framework()


def _indicators(reading: Reading, folder: Path) -> dict[str, IndicatorFile]:
    found = {}
    for path in reading.walk(folder):
        below = path.relative_to(folder).parts
        if below == ("framework.toml",) or below[0] in {"base", "yardsticks"}:
            continue
        shown = reading.shown(path)
        file = reading.one(path, shown, IndicatorFile) or broken_indicator(shown)
        found[printable(".".join(path.relative_to(folder).with_suffix("").parts))] = file
    return found


def _hash(files: dict[str, bytes], paths: Sequence[str]) -> str:
    """Return SHA-256 over sorted relative paths and file bytes with LF line ends."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(path.encode() + b"\0" + files[path].replace(b"\r\n", b"\n") + b"\0")
    return digest.hexdigest()
