"""A reader's own Markdown report: a text with `$fields`, repeated for each annotation.

Text between the lines `<!-- each annotation -->` and `<!-- end -->` is written once per annotation, text
around them once per briefing; without these lines everything is written once per annotation. `$$` is a dollar
sign. The fields are the columns of the CSV export, and `$count`, the number of annotations of the briefing.
"""

from __future__ import annotations

import re
from itertools import groupby
from string import Template
from typing import TYPE_CHECKING

from content.errors import UsageError
from content.export.escaping import markdown_lines, markdown_words
from content.export.visible import one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from content.export.passage import Passage

_EACH = re.compile(r"^<!-- each annotation -->[ \t]*+\n", re.MULTILINE)
_END = re.compile(r"^<!-- end -->[ \t]*+(?:\n|\Z)", re.MULTILINE)
_OF_SEVERAL_LINES = frozenset({"note", "passage", "replies"})


def report(passages: Sequence[Passage], template: str) -> str:
    """The report in the reader's own format. Raises UsageError for a field that does not exist."""
    head, each, foot = _parts(template)
    written: list[str] = []
    for _, group in groupby(passages, key=lambda passage: id(passage.briefing)):
        of_one = list(group)
        fields = [{**_fields(passage), "count": str(len(of_one))} for passage in of_one]
        written += [_filled(head, fields[0]), *(_filled(each, values) for values in fields), _filled(foot, fields[0])]
    return "".join(written)


def _parts(template: str) -> tuple[str, str, str]:
    """The text before, between and after the two lines; all of it counts as between unless both are there."""
    begin = _EACH.search(template)
    end = _END.search(template, begin.end()) if begin is not None else None
    if begin is None or end is None:
        return "", template, ""
    return template[: begin.start()], template[begin.end() : end.start()], template[end.end() :]


def _fields(passage: Passage) -> dict[str, str]:
    fields = passage.fields()
    return {
        name: markdown_lines(words) if name in _OF_SEVERAL_LINES else markdown_words(one_line(words))
        for name, words in fields.items()
    }


def _filled(template: str, fields: dict[str, str]) -> str:
    try:
        return Template(template).substitute(fields)
    except KeyError as error:
        raise UsageError(f"The template names ${error.args[0]}; the fields are {', '.join(sorted(fields))}.") from error
    except ValueError as error:
        raise UsageError(f"The template has a dollar sign without a field ({error}): write $$ for one.") from error
