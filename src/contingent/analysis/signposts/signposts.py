"""What to watch for: signs that separate the worlds in which it happens from the others.

Signs are chosen on half of the draws (`candidates.py`). What is reported of them comes from the
other half alone, and a sign that does not hold there is not reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from contingent.analysis.names import Names
from contingent.analysis.plain_data import rounded
from contingent.analysis.signposts.candidates import (
    SIGNIFICANT,
    Candidate,
    candidates,
    choose,
    choosing,
)
from contingent.analysis.signposts.information import information
from contingent.analysis.signposts.sightings import Sightings, Watch, last_state
from contingent.questions.estimate import Estimate, ratio_over_draws

TOO_EARLY = "no state lies between the start and the question's date: there is nothing to watch"
NO_SIGN = "no sign stands out on one half of the draws and holds on the other"
NEVER = "it happened in no run that counts, so that nothing can announce it"
ALWAYS = "it happened in every run that counts, so that nothing need announce it"

Bools = npt.NDArray[np.bool_]
Dates = npt.NDArray[np.datetime64]


@dataclass(frozen=True)
class Signpost:
    """A sign, with what the half of the draws says that it was not chosen on.

    Attributes
    ----------
    words : str
        What to watch for, in a sentence with its date.
    sign : str
        What is seen.
    on, by : str
        The date on which a level stands, or by which an event is seen; the other one is empty.
    seen : float
        Part of the runs still open at the date in which it is seen.
    median_first : str
        Date by which half of those sightings have come; empty for a level.
    weeks_ahead : float
        From the date to that of the question.
    before, before_se : float
        Probability of the answer while it is open at that date, and its standard error.
    after, after_se : float
        The same once the sign is seen.
    without, without_se : float
        The same if it has not been seen by then.
    bits : float
        Mutual information with the answer, corrected for its bias, before other signs are known.
    p_value : float
        Probability of so large a difference by chance, for all signs reported together (Holm).
    """

    words: str
    sign: str
    on: str
    by: str
    seen: float
    median_first: str
    weeks_ahead: float
    before: float
    before_se: float
    after: float
    after_se: float
    without: float
    without_se: float
    bits: float
    p_value: float


@dataclass(frozen=True)
class Signposts:
    """What to watch for.

    Attributes
    ----------
    question, ask : str
    estimate : Estimate
        The answer itself, over all draws.
    draws : int
        Draws in all; half of them chose the signs and the other half tested them.
    candidates : int
        Signs looked at.
    dropped : int
        Signs that were chosen and did not hold on the other half.
    signs : tuple of Signpost
        Those that did, in the order of what each adds to those before it.
    notes : tuple of str
    interrupted : bool
    """

    question: str
    ask: str
    estimate: Estimate
    draws: int
    candidates: int = 0
    dropped: int = 0
    signs: tuple[Signpost, ...] = ()
    notes: tuple[str, ...] = ()
    interrupted: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Return plain data, rounded far below any error."""
        plain: dict[str, Any] = rounded(asdict(self))
        return plain


def find(watch: Watch, record: Sightings, names: Names, interrupted: bool = False) -> Signposts:
    """Choose signs on one half of the draws and test them on the other.

    Parameters
    ----------
    watch : Watch
        What was looked for.
    record : Sightings
        What was seen, in the runs that count.
    names : Names
    interrupted : bool
        Whether fewer draws were finished than asked for.
    """
    draws = len(np.unique(record.draw))
    probability, se = _probability(record, np.ones(len(record.hit), bool))
    hits = int(record.hit.sum())
    answer = Estimate(probability, se, hits, len(record.hit), 0)
    said = Signposts(watch.question.id, watch.question.ask, answer, draws, interrupted=interrupted)
    if hits in (0, len(record.hit)):
        return replace(said, notes=(ALWAYS if hits else NEVER,))
    if not watch.grid:
        return replace(said, notes=(TOO_EARLY,))
    found, seen = candidates(record, watch.signs, watch.series, watch.grid, names)
    chosen = choose(record, found, seen)
    last = last_state(watch.question, watch.times, watch.end)
    posts = tested(record, found, seen, chosen, watch.times[: last + 1])
    notes = () if posts else (NO_SIGN,)
    dropped = len(chosen) - len(posts)
    return replace(said, candidates=len(found), dropped=dropped, signs=posts, notes=notes)


