"""What a user sets once for every dossier: how sahelrisk speaks, and who enters evidence."""

from typing import Annotated, Literal

from sahelrisk.model.base import Located, Text, about

Colour = Literal["auto", "always", "never"]


class UserSettings(Located):
    """The user's config.toml; nothing in it moves a number."""

    lang: Annotated[Text | None, about("Language of texts and errors.", "fr")] = None
    color: Annotated[Colour | None, about("When output is coloured.", "never")] = None
    analyst: Annotated[Text | None, about("Who enters evidence.", "kd")] = None
