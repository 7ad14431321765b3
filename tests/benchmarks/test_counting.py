"""Functions are counted once for each number they yield, wherever in a trace they stand."""

import jax
import jax.numpy as jnp

from benchmarks.counting import evaluations


def count(function, *arguments):
    return dict(evaluations(jax.make_jaxpr(function)(*arguments).jaxpr))


def test_each_number_counts_once_and_arithmetic_does_not() -> None:
    x = jnp.ones((3, 8))
    assert count(lambda x: jnp.exp(x) * x + jnp.log(x.sum(0)), x) == {"exp": 24, "log": 8}


def test_functions_inside_compiled_parts_and_loops_count() -> None:
    def looped(x):
        return jax.lax.scan(lambda total, _: (jax.jit(jnp.tanh)(total), None), x, None, length=5)

    assert count(looped, jnp.ones(4)) == {"tanh": 20}


def test_every_branch_of_a_choice_counts() -> None:
    def chosen(which, x):
        return jax.lax.cond(which, jnp.sqrt, jnp.log1p, x)

    assert count(chosen, True, jnp.ones(2)) == {"sqrt": 2, "log1p": 2}
