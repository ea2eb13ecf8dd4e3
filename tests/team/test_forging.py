"""What somebody with a role on a board can try with SQL of their own: to write as another, or to spoil it for all."""

from __future__ import annotations

import json
import os
import random
from contextlib import suppress
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from content.annotation.records.model import Annotation, Tombstone
from content.annotation.records.webannotation import agent_name
from content.store.board.address import board_address
from content.store.board.server import Server as Connection
from tests.team.conftest import Team
from tui import cli

if TYPE_CHECKING:
    from tests.team.postgresql import Server

BEN = {"type": "Annotation", "id": "urn:of-ben", "creator": "ben", "created": "2026-11-01T00:00:00Z"}
ADA = {"type": "Annotation", "id": "urn:of-ada", "creator": "ada"}
SIGNED = {"type": "TextualBody", "value": "I resign.", "creator": {"name": "ben"}}
_INSERT = "INSERT INTO briefmark.records (record) VALUES (%s)"
_TEXT = "INSERT INTO briefmark.texts (record) VALUES (%s)"
_HASH = "urn:sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # of "hello"


def write(team: Team, person: str, *records: str | dict[str, Any], into: str = _INSERT) -> None:
    with team.server.connect(team.board, person) as connection:
        for record in records:
            connection.execute(into.encode(), (record if isinstance(record, str) else json.dumps(record),))