class Odds(NamedTuple):
    """Probabilities with their errors while open, once a sign is seen, and if it is not."""

    before: tuple[float, float]
    after: tuple[float, float]
    without: tuple[float, float]


def tested(
    record: Sightings,
    found: Sequence[Candidate],
    seen: Bools,
    chosen: Sequence[int],
    times: Dates,
) -> tuple[Signpost, ...]:
    """Return what the other half of the draws says of chosen signs; those that hold.

    Parameters
    ----------
    record : Sightings
    found, seen
        Candidates and where they are seen, bool ``[candidate, run]``.
    chosen : sequence of int
        Which of them were chosen.
    times : datetime64[D] [time]
        Dates up to that of the question.
    """
    posts = [_post(record, found[i], seen[i], times) for i in chosen]
    worst, held = 0.0, {}
    # Holm's step-down: from the smallest p-value on, until one is too large
    for rank, i in enumerate(np.argsort([p.p_value for p in posts], kind="stable")):
        worst = max(worst, min(1.0, posts[i].p_value * (len(posts) - rank)))
        held[int(i)] = worst
    return tuple(
        replace(post, p_value=held[i]) for i, post in enumerate(posts) if held[i] <= SIGNIFICANT
    )


def _post(record: Sightings, candidate: Candidate, seen: Bools, times: Dates) -> Signpost:
    from scipy.special import ndtr

    still = ~choosing(record) & (record.decided > candidate.time)
    told = information(seen[None, still], record.hit[still], np.zeros(int(still.sum()), np.intp))
    odds = Odds(*(_probability(record, runs) for runs in (still, still & seen, still & ~seen)))
    gap = abs(odds.after[0] - odds.without[0]) / np.hypot(odds.after[1], odds.without[1])
    when = str(times[candidate.time])
    share = float(seen[still].mean()) if still.any() else 0.0
    return Signpost(
        words=_words(candidate, when, odds, share),
        sign=candidate.words,
        on="" if candidate.event else when,
        by=when if candidate.event else "",
        seen=share,
        median_first=_median(record, candidate, still & seen, times),
        weeks_ahead=float((times[-1] - times[candidate.time]).astype(int)) / 7,
        before=odds.before[0],
        before_se=odds.before[1],
        after=odds.after[0],
        after_se=odds.after[1],
        without=odds.without[0],
        without_se=odds.without[1],
        bits=float(told.bits[0]),
        p_value=float(2 * ndtr(-gap)),
    )


def _probability(record: Sightings, runs: Bools) -> tuple[float, float]:
    """Return the probability of the answer among some runs, with its error over draws."""
    draws, code = np.unique(record.draw[runs], return_inverse=True)
    counted = np.bincount(code, minlength=len(draws))
    hits = np.bincount(code, weights=record.hit[runs], minlength=len(draws)).astype(np.int64)
    return ratio_over_draws(hits, counted)


def _median(record: Sightings, candidate: Candidate, runs: Bools, times: Dates) -> str:
    """Return the date by which half of an event's sightings have come."""
    if not candidate.event or not runs.any():
        return ""
    first = record.first[candidate.row, runs]
    return str(times[int(np.quantile(first, 0.5, method="inverted_cdf"))])


def _words(candidate: Candidate, when: str, odds: Odds, share: float) -> str:
    until = "by" if candidate.event else "on"
    day = date.fromisoformat(when)
    return (
        f"if {until} {day.day} {day:%B %Y} {candidate.words}: {_percent(odds.after)}, otherwise "
        f"{_percent(odds.without)} ({_percent(odds.before)} before; seen in {100 * share:.0f} % of "
        "the runs still open)"
    )


def _percent(estimate: tuple[float, float]) -> str:
    return f"{100 * estimate[0]:.0f} % ± {100 * estimate[1]:.0f}"
