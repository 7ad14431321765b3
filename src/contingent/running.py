"""Writing a run folder: playing, then summary, tables and report."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from contingent.engine.ahead import await_program
from contingent.engine.background import in_background
from contingent.folder import check_file, clear, fault, now, open_folder, write_json, write_text
from contingent.interrupts import TOO_EARLY, Stopped, held_back
from contingent.playing import Plan, Progress, play_into
from contingent.questions.result import MANIFEST, REPORT, SUMMARY, TABLES, Result, open_result
from contingent.report.studio import drawing, live
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
NOTHING_LEFT = f"{TOO_EARLY}; nothing is left behind"
UNDIGESTED = "interrupted: {0} holds the {1:,} finished draws; `contingent report {0}` sums them up"


def run_into(
    folder: Path,
    model: Model,
    arms: Sequence[Arm],
    plan: Plan,
    *,
    studio: drawing.Studio,
    progress: Progress | None,
    command: str | None,
) -> Result:
    """Play arms, the baseline first, and write their run folder; the studio draws its report.

    Raises
    ------
    KeyboardInterrupt
        On Ctrl-C before the first draws were finished, when nothing is left behind; or on a second
        one, or while the report is made, when the draws are kept without summary and report.
    """
    manifest = _manifest(model.scenario, arms, plan, command)
    finished = _play(folder, manifest, partial(play_into, folder, model, arms, plan, progress))
    undigested = UNDIGESTED.format(folder, finished.draws)
    if finished.at_once:
        raise KeyboardInterrupt(undigested)
    if progress is not None:
        progress.stage("report")
    try:
        return _digest(folder, studio)
    except KeyboardInterrupt:
        raise KeyboardInterrupt(undigested) from None


@dataclass(frozen=True)
class _Finished:
    """How many draws were finished, and whether to stop at once."""

    draws: int
    at_once: bool


def _play(
    folder: Path, manifest: dict[str, Any], play: Callable[[], tuple[int, Precision | None]]
) -> _Finished:
    """Play into a new run folder, and say in its manifest how that went."""
    made: list[Path] = []
    at_once = False
    try:
        with held_back():
            made = open_folder(folder)
        write_json(folder / MANIFEST, manifest)
        # what storing and the report need, while the program is loaded or compiled
        needed = [partial(import_module, name) for name in AHEAD]
        in_background("imports", await_program, *needed, live.scripts)
        finished, precision = play()
    except Stopped as stopped:
        finished, precision, at_once = stopped.draws, None, True
    except KeyboardInterrupt:
        clear(folder, made)
        raise KeyboardInterrupt(NOTHING_LEFT) from None
    except BaseException:
        if (folder / MANIFEST).exists():
            write_json(folder / MANIFEST, {**manifest, "status": "failed", "finished": now()})
        raise
    if not finished:
        clear(folder, made)
        raise KeyboardInterrupt(NOTHING_LEFT)
    exact = precision is not None and precision.reached
    status = "finished" if finished == manifest["draws"] or exact else "interrupted"
    manifest |= {"status": status, "finished": now(), "finished_draws": finished, **_devices()}
    if precision is not None:
        manifest["precision"] = _said(precision)
    if exact:
        manifest["draws"] = finished
    write_json(folder / MANIFEST, manifest)
    return _Finished(finished, at_once)


def _digest(folder: Path, studio: drawing.Studio) -> Result:
    """Write summary, tables and report of a stored ensemble, at the same time if it is small."""
    from contingent.analysis.kept import kept
    from contingent.questions import tables
    from contingent.report import page

    result = open_result(folder)
    built = tables.AsWanted(result)

    def reported() -> str:
        shown = page.wanted_tables(result, whole=built)  # of the fans: those come first
        return page.render(result, shown, studio, kept)

    if page.is_light(result):
        with ThreadPoolExecutor(1, "tables") as beside:
            summed = beside.submit(_sum_up, result, folder, built)
            made = reported()
            summed.result()
    else:
        _sum_up(result, folder, built)
        made = reported()
    write_text(folder / REPORT, made)
    return result


def _sum_up(result: Result, folder: Path, built: Mapping[str, Any]) -> None:
    """Write summary and tables of a result."""
    from contingent.analysis.compare import add_differences, compare_stored
    from contingent.analysis.kept import keep_tables
    from contingent.questions import tables
    from contingent.questions.summary import summarise

    summary, more = summarise(result), {}
    if len(result.arms) > 1:
        comparison = compare_stored(result)
        add_differences(summary, comparison)
        more["differences"] = comparison.table()
    write_json(folder / SUMMARY, summary)
    tables.write({**built, **more}, folder / TABLES)
    keep_tables(result)


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
    with drawing.studio(painters=2) as studio:  # it gets ready while we do
        path = Path(run) / REPORT if out is None else Path(out)
        if (Path(run) / MANIFEST).is_file() and not (Path(run) / SUMMARY).is_file():
            _digest(Path(run), studio)
            if out is None:
                return path
        from contingent.analysis.kept import kept, kept_tables
        from contingent.report import page

        result = open_result(Path(run))
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
