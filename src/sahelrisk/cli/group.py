"""The program's own answer to a word that is no command."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup


class Commands(TyperGroup):
    """Commands; where the name of a country stands for one, the hint is to score it."""

    def resolve_command(
        self,
        ctx: Any,  # of click, or of the click inside typer, as versions go
        args: list[str],
    ) -> tuple[str | None, Any, list[str]]:
        """Return the command that is named; fails with what was perhaps meant."""
        if args and not args[0].startswith("-") and self.get_command(ctx, args[0]) is None:
            hint = _hint(args, self.list_commands(ctx))
            if hint:
                ctx.fail(hint)
        return super().resolve_command(ctx, args)


def _hint(args: list[str], commands: list[str]) -> str:
    """Return a hint where the first word is a country, a group or nearly a country."""
    from difflib import get_close_matches

    from sahelrisk.locale import languages, phrase
    from sahelrisk.model import countries

    name = args[0]
    asked = next((one for one in languages() if {f"--lang={one}", one} & set(args[1:])), "")
    lang = asked or _settled()
    if name.startswith("@") or countries.find(name) or countries.whole_of(name):
        return phrase(lang, "command_country", {"name": name})
    near = () if get_close_matches(name, commands, cutoff=0.6) else countries.near(name)
    if not near:
        return ""
    meant = countries.name(near[0], lang).lower().replace(" ", "-")
    return phrase(lang, "command_near", {"name": name, "country": meant})


def _settled() -> str:
    """Return the user's language; English where the settings are wrong, as a command will say."""
    import os

    from sahelrisk.cli.settings import settings
    from sahelrisk.problems import DossierError, UsageError

    try:
        return settings(None, os.environ).lang.value
    except (DossierError, UsageError):
        return "en"
