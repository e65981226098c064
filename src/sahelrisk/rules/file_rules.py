"""Rules of files, found by the reader: what may be read at all, and as what text."""

from __future__ import annotations

from functools import partial

from sahelrisk.rules.registry import ERROR, WARNING, declare_in

declare = partial(declare_in, __name__)

declare(
    "unreadable-file",
    ERROR,
    what="A file or folder of the dossier cannot be opened.",
    why="A score without it would look complete.",
    example="evidence/mali.toml: a link to a file that is gone (no TOML can show this)",
    mend="Give yourself permission to read it, restore it, or remove the broken link.",
)
declare(
    "not-a-file",
    ERROR,
    what="A pipe, device or folder has the name of a file.",
    why="Reading a pipe would wait for ever; only regular files hold evidence.",
    example="mkfifo evidence/mali.toml",
    mend="Remove it, or put a regular file in its place.",
)
declare(
    "unread-file",
    WARNING,
    what="A file's name looks like evidence or an indicator, and the file is not read.",
    why="Its author believes that it counts.",
    example="evidence/mali.toml.txt, evidence/mali.TOML or evidence/mali.tml",
    mend="Rename it so that it ends with .toml, or move it out of the folder.",
)
declare(
    "files-differ-in-case",
    WARNING,
    what="Two paths differ only in capitals.",
    why="On many disks they are one file: a checkout keeps one of them and loses the other.",
    example="evidence/Mali.toml beside evidence/mali.toml",
    mend="Merge the files, or rename one of them.",
)
declare(
    "file-too-large",
    ERROR,
    what="A TOML file is larger than 16 MiB, or the table of a series larger than 64 MiB.",
    why="Nobody reviews such a file, and reading it could exhaust the machine.",
    example="evidence/everything.toml with 40 MiB",
    mend="Split the file: the evidence folder may hold any number of files.",
)
declare(
    "long-line",
    ERROR,
    what="A line has more than 1,000,000 bytes.",
    why="Nobody writes such a line by hand; a program went wrong, or somebody attacks the reader.",
    example='statement = "…a million characters…"',
    mend="Break the line, or leave the text where it was published and cite it.",
)
declare(
    "deep-nesting",
    ERROR,
    what="Arrays or inline tables are nested more than 50 deep.",
    why="A dossier needs three levels at most; thousands of them exhaust a reader's memory.",
    example="groups = [[[[[[[[[[ …",
    mend="Write the value that the key takes.",
)
declare(
    "long-key",
    ERROR,
    what="A dotted key or header has more than 50 parts.",
    why="Each part makes a table within a table; thousands of them block a reader.",
    example="a.a.a.a.a.a.a.a = 1",
    mend="Use the keys of a dossier, which have at most four parts.",
)
declare(
    "huge-number",
    ERROR,
    what="A number has more than 300 digits.",
    why="Measured values are shorter, and the time to convert digits grows with their square.",
    example="value = 999999999999999999999999999…",
    mend="Write the value with the digits that its source gives.",
)
declare(
    "not-utf-8",
    ERROR,
    what="A file holds bytes that are not UTF-8.",
    why="Names with accents would be read wrongly and never match the same names elsewhere.",
    example="statement = the word S\\xe9gou saved as Latin-1",
    mend="Save the file as UTF-8. The message names the encoding that it appears to have.",
)
declare(
    "merge-conflict",
    ERROR,
    what="A file contains the markers of a git merge conflict.",
    why="The file holds two versions, and nobody has decided between them.",
    example="<<<<<<< HEAD\nlevel = 3\n=======\nlevel = 4\n>>>>>>> march-review",
    mend="Keep one side, or both if they are different items, and delete the marker lines.",
)
declare(
    "toml-syntax",
    ERROR,
    what="A file is not valid TOML 1.1.",
    why="Text after the fault cannot be interpreted, so the whole file is left out.",
    example="observed = 2026-2-3",
    mend="Look at the caret: it marks where the text stops being valid. Texts need quotes, dates "
    "are written 2026-02-03 without quotes, and a table holds each key once.",
)
declare(
    "missing-file",
    ERROR,
    what="A file that the dossier needs does not exist.",
    why="Without a framework there are no pillars; without its table a series has no values.",
    example='indicators = "indicators"          # and indicators/framework.toml does not exist',
    mend="Create the file, or correct the path that leads to it.",
)
declare(
    "missing-folder",
    ERROR,
    what="dossier.toml names a folder that does not exist, or a file has the name of a folder.",
    why="The dossier would be scored without its evidence or its framework.",
    example='evidence = "evidnce"',
    mend="Correct the name, or create the folder.",
)
declare(
    "unusable-logo",
    WARNING,
    what="No page can bear the logo that dossier.toml names: it is not there, lies outside the "
    "dossier, is larger than 64 kB, or is neither a PNG nor an SVG of shapes and text alone.",
    why="Pages in files are refused as long as it stands; scores on the screen are not.",
    example='[report]\nlogo = "logo.jpg"',
    mend="Save the logo as a small PNG or a plain SVG in the dossier, or leave the key out.",
)
declare(
    "outside-dossier",
    ERROR,
    what="A symbolic link, a folder that dossier.toml names, or the path of a series' table leads "
    "out of the dossier.",
    why="A file outside is not reviewed with the dossier, and may be private.",
    example='[[series]]\nfile = "../../../etc/passwd"',
    mend="Copy the file into the dossier.",
)
declare(
    "broken-table",
    ERROR,
    what="The table of a series cannot be read as CSV.",
    why="A shifted column puts one country's value under another's name.",
    example="a CSV row with more cells than the header has columns",
    mend="Give every row as many cells as the header, and quote cells that contain commas.",
)
declare(
    "unknown-column",
    ERROR,
    what="A series names a column that its table does not have.",
    why="The values of that column would be missing without notice.",
    example='columns = { lifex = "health.life-expectancy" }',
    mend="Use a name from the table's first line; the hint lists them.",
)
declare(
    "refused-cell",
    ERROR,
    what="A series cell is not a number (or, in the date column, not a date).",
    why="A footnote mark or a thousands separator would change the value or drop it.",
    example="iso3,le\nMLI,60.4*",
    mend="Correct the cell, or leave it empty where no value is known.",
)
