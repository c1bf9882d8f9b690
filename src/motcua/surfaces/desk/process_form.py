"""One step of a process as a plain form: boxes drawn from the step, and read back into it.

Outcomes and branches are rows that are added and taken away by buttons that send the whole page, as in
the forms of a record.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Self

from django.http import QueryDict
from django.utils.translation import gettext as _

from motcua.capabilities.workflow.enums import APPLICANT, NodeKind
from motcua.capabilities.workflow.queries import designs
from motcua.capabilities.workflow.queries.designs import Branch, Choice, Model, Node, Share, Step
from motcua.domain.procedures import queries as procedures
from motcua.foundation.identity.enums import Role
from motcua.foundation.kernel.errors import FieldProblem, InvalidInput
from motcua.foundation.organisations.enums import UnitKind
from motcua.surfaces.desk import record_form
from motcua.surfaces.desk.record_form import Box, Row

ROLES: Final = (Role.DESK, Role.CIVIL_STATUS, Role.SPECIALIST, Role.LEADER)
"""The roles whose holders do steps of a process."""
MOST_ROWS: Final = 20
NEW_END: Final = "+"
"""The target that is made anew: an end of the process."""
DEFAULT: Final = "default"
_UNITS: Final = ("%", "h", "m")
_KINDS: Final = {NodeKind.EXCLUSIVE, NodeKind.PARALLEL}

Values = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What the form of a step says: single values, and rows of them."""

    values: Mapping[str, str]
    rows: tuple[Mapping[str, str], ...] = ()

    @classmethod
    def of(cls, step: Step) -> Self:
        """Return what the form says before anything is typed."""
        node = step.node
        amount, unit = _share(node.share)
        values = {
            "name": node.name, "name_en": node.name_en, "note": node.note, "role": node.role,
            "unit": node.unit_kind, "amount": amount, "per": unit, "handler": node.handler,
            "target": step.ways[0].target if step.ways else "",
            "agency": node.agency, "needs": " ".join(node.needs),
        }  # fmt: skip
        if node.kind is NodeKind.USER:
            return cls(values=values, rows=tuple(_outcome_rows(step)))
        rows = (
            {"label": way.label, "text": way.text, "target": way.target,
             "default": "on" if way.is_default else ""}
            for way in step.ways
        )  # fmt: skip
        return cls(values=values, rows=tuple(rows) if node.kind in _KINDS else ())

    @classmethod
    def read(cls, posted: QueryDict) -> Self:
        """Return what was typed, without what no line of writing holds."""
        rows: dict[int, Values] = {}
        values: Values = {}
        for name in posted:
            said = _tidy(posted.get(name, ""), is_long=name == "note")
            first, _dot, rest = name.partition(".")
            number, _dot, field = rest.partition(".")
            if first != "rows":
                values[name] = said
            elif number.isdecimal() and int(number) < MOST_ROWS:
                rows.setdefault(int(number), {})[field] = said
        return cls(values=values, rows=tuple(rows[number] for number in sorted(rows)))

    def reshaped(self, posted: QueryDict) -> Self | None:
        """Return the form with a row more or less, if the button for that was pressed."""
        if posted.get("add") == "rows":
            return replace(self, rows=(*self.rows, {}))
        gone = posted.get("remove", "").removeprefix("rows.")
        if gone.isdecimal() and int(gone) < len(self.rows):
            number = int(gone)
            return replace(self, rows=(*self.rows[:number], *self.rows[number + 1 :]))
        return None


