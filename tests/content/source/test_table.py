"""Each row of a table with texts is a briefing; a table without texts is shown whole, other JSON as it is."""

from __future__ import annotations

import json
import random

import pytest

from content.document.model import Document, Markup
from content.errors import InputError
from content.source import Options, opened
from content.source.received import NO_OPTIONS, Received
from content.structure import analyse

LONG = (
    "The bridge over the river is closed for a month while crews look for the cause of the cracks in its pillars. " * 2
)
OTHER = "The ferry left the harbour at noon on Monday for the first time since the storm of the week before last. " * 2
CSV = f'id,headline,author,published,url,body\n1,Bridge closed,Ann Lee,2026-03-03,https://a.example/1,"{LONG}"\n'
CSV += f'2,Ferry sails,"Lee, Ben",2026-03-04,https://a.example/2,"{OTHER}\n\nIt was full."\n'
RECORDS = [
    {"id": 1, "title": "Bridge closed", "byline": "Ann Lee", "text": LONG, "tags": ["roads", "rivers"]},
    {"id": 2, "title": "Ferry sails", "byline": "Ben Lee", "text": OTHER, "tags": []},
]


def read(text: str | bytes, name: str = "a.csv", options: Options = NO_OPTIONS) -> list[Document]:
    data = text if isinstance(text, bytes) else text.encode()
    return opened(Received(data, name, f".{name.rpartition('.')[2]}", None, options))


def test_each_row_is_a_briefing_with_headline_byline_and_paragraphs() -> None:
    documents = read(CSV)
    assert [document.source for document in documents] == ["a.csv#1", "a.csv#2"]
    assert documents[1].text == f"Ferry sails\n\nLee, Ben\n\n{OTHER.strip()}\n\nIt was full."
    assert [span.markup for span in documents[1].markup] == [
        Markup.HEADING,
        Markup.BYLINE,
        Markup.PARAGRAPH,
        Markup.PARAGRAPH,
    ]
    headline = analyse(documents[0]).headline
    assert headline is not None
    assert headline.of(documents[0].text) == "Bridge closed"


def test_a_row_of_plain_text_without_a_title_has_the_structure_that_the_text_has_as_a_file() -> None:
    text = f"Bridge closed\n{OTHER.strip()}\nOld floods\n{OTHER.strip()}"
    [row] = read(json.dumps({"text": text}), "a.json")
    in_row, in_file = analyse(row), analyse(Document(text))
    assert [block.role for block in in_row.blocks] == [block.role for block in in_file.blocks]
    assert in_row.headline is not None
    assert in_row.headline.of(row.text) == "Bridge closed"


def test_columns_that_are_known_by_name_are_metadata() -> None:
    assert dict(read(CSV)[0].metadata) == {
        "title": "Bridge closed",
        "author": "Ann Lee",
        "date": "2026-03-03",
        "link": "https://a.example/1",
        "identifier": "1",
    }


def test_the_first_briefing_says_which_column_the_text_is_and_how_to_choose_another() -> None:
    first, second = read(CSV)
    assert first.warnings == (
        (
            "The text is that of column 'body'; to choose another say --column NAME: "
            "id, headline, author, published, url, body."
        ),
    )
    assert second.warnings == ()


def test_the_reader_chooses_the_column() -> None:
    documents = read(CSV, options=Options(column="Headline"))
    assert [document.text.rpartition("\n")[2] for document in documents] == ["Bridge closed", "Ferry sails"]
    assert documents[0].warnings == ()


def test_a_column_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(InputError, match=r"There is no column 'x': this table has a, b, c\."):
        read("a,b,c\n1,2,3\n", options=Options(column="x"))


def test_a_column_without_texts_is_told_of() -> None:
    with pytest.raises(InputError, match="Column 'b' has no texts"):
        read("a,b,c\n1,,3\n", options=Options(column="b"))


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(sign: str) -> None:
    rows = [f"headline{sign}text", f'A headline{sign}"{LONG}"', f'Another{sign}"{OTHER}"']
    assert len(read("\n".join(rows))) == 2


