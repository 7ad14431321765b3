"""What newcomers read: commands that exist, links that lead somewhere, every column of a table."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from contingent.cli import COMMANDS, GROUPS
from contingent.history.columns import KNOWN, NOT_CODED, WORDS
from contingent.history.predictions import COLUMNS

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/answers.md", "docs/scenario.md", "docs/episodes.md", "docs/validity.md")


def text_of(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


def test_readme_names_every_command_and_no_other():
    named = set(re.findall(r"`?contingent ([a-z]+)", text_of("README.md")))
    assert set(COMMANDS) | set(GROUPS) <= named
    said = set(re.findall(r"(?:\$ |`)contingent ([a-z]+)", text_of("README.md")))
    assert said <= set(COMMANDS) | set(GROUPS)


@pytest.mark.parametrize("page", PAGES)
def test_options_that_are_shown_exist(page):
    from typer.main import get_command

    from contingent.cli import app

    root = get_command(app)
    for line in re.findall(r"(?:\$ |`)contingent ([^`\n#]+)", text_of(page)):
        words = line.split()
        command = root.commands.get(words[0])
        if command is not None and hasattr(command, "commands"):
            command = command.commands.get(words[1]) if len(words) > 1 else None
        if command is None:
            continue
        known = {name for option in command.params for name in option.opts}
        unknown = {w for w in words if w.startswith("--") and w.split("=")[0] not in known}
        assert not unknown, f"{page}: contingent {line}"


@pytest.mark.parametrize("page", PAGES)
def test_links_to_files_lead_somewhere(page):
    targets = re.findall(r"\]\(([^)]+)\)", text_of(page))
    files = {t.partition("#")[0] for t in targets if not t.startswith(("http", "#"))}
    assert files
    assert not [file for file in files if not ((ROOT / page).parent / file).exists()]


def test_newcomers_meet_install_then_their_own_then_the_commands():
    text = text_of("README.md")
    order = [text.index(mark) for mark in ("make demo", "report-libya-2019.png", "contingent new")]
    order += [text.index(mark) for mark in ("## Commands", "## From Python")]
    assert order == sorted(order)


def test_every_column_of_episodes_and_predictions_and_every_code_is_explained():
    page = text_of("docs/episodes.md")
    words = {word for codes in WORDS.values() for word in codes} - set(NOT_CODED)
    names = {*KNOWN, *COLUMNS, *words}
    assert not [name for name in names if f"`{name}`" not in page]
