"""Writing a run folder: playing, then summary, tables and report."""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from importlib import import_module
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any

from contingent.folder import check_file, clear, fault, now, open_folder, write_json, write_text
from contingent.interrupts import Stopped, held_back
from contingent.playing import Plan, Progress, play_into
from contingent.questions.result import MANIFEST, REPORT, SUMMARY, TABLES, Result, open_result
from contingent.scenario.names import nearest
from contingent.scenario.problems import show

if TYPE_CHECKING:
    from contingent.engine.model import Model
    from contingent.questions.precision import Precision
    from contingent.scenario.arms import Arm
    from contingent.scenario.model import Scenario

AHEAD = (
    "contingent.engine.store",
    "xarray",
    "pyarrow.parquet",
    "contingent.analysis.compare",
    "contingent.report.page",
    "jinja2",
    "scipy.special",
)
"""What takes long to import, in the order in which it is needed."""
UNDIGESTED = "interrupted: {0} holds the {1:,} finished draws; `contingent report {0}` sums them up"
TOO_EARLY = "interrupted before the first draws were finished; nothing is left behind"


def run_into(
    folder: Path,
    model: Model,
    arms: Sequence[Arm],
    plan: Plan,
    *,
    progress: Progress | None,
    command: str | None,
) -> Result:
    """Play arms, the baseline first, and write their run folder.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C before the first draws were finished, when nothing is left behind; or on a second
        one, or while the report is made, when the draws are kept without summary and report.
    """
    manifest = _manifest(model.scenario, arms, plan, command)
    made: list[Path] = []
    at_once = False
    try:
        with held_back():
            made = open_folder(folder)
        write_json(folder / MANIFEST, manifest)
        Thread(target=_import_ahead, name="imports", daemon=True).start()
        finished, precision = play_into(folder, model, arms, plan, progress)
    except Stopped as stopped:
        finished, precision, at_once = stopped.draws, None, True
    except KeyboardInterrupt:
        clear(folder, made)
        raise KeyboardInterrupt(TOO_EARLY) from None
    except BaseException:
        if (folder / MANIFEST).exists():
            write_json(folder / MANIFEST, {**manifest, "status": "failed", "finished": now()})
        raise
    if not finished:
        clear(folder, made)
        raise KeyboardInterrupt(TOO_EARLY)
    exact = precision is not None and precision.reached
    status = "finished" if finished == plan.draws or exact else "interrupted"
    manifest |= {"status": status, "finished": now(), "finished_draws": finished, **_devices()}
    if precision is not None:
        manifest["precision"] = _said(precision)
    if exact:
        manifest["draws"] = finished
    write_json(folder / MANIFEST, manifest)
    undigested = UNDIGESTED.format(folder, finished)
    if at_once:
        raise KeyboardInterrupt(undigested)
    try:
        return _digest(folder, progress)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(undigested) from None


def _import_ahead() -> None:
    """Import what storing and the report need, while the program is fetched or compiled.

    Whatever is wrong with an import is told where it is used.
    """
    for name in AHEAD:
        with suppress(ImportError):
            import_module(name)


def _digest(folder: Path, progress: Progress | None) -> Result:
    """Write summary, tables and report of a stored ensemble."""
    from contingent.analysis.compare import add_differences, compare_stored
    from contingent.analysis.kept import keep_tables, kept
    from contingent.questions import tables
    from contingent.questions.summary import summarise
    from contingent.report import page
    from contingent.report.studio import drawing

    if progress is not None:
        progress.stage("report")
    with drawing.studio() as studio:
        result = open_result(folder)
        summary = summarise(result)
        built = tables.build(result)
        if len(result.arms) > 1:
            comparison = compare_stored(result)
            add_differences(summary, comparison)
            built["differences"] = comparison.table()
        write_json(folder / SUMMARY, summary)
        tables.write(built, folder / TABLES)
        keep_tables(result)
        write_text(folder / REPORT, page.render(result, built, studio, kept))
    return result


def write_report(run: str | os.PathLike[str], out: str | os.PathLike[str] | None = None) -> Path:
    """Make the page of an earlier run anew and return where it lies.

    Summary and tables are made too if the run was stopped before they were.

    Parameters
    ----------
    run : path
        Run folder.
    out : path, optional
        Where to write the page; by default ``report.html`` in the run folder.

    Raises
    ------
    UserError
        If there is no such run, or the page cannot be written.
    """
    from contingent.report.studio import drawing

    if (Path(run) / MANIFEST).is_file() and not (Path(run) / SUMMARY).is_file():
        _digest(Path(run), None)
    with drawing.studio() as studio:  # it gets ready while we do
        from contingent.analysis.kept import kept, kept_tables
        from contingent.report import page

        result = open_result(Path(run))
        path = Path(run) / REPORT if out is None else Path(out)
        check_file(path)
        tables = page.wanted_tables(result, kept_tables(result))
        write_text(path, page.render(result, tables, studio, kept))
    return path


def write_charts(
    run: str | os.PathLike[str], folder: str | os.PathLike[str], form: str = "svg"
) -> list[Path]:
    """Write every chart of a run's report as a file of its own and return where they lie.

    Parameters
    ----------
    run : path
        Run folder.
    folder : path
        Where to write the charts; files of the same names are replaced.
    form : str
        ``svg``, ``png`` or ``pdf``.

    Raises
    ------
    UserError
        If there is no such run or kind of file, or the charts cannot be written.
    """
    from contingent.report import gallery

    if form not in gallery.FORMS:
        said = f"{show(form)} is no kind of file for a chart{nearest(form, gallery.FORMS)}"
        raise fault("--format", said)
    result, place = open_result(Path(run)), Path(folder)
    if place.is_file():
        raise fault(place, "is a file, but a folder of charts is asked for")
    check_file(place / f"questions.{form}")
    try:
        return gallery.write(result, place, form)
    except OSError as error:
        raise fault(place, f"cannot be written: {error.strerror or error}") from error


def _manifest(
    scenario: Scenario, arms: Sequence[Arm], plan: Plan, command: str | None
) -> dict[str, Any]:
    from contingent.questions.summary import versions

    return {
        "scenario": {"id": scenario.id, "sha256": scenario.sha256},
        "arms": [arm.id for arm in arms],
        **asdict(plan),
        "command": command,
        "versions": versions(),
        "status": "running",
        "started": now(),
    }


def _said(precision: Precision) -> dict[str, Any]:
    return {**asdict(precision), "reached": precision.reached, "needed": precision.needed}


def _devices() -> dict[str, Any]:
    import jax

    return {"backend": jax.default_backend(), "devices": jax.device_count()}
