"""Who may come in, and what every answer says to a browser."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from serve_desk import ADD, FIELDS, HOME, Browser, browser, files, setting
from starlette.requests import Request as Received
from starlette.testclient import TestClient
from starlette.types import Message

from sahelrisk.serve.doorkeeper import LARGEST, RefusedError, fields_of
from sahelrisk.serve.routes import application
from sahelrisk.serve.setting import is_loopback
from sahelrisk.tasks.opening import Request

EVERYWHERE = ".".join("0000")


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1.evil.example",
        "evil.example:8765",
        "10.0.0.7",
        "",
        "[",
        EVERYWHERE,
    ],
)
def test_a_foreign_host_is_refused(user: Browser, host: str) -> None:
    """A name that was made to lead here, by a name server of somebody else's, is not answered."""
    answer = user.client.get("/live.js", headers={"host": host})
    assert answer.status_code == 421
    assert "not served" in answer.text


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost", "LOCALHOST:9", "[::1]:8765"])
def test_this_machine_is_answered(user: Browser, host: str) -> None:
    """By every name that means it, through a tunnel from another port too."""
    assert user.client.get("/live.js", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://127.0.0.1:9999"},
        {"origin": "http://localhost:8765"},
        {"origin": HOME, "sec-fetch-site": "cross-site"},
        {"origin": HOME, "sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
    ],
)
def test_a_form_of_another_origin_is_refused(
    user: Browser, desk: Path, headers: dict[str, str]
) -> None:
    """Even with the right token; another port of this machine is another origin."""
    before = files(desk)
    fields = FIELDS | {"token": user.token(), "do": "save"}
    answer = user.client.post(ADD, data=fields, headers=headers)
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.text
    assert files(desk) == before
    assert user.save(ADD, FIELDS).status_code == 303  # the same, sent by its own page


def test_a_form_without_the_sessions_token_is_refused(user: Browser, desk: Path) -> None:
    """Missing, wrong, of another session, or with a cookie that somebody else has set."""
    before = files(desk)
    token, other = user.token(), Browser(user.client.app).token()
    for wrong in ({}, {"token": ""}, {"token": token[:-1] + "g"}, {"token": other}):
        answer = user.send(ADD, FIELDS | wrong | {"do": "save"})
        assert answer.status_code == 403
    user.client.cookies.clear()
    assert user.send(ADD, FIELDS | {"token": token, "do": "save"}).status_code == 403
    user.client.cookies.set("sahelrisk-8765", "A" * 43)
    assert user.send(ADD, FIELDS | {"token": token, "do": "save"}).status_code == 403
    assert files(desk) == before


def test_the_session_is_kept_from_scripts_and_other_sites(user: Browser) -> None:
    """And from the disk: it ends with the browser."""
    cookie = user.client.get(ADD).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "expires" not in cookie.lower()
    assert "max-age" not in cookie.lower()


def test_read_only_refuses_everything_that_is_sent(desk: Path) -> None:
    """With plain words, and there is no form to send."""
    user = browser(desk, read_only=True)
    for path in ("/", ADD, "/en/write/due", "/en/index.html", "/nothing"):
        answer = user.send(path, FIELDS)
        assert answer.status_code == 405
        assert answer.text == "This is read-only: nothing can be sent.\n"
    assert user.client.get(ADD).status_code == 404
    page = user.client.get("/en/country/mli.html").text
    assert "A statement." in page
    assert "write/" not in page


@pytest.mark.parametrize("method", ["PUT", "DELETE", "OPTIONS", "PATCH"])
def test_other_methods_are_refused(user: Browser, method: str) -> None:
    """A preflight of another site among them."""
    headers = {"origin": "https://evil.example", "access-control-request-method": "POST"}
    assert user.client.request(method, ADD, headers=headers).status_code == 405


def test_what_is_sent_has_bounds(user: Browser, desk: Path) -> None:
    """Its size, announced or not, its kind, its letters and the number of its fields."""
    token, before = user.token(), files(desk)
    large = FIELDS | {"token": token, "statement": "x" * LARGEST}
    assert user.send(ADD, large).status_code == 413
    kind = {"origin": HOME, "content-type": "application/x-www-form-urlencoded"}
    parts = (b"x" * 1024 for _ in range(1024))
    assert user.client.post(ADD, content=parts, headers=kind).status_code == 413
    claim = kind | {"content-length": str(10**14)}  # refused before any of it has come
    assert user.client.post(ADD, content=b"a=1", headers=claim).status_code == 413
    for content in (b"\xff\xfe", b"statement=%ff", b"&".join([b"a=1"] * 500)):
        assert user.client.post(ADD, content=content, headers=kind).status_code == 415
    json = {"origin": HOME, "content-type": "application/json"}
    assert user.client.post(ADD, content=b"{}", headers=json).status_code == 415
    assert files(desk) == before


@pytest.mark.parametrize("path", ["/live.js", ADD, "/en/nothing", "/nothing", "/stamp"])
def test_every_answer_is_guarded(user: Browser, path: str) -> None:
    """No frame, no script but ours, no other site, nothing kept on the disk."""
    for headers in ({}, {"host": "evil.example"}):
        found = user.client.get(path, headers=headers).headers
        policy = found["content-security-policy"].split("; ")
        assert "default-src 'none'" in policy
        assert "script-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert found["x-frame-options"] == "DENY"
        assert found["x-content-type-options"] == "nosniff"
        assert found["cache-control"] == "no-store"
        assert not [name for name in found if name.startswith("access-control")]


def test_a_fault_of_ours_shows_no_traceback(desk: Path) -> None:
    """Only its name; the terminal has the rest."""

    def broken(_: str) -> Request:
        message = "secret of the inside"
        raise RuntimeError(message)

    client = TestClient(
        application(setting(desk)._replace(ask=broken)), HOME, raise_server_exceptions=False
    )
    answer = client.get("/en/index.html")
    assert answer.status_code == 500
    assert "RuntimeError" in answer.text
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text


@pytest.mark.parametrize(
    ("host", "own"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), (EVERYWHERE, False), ("::", False)],
)
def test_loopback_is_known(host: str, *, own: bool) -> None:
    """Whatever else is listened on can be reached by others, and is read-only."""
    assert is_loopback(host) is own


def test_a_machine_of_a_network_is_found_by_its_number(desk: Path) -> None:
    """A number cannot be made to lead elsewhere; a name can, unless it is the one it listens on."""
    user = browser(desk, host=EVERYWHERE, read_only=True)
    codes = [
        user.client.get("/live.js", headers={"host": host}).status_code
        for host in ("10.0.0.7:8765", "[fd00::7]:8765", "evil.example")
    ]
    assert codes == [200, 200, 421]


def test_who_goes_away_while_sending_is_no_fault_of_ours() -> None:
    """A form that breaks off is refused like any other that is none."""

    async def gone() -> Message:
        return {"type": "http.disconnect"}

    headers = [(b"content-type", b"application/x-www-form-urlencoded")]
    request = Received({"type": "http", "method": "POST", "headers": headers}, gone)
    with pytest.raises(RefusedError):
        asyncio.run(fields_of(request))
