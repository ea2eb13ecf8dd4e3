"""A briefing's structure can be printed as JSON, as text and as Markdown, and no word is lost."""

from __future__ import annotations

import json

from markdown_it import MarkdownIt

from content.document.model import Document, TextRange
from content.export.json_text import json_line
from content.export.structure import briefing_json, briefing_markdown, briefing_text
from content.structure import analyse
from content.structure.model import (
    Act,
    Block,
    Briefing,
    Entry,
    Figure,
    Reason,
    Role,
    Section,
    SourceClass,
    Speaker,
    Statement,
    StatementKind,
    Story,
    Turn,
    TurnSpeaker,
)
from tests.content.export.conftest import SURE, place


def test_json_has_words_and_places(briefing: Briefing) -> None:
    shown = briefing_json(briefing, with_text=True)
    text = shown["text"]
    assert (shown["schema"], shown["length"], shown["headline"]) == ("briefmark/1", len(text), "Harbour closed")
    assert (shown["standfirst"], shown["marking"], shown["warnings"]) == (None, None, ["Read as cp1252."])
    assert [block["role"] for block in shown["blocks"]] == ["headline", "paragraph", "heading", "paragraph"]
    assert [(section["heading"], section["background"]) for section in shown["sections"]] == [
        (None, False),
        ("Older trouble", True),
    ]
    quotation = shown["quotations"][0]
    assert text[quotation["start"] : quotation["end"]] == "“Ships wait outside.”"
    assert quotation["speaker"] == {"text": "Officials", "start": 41, "end": 50}
    assert (quotation["cue"]["text"], quotation["kind"], quotation["repeats"]) == ("said", "direct", None)
    assert shown["background"][0]["level"] == "section"
    assert json.loads(json_line(shown)) == shown


def test_json_has_the_sentences_of_the_prose_and_the_dates_that_have_a_year() -> None:
    text = "Harbour closed\n\nIt was closed on Nov. 28, 2024. Ships wait since 29 November.\n\nIn May 2023 it was open."
    shown = briefing_json(analyse(Document(text)), with_text=False)
    assert [text[one["start"] : one["end"]] for one in shown["sentences"]] == [
        "It was closed on Nov. 28, 2024.",
        "Ships wait since 29 November.",
        "In May 2023 it was open.",
    ]
    dates = [(text[one["start"] : one["end"]], one["date"]) for one in shown["dates"]]
    assert dates == [("Nov. 28, 2024", "2024-11-28"), ("May 2023", "2023-05")]


def test_json_of_nothing_has_the_lists_of_sentences_and_dates() -> None:
    shown = briefing_json(analyse(Document("")), with_text=False)
    assert (shown["sentences"], shown["dates"]) == ([], [])


def test_text_is_left_out_unless_asked_for(briefing: Briefing) -> None:
    assert "text" not in briefing_json(briefing, with_text=False)


def test_a_speaker_may_refer_to_a_name(briefing: Briefing) -> None:
    quotation = briefing.quotations[0]
    assert quotation.cue is not None
    speaker = Speaker(quotation.cue, refers_to=briefing.headline)
    changed = briefing._replace(quotations=(quotation._replace(speaker=speaker),))
    said = briefing_json(changed, with_text=False)["quotations"][0]["speaker"]
    assert said["refers_to"]["text"] == "Harbour closed"


def test_json_escapes_what_could_steer_a_terminal_and_nothing_else() -> None:
    value = {"a": "\x1b[2J\x9b\x7f\u202e\u2028\ud800 é漢“”"}
    line = json_line(value)
    assert line == '{"a": "\\u001b[2J\\u009b\\u007f\\u202e\\u2028\\ud800 é漢“”"}'
    assert json.loads(line) == value


def test_text_shows_the_structure(briefing: Briefing) -> None:
    assert briefing_text(briefing) == (
        "Harbour closed\n==============\n\n"
        "The port shut on Monday. Officials said: “Ships wait outside.” Nobody knows more.\n\n"
        "Older trouble  [background]\n-------------\n\n"
        "In 2011 a storm closed it too.\n\n"
        "Quotations\n----------\n* “Ships wait outside.” — Officials (anonymous)\n\n"
        "Background\n----------\n* the section Older trouble\n"
    )


def test_what_is_doubtful_is_marked_as_doubtful(briefing: Briefing) -> None:
    unsure = Reason.of("likeliest", 0.79)
    changed = briefing._replace(
        quotations=(briefing.quotations[0]._replace(reason=unsure),),
        background=(briefing.background[0]._replace(reason=unsure),),
    )
    assert "Officials (anonymous, doubtful)\n" in briefing_text(changed)
    assert briefing_text(changed).endswith("* the section Older trouble (doubtful)\n")
    assert "doubtful" not in briefing_text(briefing)


def test_an_embargo_stands_at_both_ends(briefing: Briefing) -> None:
    held = briefing._replace(metadata={"embargo": ("0600 GMT", "1 December")})
    assert briefing_text(held).startswith("Embargo: 0600 GMT 1 December\n\n")
    assert briefing_text(held).endswith("\n\nEmbargo: 0600 GMT 1 December\n")
    assert briefing_markdown(held).startswith("**Embargo: 0600 GMT 1 December**\n\n# Harbour closed\n\n")
    assert briefing_json(held, with_text=False)["marking"] is None


