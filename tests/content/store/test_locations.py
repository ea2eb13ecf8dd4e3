from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

import content
from content.annotation.records.target import target_source
from content.document.model import Document
from content.errors import UsageError
from content.store.locations import annotation_path, given_place, place_of, shared_files, source_key
from content.store.xdg import config_path, data_dir, state_dir


def test_the_readers_folders_follow_the_environment_and_are_not_made(tmp_path: Path) -> None:
    assert data_dir() == tmp_path / "xdg" / "data" / "briefmark"
    assert state_dir() == tmp_path / "xdg" / "state" / "briefmark"
    assert config_path() == tmp_path / "xdg" / "config" / "briefmark" / "config.toml"
    assert not (tmp_path / "xdg").exists()


def test_annotations_lie_beside_their_briefing(tmp_path: Path) -> None:
    path = tmp_path / "river.txt"
    path.write_text("x")
    place = place_of(Document("x", source=str(path)))
    assert (place.path, place.why, place.private) == (tmp_path / "river.txt.annotations.jsonl", None, False)


@pytest.mark.parametrize("source", ["-", "https://example.org/a"])
def test_without_a_file_annotations_are_in_the_data_directory(source: str) -> None:
    place = place_of(Document("x", source=source))
    assert place.path.is_relative_to(data_dir())
    assert place.private
    assert place.why
    assert str(place.path) in place.why
    assert place.path == annotation_path(Document("x", source=source))


def test_the_samples_annotations_do_not_go_into_the_package() -> None:
    sample = Path(content.__file__).parent / "sample.txt"
    assert annotation_path(Document("x", source=str(sample))).is_relative_to(data_dir())


def test_a_name_too_long_for_an_ending_goes_to_the_data_directory(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 250)
    path.write_text("x")
    place = place_of(Document("x", source=str(path)))
    assert place.path.is_relative_to(data_dir())
    assert len(place.path.name) < 255


def test_two_briefings_of_one_name_have_two_places_in_the_data_directory(tmp_path: Path) -> None:
    keys = {source_key(Document("x", source=str(tmp_path / folder / "a.txt"))) for folder in ("b", "c")}
    assert len(keys) == 2
    assert source_key(Document("x")) != source_key(Document("y"))


def test_shared_files_are_those_with_a_name_in_the_middle(tmp_path: Path) -> None:
    for name in ("a.txt.annotations.ben.jsonl", "a.txt.annotations.ada.jsonl", "a.txt.annotations.jsonl", "b.txt"):
        (tmp_path / name).write_text("")
    names = [path.name for path in shared_files(tmp_path / "a.txt")]
    assert names == ["a.txt.annotations.ada.jsonl", "a.txt.annotations.ben.jsonl"]
    assert shared_files(tmp_path / "gone" / "a.txt") == ()


def test_a_file_of_ones_own_among_shared_ones_makes_the_others_belong(tmp_path: Path) -> None:
    document = Document("x", source=str(tmp_path / "a.txt"))
    assert given_place(document, [tmp_path / "a.txt.annotations.ada.jsonl"]).shared
    assert not given_place(document, [tmp_path / "mine.jsonl"]).shared
    assert not given_place(Document("x"), [tmp_path / "a.txt.annotations.ada.jsonl"]).shared


def test_the_briefing_is_not_an_annotation_file(tmp_path: Path) -> None:
    document = Document("x", source=str(tmp_path / "a.txt"))
    with pytest.raises(UsageError, match="the briefing itself"):
        given_place(document, [tmp_path / "b.jsonl", tmp_path / "a.txt"])


def test_a_source_is_named_so_that_others_can_use_it() -> None:
    assert target_source(Document("x", source="/a/b c.txt")) == "b%20c.txt"
    for address in ("https://example.org/a?b", "HTTP://example.org/a"):
        assert target_source(Document("x", source=address)) == address
    assert target_source(Document("x")) == f"urn:sha256:{Document('x').sha256}"


@pytest.mark.parametrize("told", ["", " ", "relative", "/elsewhere"])
@pytest.mark.parametrize("home", ["/home/ada", ""])
def test_the_folders_are_those_of_platformdirs(told: str, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.setenv(name, told)
    monkeypatch.setenv("HOME", home)
    assert data_dir() == platformdirs.user_data_path("briefmark", appauthor=False)
    assert state_dir() == platformdirs.user_state_path("briefmark", appauthor=False)
    assert config_path() == platformdirs.user_config_path("briefmark", appauthor=False) / "config.toml"
