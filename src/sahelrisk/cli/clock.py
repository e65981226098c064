"""The time that a document says it was made: now, or SOURCE_DATE_EPOCH for equal bytes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

from sahelrisk.problems import UsageError

EPOCH = "SOURCE_DATE_EPOCH"


def generated(environment: Mapping[str, str]) -> datetime:
    """Return when a document is made, to the second; an empty variable is one that is not set.

    Raises UsageError for a variable that is no number of seconds since 1970.
    """
    text = environment.get(EPOCH, "").strip()
    if not text:
        return datetime.now(UTC).replace(microsecond=0)
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise UsageError("no_epoch", name=EPOCH, text=repr(text)) from None
