"""Help for a mistyped name: the nearest valid one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_MOST = 12


def closest(name: str, candidates: Iterable[str]) -> str | None:
    """Return the candidate most like `name`, or None if none is near."""
    by_folded = {_fold(candidate): candidate for candidate in candidates}
    found = difflib.get_close_matches(_fold(name[:80]), by_folded, n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None


def nearest(name: str, candidates: Iterable[str]) -> str:
    """Return a hint to put behind an unknown name, starting with a space.

    Examples
    --------
    >>> nearest("tripolis", ["tripoli", "sirte"])
    ' (did you mean "tripoli"?)'
    >>> nearest("xyz", ["red", "blue"])
    ' (one of: red, blue)'
    """
    valid = list(candidates)
    if not valid:
        return " (there are none)"
    near = closest(name, valid)
    if near is not None:
        return f' (did you mean "{near}"?)'
    more = ", …" if len(valid) > _MOST else ""
    return f" (one of: {', '.join(valid[:_MOST])}{more})"


def _fold(name: str) -> str:
    return name.strip().lower().replace("_", "-").replace(" ", "-")
