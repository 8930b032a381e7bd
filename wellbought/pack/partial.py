"""What of an item is right where not all of it is: an item that lacks the fields that are not."""

import typing
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from types import UnionType
from typing import Any, TypeVar

from pydantic import BaseModel, TypeAdapter, ValidationError

Model = TypeVar("Model", bound=BaseModel)


def part_of(model: type[Model], fields: Mapping[str, Any], lost: Collection[str] = ()) -> Model:
    """Make an item or a part of one of the fields that are right; asking it for another raises ``FieldUnread``.

    :param lost: the fields of which nobody knows what stands in them
    """
    right = {name: value for name, value in _right(model, fields) if name not in lost}
    made = model.model_construct(_fields_set=set(right), **right)
    for name in model.model_fields.keys() - right.keys():  # what it was given by default is not what stands there
        made.__dict__.pop(name, None)
    return made


def is_read(item: BaseModel, *fields: str) -> bool:
    """Whether all of these fields could be read."""
    return all(field in item.__dict__ for field in fields)


def _right(model: type[BaseModel], fields: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, described in model.model_fields.items():
        if name in fields:
            try:
                yield name, _reader(model, name).validate_python(fields[name])
            except ValidationError:
                parts = _parts_of(described.annotation, fields[name])
                if parts is not None:
                    yield name, parts
        elif not described.is_required():
            yield name, described.get_default(call_default_factory=True)


def _parts_of(annotation: Any, value: Any) -> Any:
    """The parts of an item in a field, each as far as it is right; ``None`` if that cannot be told."""
    part = next((one for one in _within(annotation) if isinstance(one, type) and issubclass(one, BaseModel)), None)
    if part is None:
        return None
    if isinstance(value, Mapping):
        return part_of(part, value)
    if isinstance(value, list) and all(isinstance(one, Mapping) for one in value):
        return tuple(part_of(part, one) for one in value)
    return None


def _within(annotation: Any) -> Iterator[Any]:
    yield annotation
    if typing.get_origin(annotation) in (tuple, typing.Union, UnionType, typing.Annotated):
        for one in typing.get_args(annotation):
            yield from _within(one)


@cache
def _reader(model: type[BaseModel], name: str) -> TypeAdapter[Any]:
    field = model.model_fields[name]
    annotation: Any = field.annotation
    for mark in field.metadata:
        annotation = typing.Annotated[annotation, mark]
    return TypeAdapter(annotation)
