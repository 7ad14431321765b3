"""What is fetched ahead: a program that was kept, if it is there and whole, and no harm if not."""

from __future__ import annotations

from pathlib import Path
from threading import Event

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from contingent.engine import ahead, traced
from contingent.engine.devices import start_jax


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    start_jax()
    monkeypatch.setattr(traced, "cache_folder", lambda _: tmp_path)
    traced._fetched_once.cache_clear()
    return tmp_path


def made(program) -> object:
    leaves = [jax.ShapeDtypeStruct((3,), np.float32)]
    structure = jax.tree.structure((0.0,))
    return traced.keep_traced(program, leaves, structure, "variant")


def double(x):
    return {"twice": jnp.asarray(x) * 2}


def other(_x):
    raise AssertionError("traced again")


def test_a_program_that_was_kept_is_not_traced_again(folder: Path) -> None:
    x = np.arange(3, dtype=np.float32)
    assert np.array_equal(made(double)(x)["twice"], 2 * x)
    traced._fetched_once.cache_clear()
    traced.fetch_last()
    assert traced._fetched_once.cache_info().currsize == 1
    assert np.array_equal(made(other)(x)["twice"], 2 * x)
    assert traced._fetched_once.cache_info().misses == 1


@pytest.mark.parametrize("spoilt", ["program", "name", "nothing"])
def test_what_is_spoilt_is_made_again(folder: Path, spoilt: str) -> None:
    x = np.arange(3, dtype=np.float32)
    if spoilt != "nothing":
        made(double)
        for path in folder.iterdir():
            if path.name.startswith("last-") == (spoilt == "name"):
                path.write_bytes(b"\xff spoilt")
    traced._fetched_once.cache_clear()
    traced.fetch_last()
    assert np.array_equal(made(double)(x)["twice"], 2 * x)


def test_what_fails_in_the_background_stops_nothing() -> None:
    done = Event()

    def fails() -> None:
        raise RuntimeError

    ahead.in_background("errand", fails, done.set)
    assert done.wait(10)
