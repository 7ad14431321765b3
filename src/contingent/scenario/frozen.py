"""A read-only dictionary that can be hashed, copied and pickled."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

T = TypeVar("T")


class Table(Mapping[str, T]):
    """Values by name, in the order in which the names were declared, for good."""

    __slots__ = ("_items",)
    _items: dict[str, T]

    def __init__(self, items: Mapping[str, T] | None = None) -> None:
        object.__setattr__(self, "_items", dict(items or {}))

    def __getitem__(self, key: str) -> T:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(self._items.items()))

    def __repr__(self) -> str:
        return f"Table({self._items!r})"

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a Table cannot be changed ({name})")

    def __reduce__(self) -> tuple[Any, ...]:
        return (Table, (self._items,))
