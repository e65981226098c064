"""The help of commands says all that was written."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from rich.text import Text
from typer.main import get_command

from sahelrisk.cli.app import COMMANDS, app

if TYPE_CHECKING:
    from collections.abc import Iterator

OLD_VOICE = re.compile(r"\b(Say|Print how|Says|Whose|What is to be)\b|\bis no\b|\[default")


def helps(name: str) -> Iterator[str]:
    """Yield the texts of a command's help."""
    command: Any = get_command(app)
    found = command.commands[name]
    yield found.help or ""
    yield from (one.help or "" for one in found.params)


@pytest.mark.parametrize("name", COMMANDS)
def test_help_is_printed_whole(name: str) -> None:
    """No part of a help text is taken for markup, which would swallow it."""
    for text in helps(name):
        assert Text.from_markup(text).plain == text


@pytest.mark.parametrize("name", COMMANDS)
def test_usage_brackets_what_may_be_left_out_once(name: str) -> None:
    """The library marks what is optional and what repeats; a name brings no marks of its own."""
    command: Any = get_command(app)
    names = [one.metavar or "" for one in command.commands[name].params if one.opts == [one.name]]
    assert not [one for one in names if set("[]…") & set(one)]


@pytest.mark.parametrize("name", COMMANDS)
def test_options_stand_in_the_same_panels_everywhere(name: str) -> None:
    """What is read comes before what is written; only `--dossier` may be alone in a panel."""
    command: Any = get_command(app)
    panels: dict[str, list[str]] = {}
    for one in command.commands[name].params:
        if panel := getattr(one, "rich_help_panel", None):
            panels.setdefault(panel, []).append(one.opts[0])
    common = [one for one in panels if one in ("Evidence", "Output", "How it speaks")]
    assert common == [one for one in ("Evidence", "Output", "How it speaks") if one in panels]
    assert [own for own in panels.values() if len(own) == 1 and own != ["--dossier"]] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_the_voice_of_the_house(name: str) -> None:
    """Every text ends in a full stop; defaults stand at its end as `Default: ….`."""
    for text in helps(name):
        assert text.rstrip().endswith(".") or not text, text
        assert not OLD_VOICE.search(text), text
