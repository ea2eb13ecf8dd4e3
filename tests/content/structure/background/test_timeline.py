"""Dates are found in the ways in which news writes them."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.languages.language import every, load
from content.structure.background.timeline import in_time, moments


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("It began on 28 November 2024, they said.", ["2024-11-28"]),
        ("It began on Nov. 28, 2024.", ["2024-11-28"]),
        ("Seit dem 3. März 2019 gilt das.", ["2019-03-03"]),
        ("le 1er août 2021 et en mai 2022", ["2021-08-01", "2022-05"]),
        ("el 5 de enero de 2020, el 12 de noviembre del año 2019", ["2020-01-05", "2019-11-12"]),
        ("15 Temmuz 2016 gecesi", ["2016-07-15"]),
        ("No: 28.02.2024, and 2024-01-05", ["2024-02-28", "2024-01-05"]),
        ("In 2020 and the 2019 agreement", ["2020", "2019"]),
        ("A price of 2019.50 and $2019, on page 40 of 99", []),
        ("On 45.13.2020 nothing", []),
        ("May I? In May 2020.", ["2020-05"]),
        ("On Nov. 27 and 28 November; the 3rd of March", ["11-27", "11-28", "03-03"]),
        ("am 3. März, le 5 mai, el 5 de enero, 15 Temmuz'da", ["03-03", "05-05", "01-05", "07-15"]),
        ("may 10 people march 5 miles? 5 may, 3 ara, Nov 5.5", []),
        (
            "29 EKİM, 3 MAYIS, 10 KASIM 2024, 10 Kasim 2023, 15 HAZİRAN",
            ["10-29", "05-03", "2024-11-10", "2023-11-10", "06-15"],
        ),
        (
            "12 gennaio, 3 de março de 2024, 1º de maio, the 5th of May 2024",
            ["01-12", "2024-03-03", "05-01", "2024-05-05"],
        ),
        ("May \u00a05, 2020, March  \t 7 and junio\u00a0 de 2021", ["2020-05-05", "03-07", "2021-06"]),
        ("It opens in June\nof 2021, on May\n5 and 6 July", ["2021-06", "05-05", "07-06"]),
        ("In March 20 people died. Theresa May 10 years ago", []),
        ("10 Jan Böhm fans. In May\n\n10 people. April 31, Feb 30", []),
        (
            "May 3-5, 2024; 3.–5. Mai 2024; on June 3–5; 3./4. Juli; am 24.02. um acht, bis 1.3. nicht",
            ["2024-05-03", "2024-05-03", "06-03", "07-03", "02-24", "03-01"],
        ),
        ("Jan 17 years old; May 12-year-old; Version am 24.13. und 1.2.3", []),
        ("Begun 10/31/2023, over on 11/02/2023.", ["2023-10-31", "2023-11-02"]),
        ("Begun 31/10/2023, over on 11/02/2023.", ["2023-10-31", "2023-02-11"]),
        ("Logged 2023-10-31T08:15:00Z and 2023-10-31t0815, not 2023-10-31x", ["2023-10-31", "2023-10-31", "2023"]),
        ("Sample 2023-Oct-31, 1-Nov-2023, 2/Dec/2023", ["2023-10-31", "2023-11-01", "2023-12-02"]),
        ("op 31-10-2023, 2023/10/31, 2023.10.31", ["2023-10-31", "2023-10-31", "2023-10-31"]),
        ("On May 5, Monday May 6; mid May. 12 July 2024", ["05-05", "05-06", "2024-07-12"]),
    ],
)
def test_dates_are_read(text: str, dates: list[str]) -> None:
    assert [str(moment) for moment in moments(text, every())] == dates


@given(st.text("0123456789.-/ MayJune2019de,", max_size=80))
def test_moments_are_in_order_and_do_not_overlap(text: str) -> None:
    found = [moment.range for moment in moments(text, every())]
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    assert all(place.end <= len(text) for place in found)


def test_a_day_without_a_year_is_of_the_newest_year_of_the_text() -> None:
    text = "It began on Nov. 28. In 2019 they agreed; in December 2020 they met, and on Jan. 5, 2020 as well."
    assert [str(moment) for moment in in_time(moments(text, every()))] == ["2019", "2020-01-05", "11-28", "2020-12"]


@pytest.mark.parametrize(
    ("code", "text", "dates"),
    [
        ("en", "On 28 November 2024, set 5 aside, ago 3", ["2024-11-28"]),
        ("de", "Am 3. Ma\u0308rz 2019, vom 24.12. bis 3. Jänner", ["2019-03-03", "12-24", "01-03"]),
        ("fr", "le 1er aou\u0302t 2021, mars 3", ["2021-08-01"]),
        ("it", "il 5 set 2020", ["2020-09-05"]),
        ("en", "He leaves on 10 May ", ["05-10"]),
    ],
)
def test_dates_are_read_as_the_language_writes_them(code: str, text: str, dates: list[str]) -> None:
    assert [str(moment) for moment in moments(text, load(code))] == dates
