"""Mutates real documents in every format, reads each in a limited process, and tells what became of them.

`mutating.py [CASES] [SEED]`: a case is its number, so one that fails can be made again. No case may end in anything but
facts or one sentence, be the program's fault, take more memory than the limit, or more time.
"""

from __future__ import annotations

import io
import re
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

import making  # noqa: E402
from figures import SETS, members  # noqa: E402
from scoring import source_of  # noqa: E402

from kgservice.dataset.readers import Readers  # noqa: E402
from kgservice.dataset.reading import SourceFile  # noqa: E402
from kgservice.documents.reading import read_source  # noqa: E402
from kgservice.errors import KgError, one_line  # noqa: E402
from kgservice.registers.loading import load_registers  # noqa: E402
from kgservice.settings import read_settings  # noqa: E402

NOWHERE = Path("/nonexistent")
LINES = 40
TABLE = [
    ["序号", "任务", "责任单位", "完成时限"],
    ["1", "做好甲工作", "市教育局", "2024年6月"],
    ["2", "乙", "市财政局", "12月底"],
]
ODD_NUMBERS = (b"-1", b"0", b"1", b"99999999", b"2147483648", b"1e999", b"-5.5", b"", b"NaN", b"9" * 5000, b"0.00001")
ODD_TEXTS = tuple(
    text.encode()
    for text in (
        "（" * 300, "）" * 300, "《" * 200, "一、" * 200, "（一）" * 100, "1." * 200, "，" * 500, "\t" * 200, "\n" * 500, "9" * 5000,
        "十" * 300, "%" * 100, "2024年" * 100, "达到100%以上" * 50, "（市教育局负责）" * 50, "第一条" * 50, "\u3000" * 500, "\ufeff", "\u202e",
        "👨‍👩‍👧" * 20, "e\u0301" * 50, "\ufffe", "０１２３", "²³¹", "٣٤", "㈠㊀①⑳Ⅻ", "千亿万百十" * 20, "至" * 100, "牵头" * 100, "附件1" * 50,
    )
)  # fmt: skip
Mutation = Callable[[bytes, Random], bytes]


@dataclass(slots=True)
class Tally:
    """What became of the cases; `wrong` are those that nothing may end in, with their numbers."""

    outcomes: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    slowest: tuple[float, int] = (0.0, 0)
    highest: tuple[int, int] = (0, 0)


@lru_cache(maxsize=1)
def originals() -> dict[str, tuple[bytes, ...]]:
    """Some lines of each annotated document, in every format, by ending."""
    made: dict[str, list[bytes]] = {"txt": [], "html": [], "docx": [], "pdf": []}
    for stem in (stem for name in SETS for stem in members(name)):
        lines = [line.strip() for line in read_source(source_of(stem)).text.splitlines() if line.strip()]
        parts: making.Parts = [*lines[:LINES], TABLE]
        plain = [part.replace("&", "").replace("<", "") if isinstance(part, str) else part for part in parts]
        made["txt"].append(making.as_text(parts))
        made["html"].append(making.as_html(plain))
        made["docx"].append(making.as_docx(parts))
        if len(made["pdf"]) < 10:
            made["pdf"].append(making.as_pdf(plain, pageCompression=0))
    return {ending: tuple(each) for ending, each in made.items()}


def case(number: int) -> tuple[str, bytes]:
    """The mutated document of that number: its name and its bytes."""
    random = Random(number)
    ending = random.choice(("txt", "html", "docx", "docx", "pdf"))
    data = random.choice(originals()[ending])
    change = in_a_part if ending == "docx" and random.random() < 0.9 else mutated
    return f"{number}.{ending}", change(data, random)


def mutated(data: bytes, random: Random) -> bytes:
    """`data` with one to four changes."""
    for _ in range(random.randint(1, 4)):
        data = random.choice(MUTATIONS)(data, random)
    return data


