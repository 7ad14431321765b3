"""What is said of a command line that cannot be read, in the words of all other messages.

Typer's own words differ from release to release and its parser is private, so an error is told by
the name of its class, and what was typed is read from the command line again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from contingent.scenario.names import nearest
from contingent.scenario.problems import Problem, show

NUMBERS = {
    "integer": "is no whole number; write it in digits alone, such as 2000",
    "float": "is no number; write it in digits, such as 0.05",
    "number": "is no number; write it in digits, such as 0.05",
}
"""What is said of a value by the kind of number that typer asks for, the narrower first."""


@dataclass(frozen=True)
class Typed:
    """A command line: the command that was called, or the group in which there is no such one.

    Attributes
    ----------
    command, path : command, str
        Typer's command, and the words that call it.
    arguments : sequence of str
        All words but the program's name.
    """

    command: Any
    path: str
    arguments: Sequence[str]

    @classmethod
    def of(cls, root: Any, arguments: Sequence[str]) -> Typed:
        """Follow the names of commands as far as they are known."""
        path, command = "contingent", root
        for word in (word for word in arguments if not word.startswith("-")):
            found = getattr(command, "commands", {}).get(word)
            if found is None:
                break
            path, command = f"{path} {word}", found
        return cls(command, path, arguments)


def said_of(error: Any, root: Any, arguments: Sequence[str]) -> str:
    """Return one line on a command line that typer refused, or the help where nothing was asked.

    Parameters
    ----------
    error : typer's usage error
        What it raised.
    root : command
        All commands, as `typer.main.get_command` makes them.
    arguments : sequence of str
        The command line without the program's name.
    """
    message = str(error.format_message())
    if message.startswith("Usage:"):
        return message
    typed = Typed.of(root, arguments)
    otherwise = _no_command if hasattr(typed.command, "commands") else _too_many
    place, said = KINDS.get(type(error).__name__, otherwise)(error, message, typed)
    return str(Problem(place, None, said))


Said = tuple[str, str]
"""What a line is about, and what it says."""


def _option(error: Any, _message: str, typed: Typed) -> Said:
    every = [name for param in typed.command.params for name in param.opts]
    known = [*(name for name in every if name.startswith("-")), "--help"]
    name = error.option_name
    return name, f"{typed.path} has no such option{nearest(name, known)}"


def _value_count(error: Any, message: str, typed: Typed) -> Said:
    needs = re.search(r"requires (an|\d+) argument", message)
    if needs is None:
        return error.option_name, "takes no value; leave out what stands behind it"
    values = "a value" if needs[1] in {"an", "1"} else f"{needs[1]} values"
    return error.option_name, f"needs {values} behind it; {typed.path} -h says which"


def _missing(error: Any, _message: str, typed: Typed) -> Said:
    said = f" ({about})" if (about := _about(error.param)) else ""
    return typed.path, f"{_name(error.param)} is missing{said}; {typed.path} -h says more"


def _bad_value(error: Any, message: str, typed: Typed) -> Said:
    name, value = _name(error.param), _value(error.param, typed.arguments)
    for kind, wrong in NUMBERS.items():
        if kind in message and not _is_number(value, kind):
            return name, f"{show(value)} {wrong}"
    return name, f"{show(value)} is not what it takes: {_about(error.param)}"


def _no_command(_error: Any, _message: str, typed: Typed) -> Said:
    depth = len(typed.path.split()) - 1
    words = [word for word in typed.arguments if not word.startswith("-")][depth:]
    names = list(typed.command.commands)
    if not words:
        return typed.path, f"a command is missing{nearest('', names)}"
    return typed.path, f"there is no command {show(words[0])}{nearest(words[0], names)}"


def _too_many(_error: Any, message: str, typed: Typed) -> Said:
    extra = re.search(r"unexpected extra .*? \((.*)\)$", message)
    if extra is None:
        return typed.path, message
    params = typed.command.params
    takes = " and ".join(_name(p) for p in params if p.param_type_name == "argument")
    what = f"takes {takes} and no more" if takes else "takes nothing but options"
    return typed.path, f"{what}, so {show(extra[1])} is left over; {typed.path} -h says more"


KINDS: dict[str, Callable[[Any, str, Typed], Said]] = {
    "NoSuchOption": _option,
    "BadOptionUsage": _value_count,
    "MissingParameter": _missing,
    "BadParameter": _bad_value,
}
"""Who speaks of an error of typer's, by the name of its class."""


def _is_number(value: str, kind: str) -> bool:
    try:
        int(value) if kind == "integer" else float(value)
    except ValueError:
        return False
    return True


def _value(param: Any, arguments: Sequence[str]) -> str:
    """Return the value of an option as it was typed, the last one if it is not a number."""
    values = []
    for word, behind in zip(arguments, [*arguments[1:], ""], strict=True):
        name, equals, value = word.partition("=")
        if name in param.opts:
            values.append(value if equals else behind)
    wrong = [value for value in values if not _is_number(value, "float")]
    return (wrong or values or [""])[-1]


def _name(param: Any) -> str:
    """Return the name under which a reader meets an option or an argument."""
    return str(param.name.upper() if param.param_type_name == "argument" else param.opts[0])


def _about(param: Any) -> str:
    """Return what the help says of an option or an argument, to stand inside a sentence."""
    text = (getattr(param, "help", None) or "").rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
