"""The head of the page: the main question, its answer, and why, what would change it, and trust."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from contingent.questions.terms import BOUNDS, TERMS
from contingent.report import trust

if TYPE_CHECKING:
    from contingent.report.sections import View


def section(view: View, found: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the first question and its answer; None where there are no questions.

    Parameters
    ----------
    view : View
    found : mapping
        The sections of the page; those named ``why``, ``depends`` and ``what_if`` have a
        ``sentence``.
    """
    rows = view.table("questions").to_dict("records")
    if not rows:
        return None
    causes, inputs, levers = (_sentence(found[n]) for n in ("why", "depends", "what_if"))
    # each is told once: what the answer hangs on is the cause, or else what would change it
    reason, change = (causes, levers or inputs) if causes else (inputs if levers else None, None)
    change = change or levers or inputs
    said = [
        ("Why", reason, "why" if causes else "depends"),
        ("What would change it", change, "what-if" if levers else "depends"),
        ("How far to trust it", trust.sentence(view), "trust"),
    ]
    return {
        **rows[0],
        "waffle": round(100 * rows[0]["probability"]),
        "bands": list(zip((0.0, *BOUNDS), (*BOUNDS, 1.0), TERMS, strict=True)),
        "said": [(title, text, anchor) for title, text, anchor in said if text],
    }


def _sentence(part: Mapping[str, Any] | None) -> str | None:
    return part["sentence"] if part else None
