"""What the shell offers behind Tab: names only, read fast, and never an error."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, MutableMapping
from pathlib import Path

import typer

MOST = 500
VARIABLE = "_SAHELRISK_COMPLETE"
_NO_PILLARS = ("base", "context", "sources")
_ID = re.compile(rb"""^[ \t]*id[ \t]*=[ \t]*["']([^"'\r\n]+)["']""", re.MULTILINE)

Completion = Callable[[str], list[str]]


def asked(environment: MutableMapping[str, str] = os.environ) -> list[str]:
    """Return the words of a command line that a shell wants completed; none where none does.

    Bash takes `@sahel` and `--by=ID` for two and three words. They are mended in the environment,
    where typer reads them.
    """
    if not environment.get(VARIABLE, "").startswith("complete_"):
        return []
    if "COMP_WORDS" not in environment:
        return environment.get("_TYPER_COMPLETE_ARGS", "").split()[1:]
    words, at = environment["COMP_WORDS"].split("\n"), int(environment.get("COMP_CWORD", "0"))
    mended = words[:1]
    gone = 0
    for index, word in enumerate(words[1:], 1):
        joined = mended[-1] == "@" and word
        if joined:
            mended[-1] += word
        if joined or (word == "=" and mended[-1].startswith("--") and index != at):
            gone += index <= at
        else:
            mended.append("" if word == "=" else word)
    environment["COMP_WORDS"], environment["COMP_CWORD"] = "\n".join(mended), str(at - gone)
    return mended[1:]


def _quiet(found: Callable[[], Iterable[str]], incomplete: str) -> list[str]:
    """Return what begins with what was typed; a broken dossier offers nothing."""
    try:
        return [name for name in found() if name.startswith(incomplete)][:MOST]
    except Exception:  # noqa: BLE001  an error here would land in the user's command line
        return []


def one_of(*names: str) -> Completion:
    """Return what offers a few names, in any case."""
    return lambda incomplete: [
        incomplete + name[len(incomplete) :]
        for name in names
        if name.lower().startswith(incomplete.lower())
    ]


def complete_country(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer countries by name, or by code where one was begun in upper case, and groups."""
    if incomplete.startswith("@"):
        return _quiet(lambda: _groups(ctx), incomplete)
    codes = _quiet(_codes, incomplete) if incomplete.isupper() else []
    return codes or _quiet(lambda: one_of(*_countries())(incomplete), incomplete)


def complete_indicator(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer indicators by id, and by their last part where no pillar was begun."""
    full = _quiet(lambda: _indicators(ctx), incomplete)
    return full or _quiet(
        lambda: (name.rpartition(".")[2] for name in _indicators(ctx)), incomplete
    )


def complete_node(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer pillars, and indicators once one is begun."""
    pillars = _quiet(
        lambda: sorted({name.partition(".")[0] for name in _indicators(ctx)}), incomplete
    )
    return pillars or complete_indicator(ctx, incomplete)


def complete_profile(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the profiles of the framework."""
    return _quiet(lambda: _profiles(ctx), incomplete)


def complete_evidence(ctx: typer.Context, incomplete: str) -> list[str]:
    """Offer the ids of evidence items; those of published tables are not written anywhere."""
    return _quiet(lambda: _ids(ctx), incomplete)


def complete_rule(incomplete: str) -> list[str]:
    """Offer the rules of `check`."""
    from sahelrisk.rules import RULES

    return _quiet(lambda: RULES, incomplete)


def _countries() -> Iterable[str]:
    from sahelrisk.model.countries import all_countries
    from sahelrisk.writing.ids import slug

    return sorted(slug(one.name_en) for one in all_countries())


def _codes() -> Iterable[str]:
    from sahelrisk.model.countries import all_countries

    return [one.alpha3 for one in all_countries()]


def _root(ctx: typer.Context) -> Path:
    """Return the dossier's folder: as given on the line that is completed, or as found."""
    from sahelrisk.reading.locate import locate

    given = ctx.params.get("dossier")
    return locate(Path(given).expanduser() if given else None).root


def _toml(path: Path) -> dict[str, object]:
    import tomli

    return tomli.loads(path.read_text(encoding="utf-8"))


def _groups(ctx: typer.Context) -> Iterable[str]:
    from sahelrisk.model.countries import groups

    own = _toml(_root(ctx) / "dossier.toml").get("groups")
    names = (*sorted(own if isinstance(own, dict) else ()), *groups())
    return dict.fromkeys(f"@{name}" for name in names)


def _framework(ctx: typer.Context) -> Path:
    """Return the folder of the framework, as the loader finds it."""
    from sahelrisk.reading.locate import framework

    root = _root(ctx)
    named = _toml(root / "dossier.toml").get("indicators")
    own = root / named if isinstance(named, str) else root / "indicators"
    return own if own.is_dir() else framework()


def _indicators(ctx: typer.Context) -> Iterable[str]:
    folder = _framework(ctx)
    ids = (path.relative_to(folder).with_suffix("").parts for path in folder.rglob("*.toml"))
    return sorted(
        ".".join(parts) for parts in ids if len(parts) > 1 and parts[0] not in _NO_PILLARS
    )


def _profiles(ctx: typer.Context) -> Iterable[str]:
    profiles = _toml(_framework(ctx) / "framework.toml").get("profiles")
    return sorted(one["id"] for one in profiles) if isinstance(profiles, list) else ()


def _ids(ctx: typer.Context) -> Iterable[str]:
    root = _root(ctx)
    named = _toml(root / "dossier.toml").get("evidence", "evidence")
    found = []
    for here, _, names in os.walk(root / str(named)):
        for name in names:
            if name.endswith(".toml") and not name.startswith("."):
                found += _ID.findall((Path(here) / name).read_bytes())
    return sorted(key.decode("utf-8", "replace") for key in found)