def in_a_part(data: bytes, random: Random) -> bytes:
    """A Word document with one of its parts changed, dropped, or there twice."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    texts = [name for name in parts if name.endswith((".xml", ".rels"))]
    name = "word/document.xml" if random.random() < 0.6 else random.choice(texts)
    if random.random() < 0.05:
        del parts[name]
    else:
        parts[name] = mutated(parts[name], random)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for part, content in parts.items():
            archive.writestr(part, content)
    return out.getvalue()


def _place(data: bytes, random: Random, most: int = 200) -> tuple[int, int]:
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randint(0, most))


def flip(data: bytes, random: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(random.choice((1, 3, 30)) if changed else 0):
        changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut(data: bytes, random: Random) -> bytes:
    start, end = _place(data, random, random.choice((1, 50, len(data))))
    return data[:start] + data[end:]


def repeat(data: bytes, random: Random) -> bytes:
    start, end = _place(data, random)
    return data[:end] + data[start:end] * random.choice((1, 5, 300)) + data[end:]


def insert(data: bytes, random: Random) -> bytes:
    start, _ = _place(data, random)
    return data[:start] + random.choice((random.randbytes(20), *ODD_TEXTS)) + data[start:]


def move(data: bytes, random: Random) -> bytes:
    start, end = _place(data, random, 1000)
    rest = data[:start] + data[end:]
    place = random.randrange(len(rest) + 1)
    return rest[:place] + data[start:end] + rest[place:]


def shuffle(data: bytes, random: Random) -> bytes:
    lines = data.split(b"\n")
    random.shuffle(lines)
    return b"\n".join(lines)


def number(data: bytes, random: Random) -> bytes:
    return _at_one(rb"-?\d+(?:\.\d+)?", data, random, ODD_NUMBERS)


def attribute(data: bytes, random: Random) -> bytes:
    return _at_one(rb'(?<==")[^"<>]*(?=")', data, random, (*ODD_NUMBERS, b"%1%2%9" * 50, b"x" * 3000))


def element(data: bytes, random: Random) -> bytes:
    """One element many times, in itself or behind itself, or without its end."""
    found = list(re.finditer(rb"<([\w:]+)[^<>]*>[^<>]*(?=<)", data))
    if not found:
        return data
    chosen, times = random.choice(found), random.choice((2, 100, 3000))
    end = b"</" + chosen[1] + b">"
    new = random.choice((chosen[0] * times, chosen[0] * times + end * times, (chosen[0] + end) * times, b""))
    return data[: chosen.start()] + new + data[chosen.end() :]


def grid(data: bytes, random: Random) -> bytes:
    """Merged cells of all sizes."""
    value = random.choice(ODD_NUMBERS).decode()
    new = random.choice(
        (
            (b"<td>", f'<td rowspan="{value}" colspan="{random.choice(ODD_NUMBERS).decode()}">'),
            (b"<w:tcPr>", f'<w:tcPr><w:gridSpan w:val="{value}"/><w:vMerge/>'),
            (b"<w:tr>", f'<w:tr><w:trPr><w:gridBefore w:val="{value}"/></w:trPr>'),
            (b"<w:pPr>", f'<w:pPr><w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="1"/></w:numPr>'),
        )
    )
    return data.replace(new[0], new[1].encode())


def _at_one(pattern: bytes, data: bytes, random: Random, values: Sequence[bytes]) -> bytes:
    found = list(re.finditer(pattern, data))
    for place in sorted(random.sample(found, min(len(found), random.choice((1, 5)))), key=re.Match.start, reverse=True):
        data = data[: place.start()] + random.choice(values) + data[place.end() :]
    return data


MUTATIONS: tuple[Mutation, ...] = (flip, cut, repeat, insert, move, shuffle, number, attribute, element, grid)


def run(cases: Sequence[int], at_once: int = 2) -> Tally:
    """Read all `cases`; what became of them."""
    tally = Tally()
    originals()
    seconds = read_settings()["read_seconds"]
    with Readers(load_registers(ROOT / "data" / "registers"), at_once) as readers, ThreadPoolExecutor(at_once) as pool:
        for each, outcome, took, peak, cap in pool.map(lambda each: (each, *_outcome(readers, each)), cases):
            tally.outcomes[re.sub(r"\(.*\)", "(…)", re.sub(r"\d+", "…", outcome))[:100]] += 1
            tally.slowest = max(tally.slowest, (took, each))
            tally.highest = max(tally.highest, (peak, each))
            wrong = "fault of the program" in outcome or "ended the process" in outcome or one_line(outcome) != outcome
            if wrong or took > seconds + 10 or peak > cap:
                tally.wrong.append(f"case {each}: {outcome} ({took:.1f} s, {peak >> 10} MB of {cap >> 10})")
    return tally


def _outcome(readers: Readers, number: int) -> tuple[str, float, int, int]:
    """What reading gives, in how many seconds, and the memory, in kB, that the process had at most and may have."""
    name, data = case(number)
    begun = time.perf_counter()
    try:
        document = readers.read(SourceFile(name, data, NOWHERE, NOWHERE, NOWHERE))
        outcome = "read" if document.facts.plans else "nothing read"
    except KgError as error:
        outcome = str(error).removeprefix(f"{name}: ")
    return outcome, time.perf_counter() - begun, *max(_memory(readers), default=(0, 0))


def _memory(readers: Readers) -> Iterator[tuple[int, int]]:
    for pid in readers.processes():
        try:
            status, limits = (Path(f"/proc/{pid}/{name}").read_text("ascii") for name in ("status", "limits"))
        except OSError:
            continue
        # A process that has just ended has no peak any more.
        peak, cap = re.search(r"VmPeak:\s+(\d+)", status), re.search(r"Max address space +(\d+)", limits)
        if peak is not None and cap is not None:
            yield int(peak[1]), int(cap[1]) >> 10


if __name__ == "__main__":
    number_of_cases, first = [*map(int, sys.argv[1:]), *(14_000, 0)[len(sys.argv) - 1 :]]
    result = run(range(first, first + number_of_cases))
    for said, times in result.outcomes.most_common():
        print(f"{times:6} {said}")
    print(f"slowest: {result.slowest[0]:.1f} s (case {result.slowest[1]})")
    print(f"most memory: {result.highest[0] >> 10} MB (case {result.highest[1]})")
    print(f"wrong: {len(result.wrong)}", *result.wrong, sep="\n  ")
    sys.exit(1 if result.wrong else 0)
