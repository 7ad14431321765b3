"""Files of a scorecard of past wars: scores.json, drawings of every score and of reliability.

Reliability is drawn of the predictions handed in; of the baselines where there are none.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from contingent.folder import fault, write_json, write_text
from contingent.history.score_table import CODED, Scorecard
from contingent.history.scorecard import MEASURES, Panel
from contingent.report.charts import reliability, scores
from contingent.report.theme import light_ink

SCORES = "scores.json"


def check_scores_folder(folder: Path) -> None:
    """Raise a `UserError` if the files cannot be written there."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise fault(folder, f"cannot be written: {error.strerror or error}") from error


def write_scores(found: Scorecard, folder: Path) -> tuple[Path, ...]:
    """Write scores and drawings, and return where they lie.

    Parameters
    ----------
    found : Scorecard
        The scores.
    folder : Path
        A folder that is there; files of the same names are replaced.
    """
    write_json(folder / SCORES, found.as_dict())
    made = [folder / SCORES]
    for panel in found.panels:
        part = "coded" if panel.rows_are == CODED else "all"
        for name, chart in _charts(panel).items():
            path = folder / f"{name.replace('_', '-')}-{part}.svg"
            write_text(path, _drawn(chart))
            made.append(path)
    return tuple(made)


def _charts(panel: Panel) -> dict[str, Any]:
    """Return every chart of a panel by its name."""
    ink = light_ink([], [])
    found = {
        name: scores.chart(panel.marks, name, ink)
        for name in MEASURES
        if any(name in each.scores for each in panel.marks)
    }
    handed_in = [each for each in panel.marks if not each.baseline]
    for each in handed_in or panel.marks:
        if each.reliability is not None:
            slug = re.sub(r"[^a-z0-9]+", "-", each.name.lower()).strip("-") or "predictions"
            found[f"reliability-{slug}"] = reliability.chart(each.reliability, ink)
    return found


def _drawn(chart: Any) -> str:
    import vl_convert

    svg: str = vl_convert.vegalite_to_svg(chart.to_dict())
    return svg
