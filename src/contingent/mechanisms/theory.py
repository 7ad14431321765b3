"""What the docstring of each mechanism says: what it does, on whose work, and what refutes it."""

from __future__ import annotations

import importlib
import re
from dataclasses import dataclass

CITED = re.compile(
    r"[A-Z][\w-]+(?:(?:, | & )[A-Z][\w-]+)* (?:19|20)\d\d|UN Security Council resolution \d+"
)
"""How docstrings cite: authors and year, or a resolution."""

WRONG_IF = re.compile(r"It would be\s+wrong if\s+(.+?)\.(?:\s|$)", re.DOTALL)


@dataclass(frozen=True)
class Theory:
    """Where a mechanism comes from.

    Attributes
    ----------
    does : str
        What it does, in a line.
    works : tuple of str
        Works that it cites, as author and year, in the order of the text.
    wrong_if : str or None
        What would refute it.
    """

    does: str
    works: tuple[str, ...]
    wrong_if: str | None


def theory_of(name: str) -> Theory:
    """Read the docstring of a mechanism's module.

    Examples
    --------
    >>> "Christia 2012" in theory_of("alignment").works
    True
    """
    said = importlib.import_module(f"contingent.mechanisms.{name}").__doc__ or ""
    first = said.split("\n\n", maxsplit=1)[0].partition(":")[2]
    refuted = WRONG_IF.search(said)
    return Theory(
        " ".join(first.split()).rstrip("."),
        tuple(dict.fromkeys(" ".join(work.split()) for work in CITED.findall(said))),
        " ".join(refuted[1].split()) if refuted else None,
    )
