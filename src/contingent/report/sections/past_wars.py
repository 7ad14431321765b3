"""How the model did on past wars: what was fitted to them, its scores, and the hindcasts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from contingent.history.hindcasts import A_HALF, PERSISTENCE, Hindcast, hindcasts, played
from contingent.history.reliability import reliability_of
from contingent.history.score_table import ALL, CODED
from contingent.report.charts import reliability
from contingent.report.words import day, sentence
from contingent.world.learnt import packaged

if TYPE_CHECKING:
    from contingent.report.sections.view import View

OWN = "contingent"
BASE, BEST = "base rates", "logit, 5 features"
SAYS = {
    OWN: "the war of two sides that the model shares",
    BASE: "base rates",
    "base rates of the era": "base rates of the era",
    BEST: "regression on five features",
    "logit, 15 features": "regression on fifteen features",
    "gradient boosting": "gradient boosting",
    "climatology": "durations of all wars",
    "Weibull, 5 features": "Weibull regression of durations",
}
"""Who predicts, in words."""
MEASURES = ("log_loss", "brier", "crps")
FITTED = "The pace of war, exhaustion, settlements and plots"


def in_short() -> str:
    """Return one clause for the head of the page."""
    said = f"{FITTED} are fitted to {packaged().earlier.episodes} past wars, the rest is not."
    return f"{said} {' '.join(sentence(_against(each)) + '.' for each in hindcasts())}"


def _against(found: Hindcast) -> str:
    verdict = "worse" if found.own > found.brier[A_HALF] else "better"
    return f"on {_war(found)} the whole did {verdict} than a coin"


def points() -> list[str]:
    """Return what the box says of past wars."""
    table, taught = packaged().table, packaged().earlier
    coded = packaged().scores[CODED]
    by_name = coded["scores"]
    value, low, high = by_name[OWN]["log_loss"]
    fitted = (
        f"{FITTED} are those of a war of two sides, fitted to {taught.episodes} past episodes "
        f"that had ended before {day(taught.ended_before)}. Fitted to all "
        f"{table['episodes']} but those of the country in question, that war foretells how the "
        f"{coded['episodes']} wars end whose rebels' strength is coded with a log loss of "
        f"{value:.2f} ({low:.2f} to {high:.2f}; lower is better); base rates get "
        f"{by_name[BASE]['log_loss'][0]:.2f}, the best regression "
        f"{by_name[BEST]['log_loss'][0]:.2f}. The table below has all wars. Rebels' strength was "
        "coded after the fact."
    )
    return [fitted, _played(), *(_hindcast(each) for each in hindcasts())]


def _played() -> str:
    """Return how the mechanisms did where they were played from the codes of past wars alone."""
    found = played()
    scores = found["scores"]
    value, low, high = scores["mechanisms"]["log_loss"]
    return (
        f"All mechanisms were played on {found['episodes']} past wars, each from the codes of its "
        f"start alone: log loss {value:.2f} ({low:.2f} to {high:.2f}), base rates "
        f"{scores[BASE]['log_loss'][0]:.2f}, the best regression "
        f"{scores[BEST]['log_loss'][0]:.2f}. Two of their numbers were mended after a first look "
        "at these wars."
    )


def _hindcast(found: Hindcast) -> str:
    others = ", ".join(
        f"{found.brier[name]:.2f} for {says}"
        for name, says in ((PERSISTENCE, "who says that nothing changes"), (A_HALF, "a coin"))
    )
    return (
        "Neither is a score of this scenario's map, money and patrons. The one past war that was "
        f"described as fully is {_war(found)}: on {found.asked} questions the model's Brier score "
        f"is {found.own:.2f}, with {others} (lower is better). Read the figures as what the "
        "scenario's assumptions imply, not as a track record."
    )


def _war(found: Hindcast) -> str:
    return found.name.replace("-", " ").title()


def section(view: View) -> dict[str, Any]:
    """Return the table of scores and the chart of reliability."""
    panel = packaged().scores[ALL]
    found = reliability_of(panel["reliability"])
    inside = f"{found.inside} of {len(found.bins)} dots lie in their bands"
    return {
        "episodes": panel["episodes"],
        "fitted": packaged().fitted,
        "rows": _rows(),
        "inside": inside,
        "chart": view.both(
            lambda narrow: reliability.chart(found, view.ink, narrow),
            "Chances that the generic war gave to each way in which past wars ended, against the "
            f"shares of wars that did end so; {inside}.",
            "reliability",
        ),
    }


@cache
def _rows() -> list[tuple[str, ...]]:
    """Return who predicts, and each measure as value and interval."""
    by_name = packaged().scores[ALL]["scores"]
    return [
        (
            SAYS.get(name, name),
            *(
                "{:.2f} ({:.2f} to {:.2f})".format(*scores[m]) if m in scores else ""
                for m in MEASURES
            ),
        )
        for name, scores in by_name.items()
    ]
