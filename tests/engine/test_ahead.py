"""What is fetched ahead: a program that was kept, if it is there and whole, and no harm if not."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Event

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from contingent.engine import background, compiled
from contingent.engine.devices import start_jax

SIZE = 3


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    start_jax()
    monkeypatch.setattr(compiled, "code_folder", lambda _: tmp_path)
    # kept before the test looks
    monkeypatch.setattr(compiled, "in_background", lambda _, task: task())
    compiled._fetched_once.cache_clear()
    return tmp_path


def made(program, variant: object = "variant", size: int = SIZE) -> object:
    leaves = [jax.ShapeDtypeStruct((size,), np.float32)]
    structure = jax.tree.structure((0.0,))
    return compiled.keep_compiled(program, leaves, structure, variant)


def double(x):
    return {"twice": jnp.asarray(x) * 2}


def half(x):
    return {"twice": jnp.asarray(x) / 2}


def other(_x):
    raise AssertionError("traced again")


X = np.arange(SIZE, dtype=np.float32)


def test_a_program_that_was_kept_is_not_traced_again(folder: Path) -> None:
    assert np.array_equal(made(double)(X)["twice"], 2 * X)
    compiled.fetch_last()
    assert compiled._fetched_once.cache_info().currsize == 1
    assert np.array_equal(made(other)(X)["twice"], 2 * X)
    assert compiled._fetched_once.cache_info().misses == 1


def test_the_one_used_last_is_fetched(folder: Path) -> None:
    made(double, "a")
    first = set(folder.iterdir())
    made(half, "b")
    for path in folder.iterdir():
        os.utime(path, (0, 100 if path in first else 50))
    compiled.fetch_last()
    made(other, "a")
    assert compiled._fetched_once.cache_info().misses == 1


def test_code_that_comes_to_the_same_is_not_compiled_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(double)
    monkeypatch.setattr(compiled, "_code", lambda: "changed")
    monkeypatch.setattr(compiled, "_made", None)
    assert np.array_equal(made(double)(X)["twice"], 2 * X)
    compiled._fetched_once.cache_clear()
    assert np.array_equal(made(other)(X)["twice"], 2 * X)


def test_a_program_is_whole_when_it_is_written_down_a_second_time(folder: Path) -> None:
    for _ in range(2):
        made(double)
        for path in folder.iterdir():
            path.unlink()
        compiled._fetched_once.cache_clear()
    made(double)
    assert np.array_equal(made(other)(X)["twice"], 2 * X)


def test_those_not_used_for_longest_are_forgotten(folder: Path) -> None:
    for number in range(2 * compiled.MOST):
        (folder / str(number)).write_bytes(b"")
        os.utime(folder / str(number), (0, number))
    made(double)
    assert len(list(folder.iterdir())) == 2 * compiled.MOST
    assert not (folder / "1").exists()
    assert (folder / "2").exists()


@pytest.mark.parametrize("left", [b"", b"\xff spoilt", None])
def test_what_is_spoilt_is_made_again(folder: Path, left: bytes | None) -> None:
    made(double)
    for path in folder.iterdir():
        path.write_bytes(path.read_bytes()[:-100] if left is None else left)
    compiled.fetch_last()
    assert np.array_equal(made(double)(X)["twice"], 2 * X)


def test_nothing_is_fetched_where_nothing_was_kept(folder: Path) -> None:
    compiled.fetch_last()
    assert compiled._fetched_once.cache_info().misses == 0


def test_what_fails_in_the_background_stops_nothing() -> None:
    done = Event()

    def fails() -> None:
        raise RuntimeError

    background.in_background("errand", fails, done.set)
    assert done.wait(10)
