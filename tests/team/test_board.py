"""A board in place of an annotation file, with all commands and between several people."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import psycopg
import pytest

from content.annotation.records.collection import fold
from content.store.addressed import path_of_annotations
from content.store.log import AnnotationFile
from tests.team.postgresql import schema
from tui import cli

if TYPE_CHECKING:
    from pathlib import Path

    from tests.team.conftest import Team


class Ran:
    """What a command printed, and its exit code."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    def run(*arguments: object) -> Ran:
        capsys.readouterr()
        code = cli.run([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run


def marked(team: Team, run: Any, person: str, words: str, *more: str) -> str:
    team.at(person)
    ran = run("annotate", team.briefing, "--exact", words, "--annotations", team.address(person), *more)
    assert ran.code == 0, ran.err
    return str(ran.out.strip())


def live(path: Path) -> dict[str, Any]:
    return {one.id: one.record for one in fold(AnnotationFile(path).read().records).live}


def test_a_mark_of_one_is_exported_by_another_who_has_never_seen_its_file(team: Team, run: Any) -> None:
    name = marked(team, run, "ada", "ferry", "--note", "which one?")
    team.at("rita")
    ran = run("export", team.briefing, "--annotations", team.address("rita"), "--format", "jsonl")
    (found,) = map(json.loads, ran.out.splitlines())
    assert (found["id"], found["creator"]["name"], found["body"][0]["value"]) == (name, "ada", "which one?")


def test_the_text_goes_along_so_that_the_marks_are_evidence_on_their_own(team: Team, run: Any) -> None:
    marked(team, run, "ada", "ferry")
    team.at("ben")
    merged = team.folder / "copy.jsonl"
    assert run("merge", team.address("ben"), "--output", merged).code == 0
    assert team.briefing.read_text() in fold(AnnotationFile(merged).read().records).texts.values()


def test_verify_show_and_compare_take_an_address(team: Team, run: Any) -> None:
    marked(team, run, "ada", "ferry left")
    marked(team, run, "ben", "ferry left")
    team.at("rita")
    address = team.address("rita")
    verified = run("verify", team.briefing, "--annotations", address, "--json")
    assert [json.loads(line)["state"] for line in verified.out.splitlines()] == ["anchored", "anchored"]
    assert run("show", team.briefing, "--annotations", address, "--json").code == 0
    assert json.loads(run("compare", team.briefing, address, "--json").out)["annotators"] == ["ada", "ben"]


def test_boards_are_compared_by_their_addresses(team: Team, run: Any, tmp_path: Path) -> None:
    marked(team, run, "ada", "ferry")
    marked(team, run, "ben", "crew")
    team.at("rita")
    address = team.address("rita")
    file = tmp_path / "carl.jsonl"
    assert run("annotate", team.briefing, "--exact", "captain", "--annotations", file, "--annotator", "carl").code == 0
    found = json.loads(run("compare", team.briefing, address, file, "--json").out)["annotators"]
    shown = address.partition("?")[0]
    assert sorted(name.partition("?")[0] for name in found) == sorted(["carl", shown])
    same = run("compare", team.briefing, address, address)
    assert same.code == 2
    assert shown in same.err


def test_import_takes_an_address_and_again_adds_nothing(team: Team, run: Any) -> None:
    team.at("carl")
    given = team.folder / "given.json"
    given.write_text(
        json.dumps(
            {
                "@context": "http://www.w3.org/ns/anno.jsonld",
                "type": "Annotation",
                "id": "urn:uuid:0d8a0fb2-6f5f-4a3e-8f2d-7a1f64f2a001",
                "creator": "Old Tool",
                "created": "2026-01-02T03:04:05Z",
                "target": {"selector": {"type": "TextQuoteSelector", "exact": "captain"}},
            }
        )
    )
    arguments = ("import", given, "--into", team.address("carl"), "--briefing", team.briefing)
    assert "1 of 1" in run(*arguments).out
    assert "0 of 1" in run(*arguments).out
    assert team.rows("SELECT annotator, role FROM briefmark.records") == [("Old Tool", "carl")]


def test_merging_goes_both_ways_and_again_adds_nothing(team: Team, run: Any) -> None:
    team.at("ada")
    file = team.folder / "mine.jsonl"
    run("annotate", team.briefing, "--exact", "captain", "--annotations", file, "--annotator", "ada")
    marked(team, run, "ben", "crew")
    team.at("ada")
    assert "1 added" in run("merge", file, "--output", team.address("ada")).out
    assert "1 added" in run("merge", team.address("ada"), "--output", file).out
    assert "0 added" in run("merge", file, "--output", team.address("ada")).out
    assert "0 added" in run("merge", team.address("ada"), "--output", file).out
    assert team.rows("SELECT count(*) FROM briefmark.records") == [(2,)]
    assert {one["creator"]["name"] for one in live(file).values()} == {"ada", "ben"}


def test_a_merge_leaves_out_what_is_in_other_names_and_says_so(team: Team, run: Any) -> None:
    team.at("ada")
    file = team.folder / "both.jsonl"
    for name, words in (("ada", "captain"), ("zoe", "crew")):
        run("annotate", team.briefing, "--exact", words, "--annotations", file, "--annotator", name)
    ran = run("merge", file, "--output", team.address("ada"))
    assert "1 added" in ran.out
    assert "curator" in ran.err
    assert team.rows("SELECT annotator FROM briefmark.records") == [("ada",)]
    team.at("carl")
    assert "1 added" in run("merge", file, "--output", team.address("carl")).out


def test_the_same_record_with_its_keys_in_another_order_is_the_same(team: Team, run: Any) -> None:
    marked(team, run, "ada", "ferry")
    ((text,),) = team.rows("SELECT record::text FROM briefmark.records")
    turned = json.dumps(dict(reversed(json.loads(str(text)).items())))
    with team.server.connect(team.board, "ada") as connection:
        insert = "INSERT INTO briefmark.records (record) VALUES (%s) ON CONFLICT (digest) DO NOTHING"
        connection.execute(insert, (turned,))
    assert team.rows("SELECT count(*) FROM briefmark.records") == [(1,)]


def test_who_may_only_read_is_told_before_anything_is_written(team: Team, run: Any) -> None:
    team.at("rita")
    ran = run("annotate", team.briefing, "--exact", "ferry", "--annotations", team.address("rita"))
    assert (ran.code, ran.out) == (4, "")
    assert "but not mark: ask its owner for `GRANT" in ran.err
    assert path_of_annotations(team.address("rita")).read_text() == ""


def test_a_mark_is_in_the_name_that_the_board_has_for_the_role(team: Team, run: Any) -> None:
    with team.server.connect(team.board) as connection:
        connection.execute("INSERT INTO briefmark.names VALUES ('ada', 'Ada Lovelace')")
    marked(team, run, "ada", "ferry")
    found = team.rows("SELECT annotator, creator, role FROM briefmark.records")
    assert found == [("Ada Lovelace", "Ada Lovelace", "ada")]


def test_another_name_than_the_boards_is_refused_before_anything_is_written(team: Team, run: Any) -> None:
    team.at("ada")
    ran = run("annotate", team.briefing, "--exact", "ferry", "--annotations", team.address("ada"), "--annotator", "zoe")
    assert (ran.code, ran.out) == (4, "")
    assert "you write in the name 'ada'" in ran.err


@pytest.mark.parametrize(
    "record",
    [
        {"type": "Annotation", "id": "urn:x", "creator": {"name": "ben"}},
        {"type": "Annotation", "id": "urn:x", "creator": "ben"},
        {"type": "Annotation", "id": "urn:x", "creator": [{"type": "Person"}, {"name": "ben"}]},
        {"type": "Annotation", "id": "urn:x", "creator": {"name": "ada"}, "dcterms:contributor": {"name": "ben"}},
        {"type": "Annotation", "id": "urn:x", "creator": {"name": "ben"}, "dcterms:contributor": {"name": "ada"}},
        {"type": "Tombstone", "id": "urn:of-ben", "dcterms:contributor": {"name": "ada"}},
        {"type": ["Tombstone"], "id": "urn:of-ben", "dcterms:contributor": {"name": "ada"}},
        {"type": "Annotation", "id": "urn:of-ben", "creator": {"name": "ada"}},
        {"type": "Annotation", "id": "urn:x"},
    ],
)
def test_a_role_cannot_write_in_another_name_whatever_program_it_uses(team: Team, record: dict[str, Any]) -> None:
    insert = "INSERT INTO briefmark.records (record) VALUES (%s)"
    with team.server.connect(team.board, "ben") as connection:
        connection.execute(insert, (json.dumps({"type": "Annotation", "id": "urn:of-ben", "creator": "ben"}),))
    with (
        team.server.connect(team.board, "ada") as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(insert, (json.dumps(record),))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE briefmark.records SET record = '{}'",
        "DELETE FROM briefmark.records",
        "TRUNCATE briefmark.records",
        "INSERT INTO briefmark.records (seq, record) VALUES (1, '{}')",
        "INSERT INTO briefmark.records (record, role) VALUES ('{}', 'ben')",
        "INSERT INTO briefmark.names VALUES ('carl', 'ben')",
        "SELECT setval('briefmark.seq', 1)",
        "ALTER TABLE briefmark.records DISABLE ROW LEVEL SECURITY",
    ],
)
def test_nobody_can_change_what_was_written_not_even_a_curator(team: Team, statement: str) -> None:
    with team.server.connect(team.board, "carl") as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
        connection.execute(statement.encode())


def test_a_role_of_no_rank_reads_nothing(team: Team, run: Any) -> None:
    with team.server.connect(team.board) as connection:
        connection.execute("CREATE ROLE eve LOGIN PASSWORD 'for-tests'")
    team.at("eve")
    ran = run("export", team.briefing, "--annotations", team.address("eve"))
    assert ran.code == 3
    assert "You have no rights on the board" in ran.err
    with team.server.connect(team.board) as connection:
        connection.execute("DROP ROLE eve")


def test_a_database_without_a_board_says_how_to_make_one(team: Team, run: Any) -> None:
    team.at("ada")
    ran = run("export", team.briefing, "--annotations", team.server.address("postgres"))
    assert ran.code == 3
    assert "briefmark board --schema" in ran.err


def test_an_address_with_a_typing_error_is_told_when_nothing_is_known_of_it(team: Team, run: Any) -> None:
    team.at("ada")
    ran = run("export", team.briefing, "--annotations", team.server.address("bord", "ada"))
    assert ran.code == 3
    ran = run("annotate", team.briefing, "--exact", "ferry", "--annotations", team.server.address("bord", "ada"))
    assert (ran.code, ran.out) == (4, "")
    assert "The server has no board 'bord': check the name in the address." in ran.err


def test_running_the_schema_again_changes_nothing(team: Team, run: Any) -> None:
    marked(team, run, "ada", "ferry")
    before = team.rows("SELECT board.id, seq, record::text FROM briefmark.records, briefmark.board")
    with team.server.connect(team.board) as connection:
        connection.execute(schema().encode())
    assert team.rows("SELECT board.id, seq, record::text FROM briefmark.records, briefmark.board") == before
    marked(team, run, "ada", "captain")


def test_an_annotation_of_somebody_else_can_be_changed_with_the_name_of_who_did_it(team: Team, run: Any) -> None:
    name = marked(team, run, "ada", "ferry")
    team.at("ben")
    assert (
        run("annotate", team.briefing, "--edit", name, "--note", "no", "--annotations", team.address("ben")).code == 0
    )
    found = team.rows("SELECT annotator, creator, role FROM briefmark.records ORDER BY seq")
    assert found == [("ada", "ada", "ada"), ("ben", "ada", "ben")]


def test_deleting_what_somebody_else_made_is_for_curators(team: Team, run: Any) -> None:
    name = marked(team, run, "ada", "ferry")
    team.at("ben")
    ran = run("annotate", team.briefing, "--delete", name, "--annotations", team.address("ben"))
    assert ran.code == 4
    assert "Only ada, or a curator" in ran.err
    assert run("board", team.address("ben")).code == 0
    assert name in run("export", team.briefing, "--annotations", team.address("ben"), "--format", "jsonl").out
    team.at("carl")
    assert run("annotate", team.briefing, "--delete", name, "--annotations", team.address("carl")).code == 0
    team.at("ada")
    assert run("export", team.briefing, "--annotations", team.address("ada"), "--format", "jsonl").out == ""


def test_a_board_of_a_team_has_the_marks_of_several_briefings_and_shows_those_of_one(team: Team, run: Any) -> None:
    marked(team, run, "ada", "ferry")
    other = team.folder / "other.txt"
    other.write_text("The tunnel is open.\n")
    run("annotate", other, "--exact", "tunnel", "--annotations", team.address("ada"))
    team.at("ben")
    ran = run("export", other, "--annotations", team.address("ben"), "--format", "jsonl")
    assert [json.loads(line)["target"]["source"] for line in ran.out.splitlines()] == ["other.txt"]


def test_adding_what_is_only_in_other_names_is_an_error_that_says_why(team: Team, run: Any) -> None:
    team.at("ben")
    file = team.folder / "hers.jsonl"
    run("annotate", team.briefing, "--exact", "captain", "--annotations", file, "--annotator", "zoe")
    ran = run("merge", file, "--output", team.address("ben"))
    assert ran.code == 4
    assert "you write in the name 'ben'" in ran.err


def test_how_things_stand_is_told_with_the_name_the_rights_and_what_waits(team: Team, run: Any) -> None:
    marked(team, run, "ada", "ferry")
    ran = run("board", team.address("ada"))
    assert ran.code == 0
    assert "you may read and write; your name there is ada" in ran.out
    assert "2 records" in ran.out  # the annotation and its text
    team.server.kill()
    try:
        marked(team, run, "ada", "captain")
        ran = run("board", team.address("ada"))
        assert ran.code == 1
        assert "1 change waiting" in ran.out
    finally:
        team.server.start()


def test_an_annotation_without_an_id_gets_the_one_that_it_is_known_by(team: Team, run: Any) -> None:
    team.at("carl")
    file = team.folder / "old.jsonl"
    file.write_text(json.dumps({"type": "Annotation", "creator": "zoe", "target": "ferry.txt"}) + "\n")
    (found,) = AnnotationFile(file).read().records
    assert "1 added" in run("merge", file, "--output", team.address("carl")).out
    assert "0 added" in run("merge", file, "--output", team.address("carl")).out
    assert team.rows("SELECT id FROM briefmark.records") == [(found.id,)]


def test_the_schema_is_printed(run: Any) -> None:
    assert run("board", "--schema").out == schema()


def test_without_an_address_all_boards_of_this_machine_are_listed_with_what_waits(team: Team, run: Any) -> None:
    marked(team, run, "ada", "ferry")
    team.server.kill()
    try:
        marked(team, run, "ada", "captain")
    finally:
        team.server.start()
    ran = run("board")
    assert (ran.code, ran.out) == (1, f"{team.address('ada')}: 1 change waiting.\n")


def test_an_address_that_is_nearly_one_of_a_board_is_not_a_file(team: Team, run: Any) -> None:
    ran = run("annotate", team.briefing, "--exact", "ferry", "--annotations", "postgresq://localhost/board")
    assert ran.code == 2
    assert "write postgresql://HOST/BOARD" in ran.err


@pytest.mark.parametrize(
    ("word", "said"),
    [("wrong", "The server does not accept the password of ada"), ("", "There is no password for ada")],
)
def test_who_cannot_log_in_to_a_new_board_is_told_why_and_nothing_is_written(
    team: Team, run: Any, monkeypatch: pytest.MonkeyPatch, word: str, said: str
) -> None:
    path = team.folder / "other-pgpass"
    path.write_text(f"*:*:*:*:{word}\n" if word else "")
    path.chmod(0o600)
    monkeypatch.setenv("PGPASSFILE", str(path))
    team.at("ada")
    ran = run("annotate", team.briefing, "--exact", "ferry", "--annotations", team.address("ada"))
    assert (ran.code, ran.out) == (4, "")
    assert said in ran.err
