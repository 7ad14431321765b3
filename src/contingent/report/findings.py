"""Headings that state what was found, in words made from the numbers."""

from __future__ import annotations

from typing import Any

from contingent.questions.result import Result
from contingent.report.theme import VICTORY
from contingent.report.words import number, percent, short


def names(result: Result, cast: str) -> dict[str, str]:
    """Return id to name of the scenario's factions, patrons or places, without brackets."""
    return {member["id"]: member["name"].split(" (")[0] for member in result.scenario[cast]}


def labels(result: Result, cast: str) -> dict[str, str]:
    """Return id to a name short enough for a chart."""
    return {member["id"]: short(member["name"], member["id"]) for member in result.scenario[cast]}


def on_questions(table: Any) -> str:
    """Return what the spread of answers says."""
    open_ones = int(((table["probability"] > 0.05) & (table["probability"] < 0.95)).sum())
    total = len(table)
    if total == 1:
        return "One question"
    if open_ones == total:
        return f"All {total} questions are open"
    return f"{open_ones} of {total} questions are open; the rest are close to settled"


def on_endings(endings: dict[str, float], words: dict[str, str]) -> str:
    """Return the likeliest way in which things stand at the end."""
    name, p = max(endings.items(), key=lambda item: item[1])
    over = 1 - endings.get("ongoing", 0.0)
    if name == "ongoing":
        return f"The war is still going on at the end in {percent(p)} of worlds"
    by = f"with a {words[name]}" if name.startswith(VICTORY) else f"by {words[name]}"
    return f"Over by the end in {percent(over)} of worlds, most often {by}"


def on_victory(endings: dict[str, float], sides: dict[str, str]) -> str:
    """Return how often each side wins."""
    parts = [f"{name} in {percent(endings.get(VICTORY + f, 0.0))}" for f, name in sides.items()]
    return "Victory: " + ", ".join(parts) + " of worlds." if parts else ""


def on_places(table: Any, places: dict[str, str]) -> str:
    """Return which places are most open at the end."""
    last = table[table["date"] == table["date"].max()]
    best = last.groupby("place", sort=False)["probability"].max().sort_values(kind="stable")
    open_ones = [places[p] for p in best.index[:3] if best[p] < 0.7]
    if open_ones:
        return "Most open at the end: " + ", ".join(open_ones)
    return "Most places have a likely holder at the end"


def on_deaths(row: Any) -> str:
    """Return the human cost in one sentence."""
    return (
        f"Half of the worlds count more than {number(row['q50'])} battle deaths,"
        f" the worst twentieth more than {number(row['q95'])}"
    )


def on_oil(first: Any, last: Any) -> str:
    """Return where oil output goes."""
    return (
        f"Oil output: {number(first['q50'])} thousand barrels a day at the start,"
        f" {number(last['q05'])} to {number(last['q95'])} at the end"
    )


def on_patrons(climbs: list[tuple[str, str, float]]) -> str:
    """Return who is likeliest to fight, given (patron, side, chance of strikes or troops)."""
    if not climbs or climbs[0][2] < 0.005:
        return "No patron is likely to strike or send troops"
    patron, side, p = climbs[0]
    return f"Likeliest to strike or send troops: {patron}, for {side}, in {percent(p)} of worlds"
