"""What is kept in the user's cache is what was made, and no harm is done where nothing can be."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import platformdirs
import pytest

from contingent.cache import cache_folder, keep, kept_numbers

NUMBERS = np.array([0.5, -1.25, 1e-9])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(platformdirs, "user_cache_dir", lambda _: str(tmp_path))
    return tmp_path


def other() -> np.ndarray:
    return NUMBERS + 1


def test_numbers_are_made_once_for_all_that_they_depend_on(place: Path) -> None:
    assert np.array_equal(kept_numbers("w", b"a", 3, lambda: NUMBERS), NUMBERS)
    assert np.array_equal(kept_numbers("w", b"a", 3, other), NUMBERS)
    assert np.array_equal(kept_numbers("w", b"b", 3, other), NUMBERS + 1)


@pytest.mark.parametrize("left", [b"", b"1234567", np.array([1.0]).tobytes(), b"\xff" * 24])
def test_numbers_that_are_spoilt_are_made_again(place: Path, left: bytes) -> None:
    kept_numbers("w", b"a", 3, lambda: NUMBERS)
    for path in (place / "w").iterdir():
        path.write_bytes(left)
    assert np.array_equal(kept_numbers("w", b"a", 3, other), NUMBERS + 1)
    assert np.array_equal(kept_numbers("w", b"a", 3, lambda: NUMBERS), NUMBERS + 1)


def test_without_a_place_for_it_all_goes_on(place: Path) -> None:
    (place / "file").write_text("in the way")
    assert cache_folder("file") is None
    assert np.array_equal(kept_numbers("file", b"a", 3, lambda: NUMBERS), NUMBERS)
    keep(place / "nowhere" / "file", b"content")
    assert [path.name for path in place.iterdir()] == ["file"]
