"""Headings that state what was found, in words made from the numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contingent.analysis.names import brief
from contingent.questions.result import Result
from contingent.report.words import alike, number, percent, sentence

if TYPE_CHECKING:
    from contingent.analysis.stories.worst import Worst


COMMON = 0.1
"""Ways to end that are rarer than this stand in no heading."""


def names(result: Result, cast: str) -> dict[str, str]:
    """Return id to name of the scenario's factions, patrons or places, without brackets."""
    return {member["id"]: member["name"].split(" (")[0] for member in result.scenario[cast]}


def labels(result: Result, cast: str) -> dict[str, str]:
    """Return id to a name short enough for a chart."""
    return {member["id"]: brief(member["name"], member["id"]) for member in result.scenario[cast]}


def key(result: Result) -> list[tuple[str, str, str]]:
    """Return what abbreviated names stand for: id, short name, and name."""
    told = []
    for cast in ("factions", "patrons"):
        whole, told_as = names(result, cast), labels(result, cast)
        told += [
            (ident, told_as[ident], whole[ident])
            for ident in whole
            if told_as[ident] != whole[ident]
        ]
    return told


def on_questions(table: Any) -> str:
    """Return what the spread of answers says."""
    open_ones = int(((table["probability"] > 0.05) & (table["probability"] < 0.95)).sum())
    total = len(table)
    if total == 1:
        return "One question"
    if open_ones == total:
        return f"All {total} questions are open"
    return f"{open_ones} of {total} questions are open; the rest are close to settled"


def on_endings(endings: dict[str, float], words: dict[str, str], runs: int | None = None) -> str:
    """Return the commonest ways in which things stand at the end, of so many runs."""
    ranked = sorted(endings.items(), key=lambda item: -item[1])
    shown = [item for item in ranked if item[1] >= COMMON][:3] or ranked[:1]
    (name, p), *others = shown
    first = f"{sentence(words[name])} at the end in {percent(p, runs)} of worlds"
    return ", ".join([first, *(f"{words[name]} in {percent(p, runs)}" for name, p in others)])


def on_places(table: Any, places: dict[str, str]) -> str:
    """Return which places are most open at the end."""
    last = table[table["date"] == table["date"].max()]
    best = last.groupby("place", sort=False)["probability"].max().sort_values(kind="stable")
    open_ones = [places[p] for p in best.index[:3] if best[p] < 0.7]
    if open_ones:
        return "Most open at the end: " + ", ".join(open_ones)
    return "Most places have a likely holder at the end"


def on_deaths(row: Any, worst: Worst) -> str:
    """Return the human cost in one sentence."""
    return (
        f"Half of the worlds count more than {number(row['q50'])} battle deaths; "
        f"the deadliest twentieth {number(worst.means['battle_deaths'])} on average"
    )


def on_forces(ends: list[tuple[str, Any]]) -> str:
    """Return how many fighters each side has at the end, in the median."""
    parts = [f"{number(row['q50'])} for {side}" for side, row in ends]
    if not parts:
        return "Nobody is left to fight"
    return f"Fighters at the end, median over worlds: {', '.join(parts)}"


def on_talks(ends: list[tuple[str, dict[str, float]]], runs: int | None = None) -> str:
    """Return how far talks get by the end, for the pair of sides that gets furthest."""
    pair, shares = max(ends, key=lambda item: sum(item[1].values()))
    some = f"{pair}: " if len(ends) > 1 else ""
    return (
        f"{some}an agreement stands at the end in {percent(shares['agreement'], runs)} of worlds, "
        f"a ceasefire in {percent(shares['ceasefire'], runs)}; talks are open in "
        f"{percent(shares['talks'], runs)}"
    )


def on_oil(first: Any, last: Any) -> str:
    """Return where oil output goes, its numbers rounded alike."""
    start, mid, low, high = alike(first["q50"], last["q50"], last["q05"], last["q95"])
    return (
        f"{start} thousand barrels a day at the start; at the end {mid} in the median, "
        f"{low} to {high} in nine worlds of ten"
    )


def on_patrons(patron: str, side: str, ever: str, end: str) -> str:
    """Return who is likeliest to fight, with its chance to do so at some time, and at the end."""
    return (
        f"Likeliest to strike or send troops: {patron}, for {side}, at some time in {ever} of "
        f"worlds, at the end in {end}"
    )
