"""Rules of files: what may be read at all, and as what text."""

from __future__ import annotations

from sahelrisk.reading.rules.rule import ERROR, Rule

RULES = (
    Rule(
        "unreadable-file", ERROR,
        "A file or folder of the dossier cannot be opened.",
        "What cannot be read cannot count, and a score without it would look complete.",
        "evidence/mali.toml: a link to a file that is gone (no TOML can show this)",
        "Give yourself permission to read it, restore it, or remove the broken link.",
    ),
    Rule(
        "not-a-file", ERROR,
        "Something that is named like a file is a pipe, a device or a folder.",
        "Reading a pipe would wait for ever; only regular files hold evidence.",
        "mkfifo evidence/mali.toml",
        "Remove it, or put a regular file in its place.",
    ),
    Rule(
        "file-too-large", ERROR,
        "A TOML file has more than 16 MiB, or a table of a series more than 64 MiB.",
        "Nobody reviews such a file, and reading it could exhaust the machine.",
        "evidence/everything.toml with 40 MiB",
        "Split it: any number of files may lie below the evidence folder.",
    ),
    Rule(
        "long-line", ERROR,
        "A line has more than 1,000,000 bytes.",
        "No one writes such a line by hand; it is a mistake of a program, or an attack.",
        'statement = "…a million characters…"',
        "Break the line, or leave the text where it was published and cite it.",
    ),
    Rule(
        "deep-nesting", ERROR,
        "Arrays or inline tables are nested more than 50 deep.",
        "Nothing in a dossier needs more than three levels; readers run out of memory on thousands.",
        "groups = [[[[[[[[[[ …",
        "Write the value the rule of its key asks for.",
    ),
    Rule(
        "long-key", ERROR,
        "A dotted key or header has more than 50 parts.",
        "Each part makes a table in a table; thousands of them make a reader stand still.",
        "a.a.a.a.a.a.a.a = 1",
        "Keys of a dossier have at most four parts.",
    ),
    Rule(
        "huge-number", ERROR,
        "A number is written with more than 300 digits.",
        "No measured value has so many; converting them takes time that grows with their square.",
        "value = 999999999999999999999999999…",
        "Write the value with the digits its source gives.",
    ),
    Rule(
        "not-utf-8", ERROR,
        "A file holds bytes that are not UTF-8.",
        "Names with accents would be read wrongly, and never match what others wrote.",
        "statement = the word S\\xe9gou saved as Latin-1",
        "Save the file as UTF-8. The message names the encoding it looks like.",
    ),
    Rule(
        "merge-conflict", ERROR,
        "The markers of a git merge conflict are left in a file.",
        "Two versions stand in the file and nobody has decided which one holds.",
        "<<<<<<< HEAD\nlevel = 3\n=======\nlevel = 4\n>>>>>>> march-review",
        "Keep one side, or both where they are different items, and delete the marker lines.",
    ),
    Rule(
        "toml-syntax", ERROR,
        "A file is not valid TOML 1.1.",
        "Nothing after the fault can be understood, so none of the file counts.",
        "observed = 2026-2-3",
        "The caret stands where the text stops making sense. Texts need quotes, dates are written "
        "2026-02-03 without quotes, and a key stands once in a table.",
    ),
    Rule(
        "missing-file", ERROR,
        "A file that the dossier needs is not there.",
        "Without a framework there are no pillars, and without a series' table no values.",
        'indicators = "indicators"          # and indicators/framework.toml does not exist',
        "Create the file, or correct the path that leads to it.",
    ),
    Rule(
        "missing-folder", ERROR,
        "dossier.toml names a folder that is not there.",
        "The evidence or the framework would silently be none.",
        'evidence = "evidnce"',
        "Correct the name, or create the folder.",
    ),
    Rule(
        "outside-dossier", ERROR,
        "A symbolic link, or the path of a series' table, leads out of the dossier.",
        "What lies outside is not under the dossier's review, and may be a file that nobody meant "
        "to publish.",
        '[[series]]\nfile = "../../../etc/passwd"',
        "Copy the file into the dossier.",
    ),
    Rule(
        "broken-table", ERROR,
        "The table of a series cannot be read as CSV.",
        "A column out of step puts one country's value under another's name.",
        "a CSV row with more cells than the header has columns",
        "Give every row as many cells as the header, and quote cells that hold commas.",
    ),
    Rule(
        "unknown-column", ERROR,
        "A series names a column that its table does not have.",
        "Its values would silently be missing.",
        'columns = { lifex = "health.life-expectancy" }',
        "Use a name of the table's first line; the hint lists them.",
    ),
    Rule(
        "refused-cell", ERROR,
        "A cell of a series is no number, or no date where the date is.",
        "A footnote mark or a thousands separator would become another value, or none.",
        "iso3,le\nMLI,60.4*",
        "Correct the cell, or leave it empty where there is no value.",
    ),
)
