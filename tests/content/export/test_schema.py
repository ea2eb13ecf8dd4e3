"""The JSON of every kind of briefing is what the published schema says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import jsonschema  # type: ignore[import-untyped]
import pytest

from content.document.model import Document
from content.export.structure import briefing_json
from content.structure import analyse
from content.structure.model import (
    Act,
    Entry,
    Figure,
    Kind,
    Role,
    SourceClass,
    Statement,
    StatementKind,
    Story,
    Turn,
    TurnSpeaker,
)
from tests.content.export.conftest import SURE, TEXT, place
from tests.gold.reading import read_all
from tests.schema import SCHEMA, check

if TYPE_CHECKING:
    from content.structure.model import Briefing
    from tests.gold.reading import Gold


def test_the_schema_is_a_schema() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_it_names_all_kinds_roles_and_classes() -> None:
    blocks, quotations = SCHEMA["$defs"]["block"]["properties"], SCHEMA["$defs"]["quotation"]["properties"]
    assert SCHEMA["properties"]["kind"]["enum"] == list(Kind)
    assert blocks["role"]["enum"] == list(Role)
    assert quotations["source_class"]["enum"] == list(SourceClass)
    assert SCHEMA["$defs"]["turn"]["properties"]["act"]["enum"] == list(Act)


def test_all_that_a_kind_can_add_is_valid(briefing: Briefing) -> None:
    port, shut = place("The port"), place("shut")
    said = Statement(port, (port, shut), StatementKind.MIXED, None, None, SourceClass.UNATTRIBUTED, SURE)
    full = briefing._replace(
        kind=Kind.DIGEST,
        turns=(Turn(port, TurnSpeaker(port, "A"), Act.ANSWER, 0), Turn(shut, None, Act.QUESTION)),
        stories=(Story(port, shut, None, "https://port.example"),),
        entries=(Entry(port, shut),),
        figures=(Figure(shut, "4", None, "ships"),),
        statements=(said,),
        metadata={"embargo": "0600 GMT", "contacts": ("A", "B")},
    )
    check(json.loads(json.dumps(briefing_json(full, with_text=True))))
    with pytest.raises(jsonschema.ValidationError):
        check(briefing_json(full, with_text=True) | {"kind": "novel"})


@pytest.mark.parametrize("text", ["", "\n", TEXT, "TLP:RED\nOne line", "Q: Who?\nA: We.\nQ: When?\nA: Now.\n" * 3])
def test_small_texts_are_valid(text: str) -> None:
    check(json.loads(json.dumps(briefing_json(analyse(Document(text)), with_text=True))))


@pytest.mark.parametrize("gold", read_all(), ids=lambda gold: gold.name)
def test_the_gold_briefings_are_valid(gold: Gold) -> None:
    check(json.loads(json.dumps(briefing_json(analyse(Document(gold.text)), with_text=False))))
