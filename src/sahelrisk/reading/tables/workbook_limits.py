"""What a workbook claims to hold, told before anything of it is built: it may be hostile."""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from xml.parsers import expat

from sahelrisk.problems import DossierError, Place, Problem, Said
from sahelrisk.reading.toml.guard import MAXIMUM_TABLE_BYTES, MIB

LAST_ROW = 1_048_576
LAST_COLUMN = 16_384
LONGEST_CELL = 32_767
MOST_CELLS = 4_000_000
"""Cells of all sheets together, the empty ones before the last of a row among them."""
_REFERENCE = re.compile(r"\$?([A-Za-z]{1,9})\$?(\d{1,12})", re.ASCII)


class _BeyondError(Exception):
    """What a sheet claims that no sheet has."""


@dataclass(slots=True)
class _Survey:
    """What the sheets of a workbook were found to hold so far."""

    cells: int = 0
    formulas: bool = False
    row: int = 0
    column: int = 0
    widest: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Take in the start of an element, of whatever prefix."""
        local = name.rpartition(":")[2]
        if local == "row":
            self._to_row(int(attributes.get("r", self.row + 1)))
        elif local == "c":
            self._cell(attributes.get("r", ""))
        elif local == "f":
            self.formulas = True

    def _to_row(self, number: int) -> None:
        if number > LAST_ROW:
            message = Said("problem_claimed_row", number=number, last=LAST_ROW)
            raise _BeyondError(message)
        self.row, self.column, self.widest = number, 0, 0

    def _cell(self, reference: str) -> None:
        found = _REFERENCE.fullmatch(reference)
        self.column = _number(found[1]) if found else self.column + 1
        if found and int(found[2]) > LAST_ROW:
            self._to_row(int(found[2]))
        if self.column > LAST_COLUMN:
            message = Said("problem_claimed_column", number=self.column, last=LAST_COLUMN)
            raise _BeyondError(message)
        self.cells += max(0, self.column - self.widest)
        self.widest = max(self.column, self.widest)
        if self.cells > MOST_CELLS:
            raise _BeyondError(many_cells())


def _number(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def survey(archive: zipfile.ZipFile, shown: str) -> bool:
    """Return whether any sheet has a formula; raises DossierError for what is beyond bounds."""
    unpacked = sum(one.file_size for one in archive.infolist())
    if unpacked > MAXIMUM_TABLE_BYTES:
        raise too_large(shown, Said("problem_unpacked", most=MAXIMUM_TABLE_BYTES // MIB))
    found = _Survey()
    for name in archive.namelist():
        found.row = found.column = found.widest = 0
        if not name.endswith((".png", ".jpeg", ".jpg", ".emf", "/")):
            try:
                _walk(archive.read(name), found)
            except _BeyondError as beyond:
                raise too_large(shown, beyond.args[0]) from None
            except (expat.ExpatError, ValueError, UnicodeError):
                continue  # no XML; whether it was needed the reader of sheets will say
    return found.formulas


def _walk(data: bytes, found: _Survey) -> None:
    parser = expat.ParserCreate()
    parser.StartElementHandler = found.start

    def refuse(*_: object) -> None:
        message = Said("problem_entities")
        raise _BeyondError(message)

    parser.EntityDeclHandler = refuse
    parser.Parse(data, True)  # noqa: FBT003  expat's own signature


def too_large(shown: str, message: str) -> DossierError:
    """Return the error of a table that is beyond bounds."""
    return DossierError(
        [Problem(Place(shown, 1, 1), "file-too-large", message, Said("hint_split_file"))]
    )


def many_cells() -> Said:
    """Return what is said of more cells than are read."""
    return Said("problem_many_cells", most=MOST_CELLS)
