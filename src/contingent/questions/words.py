"""The answers of an ensemble as lines of text, which is how a result shows itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from contingent.questions.terms import term


def in_words(
    title: str,
    folder: Path | None,
    size: str,
    *,
    answers: Iterable[tuple[str, float, float]],
    endings: Mapping[str, float],
    arms: Sequence[str],
) -> str:
    """Return an ensemble as lines of text.

    Parameters
    ----------
    title, folder, size : str, Path or None, str
        Its scenario, where it lies, and what was played.
    answers : iterable of (str, float, float)
        Each question with its probability and standard error.
    endings : dict of str to float
        Share of each class of ending.
    arms : sequence of str
        The baseline and what stands beside it.
    """
    where = f" · {folder}" if folder else ""
    lines = [f"<contingent.Result> {title}{where}", f"  {size}"]
    lines += [
        f"  {100 * p:5.1f} % ± {100 * se:4.1f}  {term(p):<20} {ask}" for ask, p, se in answers
    ]
    order = sorted(endings.items(), key=lambda e: -e[1])
    lines.append("  ends: " + ", ".join(f"{k} {100 * v:.0f} %" for k, v in order if v > 0))
    if len(arms) > 1:
        lines.append("  beside the baseline: " + ", ".join(arms[1:]))
    return "\n".join(lines)