def _share(share: Share) -> tuple[str, str]:
    text = designs.share_text(share)
    if text.endswith("m") and share.minutes and share.minutes % 60 == 0:
        return str(share.minutes // 60), "h"
    return (text[:-1], text[-1]) if text else ("", "%")


def _outcome_rows(step: Step) -> Iterable[Values]:
    targets = {way.outcome: way.target for way in step.ways}
    for choice in step.node.choices:
        yield {
            "code": choice.code, "label": choice.label, "label_en": choice.label_en,
            "reason": "on" if choice.needs_reason else "", "target": targets.get(choice.code, ""),
        }  # fmt: skip


def _tidy(text: str, *, is_long: bool) -> str:
    text = text[: 4000 if is_long else record_form.SHORT]
    kept = "".join(letter for letter in text if letter.isprintable() or letter in "\n\t ")
    return kept.strip() if is_long else " ".join(kept.split())


# --- Reading ------------------------------------------------------------------------------------


def changed(model: Model, step: Step, typed: Typed) -> Model:
    """Return the model with the step as it was typed.

    :raises InvalidInput: naming every box that must be filled in otherwise
    """
    node = step.node
    match node.kind:
        case NodeKind.USER:
            return _changed_task(model, step, typed)
        case NodeKind.EXCLUSIVE | NodeKind.PARALLEL:
            return _changed_gateway(model, node, typed)
        case _:
            said = replace(
                node,
                name=typed.values.get("name", ""),
                note=typed.values.get("note", ""),
                handler=typed.values.get("handler", "") if node.kind is NodeKind.SERVICE else "",
            )
            _require([*_unnamed(said)])
            model = designs.change(model, said)
            if node.kind is NodeKind.END:
                return model
            model, targets = _with_new_ends(model, [typed.values.get("target", "")])
            _require(_unled(model, {"target": targets[0]}))
            return designs.lead_on(model, code=node.code, target=targets[0])


def _changed_task(model: Model, step: Step, typed: Typed) -> Model:
    said = typed.values
    problems: list[FieldProblem] = []
    share = _read_share(said, problems)
    choices = tuple(_read_choices(typed, step))
    role = APPLICANT if step.node.role == APPLICANT else said.get("role", "")
    if role != step.node.role and role not in ROLES:
        problems.append(_problem("role", _("Chọn ai làm bước này.")))
    unit = said.get("unit", "")
    unit = unit if unit in UnitKind.values else designs.UNIT_KIND_OF_ROLE.get(role, "")
    node = replace(
        step.node, name=said.get("name", ""), name_en=said.get("name_en", ""),
        note=said.get("note", ""), role=role, unit_kind="" if role == APPLICANT else unit,
        share=share, choices=choices, agency=said.get("agency", ""),
        needs=tuple(said.get("needs", "").split()),
    )  # fmt: skip
    problems += [*_unnamed(node)]
    if not choices:
        problems.append(_problem("rows", _("Bước phải có ít nhất một kết quả.")))
    for number, choice in enumerate(choices):
        if not choice.label:
            problems.append(_problem(f"rows.{number}.label", _("Ghi tên của kết quả.")))
    wanted = [row.get("target", "") for row in typed.rows]
    model, targets = _with_new_ends(model, wanted)
    problems += _unled(model, {f"rows.{n}.target": one for n, one in enumerate(targets)})
    _require(problems)
    led = {choice.code: target for choice, target in zip(choices, targets, strict=True)}
    return designs.change_task(model, node, led)


def _read_share(said: Mapping[str, str], problems: list[FieldProblem]) -> Share:
    amount, unit = said.get("amount", "").replace(" ", ""), said.get("per", "%")
    if not amount:
        return Share()
    share = designs.parse_share(f"{amount}{unit}") if unit in _UNITS else None
    if share is None:
        problems.append(_problem("amount", _("Ghi một số: phần trăm tới 100, hoặc giờ, phút.")))
    return share or Share()


def _read_choices(typed: Typed, step: Step) -> Iterable[Choice]:
    """Yield the outcomes: those there were keep their codes, new ones get codes of their own."""
    known = {choice.code for choice in step.node.choices}
    kept = [row.get("code", "") for row in typed.rows]
    taken = {code for code in kept if code in known}
    seen: set[str] = set()
    for row in typed.rows:
        code = row.get("code", "")
        if code not in known or code in seen:
            word = designs.slug(row.get("label", "")) or "ket_qua"
            numbered = (f"{word[:36]}_{n}" if n else word for n in range(MOST_ROWS * 3))
            code = next(one for one in numbered if one not in taken | seen)
        seen.add(code)
        yield Choice(
            code=code, label=row.get("label", ""), label_en=row.get("label_en", ""),
            needs_reason=bool(row.get("reason")),
        )  # fmt: skip


def _changed_gateway(model: Model, node: Node, typed: Typed) -> Model:
    problems: list[FieldProblem] = []
    wanted = [row.get("target", "") for row in typed.rows]
    model, targets = _with_new_ends(model, wanted)
    problems += _unled(model, {f"rows.{n}.target": one for n, one in enumerate(targets)})
    is_asked = node.kind is NodeKind.EXCLUSIVE
    if is_asked and sum(bool(row.get(DEFAULT)) for row in typed.rows) != 1:
        problems.append(_problem("rows", _("Chọn đúng một đường cho mọi trường hợp khác.")))
    if len(set(targets)) != len(targets):
        problems.append(_problem("rows", _("Hai đường không được dẫn tới cùng một bước.")))
    _require(problems)
    said = replace(node, name=typed.values.get("name", ""), note=typed.values.get("note", ""))
    branches = [
        Branch(
            name=row.get("label", ""), text=row.get("text", "") if is_asked else "",
            target=target, is_default=is_asked and bool(row.get(DEFAULT)),
        )
        for row, target in zip(typed.rows, targets, strict=True)
    ]  # fmt: skip
    return designs.branch(designs.change(model, said), gateway=node.code, branches=branches)


def _with_new_ends(model: Model, targets: list[str]) -> tuple[Model, list[str]]:
    """Return the model with the ends that are wanted anew, and the targets with their ids."""
    found = []
    for target in targets:
        code = target
        if target == NEW_END:
            model, code = designs.add_end(model, _("Kết thúc"))
        found.append(code)
    return model, found


def _unnamed(node: Node) -> Iterable[FieldProblem]:
    if node.kind in {NodeKind.USER, NodeKind.SERVICE} and not node.name:
        yield _problem("name", _("Bước phải có tên."))


def _unled(model: Model, targets: Mapping[str, str]) -> list[FieldProblem]:
    text = _("Chọn bước mà đường này dẫn tới.")
    return [_problem(name, text) for name, code in targets.items() if code not in model.nodes]


def _require(problems: list[FieldProblem]) -> None:
    if problems:
        raise InvalidInput(problems)


def _problem(field: str, text: str) -> FieldProblem:
    return FieldProblem(field=field, text=text, code="process-form")


def list_agencies() -> list[tuple[str, str]]:
    """Return which kinds of agencies can do a step: the one in charge, or another that takes part."""
    others = [(role.value, str(role.label)) for role in procedures.list_competent_roles()]
    return [("", _("Cơ quan chủ trì")), *others]


# --- Drawing ------------------------------------------------------------------------------------


def draw(model: Model, step: Step, typed: Typed, wrong: Mapping[str, str]) -> tuple[Box, ...]:
    """Return the boxes of a step's form."""
    return tuple(_Drawer(model=model, node=step.node, wrong=wrong).boxes(typed))


@dataclass(frozen=True, kw_only=True)
class _Drawer:
    model: Model
    node: Node
    wrong: Mapping[str, str]

    def boxes(self, typed: Typed) -> Iterable[Box]:
        said = typed.values
        is_task = self.node.kind is NodeKind.USER
        yield self.box("text", "name", _("Tên bước"), said)
        if is_task:
            yield self.box("text", "name_en", _("Tên bằng tiếng Anh"), said)
            if self.node.role != APPLICANT:
                roles = [(role.value, str(role.label)) for role in ROLES]
                yield self.select("role", _("Ai làm"), said, roles)
                units = [(one.value, str(one.label)) for one in UnitKind]
                yield self.select("unit", _("Ở bộ phận nào"), said, units)
                yield self.box(
                    "number", "amount", _("Thời gian"), said, hint=_("Để trống nếu không tính.")
                )
                yield self.select("per", _("Tính bằng"), said, _list_units())
                yield self.select("agency", _("Cơ quan làm"), said, list_agencies())
                yield self.box(
                    "text",
                    "needs",
                    _("Cơ quan khác cần xem gì"),
                    said,
                    hint=_(
                        "Chỉ điền khi cơ quan khác làm: mã phần tờ khai, câu hỏi hoặc giấy tờ, cách nhau"
                        " bằng dấu cách; “registration” là số ghi trong sổ hộ tịch."
                    ),
                )
        if self.node.kind is NodeKind.SERVICE:
            services = [*designs.list_services().items()]
            yield self.select("handler", _("Hệ thống làm gì"), said, services)
        yield self.box("area", "note", _("Ghi chú cho người làm"), said)
        if is_task:
            yield self.rows(
                _("Kết quả"), [self.outcome(n, row) for n, row in enumerate(typed.rows)]
            )
        elif self.node.kind in _KINDS:
            yield self.rows(
                _("Đường ra"), [self.branch(n, row) for n, row in enumerate(typed.rows)]
            )
        elif self.node.kind is not NodeKind.END:
            yield self.select("target", _("Dẫn tới"), said, self.targets())

    def outcome(self, number: int, row: Mapping[str, str]) -> Iterable[Box]:
        at = f"rows.{number}."
        yield Box(kind="hidden", name=f"{at}code", label="", value=row.get("code", ""))
        yield self.box("text", "label", _("Tên kết quả"), row, at=at)
        yield self.box("text", "label_en", _("Tên bằng tiếng Anh"), row, at=at)
        yield self.box("check", "reason", _("Phải ghi lý do"), row, at=at)
        yield self.select("target", _("Dẫn tới"), row, self.targets(), at=at)

    def branch(self, number: int, row: Mapping[str, str]) -> Iterable[Box]:
        at = f"rows.{number}."
        yield self.box("text", "label", _("Tên đường"), row, at=at)
        if self.node.kind is NodeKind.EXCLUSIVE:
            hint = _('Như: kiem_tra == "dat" (mã bước và mã kết quả). Để trống ở đường mặc định.')
            yield self.box("text", "text", _("Điều kiện"), row, at=at, hint=hint)
            yield self.box(
                "check", DEFAULT, _("Đi đường này trong mọi trường hợp khác"), row, at=at
            )
        yield self.select("target", _("Dẫn tới"), row, self.targets(), at=at)

    def targets(self) -> list[tuple[str, str]]:
        rows = [
            (step.node.code, name_of(step.node))
            for step in designs.list_steps(self.model)
            if step.node.kind is not NodeKind.START
        ]
        return [*rows, (NEW_END, _("Một điểm kết thúc mới"))]

    def rows(self, label: str, boxes: list[Iterable[Box]]) -> Box:
        rows = [
            Row(number=number + 1, name=f"rows.{number}", boxes=tuple(one))
            for number, one in enumerate(boxes)
        ]
        return Box(
            kind="rows",
            name="rows",
            label=label,
            rows=tuple(rows),
            error=self.wrong.get("rows", ""),
        )

    def box(
        self, kind: str, name: str, label: str, said: Mapping[str, str], *, at: str = "", hint: str = ""
    ) -> Box:  # fmt: skip
        return Box(
            kind=kind, name=at + name, label=label, value=said.get(name, ""), hint=hint,
            error=self.wrong.get(at + name, ""),
        )  # fmt: skip

    def select(
        self, name: str, label: str, said: Mapping[str, str], pairs: list[tuple[str, str]], *, at: str = ""
    ) -> Box:  # fmt: skip
        chosen = said.get(name, "")
        choices = tuple(
            record_form.Choice(value=value, text=text, is_chosen=value == chosen)
            for value, text in pairs
        )
        return replace(self.box("select", name, label, said, at=at), choices=choices)


def _list_units() -> list[tuple[str, str]]:
    names = (_("phần trăm thời hạn"), _("giờ làm việc"), _("phút làm việc"))
    return [*zip(_UNITS, names, strict=True)]


def name_of(node: Node) -> str:
    """Return how an element is called on a page, also where nobody named it."""
    return node.name or str(node.kind.label)
