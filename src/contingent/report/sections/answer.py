"""The head of the page: the main question, its answer, and why, what would change it, and trust."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from contingent.questions.terms import BOUNDS, TERMS
from contingent.report.sections import depends, trust, what_if, why

if TYPE_CHECKING:
    from contingent.report.sections.view import View


def section(view: View, found: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the first question and its answer; None where there are no questions.

    Parameters
    ----------
    view : View
    found : mapping
        The sections of the page by name, None where one is left out.
    """
    rows = view.table("questions").to_dict("records")
    if not rows:
        return None
    told = [
        ("Why", why.in_short(view), "why", found["why"]),
        ("What it hangs on", depends.in_short(view), "depends", found["depends"]),
        ("What would change it", what_if.in_short(view), "what-if", found["what_if"]),
        ("How far to trust it", trust.in_short(view), "trust", True),
    ]
    return {
        **rows[0],
        "waffle": round(100 * rows[0]["probability"]),
        "bands": list(zip((0.0, *BOUNDS), (*BOUNDS, 1.0), TERMS, strict=True)),
        "said": [
            (title, text, None if there is None else name)
            for title, text, name, there in told
            if text
        ],
    }
