"""All words of particular languages stand in content/languages: no rule has any, and none asks which language it is."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from content.languages.folding import fold
from content.languages.language import _KINDS, codes, load

LANGUAGES = Path(__file__).parents[3] / "content" / "languages"
FOLDER = LANGUAGES.with_name("structure")
MODULES = sorted(FOLDER.rglob("*.py"))  # other parts of content only have names of fields, and words for readers

# The tables of a file whose words the grammar goes by; those of people, pages and the background have many words that
# are names of features and kinds, too.
TABLES = ("detection", "pronouns", "grammar", "speech", "time")

# What is a word of some language but no such word where it stands, by the module that has it.
NAMES = {
    "__init__.py": "analyse",  # what the module gives others
    "background/sentence_features.py": "quoted year",  # a feature, and a kind of dates
    "background/timeline.py": "year",  # a group of a pattern
    "kinds/advisory/phrases.py": "dla ms ta",  # series of advisories
    "kinds/mail/fields.py": "from to",  # fields of a header
    "kinds/mail/lines.py": "from",
    "kinds/release/phrases.py": "six",  # an exchange
    "lines/line_features.py": "ani com de at co es org fr ch none quote short",  # agency, addresses, features
    "lines/messages.py": "x-",  # how headers begin that no standard names
    "lines/neighbours.py": "handle label quoted repeated",  # features
    "lines/portions.py": "cui nr nu os vs",  # levels of secrecy
    "lines/rules.py": "cui",  # a classification
    "model.py": "answer embargo other procedure quote release statement",  # roles, acts, kinds; a name in metadata
    "quotations/ranking.py": "after before reported that",  # parts of names of features
    "quotations/announced.py": "announced",  # the code of a reason
    "syntax/subjects.py": "reports",  # what the module gives others
    "syntax/verb_second.py": "reports",
}

# Words and endings that still stand in rules. Whoever brings one into the files of the languages takes it away here.
_WORD = re.compile(r"[^\W\d_]{2,}")
_LETTER = re.compile(r"[^\W\d_]")
_NO_WORD = re.compile(r"\\.|\(\?P<\w+>|\(\?[a-z]+[:)]|\[(?:\\.|[^\]\\])+\]|\{[\w,]*\}")  # what patterns have but words
_PATTERN = re.compile(r"\\|\(\?|\[.+\][*+?{]|\)[*+?]")
_LOOKS = frozenset({"find", "rfind", "index", "rindex", "count", "replace", "partition", "rpartition", "get"})
_AFFIXES = frozenset({"startswith", "endswith", "removeprefix", "removesuffix"})


@cache
def words_of_languages() -> frozenset[str]:
    """The words and phrases of all languages that the grammar goes by."""
    tables = tomllib.loads((LANGUAGES / "TEMPLATE.toml").read_text(encoding="utf-8"))
    fields = [key for table in TABLES for key in tables[table] if key != "times"]  # "day", "month": kinds of dates
    languages = list(map(load, codes()))
    listed = frozenset(fold(one) for language in languages for field in fields for one in getattr(language, field))
    return listed.union(*(language.months_and_days for language in languages))


def strings_in(nodes: list[ast.expr]) -> Iterator[ast.Constant]:
    """The strings among these, and in the tuples, lists and sets among them."""
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node
        elif isinstance(node, ast.Tuple | ast.List | ast.Set):
            yield from strings_in(node.elts)


def compared_in(node: ast.AST) -> Iterator[str]:
    """The strings that a part of a program compares others with: in literals, comparisons, and methods of strings."""
    found: list[ast.expr] = []
    if isinstance(node, ast.Set | ast.Tuple | ast.List):
        found = node.elts
    elif isinstance(node, ast.Dict):
        found = [*filter(None, node.keys), *node.values]
    elif isinstance(node, ast.Compare):
        found = [node.left, *node.comparators]
    elif isinstance(node, ast.MatchValue | ast.Assign | ast.AnnAssign):
        found = [node.value] if node.value else []
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        found = node.args if node.func.attr in _LOOKS else []
        if node.func.attr == "split":
            yield from (word for one in strings_in([node.func.value]) for word in str(one.value).split())
    yield from (str(one.value) for one in strings_in(found))


def words_in(source: str) -> set[str]:
    """The words of languages, and the endings with letters, that a module compares words with."""
    known = words_of_languages()
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        # Names of fields are names, also where they are words.
        plain = {fold(text) for text in compared_in(node) if text not in _KINDS}
        found |= {text for text in plain & known if _WORD.search(text)}
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and _PATTERN.search(node.value):
            found |= {fold(word) for word in _WORD.findall(_NO_WORD.sub(" ", node.value))} & known
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _AFFIXES:
            found |= {text for one in strings_in(node.args) if _LETTER.search(text := str(one.value))}
    return found - codes_in(source)


def codes_in(source: str) -> set[str]:
    """The codes of languages that a module compares something with, or has words or numbers for."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Compare | ast.Dict | ast.MatchValue | ast.Set):
            found |= set(compared_in(node)) & set(codes())
    return found


