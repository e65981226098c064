"""One risk score per country, every point of it traceable to a sourced line in a file.

    import sahelrisk as sr

    desk = sr.load("desk")
    found = desk.score("mali", as_of=date(2026, 6, 30))
    found.countries[0].score

Results are the JSON documents of the commands, with an attribute for each key, a table
(`to_pandas`, `to_polars`) and a page (`sr.render`, and by itself in a notebook). Nothing here
reads the clock, a terminal or the environment. What is named in `__all__` is stable;
docs/api.md is the guide.
"""

from __future__ import annotations

TYPE_CHECKING = False  # typing itself would double the time of --version
if TYPE_CHECKING:
    from sahelrisk.api.answers import (
        Assessment,
        Audit,
        Changes,
        Check,
        Comparison,
        EvidenceList,
        Explanation,
        History,
        Plan,
        Review,
        render,
    )
    from sahelrisk.api.loaded_dossier import Dossier, check, load
    from sahelrisk.problems import DossierError, UsageError

__version__ = "0.2.0"
__all__ = [
    "Assessment",
    "Audit",
    "Changes",
    "Check",
    "Comparison",
    "Dossier",
    "DossierError",
    "EvidenceList",
    "Explanation",
    "History",
    "Plan",
    "Review",
    "UsageError",
    "check",
    "load",
    "render",
]


def __getattr__(name: str) -> object:
    """Import a part of the library when it is asked for: the version needs none of it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    from importlib import import_module  # noqa: PLC0415

    homes = {
        "Dossier": "api.loaded_dossier",
        "check": "api.loaded_dossier",
        "load": "api.loaded_dossier",
    }
    homes |= {"DossierError": "problems", "UsageError": "problems"}
    return getattr(import_module(f"sahelrisk.{homes.get(name, 'api.answers')}"), name)


def __dir__() -> list[str]:
    """Name the stable parts too, though they are not imported yet."""
    return sorted({*globals(), *__all__})
