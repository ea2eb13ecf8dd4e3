"""Categories of the reader's own on the command line: from the settings, and from the file that a team shares."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from content.store.codebooks import NAME

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.tui.commands.conftest import Outcome

    Command = Callable[..., Outcome]

BOOK = '[[categories]]\nname = "allegation"\ndefinition = "What somebody is said to have done."\nformer = ["claim"]\n'
MARK = ("annotate", "port.txt", "--exact", "on Monday")


@pytest.fixture
def config(tmp_path: Path) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(BOOK, encoding="utf-8")
    return path


def exported(briefmark: Command, *options: str) -> list[str | None]:
    out = briefmark("export", "port.txt", "--format", "csv", *options).out
    return [name for name in ("allegation", "claim", "denial") if f",{name}," in out or f'"{name}"' in out]


def categories(briefing: Path) -> list[str]:
    """Those in the annotation file."""
    path = briefing.with_name(f"{briefing.name}.annotations.jsonl")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [body["value"] for one in records for body in one.get("body", ()) if body["purpose"] == "classifying"]


def test_marks_made_under_a_former_name_are_exported_under_the_new_one(
    briefmark: Command, briefing: Path, config: Path
) -> None:
    assert briefmark(*MARK, "--category", "claim").code == 0
    assert exported(briefmark) == ["claim"]
    assert exported(briefmark, "--config", str(config)) == ["allegation"]
    assert exported(briefmark, "--config", str(config), "--category", "allegation") == ["allegation"]
    assert exported(briefmark, "--config", str(config), "--category", "claim") == ["allegation"]
    assert categories(briefing) == ["claim"]


def test_annotations_that_are_exported_whole_are_as_they_were_saved(
    briefmark: Command, briefing: Path, config: Path
) -> None:
    assert briefing.exists()
    briefmark(*MARK, "--category", "claim")
    whole = briefmark("export", "port.txt", "--config", str(config), "--category", "allegation")
    assert '"claim"' in whole.out
    assert '"allegation"' not in whole.out


def test_the_codebook_beside_the_briefing_comes_before_the_settings(
    briefmark: Command, briefing: Path, config: Path
) -> None:
    briefing.with_name(NAME).write_text(BOOK.replace("allegation", "denial"), encoding="utf-8")
    briefmark(*MARK, "--category", "claim")
    assert exported(briefmark, "--config", str(config)) == ["denial"]


def test_a_codebook_named_in_the_settings_is_found_from_their_folder(
    briefmark: Command, briefing: Path, tmp_path: Path
) -> None:
    assert briefing.exists()
    (tmp_path / "books").mkdir()
    (tmp_path / "books" / "desk.toml").write_text(BOOK, encoding="utf-8")
    config = tmp_path / "config.toml"
    config.write_text('codebook = "books/desk.toml"\n[[categories]]\nname = "denial"\nformer = ["claim"]\n', "utf-8")
    briefmark(*MARK, "--category", "claim")
    assert exported(briefmark, "--config", str(config)) == ["allegation"]


@pytest.mark.parametrize(
    "settings", ['[[categories]]\nname = "a"\nkey = "x"\n', 'codebook = "nowhere.toml"\n', "codebook = 3\n"]
)
def test_mistakes_in_the_settings_are_wrong_usage(
    briefmark: Command, briefing: Path, tmp_path: Path, settings: str
) -> None:
    assert briefing.exists()
    config = tmp_path / "config.toml"
    config.write_text(settings, encoding="utf-8")
    outcome = briefmark(*MARK, "--config", str(config))
    assert outcome.code == 2
    assert str(config) in outcome.err


def test_a_broken_codebook_beside_the_briefing_is_reported_and_prevents_nothing(
    briefmark: Command, briefing: Path
) -> None:
    briefing.with_name(NAME).write_text("[[categories]]\nname = 3\n", encoding="utf-8")
    outcome = briefmark(*MARK, "--category", "claim")
    assert outcome.code == 0
    assert "line 1" in outcome.err
    assert exported(briefmark) == ["claim"]


def test_annotate_takes_any_category_and_says_which_the_codebook_has(
    briefmark: Command, briefing: Path, config: Path
) -> None:
    outcome = briefmark(*MARK, "--config", str(config), "--category", "rumour")
    assert outcome.code == 0
    assert "'rumour' is not in the codebook" in outcome.err
    assert "allegation: What somebody is said to have done." in outcome.err
    assert categories(briefing) == ["rumour"]


def test_annotate_marks_under_the_present_name(briefmark: Command, briefing: Path, config: Path) -> None:
    outcome = briefmark(*MARK, "--config", str(config), "--category", "claim")
    assert outcome.err == ""
    assert categories(briefing) == ["allegation"]


IMPORTS = {
    "readwise": "Highlight,Title,Note\nThe port shut,Port,.{name} .late Why?\n",
    "readium": json.dumps(
        {"type": "AnnotationSet", "items": [
            {"type": "Annotation", "id": "urn:x:1", "body": {"type": "TextualBody", "value": "Why?", "color": "{name}"},
             "target": {"source": "port.txt", "selector": {"type": "TextQuoteSelector", "exact": "The port shut"}}},
        ]}
    ),
    "w3c": json.dumps(
        {"type": "Annotation", "id": "urn:x:1", "body": {"type": "TextualBody", "value": "Why?", "color": "{name}"},
         "target": {"source": "port.txt", "selector": {"type": "TextQuoteSelector", "exact": "The port shut"}}}
    ),
}  # fmt: skip


@pytest.mark.parametrize("format_", IMPORTS)
@pytest.mark.parametrize(
    ("name", "category"),
    [("budget_line", None), ("cost", "budget line"), ("claim", "claim"), ("late", None)],
)
@pytest.mark.parametrize("place", ["settings", "beside"])
def test_an_import_knows_the_readers_own_categories_by_all_their_names_and_the_nine(  # noqa: PLR0917
    briefmark: Command, briefing: Path, tmp_path: Path, format_: str, name: str, category: str | None, place: str
) -> None:
    book = tmp_path / "config.toml" if place == "settings" else briefing.with_name(NAME)
    book.write_text('[[categories]]\nname = "budget line"\nformer = ["cost"]\n', encoding="utf-8")
    other = tmp_path / "other"
    other.write_text(IMPORTS[format_].replace("{name}", name), encoding="utf-8")
    options = ("--config", str(book)) if place == "settings" else ()
    into = f"{briefing.name}.annotations.jsonl"
    done = briefmark("import", str(other), "--briefing", briefing.name, "--into", into, *options)
    assert (done.code, done.err) == (0, "")
    if format_ == "readwise" and name == "budget_line":  # a tag has no blanks
        category = "budget line"
    assert [one["category"] for one in briefmark("marks", briefing.name, "--json").objects] == [category]


def test_an_import_reports_a_broken_codebook_and_is_still_done(
    briefmark: Command, briefing: Path, tmp_path: Path
) -> None:
    briefing.with_name(NAME).write_text("[[categories]]\nname = 3\n", encoding="utf-8")
    other = tmp_path / "other.csv"
    other.write_text(IMPORTS["readwise"].replace("{name}", "claim"), encoding="utf-8")
    into = f"{briefing.name}.annotations.jsonl"
    done = briefmark("import", str(other), "--briefing", briefing.name, "--into", into)
    assert done.code == 0
    assert "line 1" in done.err
    assert categories(briefing) == ["claim"]
