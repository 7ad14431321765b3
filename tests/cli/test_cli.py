"""The command line: exit codes, one line a mistake, clean streams, and a quick start."""

from __future__ import annotations

import json
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from contingent.cli import main

ROOT = Path(__file__).parents[2]
CONTINGENT = [sys.executable, "-c", "from contingent.cli import start; start()"]


def run(capsys, *arguments):
    """Return (exit code, stdout, stderr) of the command line in this process."""
    with pytest.raises(SystemExit) as left:
        main([str(a) for a in arguments])
    caught = capsys.readouterr()
    return left.value.code, caught.out, caught.err


@pytest.fixture
def stand_in(monkeypatch):
    """Replace the engine by one that makes up its runs at once."""
    from contingent.engine import ensemble
    from tests.results.fake import simulate_model

    monkeypatch.setattr(ensemble, "simulate", simulate_model)


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    """A run folder of a small run, made by the command line."""
    folder = tmp_path_factory.mktemp("runs") / "libya"
    done = subprocess.run(
        [*CONTINGENT, "run", "libya-2019", "--draws", "12", "--keep", "3", "--out", str(folder)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder, done


def test_help_is_quick():
    def seconds():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([*CONTINGENT, "--help"], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    # Time of the processor, the best of several: other work on the machine is not measured.
    assert min(seconds() for _ in range(5)) < 0.4


@pytest.mark.parametrize("code", ["import contingent", "import contingent.cli"])
def test_import_is_light(code):
    heavy = "jax pandas xarray pydantic altair numpy rich.progress"
    text = f"{code}; import sys; print([m for m in {heavy.split()!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", text], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_version(capsys):
    code, out, _ = run(capsys, "--version")
    assert code == 0
    assert out.startswith("contingent ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["run", "lybia-2019"], 'did you mean "libya-2019"?'),
        (["run", "libya-2019", "--draws", "0"], "--draws: must be a whole number from 1"),
        (["run", "libya-2019", "--draws", "10000001"], "--draws: must be"),
        (["run", "libya-2019", "--seed", "-1"], "--seed: must be"),
        (["run", "libya-2019", "--replicates", "0"], "--replicates: must be"),
        (["run", "libya-2019", "--keep", "-1"], "--keep: must be"),
        (["run", "libya-2019", "--out", "/proc/nothing/here"], "cannot be written"),
        (["run", "/nowhere/at/all"], "no such folder"),
        (["ask", "libya-2019", "--questions", "/nowhere.yaml"], "no such file"),
        (["show", "/nowhere"], "is not a run folder"),
        (["schema", "evidense"], 'did you mean "evidence"?'),
    ],
)
def test_a_mistake_is_one_line_and_exit_code_2(capsys, arguments, said):
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_several_mistakes_are_several_unwrapped_lines(capsys, tmp_path):
    (tmp_path / "scenario.yaml").write_text(
        f"id: x\ntitle: {'long ' * 60}\nnonsense_key_{'x' * 150}: 1\nstart: 2019-13-45\n"
    )
    code, _, err = run(capsys, "run", tmp_path)
    lines = err.splitlines()
    assert code == 2
    assert len(lines) > 1
    assert all(line.startswith((str(tmp_path), "…")) for line in lines)


def test_the_table_and_the_folder(played):
    folder, done = played
    assert "probability" in done.stdout
    assert "Will the LNA hold Tripoli" in done.stdout
    assert "how it stands at the end" in done.stdout
    assert "run-weeks/s" in done.stderr
    assert str(folder / "report.html") in done.stderr
    for name in ("manifest.json", "summary.json", "results.zarr", "report.html"):
        assert (folder / name).exists()
    assert (folder / "tables" / "questions.parquet").is_file()
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["status"] == "finished"
    assert manifest["finished_draws"] == 12
    assert manifest["devices"] >= 1


def test_summary_has_the_published_form(played):
    summary = json.loads((played[0] / "summary.json").read_text())
    assert set(summary) == {
        "scenario", "seed", "draws", "replicates", "failed_runs", "arms", "versions",
    }  # fmt: skip
    assert set(summary["scenario"]) == {"id", "title", "start", "end", "as_of", "sha256"}
    (arm,) = summary["arms"]
    assert arm["id"] == "baseline"
    assert set(arm["questions"][0]) == {"id", "ask", "probability", "se", "term"}
    assert sum(arm["endings"].values()) == pytest.approx(1.0, abs=1e-5)
    assert {"victory:lna", "victory:gna", "ongoing"} < set(arm["endings"])


def test_show_and_json(capsys, played):
    folder = played[0]
    code, out, err = run(capsys, "show", folder)
    assert code == 0
    assert "Will the LNA hold Tripoli" in out
    assert "report.html" in err
    code, out, _ = run(capsys, "show", folder, "--json")
    assert json.loads(out) == json.loads((folder / "summary.json").read_text())


def test_an_existing_folder_is_replaced_only_by_force(capsys, played, tmp_path):
    folder = played[0]
    code, _, err = run(capsys, "run", "libya-2019", "--draws", "4", "--out", folder)
    assert code == 2
    assert "--force" in err
    (tmp_path / "thesis.txt").write_text("mine")
    code, _, err = run(capsys, "run", "libya-2019", "--force", "--out", tmp_path)
    assert code == 2
    assert "not replaced" in err
    assert (tmp_path / "thesis.txt").read_text() == "mine"


def test_json_alone_on_stdout_and_force(capsys, stand_in, tmp_path):
    folder = tmp_path / "run"
    for force in ([], ["--force"]):
        options = ["--draws", "4", "--keep", "0", "--out", folder, "--json", *force]
        code, out, _ = run(capsys, "run", "libya-2019", *options)
        assert code == 0
        assert json.loads(out)["draws"] == 4


def test_ask(capsys, stand_in, tmp_path):
    questions = tmp_path / "questions.yaml"
    questions.write_text(
        "- id: q1\n  ask: Will the GNA hold Tripoli?\n  answer: yes\n"
        "  event: {holds: {faction: gna, place: tripoli}, on: 2020-06-30}\n"
    )
    out = tmp_path / "answers.json"
    options = ["--questions", questions, "--draws", "8", "--seed", "3", "--out", out]
    code, table, _ = run(capsys, "ask", "libya-2019", *options)
    assert code == 0
    assert "Will the GNA hold Tripoli?" in table
    answers = json.loads(out.read_text())
    assert set(answers) == {"questions", "draws", "seed"}
    assert answers["draws"] == 8
    assert answers["seed"] == 3
    assert set(answers["questions"][0]) == {"id", "probability", "se"}


def test_ask_as_json_alone_on_stdout(capsys, stand_in, tmp_path):
    questions, out = tmp_path / "questions.yaml", tmp_path / "answers.json"
    questions.write_text(
        "- id: q1\n  event: {holds: {faction: gna, place: tripoli}, on: 2020-06-30}\n"
    )
    options = ["--questions", questions, "--draws", "8", "--out", out, "--json"]
    code, printed, _ = run(capsys, "ask", "libya-2019", *options)
    assert code == 0
    assert json.loads(printed) == json.loads(out.read_text())
    assert json.loads(printed)["draws"] == 8


def test_what_happened_in_no_run_is_not_said_to_be_impossible(capsys, stand_in, tmp_path):
    questions = tmp_path / "questions.yaml"
    total = "{total: {of: battle_deaths, at_least: 1e11}, by: 2020-06-30}"
    questions.write_text(
        f"- {{id: never, event: {total}}}\n- {{id: always, event: {{not: {total}}}}}\n"
    )
    options = ["--questions", questions, "--draws", "32"]
    code, table, _ = run(capsys, "ask", "libya-2019", *options)
    assert code == 0
    assert "< 9 %" in table
    assert "> 91 %" in table
    assert "the rule of three" in " ".join(table.split())


def test_a_question_of_which_nothing_is_known_has_no_number(capsys, stand_in, tmp_path):
    questions = tmp_path / "questions.yaml"
    total = "{total: {of: battle_deaths, at_least: 1e11}, by: 2020-06-30}"
    questions.write_text(f"- {{id: never, event: {total}, given: {total}}}\n")
    given = ["ask", "libya-2019", "--questions", questions, "--draws", "8"]
    code, table, err = run(capsys, *given)
    assert code == 0
    assert table.splitlines()[-1].split() == ["never", "not", "known"]
    assert "never: not known, for the condition was met in no run\n" in err
    _, data, _ = run(capsys, *given, "--json")
    (answer,) = json.loads(data)["questions"]
    assert answer["probability"] == 0.5
    assert answer["note"].endswith("so 0.5 stands for not knowing")


def test_ask_where_nothing_can_be_written(capsys, tmp_path):
    options = ["--questions", tmp_path / "q.yaml", "--out", tmp_path]
    code, _, err = run(capsys, "ask", "libya-2019", *options)
    assert code == 2
    assert "is a folder" in err


def test_scenarios_and_schemas(capsys):
    code, out, _ = run(capsys, "scenarios")
    assert code == 0
    assert "libya-2019" in out
    for kind in ("scenario", "evidence"):
        code, out, _ = run(capsys, "schema", kind)
        assert code == 0
        assert json.loads(out)["$schema"]


SLOW = """
import signal, sys, time
signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored where we run in the background
sys.path.insert(0, sys.argv.pop(1))
from contingent.engine import ensemble
from tests.results.fake import simulate_model
def slow(*given, **named):
    for i, chunk in enumerate(simulate_model(*given, **named)):
        if i == 3:
            print("third", file=sys.stderr, flush=True)
            time.sleep(60)
        yield chunk
ensemble.simulate = slow
from contingent.cli import main
main()
"""


def test_ctrl_c_keeps_finished_draws(tmp_path):
    folder = tmp_path / "run"
    options = ["run", "libya-2019", "--draws", "1000", "--out", str(folder)]
    process = subprocess.Popen(
        [sys.executable, "-c", SLOW, str(ROOT), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stderr is not None
    while "third" not in (line := process.stderr.readline()):
        assert line, "ended before it was interrupted"
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert "192" in err
    assert "Will the LNA hold Tripoli" in out
    manifest = json.loads((folder / "manifest.json").read_text())
    assert manifest["status"] == "interrupted"
    assert manifest["finished_draws"] == 192
    import contingent as ct

    result = ct.open_run(folder)
    assert result.interrupted
    assert result.draws == 192
    assert "Interrupted" in (folder / "report.html").read_text()
