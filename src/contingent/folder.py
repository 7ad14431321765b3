"""The run folder: where it lies, whether it may be written, and its manifest."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from contingent.questions.result import ANALYSES, MANIFEST, REPORT, STORE, SUMMARY, TABLES
from contingent.scenario.problems import Problem, UserError

OURS = (MANIFEST, SUMMARY, STORE, TABLES, ANALYSES, REPORT)


def default_folder(scenario_id: str, root: Path | None = None) -> Path:
    """Return a folder that does not exist yet, named after the scenario and the time."""
    stem = f"{scenario_id}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    root = root or Path("runs")
    names = [stem, *(f"{stem}-{i}" for i in range(2, 1000))]
    return next(root / name for name in names if not (root / name).exists())


def check_folder(folder: Path, force: bool) -> None:
    """Raise a `UserError` if a run may not be written there."""
    if not folder.exists():
        return
    if not folder.is_dir():
        raise fault(folder, "is a file, but a run needs a folder")
    if not any(folder.iterdir()):
        return
    if not force:
        raise fault(folder, "exists; choose another --out, or replace it with --force")
    if not (folder / MANIFEST).is_file():
        raise fault(folder, f"holds something other than a run (no {MANIFEST}); not replaced")


def open_folder(folder: Path) -> list[Path]:
    """Make the folder, without what an earlier run left in it; return the folders that are new."""
    made = [path for path in (folder, *folder.parents) if not path.exists()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        clear(folder)
        (folder / MANIFEST).write_text("{}\n", "utf-8")
    except OSError as error:
        raise fault(folder, f"cannot be written: {error.strerror or error}") from error
    return made


def clear(folder: Path, made: Sequence[Path] = ()) -> None:
    """Remove what a run writes and nothing else, and those of the folders made that are empty."""
    for name in OURS:
        path = folder / name
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    for each in made:
        with suppress(OSError):  # it holds something of somebody else's
            each.rmdir()


def write_json(path: Path, data: dict[str, Any]) -> None:
    """Write plain data, whole or not at all."""
    write_text(path, json.dumps(data, indent=2, ensure_ascii=False, allow_nan=False) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text, whole or not at all."""
    part = path.with_name(path.name + ".part")
    try:
        part.write_text(text, "utf-8")
        part.replace(path)
    except OSError as error:
        raise fault(path, f"cannot be written: {error.strerror or error}") from error


def now() -> str:
    """Return the time, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def fault(path: Path | str, message: str) -> UserError:
    """Return an error of one line."""
    return UserError((Problem(str(path), None, message),))


def check_file(path: Path) -> None:
    """Raise a `UserError` if a file cannot be written there."""
    if path.is_dir():
        raise fault(path, "is a folder, but a file will be written")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(path.name + ".part")
        part.touch()
        part.unlink()
    except OSError as error:
        raise fault(path, f"cannot be written: {error.strerror or error}") from error
