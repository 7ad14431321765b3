"""The scenarios that come with the package."""

from __future__ import annotations

from pathlib import Path

SCENARIO_FILE = "scenario.yaml"
_SHIPPED = Path(__file__).resolve().parent.parent / "scenarios"


def shipped() -> dict[str, Path]:
    """Return the shipped scenarios: folder by name, in order of names."""
    if not _SHIPPED.is_dir():
        return {}
    folders = sorted(_SHIPPED.iterdir())
    return {path.name: path for path in folders if (path / SCENARIO_FILE).is_file()}
