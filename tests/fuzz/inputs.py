"""Grows the inputs: the same seed, target and number always give the same bytes."""

from __future__ import annotations

import json
from random import Random
from typing import Any

from tests.fuzz.seeds import seeds_of
from tests.fuzz.tokens import TOKENS, WORDS

LARGEST = 20_000  # bytes of an input

_ODD: tuple[Any, ...] = (
    None, True, False, 0, -1, 1.5, 3.0, 10**30, 1e300, -(10**400), 2**63, "", "x", " ", "\ud800", "\0", [], {}, [[]],
    [None], ["a", 1], {"type": "Annotation"}, {"value": 1}, {"id": "x"}, "9999-12-31T23:59:59.999999Z", "a" * 500,
    {"type": ["TextQuoteSelector"], "exact": "port"}, {"type": "TextPositionSelector", "start": 5, "end": 2},
)  # fmt: skip


def made(seed: int, target: str, number: int) -> bytes:
    """The input of that number."""
    chance = Random(f"{seed} {target} {number}")
    way = chance.random()
    if way < 0.05:
        return chance.randbytes(int(chance.expovariate(1 / 300)))[:LARGEST]
    if way < 0.15:
        return _soup(chance)
    if way < 0.25:
        return _repeated(chance)
    seeds = seeds_of(target)
    data = chance.choice(seeds)
    if target in {"annotations", "imports"} and way < 0.8:
        data = _changed_json(data, chance)
    if way > 0.95:
        other = chance.choice(seeds)
        data = data[: chance.randint(0, len(data))] + other[chance.randint(0, len(other)) :]
    for _ in range(
        chance.choice((0, 1, 1, 2, 3, 5, 8)) if target in {"annotations", "imports"} else chance.randint(1, 9)
    ):
        data = _mutated(data, chance)
    return data[:LARGEST]


def _soup(chance: Random) -> bytes:
    """A sequence of tokens, of all kinds or those that make up prose."""
    tokens = chance.choice((TOKENS, WORDS))
    between = chance.choice((b"", b" ", b"\n"))
    return between.join(chance.choices(tokens, k=int(chance.expovariate(1 / 60)) + 1))[:LARGEST]


def _repeated(chance: Random) -> bytes:
    """A few tokens repeated: what makes a parser slow or deep."""
    unit = b"".join(chance.choices(chance.choice((TOKENS, WORDS)), k=chance.randint(1, 4)))
    start, end = (b"".join(chance.choices(TOKENS, k=chance.randint(0, 2))) for _ in range(2))
    size = chance.choice((500, 3000, LARGEST - len(start) - len(end)))
    return (start + unit * (max(0, size) // len(unit)) + end)[:LARGEST]


def _mutated(data: bytes, chance: Random) -> bytes:
    """The data with one thing changed."""
    at, to = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    to = min(to, at + int(chance.expovariate(1 / 40)))
    match chance.randrange(6):
        case 0 if data:  # a bit
            changed = bytearray(data)
            changed[min(at, len(data) - 1)] ^= 1 << chance.randrange(8)
            return bytes(changed)
        case 1:  # a cut
            return data[:at] + data[to:]
        case 2:  # a slice repeated
            times = chance.choice((1, 2, 30, 300))
            return (data[:to] + data[at:to] * times + data[to:])[:LARGEST]
        case 3:  # a slice elsewhere
            place = chance.randint(0, len(data))
            return data[:place] + data[at:to] + data[place:]
        case _:
            token = chance.choice(TOKENS) * chance.choice((1, 1, 1, 1, 2, 50))
            return data[:at] + token + data[chance.choice((at, to)) :]


def _changed_json(data: bytes, chance: Random) -> bytes:
    """A file of JSON, whole or by lines, with a few of its values changed and still JSON; other data as it is."""
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        try:
            value = json.loads(lines[at])
        except ValueError:
            continue
        lines[at] = json.dumps(_changed(value, chance)).encode()
    return b"\n".join(lines)


def _changed(value: Any, chance: Random) -> Any:
    """The value with one of those within it changed."""
    if isinstance(value, (dict, list)) and value and chance.random() < 0.85:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys)
        value[key] = _changed(value[key], chance)
        return value
    match chance.randrange(5):
        case 0 if isinstance(value, str):
            return _mutated(value.encode("utf-8", "surrogatepass"), chance).decode("utf-8", "surrogateescape")
        case 1 if isinstance(value, int):
            return value + chance.choice((-100, -1, 1, 1000, 10**6, 10**20))
        case 2:
            return [value] * chance.choice((1, 2, 40))
        case 3:
            return chance.choice(TOKENS).decode("utf-8", "surrogateescape")
        case _:
            return chance.choice(_ODD)
