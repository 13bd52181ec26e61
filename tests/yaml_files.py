"""What the YAML files of examples and words say, each read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def yaml_of(path: Path) -> Any:
    """The file's content, not to be changed."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