def test_a_marking_stands_at_both_ends(briefing: Briefing) -> None:
    marked = briefing._replace(marking="TLP:AMBER+STRICT")
    text = briefing_text(marked)
    assert text.startswith("TLP:AMBER+STRICT\n\n")
    assert text.endswith("\n\nTLP:AMBER+STRICT\n")
    assert briefing_markdown(marked).startswith("**TLP:AMBER+STRICT**\n\n# Harbour closed\n\n")


def test_a_text_without_structure_is_still_shown() -> None:
    bare = Briefing(Document("Only *words*.\n"))
    assert briefing_text(bare) == "Only *words*.\n"
    assert briefing_markdown(bare) == "Only \\*words\\*.\n"
    assert briefing_text(Briefing(Document(" \n"))) == ""


def test_markdown_renders_to_the_words_of_the_text(briefing: Briefing) -> None:
    html = MarkdownIt("commonmark").render(briefing_markdown(briefing))
    assert "<h1>Harbour closed</h1>" in html
    assert "<h2>Older trouble <em>(background)</em></h2>" in html
    assert "“Ships wait outside.” — Officials (anonymous)" in html


def test_lines_of_a_list_or_table_stay_together() -> None:
    text = "• one\n• two\n\n• three\nPlain words.\na | b\nc | d\n"
    lines = [line for line in text.split("\n") if line]
    roles = [Role.LIST_ITEM] * 3 + [Role.PARAGRAPH] + [Role.OTHER] * 2
    starts = [text.index(line) for line in lines]
    blocks = tuple(
        Block(TextRange(start, start + len(line)), role, 0, Reason.of("set", 1))
        for start, line, role in zip(starts, lines, roles, strict=True)
    )
    shown = briefing_text(Briefing(Document(text), blocks=blocks, sections=(Section(None, TextRange(0, len(text))),)))
    assert shown == "  • one\n  • two\n\n  • three\n\nPlain words.\n\na | b\nc | d\n"


def test_each_role_has_its_form_in_text_and_markdown() -> None:
    words = {
        Role.HEADLINE: "Head *line*",
        Role.STANDFIRST: "Stand first",
        Role.BYLINE: "By Ada",
        Role.QUOTE: "Words of somebody",
        Role.ATTRIBUTION: "Grace",
        Role.LIST_ITEM: "• an item",
        Role.CAPTION: "A port",
        Role.OTHER: "1 < 2",
    }
    text = "\n".join(words.values())
    blocks, start = [], 0
    for role, line in words.items():
        blocks.append(Block(TextRange(start, start + len(line)), role, 0, Reason.of("set", 1)))
        start += len(line) + 1
    briefing = Briefing(Document(text), blocks=tuple(blocks), sections=(Section(None, TextRange(0, len(text))),))
    assert briefing_text(briefing) == (
        "Head *line*\n===========\n\nStand first\n\nBy Ada\n\n  | Words of somebody\n  | — Grace\n\n  • an item\n\n"
        "A port\n\n1 < 2\n"
    )
    assert briefing_markdown(briefing) == (
        "# Head \\*line\\*\n\n*Stand first*\n\n*By Ada*\n\n> Words of somebody\n\n> — Grace\n\n- an item\n\n"
        "*A port*\n\n1 &lt; 2\n"
    )


def test_what_a_kind_adds_is_listed_below_the_text(briefing: Briefing) -> None:
    officials = place("Officials")
    whole = TextRange(officials.start, place("more.").end)
    spoken = briefing._replace(turns=(
            Turn(whole, TurnSpeaker(officials, "Vera Alder", "spokeswoman"), Act.ANSWER),
            Turn(place("Nobody knows more."), None, Act.PROCEDURE),
        ),
        stories=(Story(whole, place("Harbour closed"), officials, "https://port.example/1"), Story(whole)),
        entries=(Entry(place("2011 a storm closed it too."), place("2011")),),
        figures=(Figure(place("2011"), "4", "million", "needed for the wall"),),
        statements=(
            Statement(
                place("The port shut"), (place("The port"), place("shut")), StatementKind.INDIRECT, None, None,
                SourceClass.UNATTRIBUTED, SURE,
            ),
        ),
    )  # fmt: skip
    lines = [line for line in briefing_text(spoken).split("\n") if line.startswith("* ")]
    assert lines == [
        "* Officials (Vera Alder, spokeswoman), answer: said: “Ships wait outside.” Nobody knows more.",
        "* nobody named, procedure: Nobody knows more.",
        "* 1. Harbour closed (Officials, https://port.example/1)",
        "* 2. Officials said: “Ships wait outside.” Nobody knows more.",
        "* 2011: a storm closed it too.",
        "* needed for the wall: 4 million",
        "* “Ships wait outside.” — Officials (anonymous)",
        "* The port … shut — nobody named (unattributed, indirect)",
        "* the section Older trouble",
    ]
    titles = ["Turns", "Stories", "Entries", "Figures", "Quotations", "Statements", "Background"]
    assert [line[3:] for line in briefing_markdown(spoken).split("\n") if line.startswith("## ")][1:] == titles
