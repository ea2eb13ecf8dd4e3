"""The parser of Markdown: CommonMark with tables, strikethrough, footnotes, definition lists, and Obsidian's signs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from content.source import markdown_dialects, obsidian
from content.source.markdown_html import Tag, closed_names, is_element, other_end, tag_at

if TYPE_CHECKING:
    from collections.abc import MutableMapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_FOOTNOTE = "[^"  # how the label of a footnote begins
_REFERENCE = re.compile(r"\[\^([^\]\s]{1,80})\](?![(\[])")
_OF_MARKDOWN = re.compile(r"<[A-Za-z][^<>\n]{0,200}\smarkdown(?:=\"[a-z0-9]{1,8}\"|='[a-z0-9]{1,8}')?[\s>]")

_TO_THEIR_END = frozenset({"script", "style", "pre", "textarea"})
_LAST_END = "comments"  # in the environment: where the last comment ends

CLOSED = "closed"  # in the environment: the names of elements that are closed somewhere
_NAMED = "named"  # in the environment: whether a footnote has a name for a label
NUMBERS = "numbers"  # in the environment: the numbers of footnotes by label


def parser(deepest: int) -> MarkdownIt:
    """A parser of blocks; of inline text when it is asked to, block by block. Links stay as they are written.

    `deepest` is the depth of blocks in each other that it follows. The typographer is off: it is quadratic on
    quotation marks, and changes the words.
    """
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.footnote.index import footnote_def

    made = MarkdownIt("commonmark", {"html": True, "typographer": False, "maxNesting": deepest})
    made.enable(["table", "strikethrough"])
    made.disable(["inline", "text_join"])  # inline text is parsed block by block, with limits
    made.use(deflist_plugin)
    made.block.ruler.before("reference", "footnote", footnote_def, {"alt": ["paragraph", "reference"]})
    made.block.ruler.at("reference", _reference_but_no_footnote)
    made.block.ruler.at("html_block", _html_block, {"alt": ["paragraph", "reference", "blockquote"]})
    made.inline.ruler.before("link", "footnote_ref", _footnote_reference)
    made.inline.ruler.at("html_inline", _html_inline)
    obsidian.add_rules(made)
    markdown_dialects.add_rules(made)
    made.normalizeLink = lambda url: url  # type: ignore[method-assign]  # the hook that markdown-it documents
    made.normalizeLinkText = lambda link: link  # type: ignore[method-assign]  # the same
    return made


def environment(text: str) -> dict[str, Any]:
    """What the rules know of a text before it is parsed, and what they find."""
    return {CLOSED: closed_names(text), NUMBERS: {}, "footnotes": {"refs": {}, "list": {}}}


def footnote_number(env: MutableMapping[str, Any], label: str) -> str:
    """The number of a footnote, in the order of the first mention; where all labels are numbers, its own."""
    numbers: dict[str, int] = env[NUMBERS]
    if _NAMED not in env:
        env[_NAMED] = not all(other[1:].isdecimal() for other in env["footnotes"]["refs"])
    if not env[_NAMED]:
        return label
    return str(numbers.setdefault(label, len(numbers) + 1))


def _reference_but_no_footnote(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Whether a definition of a link starts at a line; [^1]: is a footnote, which is text to read."""
    from markdown_it.rules_block import reference

    start = state.bMarks[start_line] + state.tShift[start_line]
    return not state.src.startswith(_FOOTNOTE, start) and reference(state, start_line, end_line, silent)


def _html_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A block of HTML, but not a line that begins with <a placeholder>.

    An element that says that Markdown is inside (<div markdown="1">) ends with its tag.
    """
    from markdown_it.rules_block import html_block

    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith("<", start):
        return False
    tag = tag_at(state.src, start)
    if not _ends(state, start) if tag is None else not _is_block(tag, state.env[CLOSED]):
        return False
    end = state.eMarks[start_line]
    if _OF_MARKDOWN.match(state.src, start, end) is None or state.is_code_block(start_line):
        return html_block(state, start_line, end_line, silent)
    if not silent:
        state.line = start_line + 1
        token = state.push("html_block", "", 0)
        token.map = [start_line, state.line]
        token.content = state.src[start:end]
    return True


def _is_block(tag: Tag, closed: frozenset[str]) -> bool:
    """Whether a tag may begin a block; an element whose end is looked for to the end of the text must have one."""
    return is_element(tag, closed) and (tag.name not in _TO_THEIR_END or tag.closes or tag.name in closed)


def _ends(state: StateBlock, start: int) -> bool:
    """Whether what begins at an offset, if it is a comment, ends: or it would hide the rest of the text."""
    if not state.src.startswith("<!--", start):
        return True
    if _LAST_END not in state.env:
        state.env[_LAST_END] = state.src.rfind("-->")
    return bool(state.env[_LAST_END] > start)


def _footnote_reference(state: StateInline, silent: bool) -> bool:
    """[^1], if there is such a footnote."""
    if not state.src.startswith(_FOOTNOTE, state.pos):
        return False
    match = _REFERENCE.match(state.src, state.pos, state.posMax)
    if match is None or f":{match[1]}" not in state.env["footnotes"]["refs"]:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).content = f"[{footnote_number(state.env, match[1])}]"
    state.pos = match.end()
    return True


def _html_inline(state: StateInline, silent: bool) -> bool:
    """A tag or comment, found in time that is linear in its length."""
    if state.src[state.pos] != "<":
        return False
    tag = tag_at(state.src, state.pos)
    end = tag.end if tag is not None else other_end(state.src, state.pos)
    if end < 0 or end > state.posMax or (tag is not None and not is_element(tag, state.env[CLOSED])):
        return False
    if not silent:
        state.push("html_inline", "", 0).content = state.src[state.pos : end]
    state.pos = end
    return True
