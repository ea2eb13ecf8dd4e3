"""`annotate` saves before it speaks, and otherwise says exactly what is wrong."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
FILE = Path("port.txt.annotations.jsonl")


def saved() -> list[dict[str, Any]]:
    lines = FILE.read_text(encoding="utf-8").split("\n")[:-1]
    return [record for record in map(json.loads, lines) if record["type"] != "Text"]


def exported(briefmark: Run) -> dict[str, dict[str, Any]]:
    return {record["id"]: record for record in briefmark("export", "port.txt").objects}


def test_words_are_marked_and_the_id_printed(briefmark: Run) -> None:
    done = briefmark(
        *("annotate", "port.txt", "--exact", "Ships wait", "--category", "quote", "--note", "Who?", "--tag", "sea"),
        *("--tag", "ships", "--annotator", "Grace"),
    )
    (record,) = saved()
    assert (done.code, done.lines) == (0, [record["id"]])
    assert record["creator"]["name"] == "Grace"
    assert [body["value"] for body in record["body"]] == ["Who?", "sea", "ships", "quote"]
    assert record["target"]["selector"][0]["exact"] == "Ships wait"


def test_words_in_two_places_are_listed(briefmark: Run) -> None:
    done = briefmark("annotate", "port.txt", "--exact", "port shut")
    assert (done.code, done.out) == (1, "")
    assert "occur in 2 places" in done.err
    assert "32 to 41: …rbour closed after storm The [port shut] on Monday." in done.err
    assert not FILE.exists()
    assert briefmark("annotate", "port.txt", "--exact", "port shut", "--suffix", " at once").code == 0
    assert briefmark("annotate", "port.txt", "--exact", "port shut", "--prefix", "storm\n\nThe ").code == 0
    starts = [record["target"]["selector"][1]["start"] for record in saved()]
    assert starts == [149, 32]


def test_words_that_are_not_there_are_an_error(briefmark: Run) -> None:
    done = briefmark("annotate", "port.txt", "--exact", "no such words")
    assert done.code == 1
    assert "not in the text" in done.err


def test_offsets_are_code_points(briefmark: Run) -> None:
    text = Path("port.txt").read_text(encoding="utf-8")
    start = text.index("“Ships")
    briefmark("annotate", "port.txt", "--start", str(start), "--end", str(start + 6), "--id", "urn:x:1")
    assert saved()[0]["target"]["selector"][0]["exact"] == "“Ships"


@pytest.mark.parametrize(
    "arguments",
    [
        ("--start", "3"),
        ("--start", "5", "--end", "5"),
        ("--start", "5", "--end", "99999"),
        ("--start", "-1", "--end", "3"),
        ("--exact", "Ships", "--start", "1", "--end", "2"),
        ("--exact", ""),
        ("--exact", "Ships", "--id", "no name"),
        ("--exact", "Ships", "--note", "\udcff"),
        ("--exact", "Ships", "--edit", "urn:x:1"),
        ("--delete", "urn:x:1"),
        ("--delete", "urn:x:1", "--note", "kept?"),
        ("--edit", "urn:x:1", "--id", "urn:x:2"),
        ("--exact", "Ships", "--id", "urn:x:\u202e1"),
    ],
)
def test_what_makes_no_sense_is_wrong_usage_and_saves_nothing(briefmark: Run, arguments: tuple[str, ...]) -> None:
    done = briefmark("annotate", "port.txt", *arguments)
    assert (done.code, done.out) == (2, "")
    assert not FILE.exists()


def test_an_id_that_exists_is_wrong_usage(briefmark: Run) -> None:
    assert briefmark("annotate", "port.txt", "--exact", "Ships", "--id", "urn:x:1").code == 0
    assert briefmark("annotate", "port.txt", "--exact", "Nobody", "--id", "urn:x:1").code == 2
    assert len(saved()) == 1


def test_edit_changes_what_is_named_and_keeps_the_rest(briefmark: Run) -> None:
    briefmark("annotate", "port.txt", "--exact", "Ships", "--id", "urn:x:1", "--note", "a", "--category", "quote")
    assert briefmark("annotate", "port.txt", "--edit", "urn:x:1", "--tag", "t", "--exact", "Nobody").lines == [
        "urn:x:1"
    ]
    record = exported(briefmark)["urn:x:1"]
    assert sorted(body["value"] for body in record["body"]) == ["a", "quote", "t"]
    assert record["target"]["selector"][0]["exact"] == "Nobody"
    briefmark("annotate", "port.txt", "--edit", "urn:x:1", "--note", "", "--category", "", "--tag", "")
    assert "body" not in exported(briefmark)["urn:x:1"]


def test_delete_takes_it_away(briefmark: Run) -> None:
    briefmark("annotate", "port.txt", "--exact", "Ships", "--id", "urn:x:1")
    assert briefmark("annotate", "port.txt", "--delete", "urn:x:1").lines == ["urn:x:1"]
    assert exported(briefmark) == {}


def test_a_batch_does_every_good_line_and_reports_the_bad(briefmark: Run) -> None:
    batch = "\n".join(
        [
            '{"exact": "Ships", "id": "urn:x:1", "tag": ["a", "b"]}',
            "nonsense",
            "",
            '{"exact": "port shut"}',
            '{"start": 0, "end": 7, "id": "urn:x:2", "note": "x\\u2028y"}',
            '{"start": true, "end": 7}',
            '{"begin": 1}',
            '{"exact": "Ships", "tag": [1]}',
            "[" * 100_000,
            '{"edit": "urn:x:1", "note": "later"}',
            '{"delete": "urn:x:2"}',
            '["a"]',
        ]
    )
    done = briefmark("annotate", "port.txt", "--batch", "-", stdin=batch)
    assert (done.code, done.lines) == (2, ["urn:x:1", "urn:x:2", "urn:x:1", "urn:x:2"])
    for number in (2, 4, 6, 7, 8, 9, 12):
        assert f"line {number}: " in done.err
    assert list(exported(briefmark)) == ["urn:x:1"]


def test_a_batch_may_be_a_file(briefmark: Run) -> None:
    Path("batch").write_text('{"exact": "Ships"}\n', encoding="utf-8")
    assert briefmark("annotate", "port.txt", "--batch", "batch").code == 0
    assert briefmark("annotate", "port.txt", "--batch", "none").code == 3
    assert briefmark("annotate", "-", "--batch", "-").code == 2


def test_what_cannot_be_saved_is_never_acknowledged(briefmark: Run) -> None:
    for place in ("/dev/full", ".", "none/none/a.jsonl"):
        done = briefmark("annotate", "port.txt", "--exact", "Ships", "--annotations", place)
        assert done.code in {3, 4}
        assert done.out == ""
        assert done.err


def test_a_piped_briefing_is_annotated_in_the_data_folder_and_says_so(briefmark: Run) -> None:
    done = briefmark("annotate", "-", "--exact", "piped", stdin="Some piped words.\n")
    assert done.code == 0
    assert "annotations are saved in" in done.err
    assert len(briefmark("export", "-", stdin="Some piped words.\n").objects) == 1


def test_a_name_as_long_as_names_may_be_is_no_obstacle(briefmark: Run) -> None:
    name = "n" * 251 + ".txt"
    Path(name).write_text("Words of it.\n", encoding="utf-8")
    done = briefmark("annotate", name, "--exact", "Words")
    assert (done.code, len(done.lines)) == (0, 1)
    assert "too long" in done.err
    assert len(briefmark("export", name).objects) == 1


def test_the_settings_name_the_annotator(briefmark: Run, tmp_path: Path) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text('annotator = "Grace"\nsnapshot = false\n', encoding="utf-8")
    briefmark("annotate", "port.txt", "--exact", "Ships", "--config", str(settings))
    assert saved()[0]["creator"]["name"] == "Grace"
    assert FILE.read_text(encoding="utf-8").count("\n") == 1


def test_a_batch_is_done_to_its_end_when_nobody_reads_its_answers(briefmark: Run) -> None:
    lines = [json.dumps({"exact": "Ships wait", "note": f"{number}"}) for number in range(40)]
    Path("batch.jsonl").write_text("\n".join(lines), encoding="utf-8")
    program = [sys.executable, "-m", "tui", "annotate", "port.txt", "--batch", "batch.jsonl"]
    with subprocess.Popen(program, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        process.stdout.readline()
        process.stdout.close()
        assert process.wait() == 0
    assert len(saved()) == len(lines)


def test_a_batch_sees_what_others_did_meanwhile(briefmark: Run) -> None:
    assert briefmark("annotate", "port.txt", "--exact", "Ships wait", "--id", "urn:x:1").code == 0
    program = [sys.executable, "-m", "tui", "annotate", "port.txt", "--batch", "-"]
    with subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b'{"edit": "urn:x:1", "category": "claim"}\n')
        process.stdin.flush()
        process.stdout.readline()
        assert briefmark("annotate", "port.txt", "--edit", "urn:x:1", "--note", "theirs").code == 0
        _, errors = process.communicate(
            b'{"edit": "urn:x:1", "tag": ["t"]}\n{"exact": "Ships wait", "id": "urn:x:1"}\n'
        )
        assert b"already" in errors
    values = {body["value"] for body in exported(briefmark)["urn:x:1"]["body"]}
    assert values == {"claim", "theirs", "t"}


# Who did it


def test_an_edit_by_somebody_else_says_who_edited(briefmark: Run) -> None:
    (made,) = briefmark("annotate", "port.txt", "--exact", "Ships wait", "--note", "Who?", "--annotator", "Ada").lines
    briefmark("annotate", "port.txt", "--edit", made, "--category", "doubt", "--annotator", "Ben")
    last = saved()[-1]
    assert (last["creator"]["name"], last["dcterms:contributor"]) == ("Ada", {"type": "Person", "name": "Ben"})
    briefmark("annotate", "port.txt", "--edit", made, "--category", "claim", "--annotator", "Ada")
    assert "dcterms:contributor" not in saved()[-1]
    briefmark("annotate", "port.txt", "--delete", made, "--annotator", "Ben")
    assert saved()[-1]["dcterms:contributor"]["name"] == "Ben"


def test_each_line_of_a_batch_may_name_who_edits(briefmark: Run) -> None:
    (made,) = briefmark("annotate", "port.txt", "--exact", "Ships wait", "--annotator", "Ada").lines
    line = json.dumps({"edit": made, "note": "Two of them", "annotator": "Ben"})
    briefmark("annotate", "port.txt", "--batch", "-", "--annotator", "Ada", stdin=line.encode())
    assert saved()[-1]["dcterms:contributor"]["name"] == "Ben"


def test_a_reply_answers_an_annotation(briefmark: Run) -> None:
    (made,) = briefmark("annotate", "port.txt", "--exact", "Ships wait", "--annotator", "Ada").lines
    done = briefmark("annotate", "port.txt", "--reply", made, "--note", "Two of them", "--annotator", "Ben")
    reply = saved()[-1]
    assert (done.code, done.lines) == (0, [reply["id"]])
    assert (reply["motivation"], reply["target"], reply["creator"]["name"]) == ("replying", made, "Ben")
    verified = briefmark("verify", "port.txt", "--json")
    assert ([one["id"] for one in verified.objects], verified.code) == ([made], 0)
    assert [one["id"] for one in briefmark("export", "port.txt").objects] == [made, reply["id"]]


@pytest.mark.parametrize(
    "options",
    [
        ("--reply", "urn:x:1"),
        ("--reply", "urn:x:1", "--note", "  "),
        ("--reply", "urn:x:1", "--note", "yes", "--category", "claim"),
        ("--reply", "urn:x:1", "--note", "yes", "--exact", "Ships"),
        ("--reply", "urn:x:none", "--note", "to nothing"),
    ],
)
def test_a_reply_that_makes_no_sense_is_wrong_usage(briefmark: Run, options: tuple[str, ...]) -> None:
    briefmark("annotate", "port.txt", "--exact", "Ships wait", "--id", "urn:x:1")
    done = briefmark("annotate", "port.txt", *options)
    assert (done.code, done.out) == (2, "")
    assert len(saved()) == 1


def test_a_blank_stands_for_the_line_end_of_a_wrapped_line(briefmark: Run) -> None:
    Path("wrapped.txt").write_text(
        "The har\u00adbour opens on\n   Monday, said the port\nauthority.\n", encoding="utf-8"
    )
    done = briefmark(
        "annotate", "wrapped.txt", "--exact", "harbour opens on Monday", "--suffix", ", said the port auth"
    )
    assert done.code == 0
    lines = Path("wrapped.txt.annotations.jsonl").read_text(encoding="utf-8").splitlines()
    (record,) = (one for one in map(json.loads, lines) if one["type"] == "Annotation")
    assert record["target"]["selector"][0]["exact"] == "har\u00adbour opens on\n   Monday"


@pytest.mark.parametrize("words", ["the harbour opens", "the har- bour opens", "the har-\nbour opens"])
def test_a_word_that_a_line_divides_is_found_whole_and_as_it_stands(briefmark: Run, words: str) -> None:
    Path("divided.txt").write_text("A harbour. On Monday the har-\nbour opens.\n", encoding="utf-8")
    assert briefmark("annotate", "divided.txt", "--exact", words).code == 0
    assert '"exact": "the har-\\nbour opens"' in Path("divided.txt.annotations.jsonl").read_text(
        encoding="utf-8"
    ).replace('":"', '": "')


@pytest.mark.parametrize(
    "text",
    [
        "A harbour. On Monday the har-\nbour opens.\n",
        "The har-\nbour opens. On Monday a harbour.\n",
        "> A harbour. On Monday the har-\n> bour opens.\n",
    ],
)
def test_a_word_that_stands_whole_and_divided_is_in_two_places(briefmark: Run, text: str) -> None:
    Path("divided.txt").write_text(text, encoding="utf-8")
    done = briefmark("annotate", "divided.txt", "--exact", "harbour")
    assert done.code == 1
    assert "occur in 2 places" in done.err


def test_the_words_before_it_tell_a_divided_word_from_the_whole_one(briefmark: Run) -> None:
    Path("divided.txt").write_text("A harbour. On Monday the har-\nbour opens.\n", encoding="utf-8")
    assert briefmark("annotate", "divided.txt", "--exact", "harbour", "--prefix", "the ").code == 0
    assert "har-\\nbour" in Path("divided.txt.annotations.jsonl").read_text(encoding="utf-8")


def test_half_of_a_divided_word_is_in_one_place(briefmark: Run) -> None:
    Path("divided.txt").write_text("A harbour. On Monday the har-\nbour opens.\n", encoding="utf-8")
    for half in ("bour opens", "the har"):
        assert briefmark("annotate", "divided.txt", "--exact", half).code == 0


def test_words_on_one_line_and_across_two_are_in_two_places(briefmark: Run) -> None:
    Path("wrapped.txt").write_text("The port authority said.\nAsk the port\nauthority.\n", encoding="utf-8")
    done = briefmark("annotate", "wrapped.txt", "--exact", "port authority")
    assert done.code == 1
    assert "occur in 2 places" in done.err


def test_words_copied_with_their_line_end_are_that_place_only(briefmark: Run) -> None:
    Path("wrapped.txt").write_text("The port authority said.\nAsk the port\nauthority.\n", encoding="utf-8")
    assert briefmark("annotate", "wrapped.txt", "--exact", "port\nauthority").code == 0
    assert briefmark("annotate", "wrapped.txt", "--exact", "authority", "--prefix", "the port ").code == 0


def test_letters_with_and_without_accents_are_not_the_same_words(briefmark: Run) -> None:
    Path("named.txt").write_text("Fianna Fáil won.\n", encoding="utf-8")
    assert briefmark("annotate", "named.txt", "--exact", "Fianna Fail").code == 1
