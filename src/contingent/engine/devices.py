"""Starting jax: one device a core, and compiled code kept between processes."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import Any

from contingent.cache import cache_folder

_STARTING = Lock()
FEWEST = 2
"""The compiler treats a single device differently, to the last bit; two and more are alike."""


def start_jax(devices: int | None = None) -> int:
    """Make every core a device and keep compiled code, unless jax has been started already.

    Parameters
    ----------
    devices : int, optional
        Number of CPU devices; by default one for each core this process may use, and two at least.

    Returns
    -------
    int
        Number of devices there are.
    """
    import jax

    with _STARTING:
        if not jax._src.xla_bridge.backends_are_initialized():
            affinity = getattr(os, "sched_getaffinity", None)
            cores = len(affinity(0)) if affinity else os.cpu_count()
            jax.config.update("jax_num_cpu_devices", devices or max(FEWEST, cores or 1))
            _leave_reductions_to_the_compiler()
            _keep_compiled_code(jax)
        return len(jax.devices())


def _leave_reductions_to_the_compiler() -> None:
    """Turn off a library for reductions that is slow on short axes (it halves the speed here)."""
    flags = os.environ.get("XLA_FLAGS", "")
    if "xla_cpu_experimental_ynn_fusion_type" not in flags:
        os.environ["XLA_FLAGS"] = f"{flags} --xla_cpu_experimental_ynn_fusion_type=".strip()


def code_folder(name: str) -> Path | None:
    """Return a folder for compiled code in the user's cache, if there can be one and is wanted."""
    import jax

    return cache_folder(name) if jax.config.values["jax_enable_compilation_cache"] else None


def _keep_compiled_code(jax: Any) -> None:
    """Point jax at a cache folder of ours, if the user has not chosen one."""
    folder = code_folder("compiled")
    if folder is None or os.environ.get("JAX_COMPILATION_CACHE_DIR"):
        return
    jax.config.update("jax_compilation_cache_dir", str(folder))
    jax.config.update("jax_persistent_cache_min_compile_time_secs", 0.5)
    jax.config.update("jax_persistent_cache_min_entry_size_bytes", 0)
