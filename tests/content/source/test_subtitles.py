"""Subtitles become the transcript of what is said: paragraphs by speaker and pause, with their times."""

from __future__ import annotations

import pytest

from content.document.model import Document, Markup
from content.source.received import Received
from content.source.subtitles import read


def opened(text: str, name: str = "a.srt") -> Document:
    return read(Received(text.encode(), name, name[1:]))[0]


SRT = """1
00:00:01,000 --> 00:00:03,000
The bridge will stay

2
00:00:03,100 --> 00:00:05,000
closed <i>until</i> Friday.

3
00:01:10,000 --> 00:01:12,000
{\\an8}Traffic is diverted.
"""


def test_captions_are_joined_until_a_pause() -> None:
    assert opened(SRT).text == "The bridge will stay closed until Friday.\n\nTraffic is diverted."


def test_each_paragraph_has_its_time() -> None:
    assert dict(opened(SRT).metadata)["times"] == ("00:00:01 0", "00:01:10 43")


def test_each_paragraph_is_marked_as_one() -> None:
    document = opened(SRT)
    assert [(span.markup, span.range.of(document.text)) for span in document.markup] == [
        (Markup.PARAGRAPH, "The bridge will stay closed until Friday."),
        (Markup.PARAGRAPH, "Traffic is diverted."),
    ]


@pytest.mark.parametrize(
    "odd",
    [
        SRT.replace("\n", "\r\n"),
        "\ufeff" + SRT,
        SRT.replace(",", "."),
        SRT.replace("\n\n", "\n"),
        SRT.replace("1\n00:00:01", "00:00:01").replace("2\n00", "00").replace("3\n00", "00"),
        SRT.replace(" --> ", "-->"),
    ],
    ids=["CRLF", "BOM", "points", "no blank lines", "no numbers", "no blanks"],
)
def test_odd_files_read_the_same(odd: str) -> None:
    assert opened(odd).text == opened(SRT).text


def test_voices_are_speakers() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana Ruiz>Good morning.\n\n00:02.500 --> 00:04.000\n<v Tom>Hello.</v>\n"
    )
    assert opened(text, "a.vtt").text == "Ana Ruiz: Good morning.\n\nTom: Hello."


def test_a_speaker_who_goes_on_is_named_once() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ana>Good\n\n00:02.000 --> 00:03.000\n<v Ana>morning.\n"
    assert opened(text, "a.vtt").text == "Ana: Good morning."


def test_names_before_a_colon_begin_paragraphs() -> None:
    text = (
        "1\n00:00:01,000 --> 00:00:02,000\nMINISTER: We agree.\n\n2\n00:00:02,000 --> 00:00:03,000\nREPORTER: When?\n"
    )
    assert opened(text).text == "MINISTER: We agree.\n\nREPORTER: When?"


def test_dashes_begin_paragraphs() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n- Is it open?\n- Not yet.\n"
    assert opened(text).text == "- Is it open?\n\n- Not yet."


def test_notes_styles_names_and_the_header_are_left_out() -> None:
    text = (
        "WEBVTT Kind: captions\n\nSTYLE\n::cue { color: red }\n\nREGION\nid:a\n\nNOTE a remark\n\nintro\n"
        "00:01.000 --> 00:02.000 line:0\nFirst.\n\nNOTE\nanother remark\n\nsecond\n00:02.000 --> 00:03.000\nSecond.\n"
    )
    assert opened(text, "a.vtt").text == "First. Second."


def test_captions_that_roll_are_shown_once() -> None:
    text = (
        "WEBVTT\n\n00:01.000 --> 00:02.000\nthe ferry leaves\n\n00:02.000 --> 00:02.010\nthe ferry leaves\n\n"
        "00:02.010 --> 00:03.000\nthe ferry leaves\nfrom<00:02.500><c> the south</c>\n\n"
        "00:03.000 --> 00:04.000\nfrom the south\nuntil Monday\n"
    )
    assert opened(text, "a.vtt").text == "the ferry leaves from the south until Monday"


def test_a_word_that_is_said_twice_stays() -> None:
    cues = ["No.", "No.", "Wait.", "Come.", "Look here.", "It is late.", "Well."]
    text = "\n".join(f"00:00:0{at},000 --> 00:00:0{at + 1},000\n{words}\n" for at, words in enumerate(cues))
    assert opened(text).text.startswith("No. No. Wait.")


def test_scripted_subtitles_are_read_with_their_speakers() -> None:
    text = (
        "[Events]\nFormat: Layer, Start, End, Style, Name, Text\n"
        "Dialogue: 0,0:00:05.00,0:00:06.00,Main,Tom,Yes, it is.\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Main,Ana,{\\i1}Is it\\Nopen?{\\i0}\n"
        "Dialogue: 0,0:00:01.00,0:00:02.00,Main,,{\\p1}m 0 0 l 9 9{\\p0}\n"
    )
    assert opened(text, "a.ass").text == "Ana: Is it open?\n\nTom: Yes, it is."


def test_times_of_sbv_are_read() -> None:
    assert opened("0:00:01.000,0:00:02.000\nGood morning.\n", "a.sbv").text == "Good morning."


def test_subtitles_state_that_they_are_a_transcript() -> None:
    assert opened(SRT).kind == "transcript"


def test_what_has_no_times_is_shown_as_it_is_with_a_warning() -> None:
    document = opened("Just some words.")
    assert (document.text, len(document.warnings)) == ("Just some words.", 1)


def scripted(*dialogues: str) -> str:
    lines = "".join(f"Dialogue: 0,{one}\n" for one in dialogues)
    return opened(f"[Events]\nFormat: Layer, Start, End, Style, Name, Text\n{lines}", "a.ass").text


def test_words_beside_a_drawing_are_shown() -> None:
    text = scripted("0:00:01.00,0:00:02.00,Main,,Before {\\p1\\an7}m 0 0 l 9 9{\\p0} and after{\\p2}m 1 1")
    assert text == "Before and after"


def test_a_remark_in_braces_is_left_out() -> None:
    assert scripted("0:00:01.00,0:00:02.00,Main,,Open{check this} now") == "Open now"


def test_a_place_is_no_drawing() -> None:
    assert scripted("0:00:01.00,0:00:02.00,Main,,{\\pos(1,2)}Words") == "Words"


@pytest.mark.parametrize("start", ["soon", "", "--"])
def test_words_whose_time_cannot_be_read_follow_those_before_them(start: str) -> None:
    good = "0:00:0{},0:00:0{},Main,,{}"
    assert scripted(
        good.format("1.00", "2.00", "One"), f"{start},,Main,,two", good.format("2.00", "3.00", "three.")
    ) == ("One two three.")
