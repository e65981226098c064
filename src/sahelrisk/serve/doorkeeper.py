"""Who may come in: hosts, origins, methods, the size of what is sent, and one token a session.

A page of another site can make a browser send anything here. It cannot make it lie about the host
and the origin, nor read the token that every form has.
"""

from __future__ import annotations

import base64
import hmac
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sahelrisk.report.words import Words
from sahelrisk.serve.live import POLICY
from sahelrisk.serve.setting import Setting, is_address, is_loopback

LARGEST = 64 * 1024
FIELDS = 200
FORM = "application/x-www-form-urlencoded"
OURS = frozenset({"127.0.0.1", "localhost", "::1"})
HEADERS = {
    "content-security-policy": POLICY,
    "x-frame-options": "DENY",
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}
_SESSION = re.compile(r"[A-Za-z0-9_-]{43}")


class RefusedError(Exception):
    """A request that is not answered: the status, and why in the words of a phrase."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        """Name the status and a phrase."""
        super().__init__(key)
        self.status, self.key, self.values = status, key, values

    def response(self, words: Words) -> Response:
        """Return the answer in plain words."""
        headers = {"allow": "GET, HEAD"} if self.status == METHOD else None
        text = words(self.key, **self.values)
        return PlainTextResponse(f"{text}\n", status_code=self.status, headers=headers)


FORBIDDEN, METHOD, TOO_LARGE, NO_FORM, MISDIRECTED = 403, 405, 413, 415, 421


class Doorkeeper:
    """Answers what is refused, and gives every answer its headers."""

    def __init__(self, app: ASGIApp, setting: Setting, words: Words) -> None:
        """Stand before an application."""
        self.app, self.setting, self.words = app, setting, words

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer why not."""
        if scope["type"] != "http":
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        app = self.app
        try:
            check(Request(scope), self.setting)
        except RefusedError as error:
            app = error.response(self.words)
        await app(scope, receive, marked)


def check(request: Request, setting: Setting) -> None:
    """Raise RefusedError for another host, a method that changes nothing here, another origin."""
    hosts = request.headers.getlist("host")
    if len(hosts) != 1 or not is_known(hosts[0], setting.host):
        raise RefusedError(MISDIRECTED, "serve_host", host=repr(", ".join(hosts)))
    if request.method in ("GET", "HEAD"):
        return
    if setting.read_only:
        raise RefusedError(METHOD, "serve_read_only")
    if request.method != "POST":
        raise RefusedError(METHOD, "serve_method", method=request.method)
    origin, site = request.headers.get("origin"), request.headers.get("sec-fetch-site")
    ours = origin in (None, f"http://{hosts[0]}") and site in (None, "same-origin")
    if not ours or origin is site is None:
        raise RefusedError(FORBIDDEN, "serve_origin")


def is_known(header: str, bound: str) -> bool:
    """Tell whether a Host header means this machine, not a name that leads here by a trick."""
    try:
        name = urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return False
    return name in OURS or name == bound.lower() or (is_address(name) and not is_loopback(bound))


class Tokens:
    """The token of each browser session: only who reads our pages knows it."""

    def __init__(self, setting: Setting) -> None:
        """Draw the key that this program signs with as long as it runs."""
        self._key, self._draw = setting.draw(32), setting.draw
        # Cookies know no ports: two desks on one machine keep theirs apart by name.
        self.name = f"sahelrisk-{setting.port}"

    def session(self, request: Request) -> str:
        """Return the session of a browser, a new one where it brings none."""
        found = request.cookies.get(self.name, "")
        return found if _SESSION.fullmatch(found) else _text(self._draw(32))

    def token(self, session: str) -> str:
        """Return the token that forms of a session carry."""
        return hmac.new(self._key, session.encode(), "sha256").hexdigest()

    def check(self, request: Request, fields: Mapping[str, str]) -> None:
        """Raise RefusedError for a form without the token of its browser's session."""
        found = request.cookies.get(self.name, "")
        given = fields.get("token", "").encode()
        if not _SESSION.fullmatch(found) or not hmac.compare_digest(
            given, self.token(found).encode()
        ):
            raise RefusedError(FORBIDDEN, "serve_token")

    def remember(self, response: Response, session: str) -> Response:
        """Return an answer that tells a browser its session; it forgets it when it is closed."""
        response.set_cookie(self.name, session, path="/", httponly=True, samesite="strict")
        return response


def _text(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


async def fields_of(request: Request) -> dict[str, str]:
    """Return the fields of a form that was sent; raises RefusedError for what is none of ours."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != FORM:
        raise RefusedError(NO_FORM, "serve_no_form")
    too_large = RefusedError(TOO_LARGE, "serve_large", most=LARGEST // 1024)
    claimed = request.headers.get("content-length", "")
    if claimed.isdecimal() and int(claimed) > LARGEST:
        raise too_large
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > LARGEST:
                raise too_large
    except ClientDisconnect:  # nobody is left to be told
        raise RefusedError(NO_FORM, "serve_no_form") from None
    try:
        pairs = parse_qsl(
            body.decode("ascii"), keep_blank_values=True, max_num_fields=FIELDS, errors="strict"
        )
    except ValueError:
        raise RefusedError(NO_FORM, "serve_no_form") from None
    return dict(pairs)
