"""What site generators add to Markdown: lists of attributes, ::: containers, !!! admonitions, template addresses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.ruler import RuleOptionsType
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

# {: .note #id} of kramdown and Python-Markdown, on a line of its own or at the end; {#id .class} after a heading.
_LIST_OF_ATTRIBUTES = re.compile(r"\{:[^{}\n]{0,200}\}")
# {#id .class name="value"}, after a heading, a link, a picture or a styled word.
_ATTRIBUTES = re.compile(
    r"\{:?+[ \t]*+(?:(?:[.#][\w:-]{1,80}+|[\w:@-]{1,80}+=(?:\"[^\"{}\n]{0,200}+\"|[^\s\"{}]{1,200}+))[ \t]*+){1,12}+\}"
)
_BEFORE_ATTRIBUTES = frozenset(")]`*_~")
_LONGEST_LIST = 204  # characters

_CONTAINER = re.compile(r"\{?+[.#]?+([A-Za-z][\w-]{0,40})")
_LONGEST_LINE = 300  # characters that open a container

_ADMONITION = re.compile(
    r"(?:!!!|\?\?\?)\+?[ \t]++([A-Za-z][\w-]{0,40})(?:[ \t]++[\w -]{0,80})?(?:\"([^\"\n]{0,200})\")?[ \t]*+"
)

_TAB = re.compile(r"===[!+]?[ \t]++\"([^\"\n]{1,200})\"[ \t]*+")

_TEMPLATE = re.compile(
    r"\((\{[{%][^{}\n]{1,300}[}%]\}[^()\s]{0,200}|[^()\s]{1,200}\{\{[^{}\n]{1,300}\}\}[^()\s]{0,200})\)"
)


def add_rules(parser: MarkdownIt) -> None:
    """Teach a parser these signs."""
    ends: RuleOptionsType = {"alt": ["paragraph", "blockquote", "list"]}
    parser.block.ruler.before("fence", "container", _container, ends)
    parser.block.ruler.before("fence", "admonition", _admonition, ends)
    parser.inline.ruler.before("link", "template_link", _template_link)
    parser.inline.ruler.before("link", "attributes", _attributes)


def without_attributes(content: str, *, heading: bool) -> str:
    """A block's Markdown without lists of attributes before and after it."""
    if "{" not in content:
        return content
    if (first := _LIST_OF_ATTRIBUTES.match(content)) is not None and content[first.end() :][:1] in {"", "\n"}:
        content = content[first.end() :].lstrip("\n")
    start = content.rfind("{", max(0, len(content) - _LONGEST_LIST))
    pattern = _ATTRIBUTES if heading else _LIST_OF_ATTRIBUTES
    return content if start < 0 or not pattern.fullmatch(content, start) else content[:start].rstrip()


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _container(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:  # noqa: ARG001 - a rule's form
    """A line of ::: that opens or closes a container: its kind and title are shown, what is in it follows."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(":::", start) or state.is_code_block(start_line):
        return False
    line = _line(state, start_line).lstrip(":").strip()
    match = _CONTAINER.match(line)
    if len(line) > _LONGEST_LINE or (line and match is None):
        return False
    if not silent:
        state.line = start_line + 1
        if match is not None:
            title = line[match.end() :].strip()
            _announce(state, match[1], "" if "{" in line else title.removeprefix("[").removesuffix("]"))
    return True


def _admonition(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """!!! note "Title" or === "Tab", with what is in it indented by four blanks."""
    start = state.bMarks[start_line] + state.tShift[start_line]
    if not state.src.startswith(("!!!", "???", "==="), start) or state.is_code_block(start_line):
        return False
    line = _line(state, start_line)
    match, tab = _ADMONITION.fullmatch(line), _TAB.fullmatch(line)
    if match is None and tab is None:
        return False
    if silent:
        return True
    _announce(state, *((match[1], match[2] or "") if match is not None else ("", tab[1] if tab is not None else "")))
    state.push("admonition_open", "", 1)
    before = state.parentType
    state.parentType, state.blkIndent = "admonition", state.blkIndent + 4
    state.line = start_line + 1
    state.md.block.tokenize(state, start_line + 1, end_line)
    state.parentType, state.blkIndent = before, state.blkIndent - 4
    state.push("admonition_close", "", -1)
    return True


def _announce(state: StateBlock, kind: str, title: str) -> None:
    token = state.push("callout", "", 0)
    token.info, token.content = kind, title


def _template_link(state: StateInline, silent: bool) -> bool:
    """[words]({{ address }}): a link whose address a site generator fills in."""
    source, start = state.src, state.pos
    if source[start] != "[" or not _may_be_template(state):
        return False
    end = state.md.helpers.parseLinkLabel(state, start, True)
    state.pos = start
    match = _TEMPLATE.match(source, end + 1, state.posMax) if end >= 0 else None
    if match is None:
        return False
    if not silent:
        after, state.posMax, state.pos = state.posMax, end, start + 1
        state.push("link_open", "a", 1).attrs = {"href": match[1]}
        state.md.inline.tokenize(state)
        state.push("link_close", "a", -1)
        state.posMax = after
    state.pos = match.end()
    return True


def _attributes(state: StateInline, silent: bool) -> bool:  # noqa: ARG001 - a rule's form
    """A list of attributes right after what it is about."""
    start = state.pos
    if not start or state.src[start] != "{" or state.src[start - 1] not in _BEFORE_ATTRIBUTES:
        return False
    match = _ATTRIBUTES.match(state.src, start, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


def _may_be_template(state: StateInline) -> bool:
    return "{{" in state.src or "({%" in state.src
