"""A program that stays, a notebook or `serve`, holds no more after many dossiers than after few."""

from __future__ import annotations

import functools
import gc
import importlib
import inspect
import pkgutil
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from serve_desk import Browser

import sahelrisk as sr
from desk_sheets import item, put
from sahelrisk.locale import catalogue
from sahelrisk.model.likeness import nearly_same

DAY = date(2026, 6, 30)
MOST = 4096
"""So many texts are some megabytes; of more, a program that stays would feel the weight."""
FEW = {catalogue}
"""Caches whose keys are files of the program."""
Cache = functools._lru_cache_wrapper  # noqa: SLF001  the type has no other name


def caches() -> Iterator[tuple[str, Any]]:
    """Yield every cache of the program that lives as long as the process, with its name."""
    for found in pkgutil.walk_packages(sr.__path__, "sahelrisk."):
        if found.name == "sahelrisk.__main__":
            continue
        module = importlib.import_module(found.name)
        for name, one in vars(module).items():
            held = [one, *vars(one).values()] if inspect.isclass(one) else [one]
            for each in held:
                if isinstance(each, Cache) and each.__module__ == found.name:
                    yield f"{found.name}.{name}", each


def test_what_is_kept_for_the_life_of_the_process_is_bounded() -> None:
    """A cache takes no arguments, has few keys by its nature, or forgets the oldest."""
    found = dict(caches())
    assert "sahelrisk.model.likeness.page_of" in found
    for name, one in found.items():
        most = one.cache_parameters()["maxsize"]
        alone = not inspect.signature(one).parameters
        assert alone or one in FEW or (most is not None and most <= MOST), name


def change(folder: Path, number: int) -> None:
    """Write a file of evidence with texts of its own."""
    text = f"The report of the {number}th day"
    more = f'origin = "{text}"'
    put(folder, item("mli-2", statement=text, publisher=f"Wire {number}", more=more), name="b")


def ask(folder: Path) -> None:
    """Read a dossier, ask it everything and draw what it answers."""
    desk = sr.load(folder)
    for found in (
        desk.score("mali", as_of=DAY),
        desk.compare("mali", "niger", as_of=DAY),
        desk.plan("mali", as_of=DAY),
        desk.changes("mali", as_of=DAY),
        desk.history("mali", as_of=DAY, every="quarter"),
        desk.explain("mali", as_of=DAY),
        desk.evidence(as_of=DAY),
        desk.check(as_of=DAY),
    ):
        for format_ in ("html", "markdown"):
            sr.render(found, format_)


def look(user: Browser) -> None:
    """Look at pages and forms."""
    for path in ("index.html", "country/mli.html", "write/due", "write/amend?item=mli-old"):
        assert user.client.get(f"/en/{path}").status_code == 200


def held() -> Counter[str]:
    """Count what lives of the program's own, by its type."""
    gc.collect()
    names = (f"{type(one).__module__}.{type(one).__name__}" for one in gc.get_objects())
    return Counter(name for name in names if name.startswith("sahelrisk."))


@pytest.mark.parametrize("what", ["asked", "served"])
def test_dossiers_are_let_go(desk: Path, user: Browser, what: str) -> None:
    """After the first ones, which load modules and templates, the next add nothing."""
    counts = []
    for number in range(6):
        change(desk, number)
        if what == "asked":
            ask(desk)
        else:
            look(user)
        if number in (2, 5):
            counts.append(held())
    assert counts[0]
    assert counts[1] - counts[0] == Counter()


def test_texts_of_many_dossiers_are_forgotten() -> None:
    """Of statements, the largest, no more than some thousands are kept."""
    for number in range(MOST + 10):
        nearly_same(f"Statement {number}", f"Said on day {number}")
    kept = [one.cache_info().currsize for name, one in caches() if name.endswith("likeness._words")]
    assert kept
    assert max(kept) <= MOST
