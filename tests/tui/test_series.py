"""Of a numbered report one sees what is new since the number that was opened before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content.structure.model import Kind
from tests.tui.made import figure, with_parts

if TYPE_CHECKING:
    from tests.tui.conftest import Opening
    from tests.tui.made import Analyse

REPORT = "Flood in Port Elm: situation report\n\nThe dam holds.\n\nSo far {} people are missing.\n{}"


def report(number: str, text: str, value: str) -> Analyse:
    figures = (figure(text, value, None, "missing people"),)
    return with_parts(kind=Kind.SITREP, metadata={"number": number}, figures=figures)


async def test_what_is_new_is_counted_and_gone_through(reading: Opening) -> None:
    first, second = REPORT.format(12, ""), REPORT.format(9, "\nRoads are open again.\n")
    async with reading(text=first, analyse=report("11", first, "12")) as reader:
        assert "Since no." not in reader.footer
        await reader.press("+")
        assert "no earlier number" in reader.footer
    for _ in range(2):  # also when it is opened again
        async with reading(text=second, analyse=report("12", second, "9")) as reader:
            assert "Since no. 11: 2 new paragraphs, 1 figure changed." in reader.footer
            reader.view.go(0)
            await reader.press("+", "+")
            assert reader.view.caret == reader.offset("9 people")
            assert "missing people: 9, was 12" in reader.footer
            await reader.press("+")
            assert reader.view.caret == reader.offset("Roads")
            await reader.press("-", "-")
            assert reader.view.caret == reader.offset("So far")


async def test_another_series_is_not_compared(reading: Opening) -> None:
    first = REPORT.format(12, "")
    async with reading(text=first, analyse=report("11", first, "12")) as reader:
        assert "sitrep" in reader.title
    other = first.replace("Port Elm", "Port Oak")
    async with reading(text=other, analyse=report("12", other, "12")) as reader:
        assert "Since no." not in reader.footer
