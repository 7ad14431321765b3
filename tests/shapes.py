"""Shapes, checked while tests run: what `tests/conftest.py` has jaxtyping call."""

from __future__ import annotations

from dataclasses import fields
from typing import Any, get_type_hints

from beartype import beartype
from jaxtyping import AbstractArray, jaxtyped


def check_functions(function: Any) -> Any:
    """Check the arguments and the result of a function, but not what makes a dataclass.

    jax takes states and worlds apart and puts them together again as it sees fit: with None, the
    number of an axis or a bare object in place of arrays, or with an axis of steps in front. So
    fields are checked where a mechanism begins and ends instead (`check_fields`).
    """
    return function if function.__name__ == "__init__" else beartype(function)


def check_fields(group: Any) -> None:
    """Assert that the arrays of a state, of luck or of a group of the world have their shapes.

    An axis of one name has one length in the whole group.
    """
    hints = get_type_hints(type(group))
    with jaxtyped("context"):
        for f in fields(group):
            value, hint = getattr(group, f.name), hints[f.name]
            if isinstance(hint, type) and issubclass(hint, AbstractArray):
                assert isinstance(value, hint), (
                    f"{type(group).__name__}.{f.name} is {value.dtype}{list(value.shape)}, "
                    f"not {hint.__name__}"
                )
