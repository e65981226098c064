"""Write sbom/sahelrisk.cdx.json: what the wheel needs and what of others it carries.

    python scripts/sbom.py [--check]

CycloneDX 1.6, made from pyproject.toml, the version and the files themselves, without a clock, so
that equal sources give equal bytes. `--check` fails where the written one is stale.
"""

from __future__ import annotations

import hashlib
import json
import re
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
OUT = ROOT / "sbom" / "sahelrisk.cdx.json"
SPDX = {"CC BY 4.0": "CC-BY-4.0", "CC0": "CC0-1.0"}
"""Licences of tables by their SPDX ids; others are named in their own words."""
CARRIED = (
    (
        "indicators/yardsticks/inform-2025.csv",
        "INFORM Risk Index 2025, total",
        "European Commission, Joint Research Centre",
        "https://drmkc.jrc.ec.europa.eu/inform-index",
        {"id": "CC-BY-4.0"},
    ),
    (
        "src/sahelrisk/rendering/africa.json",
        "Natural Earth 4.1.0, shapes of Africa, compiled",
        "Natural Earth",
        "https://www.naturalearthdata.com",
        {"name": "public domain"},
    ),
    (
        "src/sahelrisk/model/countries.csv",
        "Countries of ISO 3166-1 with the short names of the Unicode CLDR",
        "Unicode Consortium",
        "https://cldr.unicode.org",
        {"id": "Unicode-3.0"},
    ),
)
"""Files of others beside the measures, which say the same of themselves."""


def version() -> str:
    """Return the version, from the one place where it is written."""
    text = (ROOT / "src" / "sahelrisk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "(.+)"$', text, re.MULTILINE)
    if found is None:
        message = "no __version__"
        raise ValueError(message)
    return found[1]


def libraries(project: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield the libraries that are installed with the package, with the versions it asks for."""
    for needed in sorted(project["dependencies"]):
        name, wanted = re.fullmatch(r"([\w-]+)(.*)", needed).groups()  # type: ignore[union-attr]
        yield {
            "type": "library",
            "bom-ref": f"pkg:pypi/{name}",
            "name": name,
            "purl": f"pkg:pypi/{name}",
            "scope": "required",
            "properties": [{"name": "sahelrisk:versions", "value": wanted}],
        }


def tables() -> Iterator[dict[str, Any]]:
    """Yield the published tables and shapes that lie in the wheel."""
    for path in sorted((ROOT / "indicators" / "base").glob("*.toml")):
        file = tomllib.loads(path.read_text(encoding="utf-8"))
        [series] = file["series"]
        source, words = series["source"], file["licence"]
        licence = {"id": SPDX[words]} if words in SPDX else {"name": words}
        at = (path.parent / series["file"]).relative_to(ROOT).as_posix()
        yield _data(at, source["title"], source["publisher"], source["url"], licence)
    for one in CARRIED:
        yield _data(*one)


def _data(at: str, title: str, publisher: str, url: str, licence: dict[str, str]) -> dict[str, Any]:
    held = (ROOT / at).read_bytes().replace(b"\r\n", b"\n")
    return {
        "type": "data",
        "bom-ref": at,
        "name": at,
        "description": title,
        "publisher": publisher,
        "hashes": [{"alg": "SHA-256", "content": hashlib.sha256(held).hexdigest()}],
        "licenses": [{"license": licence}],
        "externalReferences": [{"type": "distribution", "url": url}],
    }


def sbom() -> str:
    """Return the bill of materials."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    name, number = project["name"], version()
    us = f"pkg:pypi/{name}@{number}"
    parts = [*libraries(project), *tables()]
    bill = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": us,
                "name": name,
                "version": number,
                "description": project["description"],
                "purl": us,
                "licenses": [{"license": {"id": project["license"]}}],
            }
        },
        "components": parts,
        "dependencies": [
            {"ref": us, "dependsOn": [one["bom-ref"] for one in parts]},
            *({"ref": one["bom-ref"]} for one in parts),
        ],
    }
    return json.dumps(bill, indent=2, ensure_ascii=False) + "\n"


def main() -> int:
    """Write the bill, or check it; return 1 where a checked one is stale."""
    made = sbom()
    if "--check" in sys.argv:
        if OUT.is_file() and OUT.read_text(encoding="utf-8") == made:
            return 0
        print(f"{OUT.relative_to(ROOT)} is stale: run python scripts/sbom.py", file=sys.stderr)
        return 1
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