def test_the_delimiter_that_a_spreadsheet_states_is_no_row() -> None:
    (document,) = read("sep=;\na;b\n1,5;2,5\n")
    assert document.text == "a | b\n1,5 | 2,5"


def test_the_longest_column_is_the_text_where_no_name_says_so() -> None:
    documents = read(f"a,b\nx,{LONG}\ny,{OTHER}\n")
    assert documents[0].text == LONG.strip()
    assert "column 'b'" in documents[0].warnings[0]


def test_a_table_without_texts_is_shown_whole_row_by_row() -> None:
    (document,) = read('name,votes\nLeft,41\n"Right,\nCentre",39\n')
    assert document.text == "name | votes\nLeft | 41\nRight, Centre | 39"
    assert {span.markup for span in document.markup} == {Markup.TABLE_ROW}


def test_a_table_without_names_has_numbers_for_them() -> None:
    documents = read(f"1,{LONG}\n2,{OTHER}\n", options=Options(column="2"))
    assert [document.text for document in documents] == [LONG.strip(), OTHER.strip()]


def test_a_blank_before_a_quotation_mark_does_not_break_the_cell() -> None:
    (document,) = read('name, words\nFrog, "If we took the bones out, it would not be crunchy"\n')
    assert document.text.endswith("Frog | If we took the bones out, it would not be crunchy")


def test_a_text_longer_than_the_usual_field_is_read() -> None:
    (document,) = read(f'title,text\nA,"{"word " * 60_000}"\n')
    assert len(document.text) > 250_000


def test_html_in_the_column_is_rendered() -> None:
    html = "<p>The <b>bridge</b> is closed.</p><p>Crews look for the cause of the cracks in it.</p>"
    (document,) = read(json.dumps([{"title": "A", "text": html}]), "a.json", Options(column="text"))
    assert document.text == "A\n\nThe bridge is closed.\n\nCrews look for the cause of the cracks in it."
    assert Markup.STRONG in {span.markup for span in document.markup}


def test_signs_of_less_and_greater_are_no_html() -> None:
    (document,) = read(json.dumps([{"text": "a < b and c > d; x <y> z"}]), "a.json", Options(column="text"))
    assert document.text == "a < b and c > d; x <y> z"


def test_a_row_without_a_text_is_left_out_and_counted() -> None:
    documents = read(f"{CSV}3,Nothing,,,,\n")
    assert len(documents) == 2
    assert documents[0].warnings[1] == "1 row has no text there and is left out."


def test_very_many_rows_are_cut_with_a_warning() -> None:
    documents = read("title,text\n" + f"A,{LONG}\n" * 2005)
    assert len(documents) == 2000
    assert documents[0].warnings[1] == "Only the first 2,000 of 2,005 rows are opened: split the table."


JSON = json.dumps(RECORDS)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (JSON, "a.json"),
        (json.dumps({"status": "ok", "response": {"total": 2, "results": RECORDS}}), "a.json"),
        ("\n".join(map(json.dumps, RECORDS)), "a.jsonl"),
        ("\n".join(map(json.dumps, RECORDS)), "a.ndjson"),
        ("\n".join(map(json.dumps, RECORDS)), "a.json"),
    ],
    ids=["list", "list within", "lines", "lines by the other name", "lines that are called JSON"],
)
def test_objects_in_json_are_briefings(text: str, name: str) -> None:
    documents = read(text, name)
    assert [document.title for document in documents] == ["Bridge closed", "Ferry sails"]
    assert documents[0].text == f"Bridge closed\n\nAnn Lee\n\n{LONG.strip()}"
    assert dict(documents[0].metadata)["keywords"] == ("roads", "rivers")
    assert "keywords" not in dict(documents[1].metadata)


