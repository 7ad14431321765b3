"""What is fetched ahead: a program that was kept, if it is there and whole, and no harm if not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from threading import Event, Thread

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.experimental.compilation_cache import compilation_cache

from contingent.engine import ahead, background, compiled
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


def test_programs_that_differ_in_a_number_alone_are_told_apart(folder: Path) -> None:
    for number in (1.0, 2.0):
        many = np.full(5000, 3.0, np.float32)
        many[2500] = number

        def total(x, many=many):
            return {"total": (jnp.asarray(many) * x[0]).sum()}

        assert made(total, f"with {number}")(X + 1)["total"] == 3.0 * 4999 + number


@pytest.fixture
def jax_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Have jax keep all that it compiles."""
    names = ("jax_compilation_cache_dir", "jax_persistent_cache_min_compile_time_secs")
    before = [jax.config.values[name] for name in names]
    for name, value in zip(names, (str(tmp_path_factory.mktemp("jax")), 0.0), strict=True):
        jax.config.update(name, value)
    compilation_cache.reset_cache()
    yield
    for name, value in zip(names, before, strict=True):
        jax.config.update(name, value)
    compilation_cache.reset_cache()


def test_a_program_is_whole_when_it_is_written_down_again(folder: Path, jax_cache: None) -> None:
    def several(x):
        far = jax.lax.fori_loop(0, 5, lambda i, y: jnp.sin(y) * i + jnp.sort(y), x[0] + x)
        return {"twice": jnp.cumsum(far) @ jnp.outer(far, far), "sum": jnp.exp(far).sum()}

    expected = made(several)(X)
    for _ in range(2):
        for path in folder.iterdir():
            path.unlink()
        jax.clear_caches()
        compiled._fetched_once.cache_clear()
        made(several)
    again = made(other)(X)
    assert all(np.array_equal(again[name], expected[name]) for name in expected)


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


def test_what_waits_for_a_program_goes_on_once_there_is_one(folder: Path, monkeypatch) -> None:
    monkeypatch.setattr(compiled, "TRACED", Event())
    waiting = Thread(target=ahead.await_program)
    waiting.start()
    waiting.join(0.1)
    assert waiting.is_alive()
    made(double)
    waiting.join(10)
    assert not waiting.is_alive()


def test_no_program_is_waited_for_for_ever(monkeypatch) -> None:
    monkeypatch.setattr(compiled, "TRACED", Event())
    monkeypatch.setattr(ahead, "LONGEST", 0.0)
    monkeypatch.setattr(ahead, "PATIENCE", 0.01)
    ahead.await_program()
    assert not compiled.TRACED.is_set()


def test_what_fails_in_the_background_stops_nothing() -> None:
    done = Event()

    def fails() -> None:
        raise RuntimeError

    background.in_background("errand", fails, done.set)
    assert done.wait(10)
