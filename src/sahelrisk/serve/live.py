"""The dossier as its files are now: its pages, each drawn once for each state of the files."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import Lock, RLock
from typing import NamedTuple

from sahelrisk.model.dossier import under_ceiling
from sahelrisk.rendering.site_pages import Site
from sahelrisk.report.forms.form_site import Pen
from sahelrisk.report.site.site_build import Wish, view_of
from sahelrisk.report.site.site_view import SiteView
from sahelrisk.report.words import words_of
from sahelrisk.serve.setting import Setting
from sahelrisk.tasks.site import site
from sahelrisk.tasks.workspace import Workspace, open_workspace

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; script-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; require-trusted-types-for 'script'; "
    "trusted-types 'none'; frame-ancestors 'none'"
)
IN_PAGE = POLICY.removesuffix("; frame-ancestors 'none'")
"""What a page says itself: of frames only the header may."""


SCRIPT = "/live.js"


class Alive(NamedTuple):
    """What a page is given to load itself anew; without a script it stays as it is."""

    script: str
    stamp: str
    address: str = "/stamp"


def beside(setting: Setting, lang: str, alive: Alive) -> dict[str, object]:
    """Return what templates have beside a page that is served: links to forms, a policy."""
    pen = None if setting.read_only else Pen(words_of(lang))
    return {"pen": pen, "live": alive, "policy": IN_PAGE, "referrer": "same-origin"}


class State:
    """The dossier in one state of its files; what is read or drawn is kept."""

    def __init__(self, stamp: str, setting: Setting) -> None:
        """Begin with nothing read."""
        self.stamp, self.setting = stamp, setting
        self._drawn: dict[str, bytes] = {}
        self._building, self._opening = RLock(), RLock()

    @cached_property
    def _site(self) -> Site:
        setting = self.setting
        found = site(setting.ask(setting.languages[0]), setting.watch)
        wish = Wish(setting.languages, setting.run)
        views = [view_of(found, words_of(lang), wish) for lang in setting.languages]
        return Site(views, live=self._beside)

    def _beside(self, view: SiteView) -> Mapping[str, object]:
        return beside(self.setting, view.language, Alive(SCRIPT, self.stamp))

    def prepare(self) -> None:
        """Read and score; raises DossierError where the files forbid scoring."""
        with self._building:
            self._site  # noqa: B018  read once and kept

    def file(self, path: str) -> bytes | None:
        """Return a file of the site, None where there is none of that path."""
        with self._building:
            if path not in self._drawn:
                try:
                    draw = self._site[path]
                except KeyError:
                    return None
                self._drawn[path] = draw()
            return self._drawn[path]

    @cached_property
    def _workspace(self) -> Workspace:
        request = self.setting.ask(self.setting.languages[0])
        work = open_workspace(request.location, self.setting.now(), self.setting.draw)
        if request.tlp is None:
            return work
        return replace(work, dossier=under_ceiling(work.dossier, request.tlp))

    def workspace(self) -> Workspace:
        """Return the dossier to write to, without what is marked above the ceiling."""
        with self._opening:
            return replace(self._workspace, now=self.setting.now())


class Live:
    """The newest state of the files."""

    def __init__(self, setting: Setting) -> None:
        """Begin with no state."""
        self.setting = setting
        self._state: State | None = None
        self._turn = Lock()

    def state(self) -> State:
        """Return the state of the files as they are now."""
        request = self.setting.ask(self.setting.languages[0])
        root = request.location.root
        stamp = stamp_of(root, request.as_of.isoformat())
        with self._turn:
            if self._state is None or self._state.stamp != stamp:
                self._state = State(stamp, self.setting)
            return self._state


def stamp_of(root: Path, day: str) -> str:
    """Return what differs as soon as a file below a folder is new, changed or gone."""
    lines = sorted(_lines(str(root)))
    return hashlib.sha256("\n".join([day, *lines]).encode("utf-8", "surrogateescape")).hexdigest()


def _lines(folder: str) -> Iterator[str]:
    """Yield a line a file, hidden ones left out: half-written files have such names.

    What cannot be listed, or is taken away meanwhile, has none; reading says what is wrong with it.
    """
    with suppress(OSError), os.scandir(folder) as found:
        for one in found:
            if one.name.startswith("."):
                continue
            if one.is_dir(follow_symlinks=False):
                yield from _lines(one.path)
                continue
            try:
                state = one.stat()
            except OSError:  # taken away meanwhile, or a link to nowhere
                continue
            yield f"{one.path} {state.st_ino} {state.st_mtime_ns} {state.st_size}"
