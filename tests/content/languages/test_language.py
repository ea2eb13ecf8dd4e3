"""A language is read from one file, which is checked key by key, and is a value that the rules read every field of."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from content.languages.language import _KINDS, Language, LanguageError, WordOrder, codes, every, load, read
from content.structure.quotations.rules import RULES, rules_of

CONTENT = Path(__file__).parents[3] / "content"
FOLDER = CONTENT / "languages"
LEAST = 'name = "Example"\nword_order = "subject first"\nrules = []\n'


def in_file(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "xx.toml"
    path.write_text(text, encoding="utf-8")
    return path


def keys_of(path: Path) -> dict[str, tuple[str, Any]]:
    """The table ("" for none) and the value of each key of a file."""
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    rows = ((key, value) if isinstance(value, dict) else ("", {key: value}) for key, value in tables.items())
    return {key: (table, value) for table, entries in rows for key, value in entries.items()}


TEMPLATE = keys_of(FOLDER / "TEMPLATE.toml")


# The files


def test_there_are_eleven_languages() -> None:
    assert codes() == ("ar", "de", "en", "es", "fr", "it", "nl", "pl", "pt", "ru", "tr")


@pytest.mark.parametrize("code", codes())
def test_each_file_loads_with_what_no_language_can_do_without(code: str) -> None:
    language = load(code)
    assert language.code == code
    assert language.name
    assert len(language.months) == 12
    assert language.function_words
    assert language.cues
    assert language.roles
    assert language.bodies


@pytest.mark.parametrize("code", codes())
def test_each_rule_that_a_language_lists_is_in_the_catalogue_and_listed_once(code: str) -> None:
    names = load(code).rules
    assert [RULES[name] for name in names] == list(rules_of(load(code)))
    assert len(set(names)) == len(names)


def test_each_rule_of_the_catalogue_is_listed_by_some_language() -> None:
    assert {name for code in codes() for name in load(code).rules} == set(RULES)


@pytest.mark.parametrize("path", sorted(FOLDER.glob("??.toml")), ids=lambda path: path.stem)
def test_each_key_stands_in_the_table_that_the_template_has_it_in(path: Path) -> None:
    assert {key: TEMPLATE[key][0] for key in keys_of(path)} == {key: table for key, (table, _) in keys_of(path).items()}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("??.toml")), ids=lambda path: path.stem)
def test_no_key_stands_in_two_tables(path: Path) -> None:
    set_here = re.findall(r"^(\w+) = ", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(set_here) == len(set(set_here))


# The template


def test_the_template_has_all_fields_of_a_language_and_no_others() -> None:
    assert set(TEMPLATE) == set(_KINDS)


def test_the_template_has_empty_values_of_the_right_kinds() -> None:
    empty = {str: "", frozenset: "", tuple: [], WordOrder: "subject first"}
    for key, kind in _KINDS.items():
        wanted = getattr(Language, key) if kind is bool else empty[kind]
        assert TEMPLATE[key][1] == wanted, key


def test_the_template_explains_each_key_right_above_it() -> None:
    lines = (FOLDER / "TEMPLATE.toml").read_text(encoding="utf-8").splitlines()
    set_at = [at for at, line in enumerate(lines) if re.match(r"\w+ = ", line)]
    assert len(set_at) == len(_KINDS)
    assert [lines[at] for at in set_at if not lines[at - 1].startswith("# ")] == []


def test_the_template_names_all_rules_and_word_orders() -> None:
    text = (FOLDER / "TEMPLATE.toml").read_text(encoding="utf-8")
    assert [name for name in [*RULES, *WordOrder] if f'#   "{name}"' not in text] == []


def test_a_copy_of_the_template_is_a_language_once_its_months_are_filled_in(tmp_path: Path) -> None:
    text = (FOLDER / "TEMPLATE.toml").read_text(encoding="utf-8")
    months = [f"month{number}" for number in range(1, 13)]
    language = read(in_file(tmp_path, text.replace("months = []", f"months = {months}", 1)))
    assert (language.code, language.cues, language.letter_case) == ("xx", frozenset(), True)


# What is checked


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('pronuns = "he"', "there is no key 'pronuns': TEMPLATE.toml lists the keys."),
        ('cues = ["said"]', "'cues' takes words with blanks between them, in quotation marks."),
        ('according = "laut"', "'according' takes a list of phrases, each in quotation marks."),
        ("according = [1]", "'according' takes a list of phrases, each in quotation marks."),
        ('according = [""]', "'according' takes a list of phrases, each in quotation marks."),
        (f"months = {list('abcdefghijk')}", "'months' takes twelve entries, and there are 11."),
        ('letter_case = "no"', "'letter_case' is true or false."),
    ],
)
def test_an_error_names_the_file_and_line_and_says_what_to_write(tmp_path: Path, line: str, said: str) -> None:
    with pytest.raises(LanguageError) as error:
        read(in_file(tmp_path, f"{LEAST}\n[people]\n# of some table\n{line}\n"))
    assert str(error.value) == f"xx.toml, line 7: {said}"


def test_an_unknown_word_order_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    with pytest.raises(LanguageError) as error:
        read(in_file(tmp_path, LEAST.replace("subject first", "object first")))
    orders = "'subject first', 'verb second', 'verb final', 'verb first'"
    assert str(error.value) == f"xx.toml, line 2: 'word_order' is one of {orders}."


def test_an_unknown_rule_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    language = read(in_file(tmp_path, LEAST.replace("[]", '["verb befor"]')))
    with pytest.raises(LanguageError, match=r"xx\.toml: there is no rule 'verb befor'\. There are .*'verb before'"):
        rules_of(language)


def test_invalid_toml_is_told_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(LanguageError, match=r"xx\.toml is not valid TOML: .*line 4"):
        read(in_file(tmp_path, f"{LEAST}cues = said\n"))


@pytest.mark.parametrize("key", ["name", "word_order", "rules"])
def test_a_file_without_one_of_the_three_keys_that_it_must_have_is_no_language(tmp_path: Path, key: str) -> None:
    rest = "".join(line for line in LEAST.splitlines(keepends=True) if not line.startswith(key))
    with pytest.raises(LanguageError, match=rf"xx\.toml lacks '{key}': see TEMPLATE\.toml"):
        read(in_file(tmp_path, rest))


# The value


def test_what_a_file_leaves_out_is_empty(tmp_path: Path) -> None:
    language = read(in_file(tmp_path, LEAST))
    assert (language.cues, language.according, language.free_inversion) == (frozenset(), (), False)


def test_words_are_folded_and_phrases_stay_as_they_are_written(tmp_path: Path) -> None:
    language = read(in_file(tmp_path, f'{LEAST}cues = """\nSAID\nl’a ёлка"""\ngreetings = ["Dear", "Ärzte"]\n'))
    assert language.cues == {"said", "l'a", "елка"}
    assert language.greetings == ("Dear", "Ärzte")


def test_what_all_languages_share_stands_beside_their_own(tmp_path: Path) -> None:
    path = in_file(tmp_path, f'{LEAST}cues = "said"\naccording = ["by"]\n')
    language = read(path, {"cues": frozenset({"told"}), "according": ("via",), "agents": frozenset({"of"})})
    assert language.cues == {"said", "told"}
    assert language.agents == {"of"}
    assert language.according == ("by", "via")
    assert load("de").honorifics >= {"herr", "mrs"}


def test_a_language_cannot_be_changed() -> None:
    with pytest.raises(AttributeError, match="cues cannot be set: a language is a value"):
        load("en").cues = frozenset()


def test_a_language_is_loaded_once_and_one_without_a_file_is_all_of_them_in_one() -> None:
    assert load("de") is load("de")
    assert load("xx") is load(None) is every()
    assert every().cues == frozenset().union(*(load(code).cues for code in codes()))
    assert (every().code, every().word_order, every().rules) == ("", WordOrder.SUBJECT_FIRST, load("en").rules)
    assert set(every().months[0].split()) >= {"january", "januar", "ocak"}


# No dead keys

_LANGUAGE = re.compile(r"(?:^|[._])(?:language|pages|one)$|(?:every|load)\(.*\)$")  # expressions that are a language
_IN_TEMPLATE = re.compile(r"\{([a-z_]+)\}")


def names_read_in(source: str) -> Iterator[str]:
    """The names by which a module reads a language: attributes, keys of page patterns, and strings that are names."""
    tree = ast.parse(source)
    nodes = list(ast.walk(tree))
    strings = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    for node in nodes:
        if isinstance(node, ast.Attribute) and _LANGUAGE.search(ast.unparse(node.value)):
            yield node.attr
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "PagePattern":
            yield from _IN_TEMPLATE.findall(ast.unparse(node.args[0]))
        if isinstance(node, ast.JoinedStr) and isinstance(node.values[-1], ast.Constant):  # f"{kind}_words"
            ending = str(node.values[-1].value)
            yield from (name for name in _KINDS if name.removesuffix(ending) in strings)
        if isinstance(node, ast.Tuple | ast.Dict):  # read by getattr
            entries = node.elts if isinstance(node, ast.Tuple) else node.values
            yield from (str(entry.value) for entry in entries if isinstance(entry, ast.Constant))


@cache
def made_of() -> dict[str, set[str]]:
    """For each property and method of a language the names of its own that it reads."""
    tree = ast.parse((FOLDER / "language.py").read_text(encoding="utf-8"))
    own = {node.name: node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}
    return {
        name: {
            part.attr
            for part in ast.walk(node)
            if isinstance(part, ast.Attribute) and ast.unparse(part.value) == "self"
        }
        for name, node in own.items()
    }


def fields_behind(name: str) -> set[str]:
    """The fields that a property of a language is made of, or the field itself."""
    if name in _KINDS:
        return {name}
    return set().union(*map(fields_behind, made_of().get(name, ())))


def test_each_field_is_read_by_the_program() -> None:
    modules = (path for path in CONTENT.rglob("*.py") if path.name != "language.py")
    names = {name for path in modules for name in names_read_in(path.read_text(encoding="utf-8"))}
    assert set(_KINDS) - {"name"} - set().union(*map(fields_behind, names)) == set()


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("found = clause.language.cues", {"cues"}),
        ("found = every().sections | pages.bodies", {"sections", "bodies"}),
        ("found = mark.marks", set()),
        ('PATTERN = PagePattern(r"{asks}\\b")', {"asks"}),
        ('KINDS = ("past", "now")', {"past", "now"}),
        ('NAMES = [f"{kind}_words" for kind in ["page"]]', {"page_words"}),
    ],
)
def test_a_field_is_read_as_an_attribute_of_a_language_in_a_page_pattern_or_by_name(
    source: str, names: set[str]
) -> None:
    assert set(names_read_in(source)) == names
