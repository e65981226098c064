"""What is answered at which address."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from sahelrisk.problems import DossierError, UsageError
from sahelrisk.rendering.problem_text import render_problem
from sahelrisk.report.blocks import Paragraph
from sahelrisk.report.forms.form_view import Written
from sahelrisk.report.words import words_of
from sahelrisk.serve.doorkeeper import Doorkeeper, RefusedError, Tokens, fields_of
from sahelrisk.serve.live import Live
from sahelrisk.serve.setting import Setting
from sahelrisk.serve.write_desk import Answer, WriteDesk

TYPES: Mapping[str, str] = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "xml": "application/atom+xml",
    "js": "text/javascript; charset=utf-8",
}
PAGES = ("add", "amend", "not-applicable", "due", "saved")
NOT_FOUND, BROKEN, INTERNAL = 404, 503, 500


def application(setting: Setting) -> ASGIApp:
    """Return the application that serves a dossier, behind its doorkeeper."""
    house = _House(setting)
    routes = [
        Route("/", house.door),
        Route("/live.js", house.script),
        Route("/stamp", house.stamp),
        *([] if setting.read_only else [Route("/{lang}/write/{what}", house.form, methods=BOTH)]),
        Route("/{path:path}", house.page),
    ]
    handlers: dict[Any, Callable[..., Any]] = {
        HTTPException: house.absent,
        DossierError: house.broken,
        UsageError: house.unknown,
        RefusedError: house.refused,
        Exception: house.fault,
    }
    app = Starlette(routes=routes, exception_handlers=handlers)
    return Doorkeeper(app, setting, words_of(setting.languages[0]))


BOTH = ["GET", "POST"]


class _House:
    """The answers; what reads files runs in a thread of its own."""

    def __init__(self, setting: Setting) -> None:
        self.setting, self.live, self.tokens = setting, Live(setting), Tokens(setting)
        self.desk = WriteDesk(self.live)

    def door(self, _: Request) -> Response:
        """Lead to the start in the language that was asked for first."""
        return RedirectResponse(f"/{self.setting.languages[0]}/index.html")

    def script(self, _: Request) -> Response:
        """Return the one script there is."""
        text = Path(__file__).with_name("live.js").read_text(encoding="utf-8")
        return Response(text, media_type=TYPES["js"])

    def stamp(self, _: Request) -> Response:
        """Return what differs when the files do; by then they are read and scored."""
        state = self.live.state()
        with suppress(DossierError, UsageError):  # the page says so
            state.prepare()
        return PlainTextResponse(state.stamp)

    def page(self, request: Request) -> Response:
        """Return a page, a data file or the search of the site."""
        path = request.path_params["path"]
        path = f"{path}index.html" if path.endswith("/") else path
        found = self.live.state().file(path)
        if found is None:
            raise HTTPException(NOT_FOUND)
        return Response(found, media_type=TYPES.get(path.rpartition(".")[2], "text/plain"))

    async def form(self, request: Request) -> Response:
        """Return a page of writing, or do what its form says."""
        lang, what = self._lang(request.path_params["lang"]), request.path_params["what"]
        if what not in PAGES or (what == "saved" and request.method == "POST"):
            raise HTTPException(NOT_FOUND)
        session = self.tokens.session(request)
        token = self.tokens.token(session)
        if request.method == "POST":
            fields = await fields_of(request)
            self.tokens.check(request, fields)
            answer = await run_in_threadpool(self.desk.post, what, lang, fields, token)
        else:
            query = dict(request.query_params)
            answer = await run_in_threadpool(self.desk.get, what, lang, query, token)
        return self.tokens.remember(_response(answer), session)

    def absent(self, request: Request, error: HTTPException) -> Response:
        """Say that there is no such page."""
        key = "serve_no_page" if error.status_code == NOT_FOUND else "serve_method"
        text = words_of(self._said_in(request))(key, method=request.method)
        return self._said(request, text, error.status_code)

    def unknown(self, request: Request, error: UsageError) -> Response:
        """Say what there is not."""
        return self._said(request, error.text(self._said_in(request)), NOT_FOUND)

    def broken(self, request: Request, error: DossierError) -> Response:
        """Show what is wrong with the files, until it is mended."""
        out = io.StringIO()
        words = words_of(self._said_in(request))
        for problem in error.problems:
            render_problem(problem, out, lang=words.lang)
        text = words.count("nothing_scored", len(error.problems))
        head = (words("serve_broken"), Paragraph(text))
        # What is wrong may stand in what is withheld.
        shown = "" if self.setting.ask(words.lang).tlp else out.getvalue()
        return self._page(request, head, Written(text=shown), BROKEN)

    def refused(self, request: Request, error: RefusedError) -> Response:
        """Say why a form was not taken."""
        return error.response(words_of(self._said_in(request)))

    def fault(self, request: Request, error: Exception) -> Response:
        """Say that it is our fault; where and why is told on the terminal alone."""
        text = words_of(self._said_in(request))("serve_fault", name=type(error).__name__)
        return PlainTextResponse(f"{text}\n", status_code=INTERNAL)

    def _said(self, request: Request, text: str, status: int) -> Response:
        words = words_of(self._said_in(request))
        return self._page(request, (words("serve_nothing"), Paragraph(text)), Written(), status)

    def _page(
        self, request: Request, head: tuple[str, Paragraph], written: Written, status: int
    ) -> Response:
        """Return a page at the address that was asked for; its text alone where none is drawn."""
        words, start = words_of(self._said_in(request)), f"/{self._said_in(request)}/"
        path = request.url.path
        # Not even dossier.toml can be read, or what every page shows of it is refused.
        with suppress(DossierError, UsageError):
            if path.startswith(start):
                # What was sent is not sent again by looking anew.
                rest, alive = path.removeprefix(start), request.method == "GET"
                answer = self.desk.page(words, rest, head, written, status=status, alive=alive)
                return _response(answer)
        text = "\n\n".join(filter(None, (head[0], head[1].text, written.text)))
        return PlainTextResponse(f"{text}\n", status_code=status)

    def _said_in(self, request: Request) -> str:
        asked = request.url.path.removeprefix("/").partition("/")[0]
        return asked if asked in self.setting.languages else self.setting.languages[0]

    def _lang(self, asked: str) -> str:
        if asked not in self.setting.languages:
            raise HTTPException(NOT_FOUND)
        return asked


def _response(answer: Answer) -> Response:
    if answer.address:
        return RedirectResponse(answer.address, status_code=answer.status)
    return HTMLResponse(answer.text, status_code=answer.status)
