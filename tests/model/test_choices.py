"""Choices are said once: what the command line offers is what the models take."""

from __future__ import annotations

from typing import get_args

from sahelrisk.cli.options import Tlp
from sahelrisk.model import base
from sahelrisk.model.columns import ENTRY


def test_choices_of_flags_sheets_and_models_are_the_same() -> None:
    """The markings of `--tlp` and of a sheet's list are those of the model, from open to closed."""
    labels = get_args(base.Tlp)
    assert tuple(one.value for one in Tlp) == labels
    assert next(one.choices for one in ENTRY if one.name == "tlp") == labels
    assert next(one.choices for one in ENTRY if one.name == "credibility") == tuple("123456")
