"""Models are built at their first use, whatever comes in between."""

from __future__ import annotations

import signal
from typing import Any

import pytest
from pydantic_core import core_schema

from sahelrisk.model.base import Deferred, Model
from sahelrisk.model.documents.parts import Part
from sahelrisk.system import signals_raising


class Stopping:
    """A type whose building is interrupted."""

    @classmethod
    def __get_pydantic_core_schema__(cls, *_: Any) -> core_schema.CoreSchema:  # noqa: ANN401
        """Be stopped from outside."""
        signal.raise_signal(signal.SIGTERM)
        return core_schema.any_schema()


@pytest.mark.parametrize("kind", [Deferred, Model, Part])
def test_a_signal_waits_until_a_model_is_built(kind: type[Deferred]) -> None:
    """It ends the program with its own code, and no model is left half built."""

    class Late(kind):  # type: ignore[valid-type, misc]
        """A model that nobody has used yet."""

        one: Stopping

    with signals_raising(), pytest.raises(SystemExit) as ended:
        Late(one=1)
    assert ended.value.code == 128 + signal.SIGTERM
    assert Late(one=1).one == 1  # type: ignore[comparison-overlap]
