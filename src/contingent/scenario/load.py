"""Loading a scenario folder: everything is read, checked together, and then frozen."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path

from contingent.scenario import economy, ledger, outlines, places
from contingent.scenario.consistency import check_claims, check_locators, check_sources
from contingent.scenario.dates import parse_date
from contingent.scenario.document import Document, parse_yaml
from contingent.scenario.economy import OilField
from contingent.scenario.files import read_bytes
from contingent.scenario.head import SCENARIO
from contingent.scenario.ledger import CLAIM, SOURCE, Claim, Source
from contingent.scenario.model import Head, Scenario, Written
from contingent.scenario.names import nearest
from contingent.scenario.outlines import Outlines, check_spots, read_outlines
from contingent.scenario.places import Place
from contingent.scenario.problems import Problem, Problems, ScenarioError, cut, show
from contingent.scenario.records import Field, Items, Record
from contingent.scenario.routes import check_routes
from contingent.scenario.shapes import check_id
from contingent.scenario.shipped import SCENARIO_FILE, shipped
from contingent.scenario.spot import Setting, Spot
from contingent.scenario.tables import peek_column

FILES = (SCENARIO_FILE, places.FILE, economy.FILE, ledger.FILE)
RUN_FILE = "manifest.json"
"""By what a run folder is known, which some give for the scenario that it was made from."""

EVIDENCE: Record[tuple[tuple[Source, ...], tuple[Claim, ...]]] = Record(
    "ledger",
    lambda sources, claims: (sources, claims),
    {
        "sources": Field(Items(SOURCE), "who says things"),
        "claims": Field(Items(CLAIM), "what is said"),
    },
)
"""How evidence.yaml is written."""


def load_scenario(name_or_folder: str | os.PathLike[str]) -> Scenario:
    """Load a shipped scenario by name, or any from its folder.

    Raises
    ------
    ScenarioError
        With one line for each mistake, naming file and line.
    """
    problems = Problems()
    loaded = read_scenario(name_or_folder, problems)
    problems.raise_if_any()
    if loaded is None:
        # a reader that fails in silence would be ours to mend; say at least so
        where = os.fspath(name_or_folder)
        raise ScenarioError([Problem(where, None, "cannot be understood as a scenario")])
    return loaded


def read_scenario(name_or_folder: str | os.PathLike[str], problems: Problems) -> Scenario | None:
    """Read a scenario as `load_scenario` does, noting everything that is wrong with it.

    Returns
    -------
    Scenario or None
        None if something is wrong; the problems then say what.
    """
    folder = find_folder(name_or_folder)
    paths = {name: os.path.join(folder, name) for name in FILES}  # noqa: PTH118
    contents = {name: read_bytes(path, problems) for name, path in paths.items()}
    scenario = _parse(SCENARIO_FILE, paths, contents, problems)
    evidence = _parse(ledger.FILE, paths, contents, problems)
    setting = _peek(scenario, evidence, contents)
    head = None if scenario is None else SCENARIO.read(Spot.top(scenario, problems, setting))
    book = None if evidence is None else EVIDENCE.read(Spot.top(evidence, problems, setting))
    table, wells_table = contents[places.FILE], contents[economy.FILE]
    towns: tuple[tuple[Place, ...], dict[str, int]] = ((), {})
    wells: tuple[tuple[OilField, ...], dict[str, int]] = ((), {})
    if table is not None:
        towns = places.read_places(paths[places.FILE], table, problems, setting)
    if wells_table is not None:
        wells = economy.read_fields(paths[economy.FILE], wells_table, problems, setting)
    shapes = os.path.join(folder, outlines.FILE)  # noqa: PTH118
    areas = Outlines()
    if os.path.lexists(shapes):
        contents[outlines.FILE] = drawn = read_bytes(shapes, problems)
        if drawn is not None:
            areas = read_outlines(shapes, drawn, setting.places, problems)
    if problems or not isinstance(head, Head) or not isinstance(book, tuple):
        return None
    if scenario is None or evidence is None:
        return None
    written = Written(
        scenario, evidence, (paths[places.FILE], towns[1]), (paths[economy.FILE], wells[1])
    )
    loaded = Scenario(
        **{name: getattr(head, name) for name in Head.__dataclass_fields__},
        places=towns[0],
        fields=wells[0],
        sources=book[0],
        claims=book[1],
        outlines=areas,
        folder=Path(folder),
        sha256=_hash(contents),
        written=written,
    )
    _check_together(loaded, problems)
    return None if problems else loaded


def find_folder(name_or_folder: str | os.PathLike[str]) -> str:
    """Return the folder of a scenario as the user gave it, or that of a shipped one."""
    given = os.fspath(name_or_folder)
    if "\0" in given or not given:
        raise ScenarioError([Problem(show(given), None, "is not the name of a scenario")])
    known = shipped()
    # os.path in place of pathlib: it answers no, where a Path raises, to names that are too long
    if os.path.isdir(given):  # noqa: PTH112
        _refuse_run(given)
        return given
    if isinstance(name_or_folder, str) and given in known:
        return str(known[given])
    if os.path.exists(given):  # noqa: PTH110
        message = "is a file, but a scenario is a folder; name the folder that holds it"
    elif os.sep in given:
        message = "no such folder"
    else:
        message = f"no such folder, and no shipped scenario of this name{nearest(given, known)}"
    raise ScenarioError([Problem(cut(given, 300), None, message)])


def _refuse_run(folder: str) -> None:
    """Raise a `ScenarioError` if a folder holds a run and no scenario."""
    manifest = Path(folder, RUN_FILE)
    if not manifest.is_file() or Path(folder, SCENARIO_FILE).exists():
        return
    message = "is a run folder, but a scenario is asked for"
    with suppress(OSError, ValueError, LookupError, TypeError):
        message += f": this run's is {show(json.loads(manifest.read_bytes())['scenario']['id'])}"
    raise ScenarioError([Problem(folder, None, message)])


def _parse(
    name: str, paths: dict[str, str], contents: dict[str, bytes | None], problems: Problems
) -> Document | None:
    content = contents[name]
    return None if content is None else parse_yaml(paths[name], content, problems)


def _peek(
    scenario: Document | None, evidence: Document | None, contents: dict[str, bytes | None]
) -> Setting:
    """Look ahead for declared ids and dates, so that every file can be checked against them."""
    head = scenario.data if scenario else None
    start, end = _day(head, "start"), _day(head, "end")
    # dates that are wrong themselves do not judge others
    start, end = (start, end) if start and end and start < end else (None, None)
    table, wells = contents[places.FILE], contents[economy.FILE]
    fields = None if wells is None else peek_column(wells, "field")
    return Setting(
        factions=_ids(head, "factions", wanted=True) or None,
        patrons=_ids(head, "patrons", wanted=False),
        places=None if table is None else _trusted(peek_column(table, "id") or ()) or None,
        sources=_ids(evidence.data if evidence else None, "sources", wanted=True),
        claims=_ids(evidence.data if evidence else None, "claims", wanted=True),
        start=start,
        end=end,
        as_of=_day(head, "as_of"),
        oil=fields is None or bool(fields),
    )


def _ids(data: object, key: str, *, wanted: bool) -> tuple[str, ...] | None:
    if not isinstance(data, dict):
        return None
    items = data.get(key, None if wanted else [])
    if not isinstance(items, list):
        return None
    return _trusted([item.get("id") if isinstance(item, dict) else None for item in items])


def _trusted(ids: Sequence[object]) -> tuple[str, ...] | None:
    """Return the ids if all are sound: a wrong or doubled one may be what a reference means."""
    sound = [name for name in ids if isinstance(name, str) and check_id(name) is None]
    return tuple(sound) if len(set(sound)) == len(ids) else None


def _day(data: object, key: str) -> date | None:
    try:
        return parse_date(data.get(key)) if isinstance(data, dict) else None
    except ValueError:
        return None


def _check_together(scenario: Scenario, problems: Problems) -> None:
    """Check what needs more than one part of the scenario."""
    top = Spot.top(scenario.written.scenario, problems, scenario.setting)
    routes = top.child("routes") if scenario.routes else top
    check_routes(routes, scenario.routes, scenario.places)
    ledger_top = Spot.top(scenario.written.evidence, problems, scenario.setting)
    check_sources(ledger_top.child("sources"), scenario.sources)
    check_claims(ledger_top.child("claims"), scenario.claims)
    check_locators(ledger_top.child("claims"), scenario.claims, scenario.sources)
    shapes = os.path.join(scenario.folder, outlines.FILE)  # noqa: PTH118
    check_spots(shapes, scenario.outlines, scenario.places, problems)
    doubled = {f.id for f in scenario.factions} & {p.id for p in scenario.patrons}
    for name in sorted(doubled):
        at = [patron.id for patron in scenario.patrons].index(name)
        top.child("patrons").child(at).complain(f"{name} is also the id of a faction; rename one")


def _hash(contents: dict[str, bytes | None]) -> str:
    """Hash names and bytes of the files, so that equal scenarios have equal hashes."""
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name} {len(content or b'')}\n".encode())
        digest.update(content or b"")
    return digest.hexdigest()
