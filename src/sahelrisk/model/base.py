"""What every model shares: strictness, immutability and a place in a file."""

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, Strict

from sahelrisk.problems import Locator, Place, Problem

NOWHERE = Place("<memory>", 1, 1)

Tlp = Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"]
Text = Annotated[str, Field(min_length=1)]
Score = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
LARGEST = 1e50
"""Beyond every quantity there is; squares and products of such numbers are still finite."""
Number = Annotated[float, Field(ge=-LARGEST, le=LARGEST)]
Positive = Annotated[float, Field(gt=0, le=LARGEST)]
NotNegative = Annotated[float, Field(ge=0, le=LARGEST)]
Pair = Annotated[tuple[Number, Number], Strict(strict=False)]
Texts = Annotated[tuple[Text, ...], Strict(strict=False)]


class Model(BaseModel):
    """A table of a file: unknown keys, NaN, infinities and `true` as a number are refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
        defer_build=True,
        use_attribute_docstrings=False,
        protected_namespaces=(),
    )


class Located(Model):
    """A table that remembers where it stands."""

    _locator: ClassVar[Locator | None] = None

    @property
    def place(self) -> Place:
        """Return the file, line and column of this table, found only now that somebody asks."""
        return self._locator.place() if self._locator else NOWHERE

    @property
    def stands_nowhere(self) -> bool:
        """Return whether no place was given yet."""
        return self._locator is None

    def problem(
        self, key: str | tuple[str | int, ...], rule: str, message: str, hint: str = ""
    ) -> Problem:
        """Return a problem at one of this table's values."""
        keys = (key,) if isinstance(key, str) else key
        return (
            self._locator.problem(keys, rule, message, hint)
            if self._locator
            else Problem(NOWHERE, rule, message, hint)
        )

    def stand_at(self, place: Locator) -> None:
        """Remember the place; called once, by the reader.

        Beside the fields, as a cached property would: a private attribute of pydantic's costs
        every item a call.
        """
        self.__dict__["_locator"] = place
