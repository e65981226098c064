"""A served dossier, asked as a browser asks: session, token, origin."""

from __future__ import annotations

import html
import re
import secrets
from datetime import datetime
from pathlib import Path

from httpx2 import Response
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from desk_sheets import item, put
from sahelrisk.model.base import Tlp
from sahelrisk.model.documents.parts import Run
from sahelrisk.reading.locate import Location
from sahelrisk.report.words import words_of
from sahelrisk.serve.routes import application
from sahelrisk.serve.setting import Setting
from sahelrisk.tasks.opening import Request

HOME = "http://127.0.0.1:8765"
TOKEN = re.compile(r'name="token" value="([0-9a-f]{64})"')
DRAWN = re.compile(r"(?<=-)[a-z2-7]{6}\b|\d{8}T\d{12}")
"""What chance and the clock give to ids and paths."""
ADD = "/en/write/add?indicator=security.attack-tempo"
FIELDS = {
    "indicator": "security.attack-tempo",
    "countries": "Mali",
    "observed": "2026-05-01",
    "level": "3",
    "statement": "Thirty attacks in three months.",
    "reliability": "B",
    "credibility": "2",
}

REGISTER = '[[source]]\nid = "wire"\npublisher = "Example Wire"\nreliability = "B"\n'
FRAMEWORK = """\
schema = 1
id = "small"
version = "1"
title = "A small framework"

[coverage]
publishers = 1
publisher_share = 1.0
pillar = 0.0
provisional = 0.05
rated = 0.1

[[pillars]]
id = "security"
title = "Security"
"""
INDICATOR = """\
title = "{title}"
question = "How bad is it?"
half_life_days = 365

[fr]
title = "{french}"
"""
LEVEL = '\n[[levels]]\nlevel = {level}\ntext = "Rung {level}."\n'
TITLES = {
    "attack-tempo": ("Attacks by armed groups", "Attaques"),
    "kidnapping": ("Kidnapping", "Enlèvements"),
    "supply-blockade": ("Supply cut by force", "Ravitaillement coupé"),
}
CONDITION = 'nature = "condition"'


def small_desk(folder: Path) -> Path:
    """Write a dossier with an event, a condition that is due, a register, a small framework.

    Without base rates there is one country to draw: pages are there in a moment.
    """
    (folder / "evidence").mkdir(parents=True)
    (folder / "sources").mkdir()
    main = 'title = "A desk"\ntlp = "CLEAR"\nsources = "sources"\n'
    (folder / "dossier.toml").write_text(main, encoding="utf-8")
    (folder / "sources" / "wire.toml").write_text(REGISTER, encoding="utf-8")
    indicators = folder / "indicators"
    (indicators / "security").mkdir(parents=True)
    (indicators / "framework.toml").write_text(FRAMEWORK, encoding="utf-8")
    rungs = "".join(LEVEL.format(level=level) for level in range(1, 6))
    for key, (title, french) in TITLES.items():
        text = INDICATOR.format(title=title, french=french) + rungs
        (indicators / "security" / f"{key}.toml").write_text(text, encoding="utf-8")
    old = item("mli-old", observed="2024-01-01", statement="The road is closed.", more=CONDITION)
    put(folder, item("mli-1"), old)
    return folder


def setting(desk: Path, *, tlp: Tlp | None = None, **more: object) -> Setting:
    """Return how a dossier is served in tests: as the command does, without its command line."""

    def ask(lang: str) -> Request:
        today = datetime.now().astimezone().date()
        return Request(
            location=Location(desk), as_of=today, today=today, words=words_of(lang), tlp=tlp
        )

    now = datetime.now().astimezone()
    made = Setting(
        ask,
        lambda: datetime.now().astimezone(),
        secrets.token_bytes,
        Run(version="1", generated=now),
        ("en", "fr"),
        analyst="tester",
        port=8765,
    )
    return made._replace(**more)  # type: ignore[arg-type]


class Browser:
    """A browser with a session of its own."""

    def __init__(self, app: ASGIApp, home: str = HOME) -> None:
        """Open it at an application."""
        self.client = TestClient(app, home, raise_server_exceptions=False)
        self.client.follow_redirects = False
        self.home = home

    def token(self, path: str = ADD) -> str:
        """Return the token that a form carries."""
        found = TOKEN.search(self.client.get(path).text)
        assert found, path
        return found[1]

    def send(self, path: str, fields: dict[str, str], **headers: str) -> Response:
        """Send a form as a browser would."""
        return self.client.post(path, data=fields, headers={"origin": self.home} | headers)

    def save(self, path: str, fields: dict[str, str]) -> Response:
        """Fill in a form, look at its effect and save it; returns the faults where it has any."""
        sent = fields | {"token": self.token(path)}
        shown = self.send(path, sent | {"do": "show"})
        if shown.is_error:
            return shown
        return self.send(path, sent | {"do": "save", "seen": hidden(shown.text, "seen")})

    def show(self, path: str = ADD, **fields: str) -> Response:
        """Fill in the form of a new item and look at its effect."""
        return self.send(path, FIELDS | fields | {"token": self.token(path), "do": "show"})


def browser(desk: Path, **more: object) -> Browser:
    """Return a browser at a dossier that is served."""
    return Browser(application(setting(desk, **more)))


def files(desk: Path) -> list[Path]:
    """Return the files of evidence."""
    return sorted(desk.rglob("evidence/**/*.toml"))


def hidden(page: str, name: str) -> str:
    """Return what a form carries unseen."""
    found = re.search(f'name="{name}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1])
