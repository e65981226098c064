"""What the shell offers behind Tab: names only, read fast, and never an error."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path

MOST = 500
_ID = re.compile(rb"""^[ \t]*id[ \t]*=[ \t]*["']([^"'\r\n]+)["']""", re.MULTILINE)


def _quiet(found: Callable[[], Iterable[str]], incomplete: str) -> list[str]:
    """Return what begins with what was typed; a broken dossier offers nothing."""
    typed = incomplete.lower()
    try:
        return [name for name in found() if name.lower().startswith(typed)][:MOST]
    except Exception:  # noqa: BLE001  an error here would land in the user's command line
        return []


def complete_country(incomplete: str) -> list[str]:
    """Offer countries by name, or by code where one was begun in upper case, and groups."""
    if incomplete.startswith("@"):
        return _quiet(_groups, incomplete)
    return _quiet(_codes if incomplete.isupper() else _countries, incomplete)


def complete_indicator(incomplete: str) -> list[str]:
    """Offer indicators by id, and by their last part where no pillar was begun."""
    full = _quiet(_indicators, incomplete)
    return full or _quiet(lambda: (name.rpartition(".")[2] for name in _indicators()), incomplete)


def complete_evidence(incomplete: str) -> list[str]:
    """Offer the ids of evidence items."""
    return _quiet(_ids, incomplete)


def _countries() -> Iterable[str]:
    from sahelrisk.model.countries import all_countries
    from sahelrisk.writing.place import slug

    return sorted(slug(one.name_en) for one in all_countries())


def _codes() -> Iterable[str]:
    from sahelrisk.model.countries import all_countries

    return [one.alpha3 for one in all_countries()]


def _root() -> Path:
    from sahelrisk.reading.locate import locate

    return locate(None).root


def _main(root: Path) -> dict[str, object]:
    import tomli

    return tomli.loads((root / "dossier.toml").read_text(encoding="utf-8"))


def _groups() -> Iterable[str]:
    groups = _main(_root()).get("groups")
    return sorted(f"@{name}" for name in groups) if isinstance(groups, dict) else ()


def _indicators() -> Iterable[str]:
    from sahelrisk.reading.locate import framework

    root = _root()
    named = _main(root).get("indicators")
    own = root / named if isinstance(named, str) else root / "indicators"
    folder = own if own.is_dir() else framework()
    ids = (path.relative_to(folder).with_suffix("").parts for path in folder.rglob("*.toml"))
    return sorted(".".join(parts) for parts in ids if len(parts) > 1 and parts[0] != "context")


def _ids() -> Iterable[str]:
    root = _root()
    named = _main(root).get("evidence", "evidence")
    found = []
    for here, _, names in os.walk(root / str(named)):
        for name in names:
            if name.endswith(".toml") and not name.startswith("."):
                found += _ID.findall((Path(here) / name).read_bytes())
    return sorted(key.decode("utf-8", "replace") for key in found)
