"""`show` prints a briefing's structure, for people and for programs."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from content.session import Session
from content.source import open_document
from content.structure.model import Role

Run = Callable[..., Any]


def test_json_is_one_object_a_file_in_the_order_given(briefmark: Run, briefing: Path) -> None:
    Path("b.md").write_text("# Other\n\nText of it.\n", encoding="utf-8")
    done = briefmark("show", "--json", "--with-text", "b.md", "port.txt")
    assert done.code == 0
    assert [shown["source"] for shown in done.objects] == ["b.md", "port.txt"]
    assert [shown["media_type"] for shown in done.objects] == ["text/markdown", "text/plain"]
    assert done.objects[1]["text"].encode() == briefing.read_bytes()
    assert done.objects[1]["headline"] == "Harbour closed after storm"


def test_one_bad_file_is_reported_and_the_others_are_done(briefmark: Run) -> None:
    Path("bad.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0")
    done = briefmark("show", "--json", "none.txt", "bad.txt", "port.txt")
    assert done.code == 3
    assert [shown["source"] for shown in done.objects] == ["port.txt"]
    assert "none.txt: This file does not exist" in done.err
    assert "bad.txt: This is a picture" in done.err


def test_the_unjudged_part_of_a_very_long_text_is_reported(briefmark: Run) -> None:
    said = "“I will go there now {},” she said.\n"
    Path("long.txt").write_text("Words.\n\n" + "".join(said.format(at) for at in range(6100)), encoding="utf-8")
    done = briefmark("show", "--json", "long.txt", "port.txt")
    long, short = done.objects
    assert [warning.partition(":")[0] for warning in long["warnings"]] == [
        "This text has very many lines",
        "This text has very many quotations",
    ]
    assert all(f"long.txt: {warning}" in done.err for warning in long["warnings"])
    assert short["warnings"] == []


def test_text_is_the_default_also_without_a_command(briefmark: Run) -> None:
    done = briefmark("port.txt")
    assert done.out == briefmark("show", "--text", "port.txt").out == briefmark("read", "port.txt").out
    assert done.out.startswith("Harbour closed after storm\n=====")
    assert "“Ships wait outside.” — " in done.out


def test_piped_text_is_read(briefmark: Run) -> None:
    assert briefmark(stdin="Piped words.\n").out == briefmark("show", "-", stdin="Piped words.\n").out
    assert "Piped words." in briefmark("-", stdin="Piped words.\n").out


@pytest.mark.parametrize(
    "command",
    [("show", "-"), ("annotate", "port.txt", "--batch", "-"), ("import", "-", "--into", "i", "--briefing", "port.txt")],
)
def test_standard_input_that_cannot_be_read_is_reported(briefing: Path, command: tuple[str, ...]) -> None:
    with Path("written-only").open("wb") as closed:
        done = subprocess.run([sys.executable, "-m", "tui", *command], stdin=closed, capture_output=True, check=False)
    assert (done.returncode, b"Traceback" in done.stderr, b"cannot be read" in done.stderr) == (3, False, True)


def test_a_folder_means_its_briefings(briefmark: Run) -> None:
    folder = Path("several")
    folder.mkdir()
    for name in ("b.txt", "a.md", ".hidden.txt", "x.jsonl"):
        folder.joinpath(name).write_text("Words of it.\n", encoding="utf-8")
    done = briefmark("show", "--json", "several")
    assert [shown["source"] for shown in done.objects] == ["several/a.md", "several/b.txt"]
    Path("empty").mkdir()
    assert briefmark("show", "empty").code == 3


def test_a_file_called_like_a_command_is_opened_with_its_place_or_read(briefmark: Run) -> None:
    Path("show").write_text("Called show.\n", encoding="utf-8")
    for arguments in (("./show",), ("read", "show"), ("--", "show"), ("--theme", "show", "./show")):
        assert "Called show." in briefmark(*arguments).out


def test_a_dash_in_front_is_a_name_after_two_dashes(briefmark: Run) -> None:
    Path("-n.txt").write_text("Dashing.\n", encoding="utf-8")
    assert "Dashing." in briefmark("show", "--", "-n.txt").out
    assert briefmark("show", "-n.txt").code == 2


def test_nothing_foreign_steers_the_terminal_in_text_or_json(briefmark: Run) -> None:
    name = "a\x1b]0;x\x07\u202e.txt"
    Path(name).write_text("Head \x1b[2J \x9b1m \x7f\n\n\ttab\u2028 \u202e end.\n", encoding="utf-8")
    for form in ("--text", "--json", "--markdown"):
        done = briefmark("show", form, "--with-text", name)
        for sign in "\x1b\x07\x9b\x7f\u202e\u2028":
            assert sign not in done.out + done.err
    assert briefmark("show", "--json", "--with-text", name).objects[0]["text"].startswith("Head \x1b[2J \x9b1m")
    assert "\x1b" not in briefmark("show", f"{name}x").err


def test_a_name_that_is_no_utf_8_is_no_obstacle(briefmark: Run) -> None:
    name = b"x\xff\xfe.txt".decode("utf-8", "surrogateescape")
    Path(name).write_text("Odd name.\n", encoding="utf-8")
    assert "Odd name." in briefmark("show", name).out
    assert briefmark("show", "--json", name).objects[0]["source"] == name
    assert briefmark("show", f"{name}x").code == 3


def test_the_encoding_is_named_and_can_be_given(briefmark: Run) -> None:
    Path("old.txt").write_bytes("Größe über alles, Straße".encode("cp1252"))
    done = briefmark("show", "--json", "old.txt")
    assert done.objects[0]["encoding"] == "cp1252"
    assert "cp1252" in done.objects[0]["warnings"][0]
    assert "old.txt: Read as cp1252" in done.err
    assert briefmark("show", "-q", "old.txt").err == ""
    assert briefmark("show", "--json", "--encoding", "cp850", "old.txt").objects[0]["encoding"] == "cp850"
    assert briefmark("show", "--encoding", "rot13", "old.txt").code == 2


def test_a_marking_given_is_stamped(briefmark: Run) -> None:
    assert briefmark("show", "--tlp", "amber+strict", "port.txt").out.startswith("TLP:AMBER+STRICT\n")
    assert briefmark("show", "--json", "--tlp", "TLP:RED", "port.txt").objects[0]["marking"] == "TLP:RED"
    assert briefmark("show", "--tlp", "pink", "port.txt").code == 2


def test_overruled_roles_count_only_with_annotations(briefmark: Run, briefing: Path) -> None:
    session = Session.open(open_document("port.txt"), history=False)
    block = session.briefing.blocks[-1]
    session.overrule(block.range, Role.CAPTION)
    session.save()
    roles = [block["role"] for block in briefmark("show", "--json", "port.txt").objects[0]["blocks"]]
    assert roles[-1] != "caption"
    done = briefmark("show", "--json", "--annotations", str(session.path), "port.txt")
    assert done.objects[0]["blocks"][-1]["role"] == "caption"
    assert [record["motivation"] for record in briefmark("export", "port.txt").objects] == ["classifying"]
    assert briefmark("export", "--format", "markdown", "port.txt").out == ""
    assert briefmark("verify", "--json", "port.txt").objects[0]["state"] == "anchored"


def test_the_readers_word_on_the_kind_counts_with_annotations_and_troubles_no_other_command(
    briefmark: Run, briefing: Path
) -> None:
    session = Session.open(open_document("port.txt"), history=False)
    session.overrule_kind("transcript")
    session.save()
    assert briefmark("show", "--json", "port.txt").objects[0]["kind"] == "article"
    assert (
        briefmark("show", "--json", "--annotations", str(session.path), "port.txt").objects[0]["kind"] == "transcript"
    )
    assert [record["motivation"] for record in briefmark("export", "port.txt").objects] == ["classifying"]
    for format_ in ("markdown", "text", "csv", "brat", "hypothesis", "readium", "doccano", "readwise"):
        assert briefmark("export", "--format", format_, "port.txt").code == 0
    done = briefmark("verify", "port.txt")
    assert (done.code, done.out) == (0, "besides, without a passage: the kind of the briefing\nno annotations\n")
    assert briefmark("verify", "--json", "port.txt").out == ""


def test_a_story_that_is_not_there_is_wrong_usage(briefmark: Run) -> None:
    done = briefmark("show", "--story", "2", "port.txt")
    assert (done.code, done.out) == (2, "")
    assert "There is no story 2: port.txt has none." in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("show",),
        ("show", "--json", "--text", "port.txt"),
        ("show", "--no-such-option", "port.txt"),
        ("--line", "0", "port.txt"),
        ("--line", "x", "port.txt"),
        ("export", "--format", "pdf", "port.txt"),
        ("annotate", "port.txt"),
    ],
)
def test_wrong_usage_is_one_sentence_and_code_2(briefmark: Run, arguments: tuple[str, ...]) -> None:
    done = briefmark(*arguments)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("briefmark: ")
    assert done.err.count("\n") == 1


def test_help_and_version_are_results(briefmark: Run) -> None:
    assert "briefmark show" in briefmark("--help").out
    assert "--with-text" in briefmark("show", "--help").out
    done = briefmark("--version")
    assert (done.code, done.out.split()[0]) == (0, "briefmark")


def test_the_log_takes_what_is_said(briefmark: Run, tmp_path: Path) -> None:
    log = tmp_path / "log"
    briefmark("show", "-q", "--log-file", str(log), "none\x1b.txt")
    assert "error briefmark: none␛.txt: This file does not exist" in log.read_text(encoding="utf-8")
    assert briefmark("show", "--log-file", str(tmp_path), "none.txt").code == 4


def test_settings_are_printed_with_their_file(briefmark: Run, tmp_path: Path) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text('annotator = "Grace \\"H\\""\n[keys]\nmark = "x"\nmove.left = ["h"]\n', encoding="utf-8")
    done = briefmark("config", "--config", str(settings))
    assert f'annotator = "Grace \\"H\\""  # {settings}' in done.lines
    assert "mouse = true  # default" in done.lines
    assert '"move.left" = ["h"]' in done.lines
    assert briefmark("config").lines[0] == 'annotator = "ada"  # the login name'
    assert briefmark("config", "--path").out.endswith("briefmark/config.toml\n")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("colour = 1\n", "'colour'"),
        ("mouse = 'yes'\n", "true or false"),
        ("[keys]\nmark = 3\n", "'mark'"),
        ("keys = 3\n", "table"),
        ("= =\n", "not TOML"),
        ("x = " + "[" * 3000, "not TOML"),
        ("\ud800", "not TOML"),
    ],
)
def test_faulty_settings_are_refused_in_words(briefmark: Run, tmp_path: Path, words: str, said: str) -> None:
    settings = tmp_path / "own.toml"
    settings.write_bytes(words.encode("utf-8", "surrogatepass"))
    done = briefmark("config", "--config", str(settings))
    assert done.code == 2
    assert said in done.err
    assert briefmark("config", "--config", str(tmp_path / "none.toml")).code == 3


def test_keys_are_listed_and_can_be_edited(briefmark: Run, tmp_path: Path) -> None:
    assert any(line.endswith("(mark)") for line in briefmark("keys").lines)
    settings = tmp_path / "own.toml"
    settings.write_text(briefmark("keys", "--defaults").out, encoding="utf-8")
    assert briefmark("keys", "--config", str(settings)).out == briefmark("keys").out
    settings.write_text('[keys]\nnothing = "x"\n', encoding="utf-8")
    assert briefmark("keys", "--config", str(settings)).code == 2


@pytest.mark.parametrize("name", ["marks", "vim", "less"])
def test_what_keys_prints_of_a_set_can_be_the_settings(briefmark: Run, tmp_path: Path, name: str) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text(briefmark("keys", "--defaults", "--keyset", name).out, encoding="utf-8")
    assert f'keyset = "{name}"' in settings.read_text(encoding="utf-8")
    assert briefmark("keys", "--config", str(settings)).out == briefmark("keys", "--keyset", name).out


def test_keys_prints_those_of_the_set_in_the_settings(briefmark: Run, tmp_path: Path) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text('keyset = "vim"\n[keys]\n"mark" = "S"\n', encoding="utf-8")
    lines = briefmark("keys", "--config", str(settings)).lines
    assert any(line.split()[:1] == ["S"] and line.endswith("(mark)") for line in lines)
    assert any(line.split()[:1] == ["gg,"] and line.endswith("(move.top)") for line in lines)


def test_a_set_that_does_not_exist_is_refused_with_the_names_of_those_that_do(briefmark: Run, tmp_path: Path) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text('keyset = "emacs"\n', encoding="utf-8")
    for done in (briefmark("keys", "--keyset", "emacs"), briefmark("config", "--config", str(settings))):
        assert done.code == 2
        assert all(name in done.err for name in ("marks", "vim", "less"))


def test_deep_nesting_ends_in_a_sentence(briefmark: Run) -> None:
    Path("deep.md").write_text("> " * 20_000 + "x", encoding="utf-8")
    done = briefmark("show", "--json", "deep.md")
    assert done.code == 0
    assert "nested too deeply" in json.loads(done.out)["warnings"][-1]


def test_a_settings_folder_that_cannot_be_read_counts_as_missing(
    briefmark: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    home.write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    assert briefmark("config").code == 0


def test_settings_are_checked_by_a_command(briefmark: Run, tmp_path: Path) -> None:
    settings = tmp_path / "own.toml"
    settings.write_text('theme = "nord"\n[keys]\nmark = "x"\n', encoding="utf-8")
    done = briefmark("config", "--check", "--config", str(settings))
    assert (done.code, done.out) == (0, f"{settings} is fine.\n")
    settings.write_text('mouse = 1\ntheme = "sun"\n', encoding="utf-8")
    done = briefmark("config", "--check", "--config", str(settings))
    assert (done.code, done.err.count(f"briefmark: {settings}:")) == (2, 2)
    assert briefmark("config", "--check").out.endswith("the defaults are in force.\n")
