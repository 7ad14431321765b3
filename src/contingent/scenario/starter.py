"""A new scenario folder to begin with: a small invented country, or a copy of another scenario."""

from __future__ import annotations

import os
import re
from pathlib import Path

from contingent.scenario.load import FILES, find_folder, load_scenario
from contingent.scenario.outlines import FILE as OUTLINES
from contingent.scenario.problems import Problem, UserError
from contingent.scenario.shapes import check_id
from contingent.scenario.shipped import SCENARIO_FILE

STARTER = Path(__file__).with_name("starter_files")
"""The small country: two sides, three places, and one of everything else."""

_ID = re.compile(r"^id:.*$", re.MULTILINE)


def new(name: str | os.PathLike[str], scenario: str | os.PathLike[str] | None = None) -> Path:
    """Write a new scenario folder that is complete and can be run.

    Parameters
    ----------
    name : path
        The folder; its last part becomes the id of the scenario.
    scenario : name or folder, optional
        What to copy; by default a small invented country with a comment on every part.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    UserError
        If something lies there already, its name cannot be an id, or it cannot be written.
    """
    folder = Path(name)
    ident = folder.resolve().name
    if os.path.lexists(folder) and not (folder.is_dir() and not any(folder.iterdir())):
        raise _fault(name, "exists already and is not overwritten; choose another name")
    wrong = check_id(ident)
    if wrong:
        raise _fault(name, f"the last part becomes the scenario's id, but {wrong}")
    texts = _texts(STARTER if scenario is None else _sound(scenario))
    texts[SCENARIO_FILE] = _ID.sub(f"id: {ident}", texts[SCENARIO_FILE], count=1)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for file, text in texts.items():
            (folder / file).write_text(text, "utf-8")
    except OSError as error:
        raise _fault(name, f"cannot be written: {error.strerror or error}") from error
    return folder


def _sound(scenario: str | os.PathLike[str]) -> Path:
    """Return the folder of a scenario, unless something is wrong with it."""
    load_scenario(scenario)
    return Path(find_folder(scenario))


def _texts(source: Path) -> dict[str, str]:
    """Return the files that make up a scenario."""
    there = (file for file in (*FILES, OUTLINES) if (source / file).is_file())
    return {file: (source / file).read_text("utf-8") for file in there}


def _fault(name: str | os.PathLike[str], message: str) -> UserError:
    return UserError([Problem(os.fspath(name), None, message)])
