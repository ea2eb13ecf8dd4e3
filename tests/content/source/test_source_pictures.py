"""Pictures are found in a file and beside it, decoded in another process, and never fetched."""

from __future__ import annotations

import base64
import io
import os
import zipfile
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from content.document.model import Document
from content.errors import InputError
from content.source import open_document
from content.source.source_pictures import drawing_of, pictures_of

if TYPE_CHECKING:
    from pathlib import Path

RED, BLUE = (255, 0, 0), (0, 0, 255)


def png(width: int = 8, height: int = 4, color: tuple[int, int, int] = RED) -> bytes:
    """A picture of one colour."""
    made = io.BytesIO()
    Image.new("RGB", (width, height), color).save(made, "PNG")
    return made.getvalue()


def data_address(data: bytes) -> str:
    return f"data:image/png;base64,{base64.b64encode(data).decode()}"


def _page(folder: Path, body: str) -> Document:
    path = folder / "page.html"
    path.write_text(f"<body><h1>Harbour</h1><p>It opens.</p>{body}</body>", encoding="utf-8")
    return open_document(path)


def test_a_page_has_pictures_in_it_and_beside_it_with_their_words(tmp_path: Path) -> None:
    (tmp_path / "a b.png").write_bytes(png())
    figure = '<figure><img src="a%20b.png?x#y"><figcaption>The <b>port</b></figcaption></figure>'
    found = pictures_of(_page(tmp_path, f'<img src="{data_address(png())}" alt="A pier" title="In May">{figure}'))
    assert [(one.name, one.words, one.size, one.why_not) for one in found] == [
        ("image/png", "A pier (In May)", len(png()), ""),
        ("a%20b.png", "The port", len(png()), ""),
    ]


def test_markdown_names_pictures_in_three_ways(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text('# A\n\n![One](1.png "Two")\n\n<img src="2.png" alt="three">\n\nAnd ![[4.png|300]].\n')
    for name in "124":
        (tmp_path / f"{name}.png").write_bytes(png())
    found = pictures_of(open_document(path))
    assert [(one.name, one.words, one.why_not) for one in found] == [
        ("1.png", "One (Two)", ""),
        ("2.png", "three", ""),
        ("4.png", "", ""),
    ]


def test_a_picture_is_drawn_to_fit_and_keeps_its_shape(tmp_path: Path) -> None:
    document = _page(tmp_path, f'<img src="{data_address(png(400, 200, BLUE))}">')
    drawing = drawing_of(document, pictures_of(document)[0], 60, 40)
    assert (drawing.width, drawing.height, drawing.size) == (60, 30, (400, 200))
    assert drawing.points == bytes(BLUE) * 60 * 30


def test_a_picture_can_be_drawn_in_few_colours(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.linear_gradient("L").resize((90, 60)).convert("RGB").save(made, "PNG")
    document = _page(tmp_path, f'<img src="{data_address(made.getvalue())}">')
    drawing = drawing_of(document, pictures_of(document)[0], 90, 60, colors=16)
    assert len(drawing.points) == 90 * 60
    assert len(drawing.palette) % 3 == 0
    assert max(drawing.points) < len(drawing.palette) // 3 <= 16


def test_the_colours_of_a_picture_that_has_few_stay_as_they_are(tmp_path: Path) -> None:
    document = _page(tmp_path, f'<img src="{data_address(png(8, 4, (17, 99, 201)))}">')
    drawing = drawing_of(document, pictures_of(document)[0], 60, 40, colors=256)
    colors = {drawing.palette[3 * number : 3 * number + 3] for number in drawing.points}
    assert colors == {bytes((17, 99, 201))}


def test_a_picture_beside_the_briefing_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(png())
    document = _page(tmp_path, '<img src="a.png">')
    assert drawing_of(document, pictures_of(document)[0], 60, 40).points == bytes(RED) * 32


def test_what_is_transparent_is_shown_on_white(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("RGBA", (2, 2), (0, 0, 0, 0)).save(made, "PNG")
    document = _page(tmp_path, f'<img src="{data_address(made.getvalue())}">')
    assert drawing_of(document, pictures_of(document)[0], 60, 40).points == b"\xff" * 12


@pytest.mark.parametrize("target", ["https://site.example/a.png", "//site.example/a.png", "file:///etc/passwd"])
def test_what_is_named_by_an_address_is_not_fetched(tmp_path: Path, target: str) -> None:
    document = _page(tmp_path, f'<img src="{target}">')
    (found,) = pictures_of(document)
    assert "not fetched" in found.why_not
    with pytest.raises(InputError, match="not fetched"):
        drawing_of(document, found, 60, 40)


@pytest.mark.parametrize(
    "target",
    [
        "../out.png",
        "/etc/passwd",
        "link.png",
        "deep/../../out.png",
        "%2e%2e/out.png",
        "pipe.png",
        "gone.png",
        "a%00.png",
    ],
)
def test_nothing_outside_the_briefings_folder_is_read_and_nothing_that_is_not_a_file(
    tmp_path: Path, target: str
) -> None:
    folder = tmp_path / "desk"
    (folder / "deep").mkdir(parents=True)
    (tmp_path / "out.png").write_bytes(png())
    (folder / "link.png").symlink_to(tmp_path / "out.png")
    os.mkfifo(folder / "pipe.png")
    (found,) = pictures_of(_page(folder, f'<img src="{target}">'))
    assert found.why_not
    assert found.path is None


def test_pictures_of_a_mail_are_its_parts(tmp_path: Path) -> None:
    path = tmp_path / "a.eml"
    coded = base64.encodebytes(png()).decode()
    path.write_text(
        "From: a@site.example\nSubject: Harbour\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n"
        "--x\nContent-Type: text/plain\n\nIt opens.\n"
        f"--x\nContent-Type: image/png; name=pier.png\nContent-Transfer-Encoding: base64\n\n{coded}\n--x--\n"
    )
    document = open_document(path)
    (found,) = pictures_of(document)
    assert (found.name, found.size) == ("pier.png", len(png()))
    assert drawing_of(document, found, 60, 40).points == bytes(RED) * 32


def test_pictures_of_a_book_are_its_members(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("META-INF/container.xml", '<container><rootfile full-path="a.opf"/></container>')
        book.writestr("a.opf", "<package/>")
        book.writestr("images/pier.png", png())
    (found,) = pictures_of(Document("x", str(path)))
    assert found.name == "pier.png"


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + b"\0" * 99, b"<svg/>", png()[:-30], b"GIF89a" + b"\xff" * 99])
def test_a_damaged_picture_gets_a_sentence(tmp_path: Path, data: bytes) -> None:
    document = _page(tmp_path, f'<img src="{data_address(data)}">')
    with pytest.raises(InputError, match="not shown here"):
        drawing_of(document, pictures_of(document)[0], 60, 40)


def test_a_picture_that_unpacks_to_very_many_points_is_not_decoded(tmp_path: Path) -> None:
    made = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(made, "PNG")
    document = _page(tmp_path, f'<img src="{data_address(made.getvalue())}">')
    with pytest.raises(InputError, match="million points"):
        drawing_of(document, pictures_of(document)[0], 60, 40)


@pytest.mark.parametrize("source", ["-", "https://site.example/a", "mail.mbox#2"])
def test_a_briefing_that_is_not_a_file_says_so(source: str) -> None:
    with pytest.raises(InputError):
        pictures_of(Document("x", source))