def test_columns_within_objects_have_both_names() -> None:
    rows = [{"id": 7, "fields": {"headline": "Bridge closed", "body": LONG}, "n": 1} for _ in range(2)]
    documents = read(json.dumps({"response": {"results": rows}}), "a.json")
    assert documents[0].title == "Bridge closed"
    assert "column 'fields.body'" in documents[0].warnings[0]


def test_one_object_with_a_text_is_one_briefing() -> None:
    (document,) = read(json.dumps(RECORDS[0]), "a.json")
    assert document.source == "a.json"
    assert document.text.startswith("Bridge closed\n\nAnn Lee")


@pytest.mark.parametrize(
    "text",
    ['{"name": "tool", "description": "A tool that does a few things well"}', "[1, 2, 3]", '"words"', "{}", "[]"],
)
def test_other_json_is_shown_as_it_is(text: str) -> None:
    (document,) = read(text, "a.json")
    assert document.text == text
    assert document.warnings == ()


def test_json_that_is_damaged_is_shown_with_the_line() -> None:
    (document,) = read('{"a": 1,\n"b": }', "a.json")
    assert document.text == '{"a": 1,\n"b": }'
    assert document.warnings == ("This JSON is damaged (line 2): it is shown as it is.",)


def test_lines_that_are_not_json_are_left_out_and_counted() -> None:
    documents = read(f"{json.dumps(RECORDS[0])}\nbroken\n{json.dumps(RECORDS[1])}\n", "a.jsonl")
    assert len(documents) == 2
    assert documents[0].warnings[1] == "1 entry is of another form and is left out."


@pytest.mark.parametrize(
    "text",
    ["[" * 200_000, '{"a":' * 200_000 + "1" + "}" * 200_000, '{"a": ' + "[" * 99_999],
    ids=["lists", "objects", "both"],
)
def test_json_in_great_depth_is_shown_as_it_is(text: str) -> None:
    (document,) = read(text, "a.json")
    assert document.text == text
    assert document.warnings == ("This JSON is damaged (it is nested too deeply): it is shown as it is.",)


def test_a_number_of_a_million_digits_is_only_a_text() -> None:
    rows = json.dumps([{"text": LONG, "n": 0}, {"text": OTHER, "n": 0}]).replace('"n": 0', f'"id": {"9" * 1_000_000}')
    assert len(dict(read(rows, "a.json")[0].metadata)["identifier"]) == 1_000_000


def test_what_is_no_number_is_read() -> None:
    documents = read(json.dumps([{"text": LONG, "id": float("nan")}, {"text": OTHER, "id": float("inf")}]), "a.json")
    assert [dict(document.metadata)["identifier"] for document in documents] == ["NaN", "Infinity"]


def test_half_of_a_pair_of_surrogates_becomes_a_sign() -> None:
    (document,) = read('[{"text": "a \\ud83d b"}]', "a.json", Options(column="text"))
    assert document.text == "a \ufffd b"


def test_a_column_of_what_is_no_table_is_told_of() -> None:
    with pytest.raises(InputError, match="not a table"):
        read("[1, 2]", "a.json", Options(column="text"))


@pytest.mark.parametrize(
    "text",
    [
        "," * 300_000,
        '"' * 300_000,
        "a,b\n" * 100_000,
        'a,"' + "\n" * 300_000,
        "\n" * 300_000,
        "",
        "a",
        "\0,\0\n\0,\0",
        "a;b,c\td|e\n" * 1000,
        "[" + "{}," * 200_000 + "{}]",
        '[{"text": null}, {"text": []}, {"text": {"text": {"text": {"text": {}}}}}]',
        json.dumps({str(number): {"a": number} for number in range(50_000)}),
        json.dumps([{str(number): "a" for number in range(50_000)}] * 2),
        "[" + '{"text": "<p>a"},' * 20_000 + "{}]",
    ],
    ids=[str(number) for number in range(14)],
)
@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.json", "a.jsonl"])
def test_odd_tables_open_or_are_refused_in_a_sentence(name: str, text: str) -> None:
    try:
        documents = read(text, name)
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017 - both ends are right
    else:
        assert documents


