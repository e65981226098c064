"""One crowded site in both languages and one plain one, built once for all tests of sites."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from links import Page, read
from site_desk import BASE, EXAMPLE, build, crowded


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site in both languages under a ceiling, with a feed."""
    folder = tmp_path_factory.mktemp("site")
    out = folder / "out"
    build(out, crowded(folder), "--tlp", "clear", "--base-url", f"{BASE}/", "--watch", "mali")
    return out


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[Path, Page]:
    """Return every page of it."""
    return read(site)


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a copy of the example, `desk`, and its site in one language, `out`."""
    folder = tmp_path_factory.mktemp("plain")
    shutil.copytree(EXAMPLE, folder / "desk")
    build(folder / "out", folder / "desk", "--lang", "en")
    return folder
