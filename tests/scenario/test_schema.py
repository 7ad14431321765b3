from __future__ import annotations

import json

import pytest

from contingent.scenario.document import read_yaml
from contingent.scenario.problems import Problems, UserError
from contingent.scenario.schema import json_schema
from tests.scenario.conftest import DUEL

KINDS = ("scenario", "evidence", "questions")


@pytest.mark.parametrize("kind", KINDS)
def test_schema_is_plain_json_with_resolvable_references(kind):
    schema = json_schema(kind)
    text = json.dumps(schema)
    for reference in {part.split('"')[0] for part in text.split('"#/$defs/')[1:]}:
        assert reference in schema["$defs"]


@pytest.mark.parametrize("kind", KINDS)
def test_good_files_are_valid_and_bad_ones_not(kind):
    jsonschema = pytest.importorskip("jsonschema")
    jsonschema.Draft202012Validator.check_schema(json_schema(kind))
    validator = jsonschema.Draft202012Validator(json_schema(kind))
    file = "evidence" if kind == "evidence" else "scenario"
    data = read_yaml(str(DUEL / f"{file}.yaml"), Problems()).data
    data = data["questions"] if kind == "questions" else data
    assert not list(validator.iter_errors(data))
    first = data[0] if kind == "questions" else data
    first["strange"] = 1
    assert list(validator.iter_errors(data))


def test_unknown_schema():
    with pytest.raises(UserError, match='did you mean "scenario"'):
        json_schema("scenari")
