"""The register of sources: publishers with their letters, other spellings and owners."""

from typing import Annotated

from pydantic import Strict

from sahelrisk.model.base import Located, Model, Text, Texts, about
from sahelrisk.model.evidence_item import Reliability


class RegisterEntry(Located):
    """One source of the register; items name it by its id, its publisher or an alias."""

    id: Annotated[Text, about("Id by which items name the source.", "reuters")]
    publisher: Annotated[Text, about("Name of the publisher, as printed.", "Reuters")]
    reliability: Annotated[
        Reliability | None, about("Default letter of what it publishes.", "B")
    ] = None
    aliases: Annotated[Texts, about("Other spellings of the publisher.", ["Reuters News"])] = ()
    owner: Annotated[
        Text | None,
        about("Who stands behind it: publishers of one owner count as one.", "Thomson Reuters"),
    ] = None
    language: Annotated[Text | None, about("Language it publishes in.", "en")] = None
    notes: Annotated[Text | None, about("Why it has this letter.", "Agency with bureaus.")] = None


class RegisterFile(Model):
    """One file of the register."""

    source: Annotated[
        tuple[RegisterEntry, ...], Strict(strict=False), about("Sources of the register.")
    ] = ()
