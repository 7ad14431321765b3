"""Bring `docs/validity.md` up to date: scores and parameters as they come with the package.

python docs/make_validity.py                 # fits, scores and parameters of the generic war
python docs/make_validity.py SCORES.json     # and those of `contingent score libya-2011 --out`,
                                             # or of `contingent history score --common --out`
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from make_mechanisms import ROOT, replaced, row, table

from contingent.analysis.names import Names, label
from contingent.engine.described import describe_model
from contingent.engine.model import make_model
from contingent.history import hindcasts
from contingent.history.parameters import SHARED
from contingent.history.score_table import CODED
from contingent.mechanisms import default_priors
from contingent.scenario.load import load_scenario
from contingent.world.learnt import Learnt, read_learnt

PAGE = ROOT / "docs" / "validity.md"
MEASURES = {"log_loss": "log loss", "brier": "Brier score", "crps": "CRPS of the duration"}
SCENARIO = "libya-2019"
KINDS = ("fitted", "on claims", "sourced", "judged")
UNITS = {"per_year": "a year", "log_odds": "(log odds)", "ratio": "", "exponent": ""}
PLAYED = {
    "mechanisms": "**the mechanisms, as scenarios have them**",
    "contingent": "the generic war",
}
RULES = ("brier", "log_score")


def scores(learnt: Learnt) -> str:
    """Return the scores of each part of the table, who predicts by what is measured."""
    parts = []
    for rows_are, found in learnt.scores.items():
        by_name = found["scores"].items()
        rows = [row(name, *(_score(score.get(m)) for m in MEASURES)) for name, score in by_name]
        size = f"{found['episodes']} episodes of {found['conflicts']} conflicts"
        parts.append(f"{rows_are[:1].upper()}{rows_are[1:]}: {size}.\n")
        parts.append(table(("who predicts", *MEASURES.values()), rows) + "\n")
    return "\n".join(parts)


def _score(score: Any) -> str:
    return "—" if score is None else "{:.3f} [{:.3f}, {:.3f}]".format(*score)


def parameters(learnt: Learnt) -> str:
    """Return every shared parameter: believed before, found after."""
    rows = []
    for shared in SHARED:
        found = learnt.parameters[shared.name]
        before = f"{shared.mean:.2f} ± {shared.sd:.2f}"
        after = f"{np.mean(found):.2f} ({found.min():.2f} to {found.max():.2f})"
        rows.append(row(f"`{shared.name}`", before, after, shared.says))
    return table(("parameter", "prior", "fits, mean and range", "what it does"), rows)


def made(learnt: Learnt) -> str:
    """Return of what, when and how the fits were made."""
    effort = ", ".join(f"{name} {value}" for name, value in learnt.effort.items())
    return (
        f"Fitted on {learnt.fitted} to {learnt.table['episodes']} episodes of "
        f"{learnt.table['conflicts']} conflicts (table with SHA-256 "
        f"`{learnt.table['sha256'][:12]}…`); {effort}."
    )


def hindcast(found: dict[str, Any]) -> str:
    """Return how the questions of one past war were answered, whatever the scores."""
    asked = len(found["questions"])
    means = [
        row(m["name"], *(_mean(m[k], m[f"{k.removesuffix('_score')}_se"]) for k in RULES))
        for m in found["means"]
    ]
    questions = [
        row(
            q["ask"],
            "yes" if q["answer"] else "no",
            f"{100 * q['probability']:.1f} %",
            f"{100 * q['persistence']:.0f} %",
            f"{q['brier']:.3f}",
            f"{q['log_score']:.3f}",
        )
        for q in found["questions"]
    ]
    heads = ("question", "answer", "probability", "persistence", "Brier", "log")
    return (
        f"{asked} resolved questions, {found['draws']:,} draws, seed {found['seed']}.\n\n"
        + table(("who answers", "Brier score", "log score"), means)
        + "\n\n"
        + table(heads, questions)
    )


def played() -> str:
    """Return the scores of the scenarios' mechanisms, played on past wars, beside others."""
    found = hindcasts.played()
    rows = [
        row(PLAYED.get(name, name), *(_score(score.get(m)) for m in MEASURES))
        for name, score in found["scores"].items()
    ]
    size = f"{found['episodes']} episodes of {found['conflicts']} conflicts"
    heads = ("who predicts", *MEASURES.values())
    return f"Rows with rebel strength coded, coups left out: {size}.\n\n{table(heads, rows)}"


def origins(model: Any) -> str:
    """Return how many numbers of a scenario rest on what, and which past wars taught."""
    known = describe_model(model)["quantities"]
    names = Names.of(model.scenario)
    groups = {"the scenario": [], "the mechanisms": []}
    parameters = default_priors()
    for quantity in known:
        where = "the mechanisms" if quantity["path"] in parameters else "the scenario"
        groups[where].append(_rests_on(quantity))
    counts = [
        row(where, *(str(kinds.count(kind)) for kind in KINDS)) for where, kinds in groups.items()
    ]
    fitted = [
        row(
            f"`{q['path']}`",
            label(q["path"], names),
            f"{q['middle']:g} ({q['low']:g} to {q['high']:g}) {UNITS.get(q['unit'], q['unit'])}",
            q["fit"].split("; fitted to")[0],
        )
        for q in known
        if _rests_on(q) == "fitted"
    ]
    heads = ("number", "what it is", "median, and nine worlds in ten", "what of past wars it is")
    return table(("numbers of", *KINDS), counts) + "\n\n" + table(heads, fitted)


def _rests_on(quantity: dict[str, Any]) -> str:
    for kind, key in zip(KINDS, ("fit", "claims", "sources"), strict=False):
        if quantity[key]:
            return kind
    return KINDS[-1]


def _mean(value: float, se: float) -> str:
    return f"{value:.3f} ± {se:.3f}" if se else f"{value:.3f}"


def page(old: str) -> str:
    """Return the page with its tables replaced by those of the code."""
    learnt = read_learnt()
    for name, make in (("fit", made), ("scores", scores), ("parameters", parameters)):
        old = replaced(old, name, make(learnt))
    old = replaced(old, "played", played())
    return replaced(old, "origins", origins(make_model(load_scenario(SCENARIO))))


def main() -> None:
    """Write the page anew."""
    text, packaged = PAGE.read_text("utf-8"), ROOT / "src" / "contingent" / "history"
    for path in sys.argv[1:]:
        found = json.loads(Path(path).read_text("utf-8"))
        if "panels" in found:
            coded = next(p for p in found["panels"] if p["rows_are"].startswith(CODED))
            written = hindcasts.played_as_yaml(coded)
            (packaged / hindcasts.PLAYED).write_text(written, "utf-8")
        else:
            text = replaced(text, "hindcast", hindcast(found))
            written = hindcasts.as_yaml(found["means"][0]["name"], found)
            (packaged / hindcasts.PACKAGED).write_text(written, "utf-8")
    PAGE.write_text(page(text), "utf-8")


if __name__ == "__main__":
    main()
