"""The section on levers: what each arm changes in the same worlds with the same luck."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from contingent.report import findings
from contingent.report.charts import intervals
from contingent.report.words import counted, ending_word, number, percent, points, signed

if TYPE_CHECKING:
    from contingent.analysis.compare import Comparison, Contrast
    from contingent.report.sections.view import View

FIRST = 5  # questions shown of a run that does not say which are its headlines
ARMS = 3
"""With more arms than this, the chart has an outcome's arms one below the other."""

OUTCOMES = 3
"""Outcomes shown so."""

STIRRED = 0.01
"""A way to end is in the chart if some arm clearly changes its probability by so much."""


def section(view: View) -> dict[str, Any] | None:
    """Return what the arms change; None where the baseline was played alone."""
    found = view.comparison
    if found is None:
        return None
    sides = findings.labels(view.result, "factions")
    says = {c.id: _says(c, sides) for c in found.arms[0].contrasts}
    names = _outcomes(view, found)
    return {
        "heading": _heading(found, names),
        "charts": _charts(view, list(_panels(found, names, says))),
        "pairs": found.draws * found.replicates,
        "arms": [
            {
                "title": arm.title,
                "id": arm.id,
                "rows": [
                    (says[c.id], c, change(c)) for c in (*arm.of("question"), *arm.of("ending"))
                ],
                "lives": [(c, lives(c)) for c in arm.of("cost")],
            }
            for arm in found.arms
        ],
        "lives": [c.text for c in found.arms[0].of("cost")],
    }


def change(contrast: Contrast) -> str:
    """Return a change of a probability with its error, in points."""
    found = contrast.paired
    if not found.n:
        return "not known"
    if found.identical:
        return "no change"
    return f"{signed(100 * found.difference, 1)} ± {points(found.se)}"


def lives(contrast: Contrast) -> str:
    """Return a change of a number of people with its error."""
    found = contrast.paired
    if not found.n:
        return "not known"
    if found.identical:
        return "no change"
    sign = "−" if found.difference < 0 else "+"
    return f"{sign}{number(abs(found.difference))} ± {number(found.se)}"


def _says(contrast: Contrast, sides: dict[str, str]) -> str:
    if contrast.kind != "ending":
        return contrast.said
    return f"At the end: {ending_word(contrast.id, sides)}"


def strongest(view: View) -> str | None:
    """Return the id of the arm that changes the first outcome most; None without arms.

    The first arm, if no change is clear.
    """
    found = view.comparison
    if found is None:
        return None
    most = _most(found, _outcomes(view, found))
    return next((arm.id for arm in found.arms if most in arm.contrasts), found.arms[0].id)


def _outcomes(view: View, found: Comparison) -> list[str]:
    """Return the ids of what is shown: headline questions, then endings that some arm changes."""
    asked = view.result.questions
    first = [q["id"] for q in asked if q.get("headline")] or [q["id"] for q in asked[:FIRST]]
    stirred = [
        c.id for c in found.arms[0].of("ending") if any(_stirred(arm[c.id]) for arm in found.arms)
    ]
    return [*first, *stirred] or [c.id for c in found.arms[0].of("ending")]


def _stirred(contrast: Contrast) -> bool:
    return contrast.paired.clear and abs(contrast.paired.difference) >= STIRRED


def _panels(
    found: Comparison, names: list[str], says: dict[str, str]
) -> Iterator[tuple[str, str, list[intervals.Interval]]]:
    """Yield id, title and rows of each chart: one an arm or, if arms are many, one an outcome."""
    if len(found.arms) <= ARMS:
        for arm in found.arms:
            yield arm.id, arm.title, [_interval(says[name], arm[name]) for name in names]
        return
    for name in names[:OUTCOMES]:
        ranked = sorted(found.arms, key=lambda arm: arm[name].paired.difference)
        yield name, says[name], [_interval(arm.title, arm[name]) for arm in ranked]


def _charts(
    view: View, panels: list[tuple[str, str, list[intervals.Interval]]]
) -> list[tuple[str, dict[str, Any]]]:
    """Return title and drawings of each chart, all to one scale."""
    domain = intervals.span(row for _, _, rows in panels for row in rows)

    def drawn(name: str, title: str, rows: list[intervals.Interval]) -> dict[str, Any]:
        alt = f"Change against the baseline, in points. {title}: "
        alt += "; ".join(f"{row.text} {row.label}" for row in rows)
        return view.both(
            lambda narrow: intervals.chart(rows, view.ink, narrow, points=True, domain=domain),
            alt,
            f"what-if-{name}",
        )

    return [(title, drawn(name, title, rows)) for name, title, rows in panels]


def _interval(text: str, contrast: Contrast) -> intervals.Interval:
    found = contrast.paired
    if not found.n:
        return intervals.Interval(text, 0.0, 0.0, 0.0, change(contrast), clear=False)
    # the interval leans a little towards zero and may leave the number out
    low, high = min(found.low, found.difference), max(found.high, found.difference)
    return intervals.Interval(
        text, found.difference, low, high, change(contrast), clear=found.clear
    )


def _most(found: Comparison, names: list[str]) -> Contrast | None:
    """Return the clearest and largest change of the first outcome; None if none is clear."""
    contrasts = [arm[names[0]] for arm in found.arms]
    clear = [c for c in contrasts if c.paired.n and c.paired.clear]
    return max(clear, key=lambda c: abs(c.paired.difference), default=None)


def _title(found: Comparison, contrast: Contrast) -> str:
    return next(arm.title for arm in found.arms if contrast in arm.contrasts)


def _heading(found: Comparison, names: list[str]) -> str:
    """Return the arm that changes the first outcome most, in words."""
    most = _most(found, names)
    if most is None:
        return "No change that was played moves the main answer by more than chance"
    return (
        f"{_title(found, most)}: the main answer goes from {percent(most.baseline)} "
        f"to {percent(most.arm)}"
    )


def in_short(view: View) -> str | None:
    """Return the same for the head of the page; None where no change was played."""
    found = view.comparison
    if found is None:
        return None
    most = _most(found, [view.result.questions[0]["id"]])
    if most is None:
        changes = counted(len(found.arms), "change", "changes")
        return f"Nothing that was played: {changes} moved the answer by no more than chance."
    said = (
        f"“{_title(found, most).rstrip('.')}”: the answer goes from {percent(most.baseline)} to "
        f"{percent(most.arm)} ({change(most)} points in the same worlds)."
    )
    if len(found.arms) > 1:
        said += f" Of the {len(found.arms)} changes played, this one moves it most."
    return said
