"""Bring `docs/validity.md` up to date: scores and parameters as they come with the package.

python docs/make_validity.py
"""

from __future__ import annotations

from typing import Any

import numpy as np
from make_mechanisms import ROOT, replaced, row, table

from contingent.history.parameters import SHARED
from contingent.world.learnt import Learnt, read_learnt

PAGE = ROOT / "docs" / "validity.md"
MEASURES = {"log_loss": "log loss", "brier": "Brier score", "crps": "CRPS of the duration"}


def scores(learnt: Learnt) -> str:
    """Return the scores of each part of the table, who predicts by what is measured."""
    parts = []
    for rows_are, found in learnt.scores.items():
        names = [name for name, value in found.items() if isinstance(value, dict)]
        rows = [row(name, *(_score(found[name].get(m)) for m in MEASURES)) for name in names]
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


def page(old: str) -> str:
    """Return the page with its tables replaced by those of the code."""
    learnt = read_learnt()
    for name, make in (("fit", made), ("scores", scores), ("parameters", parameters)):
        old = replaced(old, name, make(learnt))
    return old


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), "utf-8")
