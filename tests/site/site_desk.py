"""Sites for tests: how they are built, and what their pages hold."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from desk_items import ITEM

EXAMPLE = Path(__file__).parents[2] / "examples" / "sahel"
AS_OF = ("--as-of", "2026-09-28")
MANY = 600
BASE = "https://example.org/risk"
HOSTILE = "<script>alert(1)</script>\"'>&amp;]]>{{7*7}}{% raw %}\x1b[31m\u202e"
CANARIES = ("mli-canary-id", "Canary statement", "Canary publisher", "canary-work", "Canary owner")


def build(out: Path, dossier: Path, *options: str) -> None:
    """Write a site as the command line does."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("SAHELRISK")}
    subprocess.run(
        [sys.executable, "-m", "sahelrisk", "site", str(out), "-d", str(dossier), *AS_OF, *options],
        check=True,
        cwd=out.parent,
        capture_output=True,
        env=env | {"SOURCE_DATE_EPOCH": "1790000000", "PYTHONUTF8": "1"},
    )


def crowded(folder: Path) -> Path:
    """Return the example with many items of Mali, a hostile one, and marked ones with canaries."""
    copy = folder / "desk"
    shutil.copytree(EXAMPLE, copy)
    many = [
        ITEM.format(id=f"mli-many-{at}").replace("A statement", f"Report {at}")
        for at in range(MANY)
    ]
    told = json.dumps(HOSTILE).replace("\\u001b", "\\u001B")
    hostile = (
        ITEM.format(id="mli-hostile")
        .replace('"A statement."', told)
        .replace('"A title"', told)
        .replace('"A publisher"', told)
        .replace("recorded = 2026-05-02", "recorded = 2026-09-20")
    )
    secret = (
        ITEM.format(id=CANARIES[0])
        .replace("A statement", CANARIES[1])
        .replace('title = "A title"', f'title = "{CANARIES[3]}", owner = "{CANARIES[4]}"')
        .replace("A publisher", CANARIES[2])
        .replace('kind = "observation"', 'kind = "observation"\ntlp = "RED"')
    )
    abroad = secret.replace(CANARIES[0], "hti-canary").replace('"MLI"', '"HTI"')
    text = "\n".join((*many, hostile, secret, abroad))
    (copy / "evidence" / "crowd.toml").write_text(text, encoding="utf-8")
    return copy


def files_of(out: Path) -> list[Path]:
    """Return every file of a folder."""
    return sorted(path for path in out.rglob("*") if path.is_file())
