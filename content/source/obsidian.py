"""What Obsidian and its like add to Markdown: [[links]], ![[embeds]], ==highlights==, %%comments%%, callouts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

# Blanks after the brackets are code ([[ -f x ]]); a link's words may have brackets of their own: [[1]](url).
_WIKI = re.compile(r"!?+\[\[(?![\s\]])([^\[\]|\n]{1,400})(?:\\?\|([^\[\]\n]{0,400}))?\]\](?![(\[])")
_SIZE = re.compile(r"\d++(?:x\d++)?+")  # of a picture, after its name

# Signs of comparison have blanks around them, or words on both sides.
_HIGHLIGHT = re.compile(r"==(?![\s=])((?:[^\n=]|=(?!=)){1,400})(?<!\s)==(?![\w=])")
_COMMENT = re.compile(r"%%(?!%)[^\n%]{0,400}%%(?![\w%])")
_MOST_LINES = 200  # of a comment
_LOOKED_AT = "hidden"

_CALLOUT = re.compile(r"\[!([A-Za-z][\w-]{0,40})(?:\|[^\]\n]{0,80})?\][+-]?(?:[ \t]++([^\n]*+))?[ \t]*+(?:\n|\Z)")
_BLOCK_ID = re.compile(r"(?:(?<=\s)|\A)\^[A-Za-z0-9-]{2,40}\Z")


class Callout(NamedTuple):
    """The first line of a callout: its type, its title in Markdown (may be empty), and where the text begins."""

    kind: str
    title: str
    end: int


def callout(content: str) -> Callout | None:
    """The callout or alert that a quote's first paragraph opens: [!note] Title."""
    match = _CALLOUT.match(content) if content.startswith("[!") else None
    return None if match is None else Callout(match[1], (match[2] or "").strip(), match.end())


def without_block_id(content: str) -> str:
    """A block's Markdown without the name that other notes call it by (^abc123), which a reader does not see."""
    if "^" not in content[-41:]:
        return content
    tail = content[-42:].rstrip()
    match = _BLOCK_ID.search(tail)
    return content if match is None else (content[:-42] + tail[: match.start()]).rstrip()


def add_rules(parser: MarkdownIt) -> None:
    """Teach a parser these signs."""
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.before("link", "highlight", _highlight)
    parser.inline.ruler.before("link", "hidden", _comment)
    parser.block.ruler.before("fence", "hidden", _comment_block, {"alt": ["paragraph", "blockquote", "list"]})


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """[[target]], [[target|words]], ![[picture.png]], ![[picture.png|300]]."""
    source, start = state.src, state.pos
    if not source.startswith(("[[", "![["), start):
        return False
    match = _WIKI.match(source, start, state.posMax)
    if match is None or _is_reference(state, match[1]):
        return False
    if not silent:
        target, words = match[1].strip().rstrip("\\"), (match[2] or "").strip()
        embedded = source[start] == "!"
        if embedded and _SIZE.fullmatch(words):
            words = ""
        token = state.push("embed" if embedded else "wiki_link", "", 0)
        token.attrs = {"href": target}
        token.content = words or (_file(target) if embedded else _shown(target))
    state.pos = match.end()
    return True


def _shown(target: str) -> str:
    """What is shown of a link to a heading or block of a note: the note, and the heading."""
    note, _, heading = target.partition("#")
    parts = [part.strip() for part in (note, *heading.split("#")) if part.strip() and part.strip()[0] != "^"]
    return " > ".join(parts) or target


def _file(target: str) -> str:
    """What is shown of an embedded file: its name without a place in it; of a note as of a link to it."""
    name, _, place = target.partition("#")
    return name if place and "." in name else _shown(target)


def _is_reference(state: StateInline, label: str) -> bool:
    """Whether a label in two brackets is a link with its address elsewhere: [[1]]."""
    from markdown_it.common.utils import normalizeReference

    return normalizeReference(label) in state.env.get("references", {})


def _highlight(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if not source.startswith("==", start) or (start and (source[start - 1].isalnum() or source[start - 1] in "=<>!")):
        return False
    match = _HIGHLIGHT.match(source, start, state.posMax)
    if match is None:
        return False
    if not silent:
        after, state.posMax, state.pos = state.posMax, match.end(1), match.start(1)
        state.push("mark_open", "mark", 1)
        state.md.inline.tokenize(state)
        state.push("mark_close", "mark", -1)
        state.posMax = after
    state.pos = match.end()
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    source, start = state.src, state.pos
    if not source.startswith("%%", start) or (start and not source[start - 1].isspace()):
        return False
    match = _COMMENT.match(source, start, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("html_inline", "", 0)  # shown as a comment of HTML is: not at all
    state.pos = match.end()
    return True


def _comment_block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """Lines from one that begins with %% to one that ends so."""
    first = state.src[state.bMarks[start_line] + state.tShift[start_line] : state.eMarks[start_line]].strip()
    if not first.startswith("%%") or state.is_code_block(start_line):
        return False
    if len(first) > len("%%") and "%%" in first[2:]:
        if not first.endswith("%%") or "%%" in first[2:-2]:
            return False  # a comment in a paragraph
        last = start_line
    else:
        last = _last_line(state, start_line + 1, min(end_line, start_line + _MOST_LINES))
        if last < 0:
            return False
    if not silent:
        state.line = last + 1
    return True


def _last_line(state: StateBlock, line: int, end: int) -> int:
    """The first line from `line` on that ends with %%; -1 when there is none before `end`.

    Lines that were looked at in vain are not looked at again.
    """
    line = max(line, state.env.get(_LOOKED_AT, 0))
    while line < end and state.sCount[line] >= state.blkIndent:
        if state.src[state.bMarks[line] : state.eMarks[line]].rstrip().endswith("%%"):
            return line
        line += 1
    state.env[_LOOKED_AT] = line
    return -1
