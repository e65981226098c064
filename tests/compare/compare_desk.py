"""Small dossiers on disk, and the program run on them as a user does."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import tomli_w
from typer.testing import CliRunner

from sahelrisk.cli.app import app
from sahelrisk.reading.load import load
from sahelrisk.reading.locate import Location

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path
    from random import Random

    from click.testing import Result

    from sahelrisk.model.dossier import Dossier

AS_OF = "2026-06-30"
LEVELS = [{"level": level, "text": "…"} for level in range(1, 6)]


def framework(**more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return two pillars and an easy status, so that few items rate a country."""
    return {
        "schema": 1,
        "id": "t",
        "version": "1",
        "title": "T",
        "coverage": {"publishers": 1, "publisher_share": 1.0, "pillar": 0.0, "rated": 0.4},
        "pillars": [{"id": "p", "title": "P"}, {"id": "q", "title": "Q"}],
        **more,
    }


def item(key: str, observed: Any, level: float, **more: Any) -> dict[str, Any]:  # noqa: ANN401
    """Return an item of MLI on p.a, graded B2, recorded when observed."""
    return {
        "id": key,
        "countries": ["MLI"],
        "indicator": "p.a",
        "observed": observed,
        "recorded": observed,
        "level": level,
        "statement": f"statement of {key}",
        "reliability": "B",
        "credibility": 2,
        "source": {"publisher": f"publisher of {key}"},
        **more,
    }


def write(folder: Path, tables: dict[str, Any], rules: dict[str, Any] | None = None) -> Path:
    """Write a dossier with indicators p.a, p.b and q.a."""
    dump(folder / "dossier.toml", {"title": "Small", "tlp": "CLEAR"})
    dump(folder / "indicators" / "framework.toml", rules or framework())
    for key in ("p/a", "p/b", "q/a"):
        dump(folder / "indicators" / f"{key}.toml", {"levels": LEVELS, "half_life_days": 365})
    dump(folder / "evidence" / "all.toml", tables)
    return folder


def dump(path: Path, table: dict[str, Any]) -> None:
    """Write one TOML file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(tomli_w.dumps(table), encoding="utf-8")


def read(folder: Path) -> Dossier:
    """Read a dossier."""
    return load(Location(folder, "test"))


def run(*arguments: str, folder: Path | None = None) -> Result:
    """Run the program; `folder` is the dossier."""
    place = ["-d", str(folder)] if folder else []
    return CliRunner().invoke(app, [*arguments, *place])


def document(*arguments: str, folder: Path) -> dict[str, Any]:
    """Run a command and return its JSON document."""
    result = run(*arguments, "-f", "json", folder=folder)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def changes(*arguments: str, folder: Path) -> dict[str, Any]:
    """Return the document of `changes` of one country, with the country's own keys in it."""
    found = document("changes", *arguments, folder=folder)
    (country,) = found["countries"]
    return {**found, **country}


def generated(random: Random, count: int, days: Sequence[Any], **more: Any) -> list[dict[str, Any]]:  # noqa: ANN401
    """Return items of chance over three indicators."""
    return [
        item(
            f"i{number:03}",
            random.choice(days),
            random.choice((1, 2, 3, 4, 5, 3.5)),
            indicator=random.choice(("p.a", "p.b", "q.a")),
            reliability=random.choice("ABCDF"),
            credibility=random.randrange(1, 5),
            nature=random.choice(("event", "event", "condition")),
            source={"publisher": random.choice("XYZW")},
            **({"origin": f"o{random.randrange(count)}"} if random.random() < 0.5 else {}),
            **more,
        )
        for number in range(count)
    ]
