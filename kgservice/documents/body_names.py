"""What a line looks like that is a body's name, or several bodies' names, and nothing else."""

from __future__ import annotations

import re

_ENDING = "(?:政府|办公室|办公厅|国务院|[局厅部署委会办院社]|指挥部|领导小组|办事处|管理处|中心|[总支大]队|银行|分行|监狱|公司)"
BODY = rf"(?:[\u4e00-\u9fff]{{1,34}}{_ENDING}|国务院)"
"""One body's name."""
_RUN = rf"(?:[\u4e00-\u9fff]{{1,60}}{_ENDING}|国务院)(?:（(?:章|代章|印章|盖章)）)?"
BODIES = rf"？*{_RUN}(?:[、，]{_RUN})*"
"""Bodies' names, with 、 between, or with nothing where the lines of a signature ran together."""
_BODIES = re.compile(BODIES)


def is_body(line: str) -> bool:
    """Whether `line` (folded) is the name of a body, or of several, and nothing else."""
    return _BODIES.fullmatch(line) is not None
