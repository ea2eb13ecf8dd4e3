"""What `show --json` prints, checked against the schema that scripts can rely on."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]

_FILE = Path(__file__).parents[1] / "docs" / "show.schema.json"
SCHEMA: dict[str, Any] = json.loads(_FILE.read_text(encoding="utf-8"))
_VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


def check(shown: Any) -> None:
    """Raises when an object is not what the schema says, or has a member that the schema does not tell of."""
    _VALIDATOR.validate(shown)
    assert shown.keys() <= SCHEMA["properties"].keys()
