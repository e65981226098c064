"""A user's settings: by flag, by variable, by file, each with where it comes from.

One rule for all: a flag wins over the environment, that over the user's file, that over the
default. A dossier has no part in it, for it is shared by people who differ in this.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from sahelrisk.locale import languages
from sahelrisk.problems import UsageError

if TYPE_CHECKING:
    from sahelrisk.model.user_settings import UserSettings

PROGRAM, NAME = "sahelrisk", "config.toml"
LANG, COLOR, ANALYST = (f"SAHELRISK_{key}" for key in ("LANG", "COLOR", "ANALYST"))


class Color(StrEnum):
    """When output is coloured."""

    AUTO = "auto"
    ALWAYS = "always"
    NEVER = "never"


class Setting(NamedTuple):
    """A value and its origin: a flag, a variable, a path, or "" of the default."""

    value: str
    origin: str = ""


ENGLISH, AUTO = Setting("en"), Setting(Color.AUTO)


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds in this run. The file is where it would be read from, there or not."""

    file: Path
    there: bool = False
    lang: Setting = ENGLISH
    color: Setting = AUTO
    analyst: Setting | None = None


def user_file() -> Path:
    """Return where the user's settings are, in the folder the system has for such files."""
    return Path(typer.get_app_dir(PROGRAM)) / NAME


def settings(color: Color | None, environment: Mapping[str, str]) -> Settings:
    """Return what holds; an empty variable is one that is not set.

    Raises UsageError for a variable, DossierError for a file that cannot be used.
    """
    path = user_file()
    file = _read(path)
    shown = str(path)
    own = {key: Setting(str(value), shown) for key, value in _values(file).items()}
    lang = _chosen(LANG, environment, languages())
    analyst = environment.get(ANALYST, "").strip()
    return Settings(
        file=path,
        there=file is not None,
        lang=lang or own.get("lang", ENGLISH),
        color=_color(color, environment) or own.get("color", AUTO),
        analyst=Setting(analyst, ANALYST) if analyst else own.get("analyst"),
    )


def _read(path: Path) -> UserSettings | None:
    """Read the file where there is one; without it no model is loaded."""
    if not path.exists():
        if path.is_symlink():
            raise UsageError("settings_dangling", path=path, target=path.readlink())
        return None
    from sahelrisk.reading.user_file import read_user_file

    return read_user_file(path)


def _values(file: UserSettings | None) -> dict[str, str]:
    values = file.model_dump(exclude_none=True) if file else {}
    return values | ({"lang": values["lang"].lower()} if "lang" in values else {})


def _chosen(name: str, environment: Mapping[str, str], known: tuple[str, ...]) -> Setting | None:
    """Return what a variable says, if it is set; raises UsageError for none of the choices."""
    given = environment.get(name, "").strip()
    if not given:
        return None
    if given.lower() not in known:
        raise UsageError("variable_choice", name=name, value=repr(given), known=", ".join(known))
    return Setting(given.lower(), name)


def _color(flag: Color | None, environment: Mapping[str, str]) -> Setting | None:
    """Return what flag or environment say; `auto` leaves NO_COLOR and FORCE_COLOR their say."""
    given = Setting(flag, "--color") if flag else _chosen(COLOR, environment, tuple(Color))
    if given and given.value != Color.AUTO:
        return given
    for name, value in (("NO_COLOR", Color.NEVER), ("FORCE_COLOR", Color.ALWAYS)):
        if environment.get(name):
            return Setting(value, name)
    return given
