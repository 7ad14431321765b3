"""Bring `docs/mechanisms.md` up to date: tables made from the code stand between marks.

python docs/make_mechanisms.py                 # mechanisms and parameters
python docs/make_mechanisms.py TABLE.md        # and the table of `contingent ablate --out TABLE.md`
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from contingent.mechanisms import MECHANISMS, default_priors, parameter_titles
from contingent.mechanisms.theory import theory_of
from contingent.scenario.quantity import Quantity

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "mechanisms.md"


def replaced(page: str, name: str, table: str) -> str:
    """Return the page with what stands between the marks of one name replaced."""
    mark = re.compile(rf"(<!-- made: {name} -->\n).*?(<!-- end -->)", re.DOTALL)
    done, count = mark.subn(lambda found: f"{found[1]}\n{table.strip()}\n\n{found[2]}", page)
    if count != 1:
        raise ValueError(f"{PAGE.name} has {count} places marked {name!r}, not one")
    return done


def row(*cells: str) -> str:
    """Return one line of a table."""
    return f"| {' | '.join(' '.join(cell.split()).replace('|', chr(92) + '|') for cell in cells)} |"


def table(heads: tuple[str, ...], rows: list[str]) -> str:
    """Return a table."""
    return "\n".join([row(*heads), row(*("---" for _ in heads)), *rows])


def mechanisms() -> str:
    """Return what each mechanism does, its theory, what would refute it, and its tests."""
    rows = []
    for mechanism in MECHANISMS:
        name = mechanism.name
        said = theory_of(name)
        if said.wrong_if is None:
            raise ValueError(f"the docstring of {name} does not say what would prove it wrong")
        link = f"[{name}](../src/contingent/mechanisms/{name}.py)"
        works = "; ".join(said.works) or "—"
        rows.append(row(link, f"{said.does}.", works, said.wrong_if, tests_of(name)))
    return table(("mechanism", "what it does", "theory", "wrong if", "tested in"), rows)


def tests_of(name: str) -> str:
    """Return links to the tests that name a mechanism: its twin and its directions first."""
    folder = ROOT / "tests"
    own = [folder / f"mechanisms/twins/{name}.py", folder / f"mechanisms/test_directions_{name}.py"]
    others = [
        path
        for path in sorted(folder.rglob("test_*.py"))
        if path not in own
        and not path.stem.startswith("test_directions")
        and f'"{name}"' in path.read_text("utf-8")
    ]
    words = {own[0]: "twin", own[1]: "directions"}
    return ", ".join(
        f"[{words.get(path, path.stem.removeprefix('test_').replace('_', ' '))}]"
        f"(../{path.relative_to(ROOT).as_posix()})"
        for path in [*own, *others]
        if path.is_file()
    )


def parameters() -> str:
    """Return every parameter with its prior and the reason for it."""
    titles = parameter_titles()
    rows = [
        row(
            f"`{path}`",
            titles[path],
            prior(quantity),
            quantity.unit,
            spread(quantity),
            str(quantity.origin),
        )
        for path, quantity in default_priors().items()
    ]
    return table(("parameter", "in words", "prior", "unit", "90 % between", "origin"), rows)


def prior(quantity: Quantity) -> str:
    """Return a distribution as it would be written in a scenario."""
    return str(quantity).removesuffix(quantity.unit).strip()


def spread(quantity: Quantity) -> str:
    """Return the 5 % and the 95 % quantile; of a choice there is none to tell."""
    if quantity.dist == "choice":
        return "—"
    low, high = (float(quantity.ppf(p)) for p in (0.05, 0.95))
    return f"{low:.3g} … {high:.3g}"


def made(page: str) -> str:
    """Return the page with the tables that follow from the code."""
    return replaced(replaced(page, "mechanisms", mechanisms()), "parameters", parameters())


def main() -> None:
    """Write the page anew."""
    page = made(PAGE.read_text("utf-8"))
    if len(sys.argv) > 1:
        page = replaced(page, "ablation", Path(sys.argv[1]).read_text("utf-8"))
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
