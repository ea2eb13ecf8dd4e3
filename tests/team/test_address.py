"""Addresses of boards: what is read in them, and what is refused because it is not safe."""

from __future__ import annotations

import pytest

from content.errors import UsageError
from content.store.board.address import board_address
from content.store.board.board_names import is_board


@pytest.fixture(autouse=True)
def no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PGHOST", "PGHOSTADDR", "PGPORT", "PGSERVICE", "PGSSLMODE", "PGUSER"):
        monkeypatch.delenv(name, raising=False)


def encryption(name: str) -> str:
    return dict(board_address(name).parameters)["sslmode"]


@pytest.mark.parametrize(
    "name",
    [
        "postgresql://db.example.org/board",
        "postgresql://ada@192.0.2.1:5433/board",
        "postgresql://localhost.example.org/board",
        "postgresql://localhost,db.example.org/board",
        "postgresql://[2001:db8::1]/board",
        "postgresql:///board?host=db.example.org",
        "postgresql://localhost/board?hostaddr=192.0.2.1",
        "postgresql:///?service=team",
        "postgresql://localhost/board?service=team",
        "postgresql://localhost,db.example.org/board?hostaddr=127.0.0.1,",
        "POSTGRESQL://db.example.org/board",
    ],
)
def test_another_machine_has_to_show_a_certificate_for_its_name(name: str) -> None:
    assert encryption(name) == "verify-full"


@pytest.mark.parametrize(
    "name",
    [
        "postgresql:///board",
        "postgresql://localhost/board",
        "postgres://127.0.0.1:5433/board",
        "postgresql://[::1]/board",
        "postgresql://ada@%2Frun%2Fpostgresql/board",
    ],
)
def test_this_machine_need_not(name: str) -> None:
    assert encryption(name) == "prefer"


@pytest.mark.parametrize("mode", ["disable", "allow", "prefer", "nonsense"])
def test_no_encryption_to_another_machine_is_refused(mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(UsageError, match="verify-full"):
        board_address(f"postgresql://db.example.org/board?sslmode={mode}")
    monkeypatch.setenv("PGSSLMODE", mode)
    with pytest.raises(UsageError, match="verify-full"):
        board_address("postgresql://db.example.org/board")


def test_encryption_without_a_certificate_is_the_readers_own_decision() -> None:
    assert encryption("postgresql://db.example.org/board?sslmode=require") == "require"


def test_the_environment_may_name_the_host(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PGHOST", "db.example.org")
    assert encryption("postgresql:///board") == "verify-full"


@pytest.mark.parametrize("variable", ["PGHOSTADDR", "PGSERVICE"])
def test_the_environment_cannot_lead_away_from_this_machine_unencrypted(
    variable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, "192.0.2.1")
    assert encryption("postgresql://localhost/board") == "verify-full"
    assert encryption("postgresql:///board") == "verify-full"


def test_the_same_address_is_another_board_where_the_environment_names_another_host_or_user(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folders = {board_address("postgresql:///board").folder}
    for variable, value in (("PGHOST", "db.example.org"), ("PGUSER", "ada"), ("PGPORT", "5433")):
        monkeypatch.setenv(variable, value)
        folders.add(board_address("postgresql:///board").folder)
    assert len(folders) == 4


@pytest.mark.parametrize("key", ["conninfo", "autocommit", "row_factory", "nonsense", "conninfo=hostaddr%3D192.0.2.1"])
def test_what_is_not_a_parameter_of_a_connection_is_refused(key: str) -> None:
    with pytest.raises(UsageError, match="leave it out"):
        board_address(f"postgresql://localhost/board?{key}{'' if '=' in key else '=1'}")


def test_an_address_in_capitals_is_one_too_and_not_the_name_of_a_file() -> None:
    assert is_board("POSTGRESQL://ada:hunter2@db.example.org/board")


@pytest.mark.parametrize(
    "name",
    [
        "POSTGRESQL://ada:hunter2@db.example.org/board",
        "postgresql://db.example.org/board?oauth_client_secret=hunter2",
        "postgresql://db.example.org/board?pass%77ord=hunter2",
        "postgresql://ada:hunter2@db.example.org/board",
        "postgresql://db.example.org/board?password=hunter2",
        "postgresql://db.example.org/board?sslpassword=hunter2",
        "postgresql://ada:hunter2@[::1/board",
        "postgresql://ada:hunter2@db.example.org:x/board",
    ],
)
def test_a_password_in_an_address_is_refused_and_never_repeated(name: str) -> None:
    with pytest.raises(UsageError) as found:
        board_address(name)
    assert "hunter2" not in str(found.value)


@pytest.mark.parametrize("name", ["postgresql://db.example.org", "postgresql://", "postgresql://db.example.org/"])
def test_an_address_without_a_board_is_refused(name: str) -> None:
    with pytest.raises(UsageError, match="does not name it"):
        board_address(name)


@pytest.mark.parametrize("name", ["postgresql://[::1/board", "postgresql://a:b:c/board", "postgresql://h/b?x"])
def test_an_address_that_cannot_be_read_says_how_one_is_written(name: str) -> None:
    with pytest.raises(UsageError, match="postgresql://HOST/BOARD"):
        board_address(name)


def test_the_same_board_for_another_user_has_another_folder() -> None:
    folders = {board_address(f"postgresql://{user}localhost/board").folder for user in ("", "ada@", "ben@")}
    assert len(folders) == 3


def test_what_is_shown_can_be_given_again() -> None:
    for name in (
        "postgresql://ada@%2Frun%2Fpg/board",
        "postgresql://[::1]:5433,db.example.org:5434/b%20c?sslmode=require",
    ):
        once = board_address(name)
        assert board_address(once.shown) == once
