"""Findings as JSON and back again, with nothing lost: what is read equals what was written."""

from __future__ import annotations

import math
from dataclasses import fields, is_dataclass
from datetime import date
from importlib import import_module
from typing import Any

import numpy as np

KIND, CONTENT = "is", "of"
"""Keys of what JSON has no form for: the name of its kind, and what it is made of."""

PACKAGE = "contingent."
"""Nothing else is made on the word of a file."""


def packed(value: Any) -> Any:
    """Return a finding as what `json` writes.

    Parameters
    ----------
    value : object
        Frozen dataclasses of this package, tuples, dictionaries by text, dates, numbers and texts.

    Raises
    ------
    TypeError
        If there is anything else in it.
    """
    plain = _plain(value)
    if type(plain) is tuple:
        return [packed(part) for part in plain]
    if isinstance(plain, float) and not math.isfinite(plain):
        return {KIND: "float", CONTENT: str(plain)}
    if plain is None or isinstance(plain, str | bool | int | float):
        return plain
    if isinstance(plain, dict) and all(isinstance(key, str) for key in plain):
        return {KIND: "dict", CONTENT: {key: packed(part) for key, part in plain.items()}}
    if type(plain) is date:
        return {KIND: "date", CONTENT: plain.isoformat()}
    kind = type(plain)
    if is_dataclass(kind) and kind.__module__.startswith(PACKAGE):
        content = {each.name: packed(getattr(plain, each.name)) for each in fields(kind)}
        return {KIND: f"{kind.__module__}:{kind.__qualname__}", CONTENT: content}
    raise TypeError(f"a {kind.__name__} cannot be kept")


def restored(data: Any) -> Any:
    """Return what was packed.

    Raises
    ------
    ValueError, TypeError, KeyError, AttributeError, ImportError
        If it was not.
    """
    if isinstance(data, list):
        return tuple(restored(part) for part in data)
    if not isinstance(data, dict):
        return data
    kind, content = data[KIND], data[CONTENT]
    if kind == "float":
        return float(content)
    if kind == "date":
        return date.fromisoformat(content)
    parts = {name: restored(part) for name, part in content.items()}
    return parts if kind == "dict" else _dataclass(kind)(**parts)


def _plain(value: Any) -> Any:
    """Return a number of numpy as one of Python."""
    return value.item() if isinstance(value, np.bool_ | np.integer | np.floating) else value


def _dataclass(name: str) -> Any:
    """Return a dataclass of this package by its module and name."""
    module, _, called = name.partition(":")
    if not module.startswith(PACKAGE):
        raise ValueError(f"{name} is none of ours")
    found = getattr(import_module(module), called)
    if not (isinstance(found, type) and is_dataclass(found)):
        raise ValueError(f"{name} is no dataclass")
    return found
