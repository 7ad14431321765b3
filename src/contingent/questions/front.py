"""Which questions stand for a run where there is no room for all.

The scenario marks them (`headline`); where a store does not say which it marked, the first five do.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from contingent.questions.result import STORE
from contingent.scenario.questions import FIRST

FEW = 15
"""So many questions are all shown; of more, those that stand for all come first."""


def front(asked: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    """Return the ids of the questions that stand for all of `Result.questions`."""
    marked = tuple(str(each["id"]) for each in asked if each.get("headline"))
    return marked or tuple(str(each["id"]) for each in asked[:FIRST])


def stored_front(folder: Path) -> tuple[str, ...]:
    """Return the same of a run folder; nothing where its store does not say what was asked.

    Read from the store's own description, a thousandth of the time that opening it takes.
    """
    try:
        described = json.loads((folder / STORE / "zarr.json").read_text("utf-8"))
        return front(described["attributes"]["scenario"]["questions"])
    except (OSError, ValueError, KeyError, TypeError):
        return ()
