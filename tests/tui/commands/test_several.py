"""Folders, patterns and files of several briefings: each briefing has a name of its own, which all commands take."""

from __future__ import annotations

import mailbox
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest

from content.document.model import Document
from tui.commands.read import _can_wait, _is_one_of_several

Run = Callable[..., Any]


@pytest.fixture
def box(briefing: Path) -> str:
    """A mailbox of three mails."""
    made = mailbox.mbox("box.mbox")
    for number in (1, 2, 3):
        mail = EmailMessage()
        mail["From"], mail["Date"] = "Ada <ada@example.org>", "Mon, 2 Mar 2026 08:00:00 +0100"
        mail["Subject"], mail["Message-ID"] = f"Report {number}", f"<{number}@example.org>"
        mail.set_content(f"The pier number {number} is closed since Monday.\n")
        made.add(mail)
    made.close()
    return "box.mbox"


def test_a_file_of_several_prints_one_object_each_with_its_whole_text(briefmark: Run, box: str) -> None:
    done = briefmark("show", "--json", "--with-text", box)
    assert done.code == 0
    assert [shown["source"] for shown in done.objects] == [f"{box}#{number}" for number in (1, 2, 3)]
    assert [shown["headline"] for shown in done.objects] == ["Report 1", "Report 2", "Report 3"]
    assert all(f"pier number {number} is" in shown["text"] for number, shown in enumerate(done.objects, 1))


def test_one_of_several_is_named_by_its_number(briefmark: Run, box: str) -> None:
    assert [shown["headline"] for shown in briefmark("show", "--json", f"{box}#2").objects] == ["Report 2"]


def test_a_number_that_is_not_there_is_an_error_that_counts(briefmark: Run, box: str) -> None:
    done = briefmark("show", f"{box}#4")
    assert (done.code, "has 3 briefings" in done.err) == (3, True)
    assert briefmark("show", "none.mbox#1").code == 3


def test_a_command_for_one_briefing_asks_which(briefmark: Run, box: str) -> None:
    done = briefmark("annotate", box, "--exact", "closed")
    assert done.code == 3
    assert f"such as {box}#1" in done.err


def test_one_of_several_is_annotated_verified_and_exported(briefmark: Run, box: str) -> None:
    assert briefmark("annotate", f"{box}#2", "--exact", "since Monday", "--note", "Ask.").code == 0
    assert Path(f"{box}#2.annotations.jsonl").exists()
    assert briefmark("verify", f"{box}#2").code == 0
    assert "since Monday" in briefmark("export", f"{box}#2", "--format", "markdown").out


def test_an_export_does_not_overwrite_the_mailbox(briefmark: Run, box: str) -> None:
    briefmark("annotate", f"{box}#2", "--exact", "since Monday")
    before = Path(box).read_bytes()
    assert briefmark("export", f"{box}#2", "--format", "csv", "--output", box).code != 0
    assert Path(box).read_bytes() == before


@pytest.mark.parametrize("source", ["box.mbox#1", "-#1", "https://example.org/feed#1"])
def test_one_of_several_is_known_by_its_name_wherever_it_came_from(box: str, source: str) -> None:
    assert _is_one_of_several(Document("Text", source))


@pytest.mark.parametrize("source", ["port.txt", "-", "https://example.org/page", "notes#2"])
def test_what_came_alone_is_not_one_of_several(briefing: Path, source: str) -> None:
    Path("notes#2").write_text("A file of this name.\n", encoding="utf-8")
    assert not _is_one_of_several(Document("Text", source))


def test_a_file_that_is_really_called_so_is_that_file(briefmark: Run, briefing: Path) -> None:
    Path("notes#2").write_text("A file of this name.\n", encoding="utf-8")
    done = briefmark("show", "--json", "--with-text", "notes#2")
    assert (done.objects[0]["source"], done.objects[0]["text"]) == ("notes#2", "A file of this name.\n")


def test_a_folder_is_read_with_its_folders_and_a_pattern_by_its_names(briefmark: Run, briefing: Path) -> None:
    Path("in/deep").mkdir(parents=True)
    for name in ("in/a.txt", "in/deep/b.md", "in/c.py"):
        Path(name).write_text("Some words.\n", encoding="utf-8")
    assert [shown["source"] for shown in briefmark("show", "--json", "in").objects] == ["in/a.txt", "in/deep/b.md"]
    assert [shown["source"] for shown in briefmark("show", "--json", "in/**/*.md").objects] == ["in/deep/b.md"]
    done = briefmark("show", "in/*.nothing")
    assert (done.code, "does not exist" in done.err) == (3, True)


def test_what_is_piped_is_told_by_its_content_or_by_the_reader(briefmark: Run, box: str) -> None:
    done = briefmark("show", "--json", "-", stdin=Path(box).read_bytes())
    assert [shown["source"] for shown in done.objects] == ["-#1", "-#2", "-#3"]
    assert briefmark("show", "--json", "--as", "markdown", "-", stdin="# A\n\n*b*\n").objects[0]["headline"] == "A"
    done = briefmark("show", "--as", "word", "-", stdin="# A\n")
    assert (done.code, "choose one of" in done.err) == (2, True)


def test_the_whole_page_and_the_text_column_can_be_asked_for(briefmark: Run, briefing: Path) -> None:
    Path("a.csv").write_text('id,short,long\n1,Few words,"Many words of a text, with a comma."\n', encoding="utf-8")
    shown = briefmark("show", "--json", "--with-text", "--column", "short", "a.csv").objects
    assert "Few words" in shown[0]["text"]
    assert "with a comma" not in shown[0]["text"]
    Path("a.html").write_text(
        "<nav>Home</nav><article><h1>A</h1><p>Words.</p></article><footer>Imprint</footer>", encoding="utf-8"
    )
    assert "Imprint" not in briefmark("show", "a.html").out
    assert "Imprint" in briefmark("show", "--whole-page", "a.html").out


def test_in_text_a_rule_stands_between_briefings(briefmark: Run, box: str) -> None:
    parts = briefmark("show", box).out.split(f"\n\n{'=' * 72}\n\n")
    assert ["pier number" in part for part in parts] == [True] * 3


@pytest.mark.parametrize("name", ["gone.txt", "x" * 5000, "a\0b", "-"])
def test_what_is_not_a_file_is_looked_at_now(name: str) -> None:
    assert not _can_wait(name)


def test_a_file_and_an_address_can_wait_until_they_are_chosen(briefing: Path) -> None:
    assert _can_wait(str(briefing))
    assert _can_wait("https://post.example/a")
