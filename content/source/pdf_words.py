"""The words of a PDF page with their places and looks, as pdfium gives them."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from content.source.raised import raised

if TYPE_CHECKING:
    from collections.abc import Iterator

_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\xad": "",
    "\0": "",
}
_HYPHENS = {"\x02", "\ufffe"}  # what pdfium puts for the hyphen that divides a word at a line's end
_SURROGATES, _HIGH_END, _SURROGATES_END = 0xD800, 0xDC00, 0xE000
_MOST_LINKS = 1_000  # of a page
_MOST_OBJECTS = 5_000  # of a page that are looked at for pictures
_ITALIC = 1 << 6  # a flag of font descriptors, ISO 32000-1, table 123
_BOLD = 600  # CSS weights from here on look bold
_UPRIGHT = 0.1  # radians that scanned and slightly skewed text may be off
_SPACE = 0.2  # of the size: a gap within a run that sets words apart
_RAISED, _SMALLER = 0.2, 0.95  # of the size of the word before: how high a superscript stands, and how small it is
_BACK = 0.6  # of the size: a step back that is not kerning
_URI_ACTION = 3
_LONGEST_ADDRESS = 2_000  # bytes
_SMALLEST_PICTURE = 30  # points; smaller ones are rules and signs


_SAMPLES = 200  # characters of a page that tell how it is turned
_QUARTER = math.pi / 2
_UPSIDE_DOWN = 2  # quarter turns

Box = tuple[float, float, float, float]


class Word(NamedTuple):
    """A word: its box in points with y upwards, the baseline, and how it looks; `link` is where it leads."""

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    italic: bool
    link: str = ""


@dataclass(slots=True)
class Page:
    """What one page holds; `rotated` counts the characters that are left out as they do not stand upright."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    rotated: int = 0
    characters: int = 0
    cut: bool = False


def page_of(document: Any, number: int, most: int) -> Page:
    """The page of that number, from 0, with at most so many characters. Raises PdfiumError when it is damaged."""
    page = document[number]
    try:
        width, height = page.get_size()
        found = Page(number, width, height)
        text = page.get_textpage()
        try:
            found.characters = text.count_chars()
            found.cut = found.characters > most
            reading = _Reading(text.raw, found, min(found.characters, most), _links(document.raw, page.raw))
            reading.read()
        finally:
            text.close()
        found.pictures = [reading.turned(box) for box in _pictures(page.raw)]
        return found
    finally:
        page.close()


