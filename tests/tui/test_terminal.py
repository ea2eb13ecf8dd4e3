"""The terminal's replies are distinguished from keys, in whatever pieces they come."""

from __future__ import annotations

import io
import os
import signal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from tui.terminal import Driver, ReplyFilter

REPLIES = [
    "\x1b]11;rgb:1515/1818/1d1d\x07",
    "\x1b]10;rgb:dddd/mmmm/1111\x1b\\",
    "\x1b]lmarked\x1b\\",
    "\x1b[>41;354;0c",
    "\x1bP>|xterm(354)\x1b\\",
    "\x1b_Gi=1;OK\x1b\\",
    "\x1b[8;30;100t",
]
KEYS = ["m", "dd", "\x1b[A", "\x1b[1;5C", "\x1b", "é", "\x1b[<0;10;5M", "\x13", "\x1b[?1;2$y", "\x1b[200~x\x1b[201~"]


@pytest.mark.parametrize("reply", REPLIES)
@pytest.mark.parametrize("at", range(2, 12))
def test_a_reply_in_two_pieces_leaves_nothing(reply: str, at: int) -> None:
    replies = ReplyFilter()
    assert replies.typed(reply[:at]) + replies.typed(reply[at:]) == ""
    assert replies.typed("m") == "m"


@given(st.lists(st.sampled_from([*KEYS, *REPLIES]), max_size=8))
def test_keys_go_through_and_replies_do_not(pieces: list[str]) -> None:
    replies = ReplyFilter()
    typed = "".join(replies.typed(piece) for piece in pieces)
    assert typed == "".join(piece for piece in pieces if piece in KEYS)


def test_a_string_that_never_ends_does_not_swallow_the_keys_for_long() -> None:
    now = 0.0
    replies = ReplyFilter(lambda: now)
    assert replies.typed("\x1b]11;") == ""
    now = 2.0
    assert replies.typed("m") == "m"


async def test_reading_keys_ends_as_soon_as_it_is_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTSTP, signal.SIGCONT, signal.SIGWINCH)}
    ours, theirs = os.openpty()
    monkeypatch.setattr("tui.terminal._TICK", 1000.0)
    with os.fdopen(theirs, "r+b", buffering=0) as stdin:
        monkeypatch.setattr("sys.__stdin__", stdin)
        monkeypatch.setattr("sys.__stderr__", io.StringIO())
        driver = Driver(App())
        driver.start_application_mode()
        reading = driver._key_thread
        assert reading is not None
        assert reading.is_alive()
        driver.stop_application_mode()
        driver.close()
        assert not reading.is_alive()
    os.close(ours)
    for number, handler in handlers.items():
        signal.signal(number, handler)
