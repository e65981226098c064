"""The files of a new dossier."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from sahelrisk.model.base import Tlp
from sahelrisk.writing.toml_text import written

EXAMPLE = """\
# One item of evidence, to copy from. Lines that begin with # are not read.
# Items like it may stand in any .toml file of this folder; sahelrisk add COUNTRY asks for one.
#
# [[evidence]]
# id = "mli-20260202-7k3qpa"             # any name, once in the dossier
# countries = ["MLI"]                    # ISO 3166-1 alpha-3; one fact may bear on several
# indicator = "engagement.western-engagement"    # sahelrisk indicators lists them
# observed = 2026-02-02                  # when it was true; or "2026-02", "2026"
# recorded = 2026-02-10                  # when it was written down
# level = 3                              # the rung it supports: sahelrisk indicators ID
# statement = "What happened, in a sentence."
# kind = "observation"                   # assessment | official-statement | nil-return
# nature = "event"                       # or condition: holds until ended
# reliability = "B"                      # of the source, A to F
# credibility = 2                        # of the information, 1 to 6
# origin = "one-name"                    # the same for all who repeat one report
# analyst = "initials"
#
# [evidence.source]
# title = "What was read"
# publisher = "Who published it"
# published = 2026-02-10
# url = "https://example.org/"
"""

ATTRIBUTES = """\
# The same bytes on every machine, so that hashes and line numbers agree.
*.toml text eol=lf
*.json text eol=lf
*.csv text eol=lf
*.xlsx binary
"""

SETTINGS = frozenset(
    {".gitattributes", ".taplo.toml", ".vscode/settings.json", ".vscode/extensions.json"}
)
"""Files of editors and of git, which may be there already and are then left alone."""

_POINTER = re.compile(rb"#:schema \S*?([\w.-]+)\r?\n")
_BESIDE = (".csv", ".md")
_MATCHES = {
    "dossier": ["dossier.toml"],
    "evidence": ["evidence/**/*.toml", "evidence/*.toml"],
    "framework": ["indicators/framework.toml"],
    "indicator": ["indicators/*/*.toml"],
}


def dossier_files(
    title: str, tlp: Tlp, schemas: Mapping[str, bytes], framework: Mapping[str, bytes]
) -> dict[PurePosixPath, bytes]:
    """Return the files of a new dossier by their paths below it.

    `schemas` maps file names such as `evidence.schema.json` to their bytes; the settings of
    editors name those that are there. `framework` maps paths below `indicators/` to bytes.
    """
    kinds = [kind for kind in _MATCHES if f"{kind}.schema.json" in schemas]
    texts = {
        "dossier.toml": _dossier(title, tlp, schemas, own_framework=bool(framework)),
        "evidence/example.toml": _schema("evidence", "../", schemas) + EXAMPLE,
        ".gitattributes": ATTRIBUTES,
    }
    if kinds:
        texts |= {
            ".taplo.toml": "".join(map(_taplo, kinds)),
            ".vscode/settings.json": _vscode(kinds),
            ".vscode/extensions.json": '{\n  "recommendations": ["tamasfe.even-better-toml"]\n}\n',
        }
    files = {PurePosixPath(path): text.encode() for path, text in texts.items()}
    files |= {PurePosixPath("schemas", name): data for name, data in schemas.items()}
    copied = {PurePosixPath("indicators", path): data for path, data in framework.items()}
    return files | {path: _pointed(path, data, schemas) for path, data in copied.items()}


def _pointed(path: PurePosixPath, data: bytes, schemas: Mapping[str, bytes]) -> bytes:
    """Return a copied file with its line for editors pointing at the dossier's own schema."""
    found = _POINTER.match(data)
    if found is None:
        return data
    name = found[1].decode()
    up = "../" * (len(path.parts) - 1)
    line = f"#:schema {up}schemas/{name}\n".encode() if name in schemas else b""
    return line + data[found.end() :]


def _schema(kind: str, up: str, schemas: Mapping[str, bytes]) -> str:
    name = f"{kind}.schema.json"
    return f"#:schema {up}schemas/{name}\n\n" if name in schemas else ""


def _dossier(title: str, tlp: Tlp, schemas: Mapping[str, bytes], *, own_framework: bool) -> str:
    indicators = (
        'indicators = "indicators"\n'
        if own_framework
        else '# indicators = "indicators"   # a framework of your own; without it the bundled one\n'
    )
    return (
        f"{_schema('dossier', '', schemas)}title = {written(title)}\n{indicators}"
        f'evidence = "evidence"\ntlp = "{tlp}"   # marking of items that bear none\n'
        '# profile = "mining"         # whose reading is the default\n\n'
        '# [groups]\n# sahel = ["MLI", "BFA", "NER"]    # then: sahelrisk score @sahel\n'
    )


def _taplo(kind: str) -> str:
    include = ", ".join(f'"{pattern}"' for pattern in _MATCHES[kind])
    return (
        f"[[rule]]\ninclude = [{include}]\n\n"
        f'[rule.schema]\npath = "./schemas/{kind}.schema.json"\n\n'
    )


def _vscode(kinds: list[str]) -> str:
    """Return settings that map paths, as regular expressions, to schemas."""
    patterns = {
        "dossier": r"^.*/dossier\.toml$",
        "evidence": r"^.*/evidence/.*\.toml$",
        "framework": r"^.*/indicators/framework\.toml$",
        "indicator": r"^.*/indicators/[^/]+/[^/]+\.toml$",
    }
    schemas = {patterns[kind]: f"./schemas/{kind}.schema.json" for kind in kinds}
    return json.dumps({"evenBetterToml.schema.associations": schemas}, indent=2) + "\n"


def files_below(folder: Path, suffix: str) -> dict[str, bytes]:
    """Return the files below a folder that end so, by path below it; none if it is absent.

    With a framework's TOML come the tables of its base rates and the licences of their data.
    """
    endings = (suffix, *(_BESIDE if suffix == ".toml" else ()))
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name.endswith(endings)
    }