class _Reading:
    """Characters of one page put together as words."""

    def __init__(self, text: Any, page: Page, count: int, links: list[tuple[Box, str]]) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium = pdfium
        self._text = text
        self._page = page
        self._count = count
        self._quarters = self._way()
        self._links = [(self.turned(box), address) for box, address in links]
        self._word: list[str] = []
        self._first = 0
        self._left = self._right = self._base = self._size = 0.0
        self._styles: dict[bytes, tuple[bool, bool]] = {}

    def _way(self) -> int:
        """How many quarter turns to the right most of the text has: a page on its side has text on its side."""
        ways: Counter[int] = Counter()
        for index in range(0, self._count, max(1, self._count // _SAMPLES)):
            angle = self._pdfium.FPDFText_GetCharAngle(self._text, index)
            if angle >= 0 and not self._pdfium.FPDFText_IsGenerated(self._text, index):
                ways[round(angle / _QUARTER) % 4] += 1
        return max(ways, key=lambda way: (ways[way], -way), default=0)

    def turned(self, box: Box) -> Box:
        """A box (left, bottom, right, top) on the page turned so that most of its text stands upright."""
        left, bottom, right, top = box
        if self._quarters == 1:
            return -top, left, -bottom, right
        if self._quarters == _UPSIDE_DOWN:
            return -right, -top, -left, -bottom
        if self._quarters:
            return bottom, -right, top, -left
        return box

    def read(self) -> None:
        """Read the characters into the page."""
        box, x, y = self._pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        pending = 0
        for index in range(self._count):
            code = self._pdfium.FPDFText_GetUnicode(self._text, index)
            if _SURROGATES <= code < _HIGH_END:
                pending = code
                continue
            if pending and _HIGH_END <= code < _SURROGATES_END:
                code = 0x10000 + ((pending - _SURROGATES) << 10) + (code - _HIGH_END)
            pending = 0
            if code > 0x10FFFF or _SURROGATES <= code < _SURROGATES_END:
                continue
            sign = chr(code)
            if sign.isspace():
                self._end()
                continue
            sign = "-" if sign in _HYPHENS else _LIGATURES.get(sign, sign)
            if sign < " " or "\x7f" <= sign < "\xa0":  # of a font that does not tell its letters
                sign = ""
            if not self._pdfium.FPDFText_GetCharOrigin(self._text, index, x, y):
                continue
            self._pdfium.FPDFText_GetLooseCharBox(self._text, index, box)
            place = (
                self.turned((box.left, box.bottom, box.right, box.top))
                if self._quarters
                else (box.left, 0, box.right, 0)
            )
            base = self.turned((x.value, y.value, x.value, y.value))[1] if self._quarters else y.value
            self._add(index, sign, (place[0], place[2], base))
        self._end()

    def _add(self, index: int, sign: str, place: tuple[float, float, float]) -> None:
        left, right, base = place
        if self._word:
            size = self._size
            apart = left - self._right > _SPACE * size or self._left - right > _SPACE * size
            if apart or abs(base - self._base) > _BACK * size:
                self._end()
            elif base - self._base > _RAISED * size and self._size_of(index) < _SMALLER * size:
                sign = raised(sign)
        if not self._word:
            self._first, self._left, self._right, self._base = index, left, right, base
            self._size = self._size_of(index)
        self._word.append(sign)
        self._left, self._right = min(self._left, left), max(self._right, right)

    def _size_of(self, index: int) -> float:
        """The size in points, as it is seen: a font of size 1 may be scaled by its matrix."""
        size = float(self._pdfium.FPDFText_GetFontSize(self._text, index))
        matrix = self._pdfium.FS_MATRIX()
        if self._pdfium.FPDFText_GetMatrix(self._text, index, matrix):
            scale = float((matrix.c**2 + matrix.d**2) ** 0.5)
            size *= scale if scale > 0 else 1.0
        return size if 0.5 < size < 1_000 else 10.0

    def _end(self) -> None:
        if not self._word:
            return
        text = "".join(self._word)
        self._word = []
        if not text:
            return
        angle = self._pdfium.FPDFText_GetCharAngle(self._text, self._first)
        turned = abs((angle - self._quarters * _QUARTER + math.pi) % math.tau - math.pi)
        if angle >= 0 and turned > _UPRIGHT:
            self._page.rotated += len(text)
            return
        bold, italic = self._style(self._first)
        x, y = (self._left + self._right) / 2, self._base + self._size / 4
        link = next((to for (left, low, right, top), to in self._links if left <= x <= right and low <= y <= top), "")
        self._page.words.append(Word(text, self._left, self._right, self._base, self._size, bold, italic, link))

    def _style(self, index: int) -> tuple[bool, bool]:
        """Whether a character is bold and italic, by its font's descriptor, weight or name."""
        flags = ctypes.c_int()
        name = ctypes.create_string_buffer(128)
        self._pdfium.FPDFText_GetFontInfo(self._text, index, name, 128, flags)
        key = name.value
        if key not in self._styles:
            weight = self._pdfium.FPDFText_GetFontWeight(self._text, index)
            lower = key.lower()
            bold = _BOLD <= weight <= 1_000 or b"bold" in lower or b"black" in lower or b"heavy" in lower
            italic = bool(flags.value & _ITALIC) or b"italic" in lower or b"oblique" in lower
            self._styles[key] = bold, italic
        return self._styles[key]


def _links(document: Any, page: Any) -> list[tuple[Box, str]]:
    """The rectangles of a page that lead to an address on the web or of mail."""
    import pypdfium2.raw as pdfium

    found: list[tuple[Box, str]] = []
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    for _ in range(_MOST_LINKS):
        if not pdfium.FPDFLink_Enumerate(page, place, link):
            break
        action = pdfium.FPDFLink_GetAction(link)
        if not action or pdfium.FPDFAction_GetType(action) != _URI_ACTION:
            continue
        size = pdfium.FPDFAction_GetURIPath(document, action, None, 0)
        if not 1 < size <= _LONGEST_ADDRESS:
            continue
        buffer = ctypes.create_string_buffer(size)
        pdfium.FPDFAction_GetURIPath(document, action, buffer, size)
        address = buffer.value.decode("utf-8", "replace")
        box = pdfium.FS_RECTF()
        if address.lower().startswith(("http://", "https://", "mailto:")) and pdfium.FPDFLink_GetAnnotRect(link, box):
            found.append(((box.left, box.bottom, box.right, box.top), address))
    return found


def _pictures(page: Any) -> Iterator[Box]:
    """The boxes (left, bottom, right, top) of the pictures on a page."""
    import pypdfium2.raw as pdfium

    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_IMAGE:
            continue
        if pdfium.FPDFPageObj_GetBounds(item, *sides):
            left, bottom, right, top = (side.value for side in sides)
            if right - left > _SMALLEST_PICTURE and top - bottom > _SMALLEST_PICTURE:
                yield left, bottom, right, top