@pytest.mark.parametrize("seed", range(60))
@pytest.mark.parametrize("name", ["a.csv", "a.json", "a.jsonl"])
def test_damaged_tables_open_or_are_refused_in_a_sentence(name: str, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same damage each time
    data = bytearray((CSV if name == "a.csv" else JSON).encode())
    for _ in range(1 + seed):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        documents = read(bytes(data), name)
    except InputError as error:
        assert str(error).endswith(".")  # noqa: PT017 - both ends are right
    else:
        assert documents


def test_an_article_with_comments_is_the_article() -> None:
    (document,) = read(
        json.dumps({"title": "Bridge closed", "body": LONG, "comments": [{"body": "Too long!"}] * 3}), "a.json"
    )
    assert document.text.startswith("Bridge closed\n\nThe bridge over the river")


def test_articles_with_a_message_around_them_are_the_articles() -> None:
    documents = read(json.dumps({"message": "ok", "body": "Done.", "articles": RECORDS}), "a.json")
    assert [dict(one.metadata)["title"] for one in documents] == ["Bridge closed", "Ferry sails"]


def test_several_lists_beside_each_other_are_all_read() -> None:
    documents = read(json.dumps({"new": RECORDS[:1], "old": [*RECORDS, "more"]}), "a.json")
    assert [dict(one.metadata)["title"] for one in documents] == ["Bridge closed", "Bridge closed", "Ferry sails"]
    assert documents[0].warnings[-1] == "1 entry is of another form and is left out."


def test_a_text_in_pieces_is_all_of_them() -> None:
    pieces = ["First.", {"type": "p", "content": "Second."}, [{"kind": "Third."}, "Fourth."], LONG]
    (document,) = read(json.dumps({"title": "Bridge closed", "text": pieces}), "a.json")
    assert document.text.split("\n\n")[1:5] == ["First.", "Second.", "Third.", "Fourth."]


def test_addresses_are_not_texts() -> None:
    rows = [{"url": f"https://a.example/{'x' * 150}/{at}", "one_liner": OTHER[:150]} for at in range(3)]
    documents = read("\n".join(map(json.dumps, rows)), "a.jsonl")
    assert documents[0].text == OTHER[:150].strip()
    assert str(dict(documents[0].metadata)["link"]).startswith("https://a.example/")


def test_names_of_several_words_are_known_by_the_last() -> None:
    names = "CONTENT_TITLE,updatedDate,article_authors,body"
    table = f"{names}\nBridge closed,2026-03-03,\"['Ann Lee', 'Ben Lee']\",\"{LONG}\"\n"
    metadata = dict(read(table)[0].metadata)
    assert (metadata["title"], metadata["date"], metadata["author"]) == (
        "Bridge closed",
        "2026-03-03",
        "Ann Lee, Ben Lee",
    )


def test_a_short_row_of_a_wide_table_is_short() -> None:
    names = ",".join(f"name{at}" for at in range(500))
    (document,) = read(f"{names}\n" + "1,2\n" * 50)
    assert document.text.split("\n")[1] == "1 | 2"


def test_json_without_a_column_of_texts_says_how_to_choose_one() -> None:
    (document,) = read('[{"a": "b", "c": "d"}, {"a": "e", "c": "f"}]', "a.json")
    assert document.warnings == ("It is not told which column is the text: say --column NAME, one of a, c.",)


def test_a_few_words_beside_a_list_are_not_an_article() -> None:
    articles = [{"title": one["title"], "description": one["text"]} for one in RECORDS]
    documents = read(json.dumps({"content": "list of news", "articles": articles}), "a.json")
    assert [dict(one.metadata)["title"] for one in documents] == ["Bridge closed", "Ferry sails"]


def test_a_title_in_brackets_is_kept() -> None:
    record = {"title": "[Opinion: It's not Bob's]", "text": LONG}
    assert read(json.dumps([record]), "a.json")[0].text.startswith("[Opinion: It's not Bob's]\n\n")
