"""Values: classes of named fields that do not change, as `dataclasses` makes them, in a tenth of the time.

A class takes 0.05 ms when it is imported instead of 0.5, and `inspect`, which `dataclasses` loads, 8 ms: together a
quarter of `briefmark show`. A constructor is written when it is first called, and makes a value in half of the time.
That no field is set again, mypy sees to. `dataclasses.replace`, `fields` and the like take these values as their own.
"""

from __future__ import annotations

import operator
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar, cast, dataclass_transform, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

T = TypeVar("T")

_LEFT_OUT = object()


class _Made(NamedTuple):
    """A default that is made anew for each value."""

    factory: Callable[[], object]
    compare: bool


def field(*, default_factory: Callable[[], T], compare: bool = True) -> T:
    """A field whose default is made for each value; without `compare` it does not count where values are compared."""
    return cast("T", _Made(default_factory, compare))


@overload
def value(made: type[T], /) -> type[T]: ...


@overload
def value(*, slots: bool = True, eq: bool = True, order: bool = False) -> Callable[[type[T]], type[T]]: ...


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def value(
    made: type[T] | None = None, /, *, slots: bool = True, eq: bool = True, order: bool = False
) -> type[T] | Callable[[type[T]], type[T]]:
    """The class with a constructor for its fields, in the order in which they are annotated; compared by them.

    Without `slots` a value has a `__dict__`, as it needs for cached properties; without `eq` it equals only itself;
    with `order` values are ordered as the tuples of their fields.
    """
    if made is None:
        return lambda own: _finished(own, slots=slots, eq=eq, order=order)
    return _finished(made, slots=slots, eq=eq, order=order)


def replace(one: T, /, **changes: object) -> T:
    """The value with other values in some of its fields."""
    kept = {name: getattr(one, name) for name in fields_of(one) if name not in changes}
    return type(one)(**kept, **changes)


def fields_of(one: object) -> tuple[str, ...]:
    """The names of the fields of a value, in order; none of anything else."""
    names: tuple[str, ...] = getattr(type(one), "value_fields", ())
    return names


def _finished(own: type[T], *, slots: bool, eq: bool, order: bool) -> type[T]:
    space: dict[str, Any] = dict(vars(own))
    names = tuple(space.get("__annotations__", ()))
    defaults = {name: space[name] for name in names if name in space}
    made: Any = own
    for name in defaults:
        delattr(made, name)
    if slots:
        left = {name: one for name, one in space.items() if name not in {"__dict__", "__weakref__", *defaults}}
        made = type(made)(own.__name__, own.__bases__, left | {"__slots__": names, "__qualname__": own.__qualname__})
    made.value_fields = names
    made.__dataclass_fields__ = _Fields(names, defaults)
    if "__init__" not in space:
        _add_constructor(made, names, defaults)
    if slots:
        made.__reduce__ = _reducing(names)
    compared = [name for name in names if not _is_apart(defaults.get(name))]
    for name, method in _methods(names, compared, eq=eq, order=order):
        if name not in space:
            setattr(made, name, method)
    return cast("type[T]", made)


def _is_apart(default: object) -> bool:
    return isinstance(default, _Made) and not default.compare


def _add_constructor(made: Any, names: tuple[str, ...], defaults: dict[str, object]) -> None:
    def write_first(self: object, *given: object, **named: object) -> None:
        made.__init__ = _constructor(names, defaults)
        made.__init__(self, *given, **named)

    made.__init__ = write_first


def _constructor(names: tuple[str, ...], defaults: dict[str, object]) -> Any:
    """A function that sets the fields, written out: a loop over them takes three times as long."""
    space: dict[str, Any] = {"left_out": _LEFT_OUT}
    arguments, lines = ["self"], []
    for at, name in enumerate(names):
        default, given = defaults.get(name, _LEFT_OUT), name
        space[f"default{at}"] = default
        if isinstance(default, _Made):
            space[f"default{at}"] = default.factory
            given = f"default{at}() if {name} is left_out else {name}"
            arguments.append(f"{name}=left_out")
        else:
            arguments.append(name if default is _LEFT_OUT else f"{name}=default{at}")
        lines.append(f" self.{name} = {given}")
    exec(f"def __init__({', '.join(arguments)}):\n" + "\n".join(lines), space)  # noqa: S102 - of names of our own code
    return space["__init__"]


def _methods(names: tuple[str, ...], compared: list[str], *, eq: bool, order: bool) -> Iterator[tuple[str, Any]]:
    def shown(self: Any) -> str:
        return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in names)})"

    yield "__repr__", shown
    key = attrgetter(*compared)
    if eq:
        yield "__eq__", _comparing(key, operator.eq)
        yield "__hash__", lambda self: hash(key(self))
    if order:
        for name in ("lt", "le", "gt", "ge"):
            yield f"__{name}__", _comparing(key, getattr(operator, name))


def _comparing(key: Callable[[object], object], how: Callable[[object, object], object]) -> Callable[..., object]:
    return lambda one, other: how(key(one), key(other)) if type(other) is type(one) else NotImplemented


def _reducing(names: tuple[str, ...]) -> Callable[[object], object]:
    """How a value is sent to another process: as the class and its fields."""
    return lambda self: (type(self), tuple([getattr(self, name) for name in names]))


class _Fields:
    """What `dataclasses` looks for in a class of its own, made when it is asked for."""

    def __init__(self, names: tuple[str, ...], defaults: dict[str, object]) -> None:
        self._names, self._defaults = names, defaults

    def __get__(self, _: object, owner: type) -> Any:
        import dataclasses  # noqa: PLC0415

        def declared(name: str) -> tuple[str, Any] | tuple[str, Any, Any]:
            default = self._defaults.get(name, _LEFT_OUT)
            if isinstance(default, _Made):
                return name, Any, dataclasses.field(default_factory=default.factory, compare=default.compare)
            return (name, Any) if default is _LEFT_OUT else (name, Any, default)

        twin: Any = dataclasses.make_dataclass(owner.__name__, map(declared, self._names))
        owner.__dataclass_fields__ = twin.__dataclass_fields__  # type: ignore[attr-defined]
        return twin.__dataclass_fields__