def name_of(path: Path) -> str:
    return path.relative_to(FOLDER).as_posix()


def listed(table: dict[str, str], path: Path) -> set[str]:
    return set(table.get(name_of(path), "").split())


# The program


@pytest.mark.parametrize("path", [path for path in MODULES if path.name != "reasons.py"], ids=name_of)  # for readers
def test_no_module_has_words_of_a_language(path: Path) -> None:
    assert words_in(path.read_text(encoding="utf-8")) <= listed(NAMES, path)


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_rule_asks_which_language_it_is(path: Path) -> None:
    assert codes_in(path.read_text(encoding="utf-8")) == set()


def test_the_exceptions_are_of_modules_that_there_are() -> None:
    assert set(NAMES) <= set(map(name_of, MODULES))


# The test itself


@pytest.mark.parametrize(
    "source",
    [
        'if token.folded in {"und", "and"}: pass',
        'if token.folded in ("und", "oder"): pass',
        'if token.folded == "dass": pass',
        '_JOINING = frozenset({"und"})',
        '_JOINING = frozenset("und oder".split())',
        '_JOINING = "und"',
        '_SAID = {"said": 1}',
        '_SAID = re.compile(r"\\b(?:said|told)\\b")',
        'said = PagePattern("(?i:said) {asks}")',
        'match word:\n    case "und": pass',
        'at = text.find("und")',
        'if word in {"и", "что"}: pass',
        'if word == "قال": pass',
        'if word == "Montag": pass',
        'names = ["according to"]',
        'if word.endswith("ing"): pass',
        'if word.endswith(("\'s", "s\'")): pass',
    ],
)
def test_a_word_in_a_rule_is_found(source: str) -> None:
    assert words_in(source)


@pytest.mark.parametrize(
    "source",
    [
        '"""The subject of a verb: dass and und."""',
        "if token.folded in language.conjunctions: pass",
        'yield Reason("the heading says it, and the section comes late", 0.9)',
        '_KINDS = ("past", "now", "opinion")',
        '_YEAR = re.compile(r"(?P<day>\\d\\d)[a-z]*{months}")',
        'found = "has-comma"',
        'if text[-1] in ".,a": pass',
    ],
)
def test_what_is_no_word_of_a_rule_is_not(source: str) -> None:
    assert not words_in(source)


@pytest.mark.parametrize(
    "source",
    [
        'if language.code == "de": pass',
        'if language.code in {"en", "de"}: pass',
        'if language.code not in ("pl", "ru"): pass',
        'least = {"en": 0.4, "de": 0.5}[language.code]',
        'match language.code:\n    case "tr": pass',
    ],
)
def test_a_comparison_with_the_code_of_a_language_is_found(source: str) -> None:
    assert codes_in(source)