@pytest.fixture(scope="module")
def board(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Team:
    """One board for all that is refused, with an annotation of Ben's."""
    name = f"board_{os.getpid()}_forging"
    server.make_board(name, ada="annotator", ben="annotator")
    made = Team(server, name, tmp_path_factory.mktemp("forging"), pytest.MonkeyPatch())
    write(made, "ben", BEN)
    return made


@pytest.mark.parametrize(
    "record",
    [
        {"type": "AnnotationPage", "id": "urn:page", "creator": "ada", "items": [BEN | {"id": "urn:x"}]},
        {"type": ["AnnotationPage", "Annotation"], "id": "urn:page", "creator": "ada", "items": [BEN]},
        {"type": "AnnotationCollection", "id": "urn:all", "creator": "ada", "first": {"type": "AnnotationPage"}},
        [BEN | {"id": "urn:x"}],
        {"type": ["Annotation", "Tombstone"], "id": "urn:x", "creator": "ben", "dcterms:contributor": "ada"},
        {"type": ["Annotation", "A Tombstone"], "id": "urn:x", "creator": "ben", "dcterms:contributor": "ada"},
        ADA | {"id": ["urn:of-ben"]},
        ADA | {"id": {"id": "urn:of-ben"}},
        {"type": "Annotation", "creator": "ada"},
        ADA | {"id": ""},
        ADA | {"creator": {"name": ["ben"], "nickname": "ada"}},
        ADA | {"creator": [{"name": 5}, {"name": "ben"}, "ada"]},
        ADA | {"creator": {"name": "\t", "nickname": "ben", "id": "ada"}},
        ADA | {"creator": "ben", "dcterms:contributor": [None, 1, ["ada"], "ben", "ada"]},
        ADA | {"creator": "ada "},
        ADA | {"creator": "аda"},  # the first letter is Cyrillic
        ADA | {"creator": "Ada"},
        '{"type": "Annotation", "id": "urn:x", "creator": "ada", "creator": "ben"}',
        '{"type": "Annotation", "id": "urn:of-ada", "id": "urn:of-ben", "creator": "ada"}',
        '{"type": "Annotation", "id": "urn:x", "creator": {"name": "ada", "name": "ben"}}',
        '{"type": "Annotation", "id": "urn:x", "creator": {"name": "ada"}, "cre\\u0061tor": {"nickname": "ben"}}',
        ADA | {"body": SIGNED},
        ADA | {"body": [{"value": "Well."}, SIGNED | {"creator": ["ada", "ben"]}]},
        ADA | {"decision": {"made": "moved", "was": "here", "by": "ben"}},
        {"type": "Note", "id": "urn:x", "creator": "ada"},
        ADA | {"modified": "9999-12-31T23:59:59.999999Z"},
        ADA | {"modified": " \u20039999-W52-5"},
        ADA | {"value": "\0"},
    ],
)
def test_a_record_that_another_program_could_read_as_anothers_is_refused(board: Team, record: Any) -> None:
    with pytest.raises((psycopg.errors.InsufficientPrivilege, psycopg.IntegrityError, psycopg.DataError)):
        write(board, "ada", record if isinstance(record, str) else json.dumps(record))


@pytest.mark.parametrize("kind", [["Text", "Annotation"], "Annotation", "Nonsense", None])
def test_what_is_not_just_a_text_does_not_get_in_as_one(board: Team, kind: Any) -> None:
    with pytest.raises(psycopg.IntegrityError):
        write(board, "ada", BEN | {"type": kind, "id": _HASH, "value": "hello"}, into=_TEXT)


def test_a_part_of_a_mark_stays_signed_by_who_has_made_it(team: Team) -> None:
    write(team, "ben", BEN | {"body": {"value": "Mine."}})
    both = [SIGNED | {"value": "Mine."}, {"value": "And mine.", "creator": "ada"}]
    write(team, "ada", BEN | {"modified": "2026-11-02T00:00:00Z", "dcterms:contributor": "ada", "body": both})
    write(team, "ben", BEN | {"modified": "2026-11-03T00:00:00Z", "body": both})
    assert team.rows("SELECT annotator FROM briefmark.records ORDER BY seq") == [("ben",), ("ada",), ("ben",)]


def test_an_old_view_of_the_board_does_not_let_one_take_what_another_has_made_since(team: Team) -> None:
    with team.server.connect(team.board, "ada") as connection:
        connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        connection.execute("SELECT FROM briefmark.records")
        write(team, "ben", BEN)
        with pytest.raises(psycopg.errors.InvalidTransactionState):
            connection.execute(_INSERT, (json.dumps(BEN | {"creator": "ada"}),))


def test_who_may_only_read_cannot_hold_up_those_who_write(team: Team) -> None:
    with team.server.connect(team.board, "rita") as connection:
        connection.execute("BEGIN")
        connection.execute("SELECT pg_advisory_xact_lock(hashtextextended('briefmark', 0))")
        with pytest.raises(psycopg.errors.InsufficientPrivilege), connection.transaction():
            connection.execute("LOCK TABLE briefmark.board IN SHARE MODE")
        connection.execute("SELECT FROM briefmark.board")
        with team.server.connect(team.board, "ada") as writer:
            writer.execute("SET statement_timeout = '10s'")
            writer.execute(_INSERT, (json.dumps(ADA),))


def test_the_name_of_the_role_counts_where_the_board_has_another_for_it_but_not_for_others(team: Team) -> None:
    with team.server.connect(team.board) as connection:
        connection.execute("INSERT INTO briefmark.names VALUES ('ada', 'Ada Lovelace')")
    write(team, "ada", ADA, ADA | {"id": "urn:2", "creator": "Ada Lovelace"})
    deletion = {"type": "Tombstone", "id": "urn:of-ada", "dcterms:contributor": "Ada Lovelace"}
    write(team, "ada", deletion)
    with team.server.connect(team.board) as connection:
        connection.execute("INSERT INTO briefmark.names VALUES ('ben', 'ada')")
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        write(team, "ada", ADA | {"id": "urn:3"})


def test_a_time_that_cannot_be_read_is_no_reason_to_refuse_a_record(team: Team) -> None:
    write(team, "ada", ADA | {"modified": "2026-99-99"}, ADA | {"id": "urn:2", "created": "yesterday"})
    assert team.rows("SELECT time FROM briefmark.records") == [(None,), (None,)]


def _odd(chance: random.Random, deep: int = 0) -> Any:
    simple = ["ada", "ben", "", " ", "\t", "ada ", None, 0, 5, True, "ada", "ben"]
    kind = chance.randrange(4 if deep < 3 else 2)
    if kind < 2:
        return chance.choice(simple)
    if kind == 2:
        return [_odd(chance, deep + 1) for _ in range(chance.randrange(4))]
    return {key: _odd(chance, deep + 1) for key in ("name", "nickname", "id") if chance.random() < 0.6}


def test_the_server_and_the_program_read_the_same_name_in_everything(team: Team) -> None:
    chance = random.Random(19)  # noqa: S311
    for_both = [_odd(chance) for _ in range(3000)]
    with team.server.connect(team.board) as connection:
        rows = connection.execute(
            "SELECT briefmark.agent(given.value) FROM jsonb_array_elements(%s) WITH ORDINALITY AS given "
            "ORDER BY ordinality",
            (json.dumps(for_both),),
        ).fetchall()
    assert [name for (name,) in rows] == [agent_name(one) for one in for_both]


def test_whatever_gets_in_is_read_by_all_as_what_the_server_took_it_for(team: Team) -> None:
    chance = random.Random(7)  # noqa: S311
    write(team, "ben", BEN)
    kinds = ["Annotation", "Tombstone", "Text", "AnnotationPage", "Annotation", "Annotation"]
    with team.server.connect(team.board, "ada") as connection:
        for _ in range(1500):
            record = {
                "type": chance.choice([chance.choice(kinds), chance.choices(kinds, k=2)]),
                "id": chance.choice(["urn:of-ben", "urn:of-ada", ["urn:of-ben"], "urn:new", None]),
                "creator": _odd(chance),
                "dcterms:contributor": chance.choice([_odd(chance), "ada"]),
                "items": [BEN],
            }
            with suppress(psycopg.errors.InsufficientPrivilege, psycopg.IntegrityError):
                connection.execute(_INSERT, (json.dumps(record),))
    server = Connection(board_address(team.address("ada")))
    news = server.news(0)
    server.close()
    taken = team.rows("SELECT id, annotator, creator, deletes FROM briefmark.records ORDER BY seq")
    assert news.damaged == 0
    found: list[tuple[object, ...]] = []
    for one in news.records:
        assert isinstance(one, Annotation | Tombstone)
        who = one.maker if isinstance(one, Annotation) else one.contributor
        found.append((one.id, who, agent_name(one.record.get("creator")), isinstance(one, Tombstone)))
    assert found == taken
    assert {annotator for _, annotator, _, _ in taken[1:]} == {"ada"}
    assert len(taken) > 20


def test_a_name_that_the_board_gives_reaches_the_terminal_without_control_sequences(
    team: Team, capsys: pytest.CaptureFixture[str]
) -> None:
    with team.server.connect(team.board) as connection:
        connection.execute("INSERT INTO briefmark.names VALUES ('ada', %s)", ("Ada\x1b]0;owned\x07\x9b31m",))
    team.at("ada")
    assert cli.run(["board", team.address("ada")]) == 0
    arguments = ["--exact", "ferry", "--annotations", team.address("ada"), "--annotator", "zoe"]
    assert cli.run(["annotate", str(team.briefing), *arguments]) == 4
    said = capsys.readouterr()
    assert "owned" in said.out
    assert "owned" in said.err
    assert not {"\x1b", "\x07", "\x9b"} & {*said.out, *said.err}
