"""The files of a ledger: a workbook with numbers and dates, CSV, a Word document, a calendar."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, timedelta

from pyoxigraph import Literal, NamedNode

from kgservice.ledger.duties import Capacity, Obligation
from kgservice.queries.formats import as_csv, as_excel_csv, as_workbook, xml_text
from kgservice.store.engine import Solutions
from kgservice.tasktable.cells import target_of
from kgservice.tasktable.table import TaskRow, TaskTable

_DATE = NamedNode("http://www.w3.org/2001/XMLSchema#date")
_DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
_ROLES = {"lead": "牵头", "responsible": "负责", "support": "配合"}
_CAPACITIES = {Capacity.OWN: "本部门", Capacity.MEMBER: "所属责任群体", Capacity.SUCCESSOR: "由前身承担"}
_SIGNS = {">=": "≥", "<=": "≤"}

DUTIES = (
    "序号",
    "计划",
    "条目",
    "任务",
    "专项行动",
    "角色",
    "承担方式",
    "原责任主体",
    "时限",
    "截止日期",
    "年度",
    "指标",
    "依据",
    "共同责任部门",
    "责任条款",
    "来源文件",
    "起",
    "止",
)
FIGURES = ("序号", "任务", "指标", "比较", "数值", "单位", "年度")


def ledger_table(duties: Sequence[Obligation]) -> Solutions:
    """The duties as a table, a row each, with Chinese headings."""
    rows = []
    for number, duty in enumerate(duties, 1):
        row = duty.row
        rows.append(
            (
                Literal(number),
                *map(_text, (row["plan_title"], row["path"], row["heading"], row["campaign"])),
                *map(_text, (_ROLES.get(row["role"], row["role"]), _CAPACITIES[duty.capacity])),
                _text(duty.given["name"] if duty.given else ""),
                _text(_joined(each["words"] for each in duty.deadlines)),
                Literal(duty.due[0], datatype=_DATE) if duty.due else None,
                _year(duty.years[0]) if len(duty.years) == 1 else _text("、".join(duty.years)),
                _text(_joined(map(target_of, duty.targets))),
                _text(_joined(each["words"] for each in duty.bases)),
                _text("、".join(each["words"] for each in duty.others)),
                *map(_text, (row["clause"], row["source"])),
                *(_year(row[place]) for place in ("start", "end")),
            )
        )
    return Solutions(DUTIES, tuple(rows))


def figures_table(duties: Sequence[Obligation]) -> Solutions:
    """The figures of the duties as a table, a row each."""
    rows = tuple(
        (
            Literal(number),
            _text(duty.row["heading"]),
            _text(target["words"]),
            _text(_SIGNS.get(target["comparator"], target["comparator"])),
            Literal(target["value"], datatype=_DECIMAL),
            _text(target["unit"]),
            _year(target["year"]),
        )
        for number, duty in enumerate(duties, 1)
        for target in duty.targets
    )
    return Solutions(FIGURES, rows)


def as_ledger_xlsx(name: str, duties: Sequence[Obligation]) -> bytes:
    """The duties and their figures as the two sheets of a workbook."""
    return as_workbook({"任务": ledger_table(duties), "指标": figures_table(duties)})


def as_ledger_docx(name: str, duties: Sequence[Obligation]) -> bytes:
    """The duties as a Word document, laid out as a task table is, under their plans and campaigns."""
    from kgservice.tasktable.document import as_docx  # takes long to import

    rows = []
    for number, duty in enumerate(duties, 1):
        row = duty.row
        by_role = {role: "、".join(each["words"] for each in duty.others if each["role"] == role) for role in _ROLES}
        by_role[row["role"]] = "、".join(
            filter(None, (duty.given["name"] if duty.given else name, by_role.get(row["role"])))
        )
        cells = (
            str(number),
            row["heading"],
            row["text"].removeprefix(row["heading"]).lstrip("。，；"),
            *(by_role[role] for role in _ROLES),
            _joined(map(target_of, duty.targets)),
            _joined(each["words"] for each in duty.deadlines),
            _joined(each["words"] for each in duty.bases),
        )
        sections = tuple(filter(None, (row["plan_title"], row["campaign"])))
        rows.append(TaskRow(tuple(map(xml_text, sections)), tuple(map(xml_text, cells))))
    return as_docx([TaskTable(xml_text(name), tuple(rows))])


def as_calendar(name: str, duties: Sequence[Obligation]) -> bytes:
    """The days on which something is due as a calendar (RFC 5545), one event for each deadline."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//kgservice//ledger//ZH")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", f"{name}任务时限")
    seen: set[str] = set()
    for duty in duties:
        for deadline in duty.deadlines:
            if not deadline["due"] or deadline["fact"] in seen:
                continue
            seen.add(deadline["fact"])
            day = date.fromisoformat(deadline["due"])
            event = Event()
            event.add("uid", deadline["fact"])
            # A calendar is to be the same each time: it is as if made on the day that it is of.
            event.add("dtstamp", datetime(day.year, day.month, day.day, tzinfo=UTC))
            event.add("dtstart", day)
            event.add("dtend", day + timedelta(days=1))
            event.add("summary", f"{duty.row['heading']}（{_ROLES.get(duty.row['role'], duty.row['role'])}）")
            event.add(
                "description", f"{deadline['words']}\n{duty.row['clause']}\n{duty.row['plan_title']} {duty.row['path']}"
            )
            event.add("transp", "TRANSPARENT")
            calendar.add_component(event)
    made: bytes = calendar.to_ical()
    return made


Writer = Callable[[str, Sequence[Obligation]], str | bytes]
FILES: dict[str, tuple[str, str, Writer]] = {
    "xlsx": ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_ledger_xlsx),
    "csv": ("csv", "text/csv; charset=utf-8", lambda name, duties: as_csv(ledger_table(duties))),
    "csv-excel": ("csv", "text/csv; charset=utf-8", lambda name, duties: as_excel_csv(ledger_table(duties))),
    "docx": ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", as_ledger_docx),
    "ics": ("ics", "text/calendar; charset=utf-8", as_calendar),
}
"""Each format's ending, media type and how a department's duties are written in it."""


def _text(words: str) -> Literal | None:
    return Literal(words) if words else None


def _year(words: str) -> Literal | None:
    return Literal(int(words)) if words.isdigit() else _text(words)


def _joined(texts: Iterable[str]) -> str:
    return "\n".join(dict.fromkeys(texts))
