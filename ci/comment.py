"""Write the review as a comment on the pull request, in place of the last one.

A hidden first line names the dossier; only a comment of AUTHOR that begins with it is replaced.
Where the token may not write, as on a pull request from a fork, a notice says so and the job goes
on: the review stands in its summary.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Any

MOST = 65_000
MOST_PAGES = 50
PAGE = 100


def marker(dossier: str) -> str:
    """Return the line that tells the comment of one dossier from others."""
    return f"<!-- sahelrisk review {urllib.parse.quote(dossier)} -->"


def body_of(review: str, mark: str) -> str:
    """Return the comment: the marker and the review, cut between lines where it is too long."""
    room = MOST - len(mark) - 200
    if len(review) <= room:
        return f"{mark}\n{review}"
    kept = review[:room].rpartition("\n")[0]
    left = review[len(kept) + 1 :].count("\n")
    return f"{mark}\n{kept}\n\n*{left:,} more lines are in the job's summary and its artefact.*\n"


def ask(method: str, path: str, body: str | None = None) -> Any:  # noqa: ANN401  what the service says
    """Call the service's API and return its JSON."""
    address = f"{os.environ['GITHUB_API_URL']}/repos/{os.environ['GITHUB_REPOSITORY']}/{path}"
    request = urllib.request.Request(  # noqa: S310  the service's own address
        address,
        method=method,
        data=None if body is None else json.dumps({"body": body}).encode(),
        headers={
            "Authorization": f"Bearer {os.environ['TOKEN']}",
            "Accept": "application/vnd.github+json",
            "Content-Type": "application/json",
        },
    )
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


def last(number: str, mark: str) -> int | None:
    """Return the id of the comment to replace, None where there is none yet."""
    for page in range(1, MOST_PAGES + 1):
        found = ask("GET", f"issues/{number}/comments?per_page={PAGE}&page={page}")
        for one in found:
            own = (one.get("user") or {}).get("login") == os.environ["AUTHOR"]
            if own and (one.get("body") or "").startswith(mark):
                return int(one["id"])
        if len(found) < PAGE:
            break
    return None


def main() -> int:
    """Write the comment; return an exit code."""
    path = Path(os.environ["OUT"], "review.md")
    review = path.read_text(encoding="utf-8") if path.is_file() else ""
    if not review.strip():
        return 0
    mark, number = marker(os.environ["DOSSIER"]), str(int(os.environ["NUMBER"]))
    try:
        before = last(number, mark)
        text = body_of(review, mark)
        if before is None:
            ask("POST", f"issues/{number}/comments", text)
        else:
            ask("PATCH", f"issues/comments/{before}", text)
    except (urllib.error.URLError, TimeoutError) as error:
        told = str(error).replace("%", "%25").replace("\n", " ")
        sys.stdout.write(f"::notice title=sahelrisk::No comment was written: {told}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
