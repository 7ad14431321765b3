"""Imports run one way, left to right: read from the source of every module, in functions too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import contingent

SOURCE = Path(contingent.__file__).parent
ORDER = (
    "scenario",
    "evidence",
    "world",
    "mechanisms",
    "engine",
    "questions",
    "playing",
    "analysis",
    "history",
    "report",
    "api",
    "studies",
    "console",
    "commands",
    "cli",
)
"""What may import what stands before it. Modules beside the folders have the place of one here."""

BESIDE = {
    "cache": "scenario",
    "interrupts": "scenario",
    "folder": "playing",
    "playing": "playing",
    "cli": "cli",
}
"""Where modules beside the folders stand; the rest of them (`api` and its kin) stand with `api`."""


def place_of(name: str) -> int:
    """Return the place in the order of a module or a folder of the package."""
    if name in ORDER:
        return ORDER.index(name)
    folder = (SOURCE / name).is_dir()
    assert not folder, f"{name}/ has no place in ORDER: put it in, and into ARCHITECTURE.md"
    return ORDER.index(BESIDE.get(name, "api"))


def imported(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """Yield the first name under ``contingent`` of each import, and its line."""
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: relative imports hide where they lead"
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            package, _, rest = name.partition(".")
            if package == "contingent" and rest and not rest.startswith("__"):
                yield rest.split(".")[0], node.lineno


def backward(source: str, name: str) -> list[str]:
    """Return what a module of folder or name `name` imports from its right."""
    here = place_of(name)
    return [
        f"line {line}: {name} imports {other}"
        for other, line in imported(ast.parse(source))
        if other != name and place_of(other) > here
    ]


MODULES = sorted(p for p in SOURCE.rglob("*.py") if p != SOURCE / "__init__.py")


def test_nothing_imports_from_its_right() -> None:
    wrong = []
    for path in MODULES:
        first = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        wrong += [f"{path.name}, {fault}" for fault in backward(path.read_text("utf-8"), first)]
    assert len(MODULES) > 100
    assert not wrong


def test_mechanisms_know_only_the_world_and_each_other() -> None:
    known = {"mechanisms", "world", "scenario"}
    for path in (SOURCE / "mechanisms").glob("*.py"):
        found = {name for name, _ in imported(ast.parse(path.read_text("utf-8")))}
        assert found <= known, path.name


@pytest.mark.parametrize(
    ("source", "name", "found"),
    [
        ("from contingent.engine.model import Model", "world", 1),
        ("def f():\n    import contingent.report.page", "questions", 1),
        ("from contingent import api", "analysis", 1),
        ("if TYPE_CHECKING:\n    from contingent.engine.model import Model", "scenario", 1),
        ("from contingent.world.state import State", "engine", 0),
        ("from contingent import folder", "commands", 0),
        ("import jax", "world", 0),
    ],
)
def test_a_wrong_import_would_be_found(source: str, name: str, found: int) -> None:
    assert len(backward(source, name)) == found
