"""What every model shares: strictness, immutability and a place in a file."""

from collections.abc import Iterator
from enum import Enum
from types import UnionType
from typing import Annotated, Any, ClassVar, Literal, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, Strict
from pydantic_core import PydanticCustomError

from sahelrisk.problems import UNNAMED, Locator, Place, Problem, Said
from sahelrisk.system import signals_held

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
T = TypeVar("T")
Rows = Annotated[tuple[T, ...], Strict(strict=False)]
"""An array of a file."""
Texts = Rows[Text]


class Mark(Enum):
    """What is said of a field beside its type and description."""

    PRIVATE = "shown on request only"


PRIVATE = Mark.PRIVATE


def about(text: str, *examples: object, **more: Any) -> Any:  # noqa: ANN401  as pydantic's Field
    """Return what a field means and examples of its values, for schemas, flags and templates."""
    return Field(description=text, examples=list(examples) or None, **more)


def refusal(said: Said, kind: str) -> PydanticCustomError:
    """Return the error with which a validator refuses a value, its phrase for every language."""
    return PydanticCustomError(kind, "{said}", {"said": said})


class Deferred(BaseModel):
    """A model that is built at its first use, unless a signal comes in between: then after it.

    What a handler raises inside the builder would be lost there, or told as a faulty model.
    """

    model_config = ConfigDict(defer_build=True)

    @classmethod
    def model_rebuild(cls, *, _parent_namespace_depth: int = 2, **options: Any) -> bool | None:  # noqa: ANN401  as pydantic's
        """Build the model; pydantic calls this itself."""
        with signals_held():
            depth = _parent_namespace_depth + 1
            return super().model_rebuild(_parent_namespace_depth=depth, **options)


class Model(Deferred):
    """A table of a file: unknown keys, NaN, infinities and `true` as a number are refused."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        allow_inf_nan=False,
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

    def fault(self, key: str | tuple[str | int, ...], message: str, hint: str = "") -> Problem:
        """Return a problem that the rule of the check that finds it gives its name."""
        return self.problem(key, UNNAMED, message, hint)

    def stand_at(self, place: Locator) -> None:
        """Remember the place; called once, by the reader.

        Beside the fields, as a cached property would: a private attribute of pydantic's costs
        every item a call.
        """
        self.__dict__["_locator"] = place


def private_keys(model: type[Model]) -> frozenset[str]:
    """Return the fields of a model that are shown on request only."""
    return frozenset(
        name for name, field in model.model_fields.items() if PRIVATE in field.metadata
    )


def types_in(annotation: Any) -> Iterator[Any]:  # noqa: ANN401  whatever stands behind a colon
    """Yield the types and choices that a field may hold, without unions and marks."""
    kind, parts = get_origin(annotation), get_args(annotation)
    if hasattr(annotation, "__metadata__"):
        yield from types_in(parts[0])
    elif kind in (Union, UnionType):
        for part in parts:
            yield from types_in(part)
    elif kind is Literal:
        yield from parts
    else:
        yield kind or annotation


def table_in(annotation: Any) -> type[Model] | None:  # noqa: ANN401
    """Return the model of a field that holds a table, None of any other field."""
    found = (one for one in types_in(annotation) if isinstance(one, type))
    return next((one for one in found if issubclass(one, Model)), None)
